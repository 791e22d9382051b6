import Digests
import Engine
import Model
import SQLKit
import SQLiteDriver
import Store

/// A whole system on a temporary database, with a clock, identifiers and a git of the test's own.
///
/// It has a founder, `fay`, whose session makes what the test needs, and a repository, `api`.
package struct TestWorkspace: Sendable {
    package let database: SQLiteDatabase
    package let time: TestTime
    package let checkouts: FakeCheckouts
    package let engine: WorkspaceEngine
    package let founder: TestSession

    /// Runs a test in a new workspace, whose files are removed afterwards.
    package static func with<Answer>(
        seed: UInt64 = 1,
        _ writerLock: SQLiteDatabase.WriterLockTime = .transaction,
        _ body: (TestWorkspace) async throws -> Answer
    ) async throws -> Answer {
        let database = try SQLiteDatabase.temporary(writerLock)
        defer { database.close() }
        return try await body(try await TestWorkspace(on: database, seed: seed))
    }

    /// Founds a workspace on a database of the caller's, who closes it.
    package init(
        on database: SQLiteDatabase,
        seed: UInt64,
        time: TestTime = TestTime()
    ) async throws {
        _ = try Schema.migrator.migrate(database)
        let checkouts = FakeCheckouts()
        let engine = WorkspaceEngine(
            database: database,
            time: time,
            identifiers: SeededIdentifiers(seed: seed),
            checkouts: checkouts
        )
        self.database = database
        self.time = time
        self.checkouts = checkouts
        self.engine = engine
        let fay = AgentID(trusted: "fay")
        _ = try await engine.change(ChangeRequest(caller: .founding(fay)), encode: { _ in .null }) {
            try $0.found(WorkspaceName(trusted: "test"))
            _ = try $0.repositories.register(Self.repository("api"))
        }
        founder = try await Self.start(fay, in: nil, engine)
    }

    /// A repository of that name, for registering.
    package static func repository(_ name: String) -> Repository {
        Repository(
            name: RepositoryName(trusted: name),
            path: "/repositories/\(name)",
            commonDirectory: "/repositories/\(name)/.git",
            defaultBranch: "main"
        )
    }

    /// Registers an agent, if it is not known yet, and starts a session for it.
    package func session(
        of agent: String,
        as role: Role = .worker,
        in worktree: String? = nil
    ) async throws -> TestSession {
        let id = AgentID(trusted: agent)
        if try engine.read({ try $0.agents.agent(id) }) == nil {
            try await change { _ = try $0.agents.register(id, as: role, capabilities: []) }
        }
        return try await Self.start(id, in: worktree, engine)
    }

    private static func start(
        _ agent: AgentID,
        in worktree: String?,
        _ engine: WorkspaceEngine
    ) async throws -> TestSession {
        let changed = try await engine.change(
            ChangeRequest(caller: .joining(agent)),
            encode: { _ in .null }
        ) { try $0.sessions.start(in: worktree, of: nil, focus: nil) }
        guard case .made(let started, _) = changed else { throw NotMade() }
        return TestSession(id: started.id, agent: agent, credential: started.credential)
    }

    /// Changes the workspace as a session, by default the founder's.
    @discardableResult
    package func change<Answer: Sendable>(
        as session: TestSession? = nil,
        _ body: @escaping @Sendable (Change) throws -> Answer
    ) async throws -> Answer {
        let request = ChangeRequest(caller: (session ?? founder).caller)
        let changed = try await engine.change(request, encode: { _ in .null }, body)
        guard case .made(let answer, _) = changed else { throw NotMade() }
        return answer
    }

    /// Reads the workspace, by default as nobody.
    package func read<Answer: Sendable>(
        as session: TestSession? = nil,
        _ body: (View) throws -> Answer
    ) throws -> Answer {
        try engine.read(as: session?.caller ?? .nobody, body)
    }

    /// Folds the ledger anew and compares.
    package func verification() throws -> LedgerVerification {
        let scratch = try SQLiteDatabase.temporary()
        defer { scratch.close() }
        _ = try Schema.migrator.migrate(scratch)
        return try database.read { live in
            try scratch.write { try LedgerVerifier(live).verify(rebuildingIn: $0) }
        }
    }
}

/// A change that was to be made and was only tried or repeated.
package struct NotMade: Error {
    package init() {}
}
