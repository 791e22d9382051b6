import Digests
import JSONRPCKit
import MCP
import Model
import Operations

/// A client at the other end of a connection.
struct Peer: Sendable {
    private let input: AsyncStream<[UInt8]>.Continuation
    private let output: AsyncStream<String>

    /// Talks with a server; the connection ends with the closure.
    static func talk(
        to workspace: SampleWorkspace = SampleWorkspace(),
        role: Role? = nil,
        pauses: any WaitPausing = SkippedPauses(),
        ledger: (any LedgerWatching)? = nil,
        _ body: @escaping @Sendable (Peer) async throws -> Void
    ) async throws {
        let provider = WorkspaceProvider(
            workspace.caller,
            pauses: pauses,
            ledger: ledger,
            version: "1.2.3"
        )
        let server = MCPServer(provider, pauses: pauses, ledger: ledger)
        try await talk(to: server, role: role, body)
    }

    static func talk(
        to server: MCPServer,
        role: Role? = nil,
        _ body: @escaping @Sendable (Peer) async throws -> Void
    ) async throws {
        let (chunks, input) = AsyncStream<[UInt8]>.makeStream()
        let (lines, output) = AsyncStream<String>.makeStream()
        let connection = MCPConnection(server, asker: MCPAsker(role: role)) { output.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await connection.serve(chunks)
                output.finish()
            }
            group.addTask {
                defer { input.finish() }
                try await body(Peer(input: input, output: lines))
            }
            try await group.waitForAll()
        }
    }

    func send(_ line: String) { input.yield(Array((line + "\n").utf8)) }

    func send(_ message: RPCMessage) { send(message.line) }

    func end() { input.finish() }

    /// The next message of the server.
    func next() async throws -> JSONValue? {
        for await line in output { return try JSONValue(parsing: line) }
        return nil
    }

    /// Asks and gives the answer, leaving out notifications that come before it.
    func ask(_ method: String, _ parameters: [String: JSONValue] = [:]) async throws -> JSONValue {
        let id = RPCID.text("q-" + method)
        send(.request(RPCRequest(id, method, parameters)))
        while let message = try await next() {
            if message["id"] == id.json { return message }
        }
        throw PeerGone()
    }

    /// Asks by the revision of 2026, in which each request says what it needs.
    func askStateless(
        _ method: String,
        _ parameters: [String: JSONValue] = [:],
        meta more: [String: JSONValue] = [:]
    ) async throws -> JSONValue {
        try await ask(method, parameters.stateless(more))
    }

    /// Begins as the older revisions do.
    @discardableResult
    func initialize(_ version: String) async throws -> JSONValue {
        let answer = try await ask(
            "initialize",
            [
                "protocolVersion": .string(version), "capabilities": [:],
                "clientInfo": ["name": "test", "version": "1"],
            ]
        )
        send(.notification(RPCNotification("notifications/initialized")))
        return answer
    }
}

struct PeerGone: Error {}

extension [String: JSONValue] {
    func stateless(
        _ more: [String: JSONValue] = [:],
        version: String = "2026-07-28"
    ) -> [String: JSONValue] {
        var meta: [String: JSONValue] = [
            "io.modelcontextprotocol/protocolVersion": .string(version),
            "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        meta.merge(more) { $1 }
        return merging(["_meta": .object(meta)]) { $1 }
    }
}

extension JSONValue {
    /// The number of an error of JSON-RPC.
    var errorNumber: Int64? { self["error"]?["code"]?.int64Value }

    /// The document in the first text of a tool's answer.
    var toolText: JSONValue? {
        self["result"]?["content"]?[0]?["text"]?.stringValue.flatMap {
            try? JSONValue(parsing: $0)
        }
    }
}
