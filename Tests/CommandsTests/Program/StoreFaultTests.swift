import Digests
import Glibc
import Testing

/// Something that can happen to a store, and how it is told.
struct StoreFault: Sendable, CustomTestStringConvertible {
    let name: String
    /// A shell script in which `$S` is the store.
    let script: String
    let code: String

    var testDescription: String { name }
}

@Suite("A store that can't be used is named, left as it is, and good again when it is put back")
struct StoreFaultTests {
    static let faults = [
        StoreFault(name: "absent", script: "rm $S*", code: "store.missing"),
        StoreFault(name: "a folder", script: "rm $S*; mkdir $S", code: "store.cannot_open"),
        StoreFault(name: "empty", script: "rm $S*; : > $S", code: "store.empty"),
        StoreFault(
            name: "noise",
            script: "rm $S*; head -c 40000 /dev/urandom > $S",
            code: "store.not_a_database"
        ),
        StoreFault(
            name: "truncated",
            script: "sqlite3 $S 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null; truncate -s 40960 $S",
            code: "store.corrupt"
        ),
        StoreFault(
            name: "another program's",
            script: "rm $S*; sqlite3 $S 'CREATE TABLE x (a)'",
            code: "store.foreign"
        ),
        StoreFault(
            name: "a newer program's",
            script: "sqlite3 $S 'PRAGMA user_version = 999' >/dev/null",
            code: "store.schema_newer"
        ),
    ]

    @Test("Each fault has its own error for reading and writing", arguments: faults)
    func isNamed(_ fault: StoreFault) throws {
        let session = try CommandLineSession()
        if fault.script.contains("sqlite3"), (try? session.shell("command -v sqlite3")) == nil {
            return
        }
        try session.shell("cp -r state keep")
        try session.shell("S=state/worklead/api/store.db; \(fault.script)")
        let before = try session.shell(
            "wc -c state/worklead/api/store.db || true"
        )
        for words in [["status"], ["task", "create", "One"], ["ledger", "verify"]] {
            let run = session.run(words: words + ["--json"])
            #expect(run.code == fault.code && run.exit != 0 && run.signal == 0, "\(run)")
        }
        let doctor = session.run("doctor", "--json")
        #expect(doctor.exit == 5 && doctor.output.contains("blocking"), "\(doctor)")
        if fault.code == "store.empty" || fault.code == "store.missing" {
            let after = try session.shell(
                "wc -c state/worklead/api/store.db || true"
            )
            #expect(after == before, "the program filled it: \(after)")
        }
        try session.shell("rm -rf state && mv keep state")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("What is no sound backup is not put in the store's place", arguments: faults)
    func isNotRestored(_ fault: StoreFault) throws {
        let session = try CommandLineSession()
        if fault.script.contains("sqlite3"), (try? session.shell("command -v sqlite3")) == nil {
            return
        }
        try session.good("ledger", "backup", "../backup.db")
        try session.good("task", "create", "One")
        let head = session.head
        try session.shell("S=backup.db; \(fault.script)")
        let files = try session.shell("ls state/worklead/api")
        let refused = session.run("ledger", "restore", "../backup.db", "--json")
        #expect(refused.exit != 0 && refused.signal == 0, "\(refused)")
        let codes = [fault.code, "store.damaged", "file.absent"]
        #expect(codes.contains(refused.code ?? ""), "\(refused)")
        #expect(session.head == head)
        #expect(try session.shell("ls state/worklead/api") == files, "nothing was put aside")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("A backup that is sound takes a damaged store's place, which is kept")
    func restore() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "One", "--task", "WP-1")
        try session.good("ledger", "backup", "../backup.db")
        let head = session.head
        try session.good("task", "create", "Two")
        try session.shell("S=state/worklead/api/store.db; rm $S*; head -c 9999 /dev/urandom > $S")
        let noise = try session.shell("sha256sum < state/worklead/api/store.db")
        let tried = session.run("ledger", "restore", "../backup.db", "--dry-run", "--json")
        #expect(tried.exit == 0, "\(tried)")
        #expect(try session.shell("sha256sum < state/worklead/api/store.db") == noise)
        let restored = try session.data(
            of: session.run("ledger", "restore", "../backup.db", "--json")
        )
        let kept = try #require(restored["replaced"]?.stringValue)
        #expect(try session.shell("sha256sum < '\(kept)'") == noise)
        #expect(session.head == head)
        #expect(session.run("task", "show", "WP-1").exit == 0)
        #expect(session.run("ledger", "verify").exit == 0)
        #expect(session.run("doctor").exit == 0)
        #expect(session.run("task", "create", "Again").exit == 0)
    }

    @Test("A store that another process writes is waited for, as long as is said")
    func locked() throws {
        let session = try CommandLineSession()
        try session.good("ledger", "backup", "../backup.db")
        session.environment["WORKLEAD_LOCK_WAIT"] = "200ms"
        let descriptor = open(session.store + ".writer", O_RDWR | O_CLOEXEC)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
        let refused = session.run("task", "create", "One", "--json")
        #expect(refused.code == "store.locked" && refused.exit == 1, "\(refused)")
        #expect(session.run("status").exit == 0, "reading goes on")
        let restored = session.run("ledger", "restore", "../backup.db", "--json")
        #expect(restored.code == "store.locked" && restored.exit == 1, "\(restored)")
        close(descriptor)
        #expect(session.run("task", "create", "One").exit == 0)
        session.environment["WORKLEAD_LOCK_WAIT"] = "soon"
        #expect(session.run("task", "create", "Two").exit == 2)
    }

    @Test("A store that may only be read is read, and a write says why it can't be")
    func readOnly() throws {
        guard getuid() == 0 else { return }
        let session = try CommandLineSession()
        try session.shell(
            """
            chmod 755 . && chmod -R a+rX,a-w state && chown -R 65534 state api
            git config --file home/.gitconfig safe.directory '*' && chmod -R a+rX home
            """
        )
        func other(_ words: String...) -> CommandLineSession.Run {
            session.run(
                ["--reuid=65534", "--clear-groups", CommandLineSession.program].map {
                    Array($0.utf8)
                } + words.map { Array($0.utf8) },
                of: "setpriv"
            )
        }
        let read = other("status", "--json")
        #expect(read.exit == 0, "\(read)")
        let write = other("task", "create", "One", "--json")
        #expect(write.code == "store.read_only" && write.exit == 1, "\(write)")
    }

    @Test("A full disk loses nothing, reading goes on, and there is room again when there is")
    func fullDisk() throws {
        guard getuid() == 0 else { return }
        let session = try CommandLineSession(initialized: false)
        guard (try? session.shell("mkdir state && mount -t tmpfs -o size=4m none state")) != nil
        else { return }
        defer { _ = try? session.shell("umount state") }
        try #require(session.run("init").exit == 0)
        try #require(session.run("task", "create", "One").exit == 0)
        try session.shell("dd if=/dev/zero of=state/filler bs=4k 2>/dev/null || true")
        var refused: CommandLineSession.Run?
        for number in 0..<400 where refused == nil {
            let run = session.run("task", "create", "Task \(number)", "--json")
            if run.exit != 0 { refused = run }
        }
        let failure = try #require(refused)
        #expect(failure.code == "store.full" && failure.exit == 1, "\(failure)")
        let head = session.head
        #expect(head != nil, "reading goes on: \(session.run("status"))")
        try session.shell("rm state/filler")
        #expect(session.run("ledger", "verify").exit == 0)
        #expect(session.head == head)
        #expect(session.run("task", "create", "Again").exit == 0)
    }

    @Test("A credential that others can read, or that is not ours, is not used")
    func credentials() throws {
        let session = try CommandLineSession()
        let file = session.repository + "/.git/worklead/session"
        let head = session.head
        chmod(file, 0o644)
        let open = session.run("task", "create", "One", "--json")
        #expect(open.code == "session.credential_open" && open.exit == 6, "\(open)")
        chmod(file, 0o600)
        let kept = SourceText.read(file)
        session.write("noise", to: file)
        let noise = session.run("task", "create", "One", "--json")
        #expect(noise.code == "session.credential_unreadable" && noise.exit == 6, "\(noise)")
        session.write(kept, to: file)
        session.environment["WORKLEAD_ACTOR"] = "zoe"
        let other = session.run("task", "create", "One", "--json")
        #expect(other.code == "session.contradiction" && other.exit == 6, "\(other)")
        #expect(other.output.contains("founder") && other.output.contains("zoe"))
        session.environment["WORKLEAD_ACTOR"] = nil
        #expect(session.head == head)
        #expect(session.run("task", "create", "One").exit == 0)
        _ = session.run("session", "end")
        session.write(kept, to: file)
        chmod(file, 0o600)
        let ended = session.run("task", "create", "Two", "--json")
        #expect(ended.exit == 6 || ended.exit == 4, "\(ended)")
    }

    @Test("A credential of another workspace is nobody's here, and writes nothing in either")
    func credentialOfAnotherWorkspace() throws {
        let session = try CommandLineSession()
        try session.shell("git clone -q api web")
        session.directory = session.folder + "/web"
        try session.good("init", "--name", "web")
        let there = session.head
        session.directory = session.repository
        let here = session.head
        let foreign = session.folder + "/web/.git/worklead/session"
        try session.shell("cp -p web/.git/worklead/session api/.git/worklead/session")
        let kept = session.run("task", "create", "One", "--json")
        #expect(kept.exit == 6 && kept.code == "session.absent", "\(kept)")
        try session.shell("rm api/.git/worklead/session")
        session.environment["WORKLEAD_TOKEN_FILE"] = foreign
        for words in [["task", "create", "One"], ["--as", "founder", "task", "create", "One"]] {
            let named = session.run(words: words + ["--json"])
            #expect(named.exit == 6 && named.code == "session.forged", "\(named)")
        }
        session.environment["WORKLEAD_TOKEN_FILE"] = nil
        #expect(session.head == here)
        session.directory = session.folder + "/web"
        #expect(session.head == there)
        #expect(session.run("task", "create", "One").exit == 0)
    }

    @Test("A repository that was moved is found again, and the doctor says what is not right")
    func movedRepository() throws {
        let session = try CommandLineSession()
        try session.shell("mv api elsewhere")
        session.directory = session.folder + "/elsewhere"
        #expect(session.run("status").exit == 0)
        let doctor = session.run("doctor", "--json")
        #expect(
            doctor.output.contains("repositories") && doctor.output.contains("/api"),
            "\(doctor)"
        )
    }
}
