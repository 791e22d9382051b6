@testable import Assembly
import Client
import Digests
import GitKit
import HTTPKit
import Model
import Operations
import Testing

/// A way from who asks to the engine.
enum ContractWay: String, CaseIterable {
    /// The engine in this process, on the workspace's file.
    case embedded
    /// A gateway, through the client that commands use, at its Unix socket.
    case client
    /// A gateway, by documents over TCP, as a program in any language asks.
    case documents
}

/// A workspace of its own that is asked in one way, by agents who stand nowhere in it.
final class ContractPlace {
    private static let cast = [
        "ada": "worker", "bea": "worker", "eve": "worker", "vera": "validator",
    ]

    let session: CommandLineSession
    private let way: ContractWay
    private var tokens: [String: String] = [:]
    private var kept: [String: String]
    private var caller: (any OperationCaller)?
    private var http: HTTPClient?

    init(_ way: ContractWay) throws {
        self.way = way
        session = try CommandLineSession()
        kept = ["folder": session.folder, "program": CommandLineSession.program]
        for (agent, role) in Self.cast.sorted(by: { $0.key < $1.key }) {
            try session.good("agent", "register", agent, "--role", role)
        }
        for agent in Self.cast.keys.sorted() + ["founder"] {
            let run = try session.good("token", "create", agent, "--print", "token")
            tokens[agent] = run.output.split(separator: "\n").first.map(String.init)
        }
        try session.shell("mkdir elsewhere")
        session.directory = session.folder + "/elsewhere"
        switch way {
        case .embedded: caller = embedded()
        case .client:
            // Nobody in particular starts it, so that the ledger is the same in all ways.
            let address = HTTPAddress.unix(path: try started("socket"))
            caller = GatewayClient(address, at: nil) { SystemTime().elapsed() }
        case .documents:
            let port = try #require(Int(try started("port")))
            http = HTTPClient(.loopback(port: port)) { SystemTime().elapsed() }
        }
    }

    deinit {
        http?.close()
        if way != .embedded { _ = session.run("--workspace", "api", "down") }
    }

    private func started(_ field: String) throws -> String {
        try session.good("--workspace", "api", "up", "--port", "0")
        let run = try session.good("--workspace", "api", "gateway", "status", "--print", field)
        return String(run.output.prefix { $0 != "\n" })
    }

    private func embedded() -> any OperationCaller {
        let time = SystemTime()
        let surroundings = Surroundings(
            directory: session.directory,
            environment: session.environment,
            userName: "founder"
        )
        let git = GitProgram.ofThisProcess(surroundings, time)
        return LocalCaller(
            surroundings: surroundings,
            time: time,
            identifiers: SystemIdentifiers(),
            git: git,
            packets: DocumentPackets(),
            replayer: SandboxedReplays(
                surroundings: surroundings,
                git: git,
                time: time,
                interruption: nil,
                program: CommandLineSession.program,
                progress: { _ in }
            ),
            workspace: "api"
        )
    }

    /// Asks the engine in this process from within the repository, in a founder's name.
    func founder() throws -> (any OperationCaller, RemoteIdentity) {
        let token = try #require(tokens["founder"])
        session.directory = session.folder
        return (embedded(), try #require(RemoteIdentity(token: token)))
    }

    /// Does a step.
    ///
    /// - Returns: The answer, or the error, as a document; `nil` for what is no call.
    func take(_ step: ContractStep, key: String? = nil) async throws -> JSONValue? {
        switch step {
        case .work(let script):
            try session.shell(filled(script))
            return nil
        case .keep(let name, let file):
            kept[name] = try session.shell("cat '\(file)'")
            return nil
        case .call(let asked):
            let entry = try OperationTable.all.entry(named: asked.operation)
            var options = CallOptions()
            options.idempotencyKey = entry.effect.isMutation ? key : nil
            let answer = try await ask(entry, filled(asked.input), options, as: asked.asker)
            for (name, path) in asked.kept {
                kept[name] = answer["data"]?[path]?.stringValue
            }
            return answer
        }
    }

    /// Asks, and makes a document of an error too.
    func ask(
        _ entry: OperationEntry,
        _ input: JSONValue,
        _ options: CallOptions,
        as asker: String
    ) async throws -> JSONValue {
        let token = try #require(tokens[asker])
        guard let caller else { return try post(entry, input, options, token) }
        var options = options
        let identity = try #require(RemoteIdentity(token: token))
        options.session = identity.session
        options.credential = identity.credential
        do {
            return try await entry.call(input, options, through: caller).json
        } catch {
            return ErrorReport(error).json
        }
    }

    /// Asks by a document over TCP.
    private func post(
        _ entry: OperationEntry,
        _ input: JSONValue,
        _ options: CallOptions,
        _ token: String
    ) throws -> JSONValue {
        var headers: HTTPHeaders = ["Authorization": "Bearer \(token)"]
        if let key = options.idempotencyKey { headers.set("Idempotency-Key", "\"\(key)\"") }
        if options.dryRun { headers.set("Worklead-Dry-Run", "true") }
        let path = HTTPNames.path(of: entry.name)
        let http = try #require(http)
        let answer: HTTPClientResponse
        if HTTPNames.isGet(entry.effect) {
            answer = try http.send(.get, path + Self.query(input), headers: headers)
        } else {
            headers.set("Content-Type", "application/json")
            answer = try http.send(.post, path, headers: headers, body: input.canonicalBytes)
        }
        let document = try JSONValue(parsing: answer.body)
        guard !answer.status.isSuccess else { return document }
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        return try ErrorReport(json: document, unknownFields: .ignored).json
    }

    private static func query(_ input: JSONValue) -> String {
        let items = (input.objectValue ?? [:]).flatMap { name, value in
            (value.arrayValue ?? [value]).map { element in
                let text = element.stringValue ?? element.canonicalText
                let encoded = text.utf8.map { byte in
                    let digits = String(byte, radix: 16)
                    return "%" + (digits.count == 1 ? "0" : "") + digits
                }
                return name + "=" + encoded.joined()
            }
        }
        return items.isEmpty ? "" : "?" + items.joined(separator: "&")
    }

    private func filled(_ text: String) -> String {
        guard text.contains("$") else { return text }
        return kept.reduce(text) { $0.replacing("$" + $1.key, with: $1.value) }
    }

    private func filled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(filled(text))
        case .array(let elements): .array(elements.map(filled))
        case .object(let members): .object(members.mapValues(filled))
        case .null, .bool, .integer, .number: value
        }
    }

    /// The document without what is this place's alone: its folder, times, and what is made of
    /// them or by chance.
    func normalized(_ answer: JSONValue) -> JSONValue {
        switch answer {
        case .string(let text): return .string(normalized(text))
        case .array(let elements): return .array(elements.map(normalized))
        case .object(var members):
            for (name, value) in members {
                let isOfPlace =
                    [
                        "token", "gateway", "root", "id", "peak_memory_bytes", "signature",
                    ].contains(name)
                    || name.hasSuffix("_ms") || name.hasSuffix("_us")
                    // As long as what is in it: times, with or without a fraction.
                    || name == "bytes" && (members["digest"] != nil || members["bundle"] != nil)
                    || [
                        "first_seconds", "last_seconds", "cycle_seconds", "evidence_seconds",
                        "founder_seconds",
                    ].contains(name)
                members[name] = isOfPlace ? .string(name) : normalized(value)
            }
            return .object(members)
        case .null, .bool, .integer, .number: return answer
        }
    }

    private func normalized(_ text: String) -> String {
        guard text.utf8.count >= 12 else { return text }
        return text.replacing(session.folder, with: "/folder")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,}Z/, with: "TIME")
            .replacing(/[0-9a-f]{64}/, with: "DIGEST")
            .replacing(/[0-9a-f]{40}/, with: "COMMIT")
            .replacing(/mended in [0-9a-f]{12}/, with: "mended in COMMIT")
            .replacing(/\+[0-9a-f]{8}\+[A-Za-z0-9+\/]{44}/, with: "+KEY")
            .replacing(/[A-Za-z0-9+\/]{40,}=/, with: "BASE64")
            .replacing(/before-rebuild-[0-9]+/, with: "before-rebuild")
    }
}
