import Assembly
import Dashboard
import Digests
import Engine
import Model
import Operations
import Store
import Telemetry

/// The browsers that are logged in, and the links that log one in.
///
/// Each login is a session of its own, which `worklead token list` shows and
/// `worklead token revoke` ends. They are kept in a file that only the owner may read, so that a
/// browser stays logged in when the gateway starts again; of a cookie it keeps the digest only.
final class DashboardLogins: LoginDesk {
    private struct Invitation: Sendable {
        let agent: AgentID
        let isReadOnly: Bool
        let until: Timestamp
    }

    private struct State {
        var invitations: [Digest: Invitation] = [:]
        /// `nil` until the file was read.
        var kept: [String: KeptLogin]?
    }

    private let store: SharedStore
    private let time: SystemTime
    private let identifiers: SystemIdentifiers
    private let state = Lock(State())

    init(store: SharedStore, time: SystemTime, identifiers: SystemIdentifiers) {
        self.store = store
        self.time = time
        self.identifiers = identifiers
    }

    private var path: String { store.stateDirectory + "/dashboard.json" }

    /// Makes the code of a link; it is worth one login until then.
    func invite(_ agent: AgentID, isReadOnly: Bool, until: Timestamp) -> String {
        let code = identifiers.secret()
        let now = time.now()
        state.withLock { state in
            state.invitations = state.invitations.filter { $0.value.until > now }
            state.invitations[Digest(of: code)] = Invitation(
                agent: agent,
                isReadOnly: isReadOnly,
                until: until
            )
        }
        return code
    }

    func redeem(_ code: String) async throws -> Login? {
        let taken = state.withLock { $0.invitations.removeValue(forKey: Digest(of: code)) }
        guard let taken, taken.until > time.now() else { return nil }
        let request = ChangeRequest(caller: .joining(taken.agent))
        let changed = try await store.engine.change(request, encode: { _ in .null }) {
            try $0.sessions.start(in: nil, of: nil, focus: "dashboard")
        }
        guard case .made(let started, _) = changed else { return nil }
        let cookie = identifiers.secret()
        var kept = KeptLogin()
        kept.agent = taken.agent
        kept.session = started.id
        kept.secret = started.credential
        kept.isReadOnly = taken.isReadOnly
        try keep(kept, as: Digest(of: cookie).hex)
        return login(cookie, kept)
    }

    func login(_ cookie: String) throws -> Login? {
        guard let kept = try all()[Digest(of: cookie).hex] else { return nil }
        let isLive = try store.engine.read { view in
            let session = try view.sessions.session(kept.session)
            return session?.isLive == true && session?.credential == Digest(of: kept.secret)
        }
        return isLive ? login(cookie, kept) : nil
    }

    func end(_ login: Login) async throws {
        try keep(nil, as: Digest(of: login.cookie).hex)
        let request = ChangeRequest(
            caller: .bearer(login.session, credential: login.credential.secret)
        )
        _ = try await store.engine.change(request, encode: { _ in .null }) { change in
            guard let session = try change.view.sessions.session(login.session) else { return }
            try change.sessions.revoke(session, because: "logged out")
        }
    }

    private func login(_ cookie: String, _ kept: KeptLogin) -> Login {
        Login(
            cookie: cookie,
            agent: kept.agent,
            session: kept.session,
            credential: Credential(secret: kept.secret),
            isReadOnly: kept.isReadOnly
        )
    }

    // MARK: - What is kept

    private func all() throws -> [String: KeptLogin] {
        try state.withLock { try Self.read(&$0, path) }
    }

    private func keep(_ login: KeptLogin?, as name: String) throws {
        try state.withLock { state in
            var kept = try Self.read(&state, path)
            kept[name] = login
            let json = JSONValue.object(kept.mapValues(\.json))
            try PrivateFile.write(json.canonicalText + "\n", to: path)
            state.kept = kept
        }
    }

    private static func read(_ state: inout State, _ path: String) throws -> [String: KeptLogin] {
        if let kept = state.kept { return kept }
        guard let text = try PrivateFile.read(path) else {
            state.kept = [:]
            return [:]
        }
        let members = try JSONValue(parsing: text).objectValue ?? [:]
        let kept = try members.mapValues { try KeptLogin(json: $0, unknownFields: .ignored) }
        state.kept = kept
        return kept
    }
}

/// A login as the file has it.
private struct KeptLogin: Record {
    static let name = "dashboard.login"
    static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who the browser is."),
        Field("session", \.session, "Its session."),
        Field("secret", \.secret, "The credential of the session."),
        Field("read_only", \.isReadOnly, "Whether it may look and do nothing."),
    ]

    var agent: AgentID = .unset
    var session: SessionID = .unset
    var secret = ""
    var isReadOnly = false

    init() {}
}
