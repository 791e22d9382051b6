import CLinux
import Client
import Commands
import Digests
import Engine
import GitKit
import Glibc
import Model
import Operations
import ServiceKit
import SubprocessKit

/// Starts the gateway of a workspace: in the background, or in place of this process.
struct GatewayStarter: GatewayStarting {
    let surroundings: Surroundings
    let time: any TimeSource
    let workspace: String?

    /// The ports of every gateway, unless it is told others.
    private static let ports = [37888, 37889]
    /// The address of a socket has room for 107 bytes, of which the server needs four for a draft.
    private static let socketBytesMax = 103
    private static let logBytesMax = 1 << 20

    func start(_ wish: GatewayWish) throws -> (GatewayLine, already: Bool) {
        let order = try order(wish)
        let logPath = order.stateDirectory + "/gateway.log"
        let log = try Self.log(at: logPath)
        defer { close(log) }
        let input = try Self.pipe(holding: order.json.canonicalText)
        defer { close(input) }
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw GatewayStartError(reason: Self.text(errno)) }
        defer { close(ends[0]) }
        let program = try Self.program()
        let environment = surroundings.environment.filter { !$0.key.hasPrefix("WORKLEAD_") }
        var process = pid_t()
        let variables = CStringList(environment: environment)
        let failed = CStringList([program]).withPointers { arguments in
            variables.withPointers { variables in
                clinux_start_daemon(program, arguments, variables, input, ends[1], log, &process)
            }
        }
        close(ends[1])
        guard failed == 0 else { throw GatewayStartError(reason: Self.text(failed)) }
        // Its line comes when it answers requests; the end of the stream without one is its death.
        let line = try PrivateFile.text(of: ends[0], "the gateway's answer")
        let (running, already) = try Self.outcome(line, log: logPath)
        if already { try wish.checkPublication(of: running) }
        return (running, already)
    }

    func become(_ wish: GatewayWish) throws -> Never {
        let order = try order(wish)
        let input = try Self.pipe(holding: order.json.canonicalText)
        dup2(input, STDIN_FILENO)
        close(input)
        let program = try Self.program()
        // NOTIFY_SOCKET, LISTEN_FDS and their like are for who serves, so they stay.
        let number = CStringList([program]).withPointers { arguments in
            execv(program, arguments)
            return errno
        }
        throw GatewayStartError(reason: Self.text(number))
    }

    func checkStart() throws { _ = try Self.program() }

    func show() throws -> GatewayLine? {
        let directory = try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
            .stateDirectory
        guard let record = GatewayRecord.read(in: directory), record.answers(time) else {
            return nil
        }
        return GatewayLine(record)
    }

    func browse(_ address: String) throws -> Bool {
        try BrowserStarter(surroundings: surroundings).show(address)
    }

    func hasEnded(_ line: GatewayLine) throws -> Bool {
        // Whoever follows it has the lock too, so the process is asked for as well.
        if kill(pid_t(line.process), 0) != 0, errno == ESRCH { return true }
        let directory = try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
            .stateDirectory
        return try ProcessLock(at: directory + "/gateway.lock") != nil
    }

    // MARK: - What it is told

    private func order(_ wish: GatewayWish) throws -> GatewayOrder {
        let found = try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
        let credential = try credential(found)
        return try GatewayOrder { order in
            order.stateDirectory = found.stateDirectory
            order.socket = try socket(of: found.stateDirectory)
            order.ports = wish.ports ?? Self.ports
            switch wish.publication {
            case .asBefore:
                order.published = GatewaySettings.read(in: found.stateDirectory).published
            case .at(let address): order.published = address
            case .nowhere: order.published = nil
            }
            order.session = credential?.session
            order.secret = credential?.secret
        }
    }

    /// The session of who starts it, as for any command.
    private func credential(_ found: WorkspaceFinder.Found) throws -> CredentialFile? {
        if let location = found.location,
            let kept = try CredentialFile(at: CredentialFile.path(in: location)),
            kept.workspace == found.stateDirectory
        {
            return kept
        }
        return try surroundings.variable("WORKLEAD_TOKEN_FILE").flatMap(CredentialFile.init(at:))
    }

    /// The log, to be added to; one that has grown large is put aside first.
    private static func log(at path: String) throws -> Int32 {
        var status = stat()
        if stat(path, &status) == 0, status.st_size > logBytesMax { rename(path, path + ".1") }
        let log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw FileError(doing: "write", path: path, number: errno) }
        return log
    }

    /// Under the runtime directory of the user, else beside the store.
    private func socket(of stateDirectory: String) throws -> String {
        let digest = Digest(of: stateDirectory).hex.prefix(12)
        if let runtime = surroundings.variable("XDG_RUNTIME_DIR"), runtime.hasPrefix("/"),
            access(runtime, W_OK) == 0, let directory = Self.made(runtime + "/worklead")
        {
            let socket = "\(directory)/\(digest).sock"
            if socket.utf8.count <= Self.socketBytesMax { return socket }
        }
        let beside = stateDirectory + "/gateway.sock"
        if beside.utf8.count <= Self.socketBytesMax { return beside }
        let directory = "/tmp/worklead-\(getuid())"
        try PrivateFile.makeDirectory(directory)
        var status = stat()
        guard stat(directory, &status) == 0, status.st_uid == getuid(), status.st_mode & 0o077 == 0
        else { throw GatewayStartError(reason: "\(directory) is not this user's alone") }
        return "\(directory)/\(digest).sock"
    }

    /// The directory, if it is there or could be made, and can be written to.
    private static func made(_ directory: String) -> String? {
        do {
            try PrivateFile.makeDirectory(directory)
            return access(directory, W_OK) == 0 ? directory : nil
        } catch {
            // There are other places for a socket.
            return nil
        }
    }

    // MARK: - Processes

    /// The gateway's program: beside this one, or in the directory for programs of programs.
    private static func program() throws -> String {
        let own = try ProcessEnvironment.program()
        let directory = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ""
        let places = [
            "\(directory)/worklead-gateway", "\(directory)/../libexec/worklead/worklead-gateway",
        ]
        guard let found = places.first(where: { access($0, X_OK) == 0 }) else {
            throw GatewayStartError(reason: "worklead-gateway is not installed beside worklead")
        }
        return found
    }

    /// A pipe's reading end, with a text in it.
    private static func pipe(holding text: String) throws -> Int32 {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw GatewayStartError(reason: Self.text(errno)) }
        defer { close(ends[1]) }
        let bytes = Array(text.utf8)
        // An order is far smaller than a pipe, so this does not wait.
        guard write(ends[1], bytes, bytes.count) == bytes.count else {
            close(ends[0])
            throw GatewayStartError(reason: Self.text(errno))
        }
        return ends[0]
    }

    private static func outcome(
        _ line: String,
        log: String
    ) throws -> (GatewayLine, already: Bool) {
        let answer: GatewayAnswer
        do {
            answer = try GatewayAnswer(json: try JSONValue(parsing: line))
        } catch {
            throw GatewayStartError(reason: "it ended without a word; see \(log)")
        }
        if let error = answer.error { throw error }
        guard let running = answer.running else {
            throw GatewayStartError(reason: "it did not say where it is")
        }
        return (running, answer.already)
    }

    private static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}

/// A gateway that could not be started.
struct GatewayStartError: Reportable {
    let reason: String

    var code: String { "gateway.not_started" }
    var category: ErrorCategory { .failure }
    var message: String { "The gateway could not be started: \(reason.printable(limit: 300))." }
}
