import Digests
import GitKit
import Glibc
import Model

/// The credential of a session, as it is kept in a worktree's private git directory.
struct CredentialFile {
    let workspace: String
    let session: SessionID
    let agent: AgentID
    let secret: String

    init(workspace: String, session: SessionID, agent: AgentID, secret: String) {
        self.workspace = workspace
        self.session = session
        self.agent = agent
        self.secret = secret
    }

    /// Reads a credential; `nil` where there is none.
    ///
    /// - Throws: ``CredentialError`` for a file that others can read or that is not ours.
    init?(at path: String) throws {
        guard let text = try PrivateFile.read(path) else { return nil }
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & 0o077 == 0 else { throw CredentialError(path: path, isOpen: true) }
        guard let json = Self.parsed(text), let workspace = json["workspace"]?.stringValue,
            let session = json["session"]?.stringValue, let agent = json["agent"]?.stringValue,
            let secret = json["secret"]?.stringValue
        else { throw CredentialError(path: path, isOpen: false) }
        self.workspace = workspace
        self.session = SessionID(trusted: session)
        self.agent = AgentID(trusted: agent)
        self.secret = secret
    }

    /// Keeps the credential in a worktree.
    func write(in location: RepositoryLocation) throws {
        try write(to: Self.path(in: location))
    }

    /// Keeps the credential in a file that only its owner may read.
    func write(to path: String) throws {
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try PrivateFile.makeDirectory(String(path[..<slash]))
        }
        let json: JSONValue = .object([
            "workspace": .string(workspace), "session": .string(session.text),
            "agent": .string(agent.text), "secret": .string(secret),
        ])
        try PrivateFile.write(json.canonicalText + "\n", to: path)
    }

    /// Takes the credential of an ended session out of a worktree.
    static func remove(from location: RepositoryLocation) {
        unlink(path(in: location))
    }

    static func path(in location: RepositoryLocation) -> String {
        location.privateDirectory + "/worklead/session"
    }

    private static func parsed(_ text: String) -> JSONValue? {
        do {
            return try JSONValue(parsing: text)
        } catch {
            return nil
        }
    }
}

/// A credential that can't be used.
struct CredentialError: Reportable {
    let path: String
    let isOpen: Bool

    var code: String { isOpen ? "session.credential_open" : "session.credential_unreadable" }
    var category: ErrorCategory { .notAllowed }
    var message: String {
        isOpen
            ? "Others can read the credential '\(path.printable(limit: 200))'."
            : "The file '\(path.printable(limit: 200))' is not a credential of ours."
    }
    var hint: String? {
        isOpen
            ? "`chmod 600` it, or start the session anew."
            : "`worklead session start --as AGENT` makes a new one."
    }
}
