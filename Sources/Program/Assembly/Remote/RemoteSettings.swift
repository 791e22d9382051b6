import Client
import Digests
import Engine
import Glibc
import HTTPKit
import Model
import Operations

/// The workspace elsewhere that the environment or a file names: its gateways, and the token to
/// show them.
struct RemoteSettings {
    /// The ports on this machine, primary first.
    let ports: [Int]
    let identity: RemoteIdentity

    /// How long an answer may take to what can be queued instead.
    private static let patience = Duration.seconds(15)

    /// Whether the calls go to a workspace elsewhere.
    ///
    /// - Parameter workspace: The workspace that an option names, which comes before everything.
    static func isMeant(in surroundings: Surroundings, workspace: String?) -> Bool {
        guard workspace == nil else { return false }
        if surroundings.variable("WORKLEAD_GATEWAY") != nil { return true }
        return surroundings.variable("WORKLEAD_WORKSPACE") == nil
            && RemoteFile.path(above: surroundings.directory) != nil
    }

    /// Reads the settings.
    ///
    /// - Throws: ``RemoteError`` for an address that can't be used, and where there is no token.
    init(_ surroundings: Surroundings) throws {
        let source = try RemoteSource(surroundings)
        if source.file == nil, let name = surroundings.variable("WORKLEAD_WORKSPACE") {
            throw RemoteError.twoWorkspaces(name)
        }
        ports = try source.ports
        let expected = try surroundings.variable("WORKLEAD_ACTOR").map { try AgentID($0) }
        let token: String
        if let own = surroundings.variable("WORKLEAD_TOKEN") {
            token = own
        } else {
            guard let file = source.tokenFile else { throw RemoteError.noToken }
            token = try Self.token(in: file)
        }
        guard let identity = RemoteIdentity(token: token, expecting: expected) else {
            throw RemoteError.badToken
        }
        self.identity = identity
    }

    /// Names are not looked up and nothing is encrypted, so no other machine is asked.
    static func port(of address: String) throws(RemoteError) -> Int {
        var rest = address.trimmingBlanks[...]
        guard rest.lowercased().hasPrefix("http://") else { throw .otherAddress(address) }
        rest = rest.dropFirst("http://".count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, ["127.0.0.1", "localhost"].contains(parts[0].lowercased()),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(parts[1]),
            (1...65535).contains(port)
        else { throw .otherAddress(address) }
        return port
    }

    /// The token of a file: as text, or as a session's credential.
    static func token(in path: String) throws -> String {
        guard let text = try PrivateFile.read(path) else {
            throw FileError(doing: "read", path: path, number: ENOENT)
        }
        if text.hasPrefix("{") {
            guard let kept = try CredentialFile(at: path) else { throw RemoteError.noToken }
            return "\(kept.session.text).\(kept.secret)"
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw CredentialError(path: path, isOpen: true)
        }
        return text.trimmingBlanks
    }

    /// What asks the gateways, in their order.
    func gateways(_ time: any TimeSource, say: (@Sendable (String) -> Void)?) -> GatewayChain {
        let links = ports.map { port in
            GatewayChain.Link(
                "http://127.0.0.1:\(port)",
                GatewayClient(.loopback(port: port), at: nil, patience: Self.patience) {
                    time.elapsed()
                }
            )
        }
        return GatewayChain(links, say: say)
    }
}

extension RemoteSettings {
    /// Under which the outboxes of all senders are kept; no workspace can have this name.
    static func outboxRoot(_ surroundings: Surroundings) throws -> String {
        try surroundings.stateRoot() + "/.outbox"
    }

    /// The outbox of the token's session.
    ///
    /// Another token has another outbox: what was queued under one that is revoked meanwhile is
    /// not sent under the next.
    func outbox(
        _ surroundings: Surroundings,
        _ time: any TimeSource,
        say: (@Sendable (String) -> Void)? = nil
    ) throws -> Outbox {
        let token = "\(identity.session.text).\(identity.credential.secret)"
        let sender = "\(identity.session.text)-\(Digest(of: token).hex.prefix(12))"
        return Outbox(
            OutboxDirectory(
                path: try Self.outboxRoot(surroundings) + "/" + sender,
                sender: sender
            ),
            to: gateways(time, say: say),
            as: identity,
            on: Outbox.Machine(
                time: time,
                pause: { try await SystemPauses().pause(for: $0) },
                chance: { Double.random(in: 0..<1) }
            )
        )
    }
}

/// Settings that name no workspace that can be reached.
enum RemoteError: Reportable {
    case otherAddress(String)
    case twoWorkspaces(String)
    case noToken
    case badToken
    case startElsewhere

    var code: String {
        switch self {
        case .otherAddress: "remote.address"
        case .twoWorkspaces: "remote.two_workspaces"
        case .noToken: "remote.no_token"
        case .badToken: "remote.bad_token"
        case .startElsewhere: "remote.start"
        }
    }

    var category: ErrorCategory { .usage }

    var message: String {
        switch self {
        case .otherAddress(let address):
            "The gateway can't be '\(address.printable(limit: 120))': only gateways on this "
                + "machine are reached, over plain HTTP, such as http://127.0.0.1:37888."
        case .twoWorkspaces(let name):
            "WORKLEAD_GATEWAY and WORKLEAD_WORKSPACE ('\(name.printable(limit: 80))') name two "
                + "workspaces."
        case .noToken:
            "A gateway elsewhere is named, and nothing says which token to show."
        case .badToken:
            "What is to be shown to the gateway is not a token."
        case .startElsewhere:
            "The gateway is elsewhere, and can't be started from here."
        }
    }

    var hint: String? {
        switch self {
        case .otherAddress:
            "To reach another machine, forward a port: `ssh -L 37888:127.0.0.1:37888 HOST`."
        case .twoWorkspaces: "Unset one of them."
        case .noToken, .badToken:
            "`worklead token create AGENT --print token`, on the workspace's machine, makes one "
                + "for WORKLEAD_TOKEN, or a file for WORKLEAD_TOKEN_FILE or `worklead remote add`."
        case .startElsewhere:
            "Run it on the machine of the workspace. `worklead remote show` says what is asked here."
        }
    }
}

extension String {
    /// Without the blanks and line ends around it.
    fileprivate var trimmingBlanks: String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let bytes = Array(utf8).drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return String(decoding: Array(bytes), as: UTF8.self)
    }
}
