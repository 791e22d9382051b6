import Engine
import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("A backup on another machine")
struct RestoreTests {
    /// A machine that has a backup and a clone, and nothing else of the workspace.
    private func anotherMachine() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        try session.good("agent", "register", "lea", "--role", "lead")
        try session.good("ledger", "backup", "../backup.db")
        try session.shell(
            "mkdir other && git clone --quiet api other/api && mv api gone && rm -rf state"
        )
        session.directory = session.folder + "/other/api"
        return session
    }

    @Test("In a clone it becomes the workspace, and work goes on there")
    func restores() throws {
        let session = try anotherMachine()
        let tried = session.run("ledger", "restore", "../../backup.db", "--dry-run", "--json")
        #expect(tried.exit == 0 && session.run("status").exit != 0, "\(tried)")
        let restored = try session.data(
            of: session.run("ledger", "restore", "../../backup.db", "--json")
        )
        #expect(restored["repository"]?.stringValue == "api")
        #expect(restored["replaced"]?.stringValue == nil)
        let primed = session.run("prime", "--role", "lead")
        #expect(primed.exit == 0 && primed.output.contains("lead"), "\(primed)")
        #expect(session.run("ledger", "verify").exit == 0)
        let started = session.run("--as", "lea", "session", "start", "--worktree")
        #expect(started.exit == 0, "\(started)")
        let claimed = session.run("claim", "WP-1")
        #expect(claimed.exit == 0, "\(claimed)")
    }

    @Test("It does not take the place of another workspace of its name")
    func takesNothing() throws {
        let session = try anotherMachine()
        try session.good("init", "--name", "api")
        try session.shell("cd other && rm -rf api && git clone --quiet ../gone api")
        let refused = session.run("ledger", "restore", "../../backup.db", "--json")
        #expect(refused.code == "workspace.exists", "\(refused)")
    }

    @Test("A repository that was cloned elsewhere is said to be there")
    func moves() throws {
        let session = try CommandLineSession()
        try session.shell("mkdir new && git clone --quiet api new/api && rm -rf api/src")
        let moved = session.run("repo", "move", "api", "../new/api", "--json")
        #expect(moved.exit == 0, "\(moved)")
        #expect(try session.data(of: moved)["path"]?.stringValue == session.folder + "/new/api")
        #expect(
            session.run("repo", "move", "web", "../new/api", "--json").code == "repository.unknown"
        )
        session.directory = session.folder + "/new/api"
        #expect(session.run("status").exit == 0 && session.run("ledger", "verify").exit == 0)
    }

    @Test("One that an older program has written is restored too")
    func older() async throws {
        let session = try CommandLineSession(initialized: false)
        let path = session.folder + "/old.db"
        let database = try SQLiteDatabase(at: path)
        // As far as what the engine looks at with each change.
        let older = Array(Schema.migrations.prefix(12))
        _ = try Migrator(applicationID: Schema.applicationID, migrations: older).migrate(database)
        let engine = WorkspaceEngine(
            database: database,
            time: TestTime(),
            identifiers: SeededIdentifiers(seed: 1),
            checkouts: FakeCheckouts()
        )
        let founding = ChangeRequest(caller: .founding(AgentID(trusted: "fay")))
        _ = try await engine.change(founding, encode: { _ in .null }) { change in
            try change.found(WorkspaceName(trusted: "old"))
            _ = try change.repositories.register(TestWorkspace.repository("api"))
        }
        database.close()
        let before = try session.shell("sha256sum < old.db")
        let restored = session.run("ledger", "restore", "../old.db", "--json")
        #expect(restored.exit == 0, "\(restored)")
        #expect(try session.shell("sha256sum < old.db") == before)
        #expect(session.run("ledger", "verify").exit == 0)
        #expect(session.run("prime", "--role", "lead").exit == 0)
        #expect(try session.shell("ls -A state/worklead") == "old\n", "no copy is left")
    }
}
