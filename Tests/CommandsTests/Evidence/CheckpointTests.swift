import Digests
import Testing

@Suite("Checkpoints and proofs, by the program itself")
struct CheckpointTests {
    @Test("A checkpoint is signed once for a state, and a proof leads to it")
    func proves() throws {
        let session = try CommandLineSession()
        #expect(session.run("ledger", "prove", "1", "--json").code == "ledger.no_checkpoint")
        let first = session.run("ledger", "checkpoint", "--print", "note").output
        #expect(first == session.run("ledger", "checkpoint", "--print", "note").output)
        try session.good("task", "create", "One")
        let proof = try session.data(of: session.run("ledger", "prove", "2", "--json"))
        #expect(proof["checkpoint"]?.stringValue == first)
        #expect(proof["event"]?["seq"] == 2)
        #expect(session.run("ledger", "prove", "99", "--json").code == "ledger.no_event")
        try session.good("ledger", "checkpoint")
        let size = try session.data(of: session.run("ledger", "prove", "1", "--json"))["size"]
        let grown = session.run("ledger", "consistency", "2", "\(size?.int64Value ?? 0)", "--json")
        #expect(try session.data(of: grown)["to_checkpoint"]?.stringValue?.isEmpty == false)
        #expect(try session.data(of: session.run("ledger", "verify", "--json"))["checkpoints"] == 2)
    }

    @Test("The key is for its owner alone")
    func hidesTheKey() throws {
        let session = try CommandLineSession()
        #expect(session.run("ledger", "key", "--json").code == "ledger.no_key")
        try session.good("ledger", "checkpoint")
        try session.good("ledger", "key")
        #expect(try session.shell("stat -c %a state/worklead/api/ledger.key") == "600\n")
        let secret = try session.shell("cut -d+ -f5 state/worklead/api/ledger.key").dropLast()
        #expect(!session.run("ledger", "key", "--json").output.contains(secret))
    }

    @Test("A ledger that was put back to an earlier state is found out, and nothing more is signed")
    func findsRollback() throws {
        let session = try CommandLineSession()
        let backup = session.folder + "/backup.db"
        try session.good("ledger", "backup", backup)
        try session.good("task", "create", "One")
        try session.good("ledger", "checkpoint")
        let elsewhere = session.folder + "/checkpoint"
        session.write(session.run("ledger", "checkpoint", "--print", "note").output, to: elsewhere)
        try session.good("ledger", "restore", backup)
        #expect(session.run("ledger", "verify", "--json").code == "ledger.truncated")
        #expect(session.run("ledger", "checkpoint", "--json").code == "ledger.truncated")
        // Another history of the same length.
        try session.good("task", "create", "Two")
        #expect(session.run("ledger", "verify", "--json").code == "ledger.rewritten")
        #expect(session.run("ledger", "checkpoint", "--json").code == "ledger.rewritten")
        // Who takes away the checkpoints here has not taken away that one.
        try session.shell("rm -r state/worklead/api/checkpoints")
        try session.good("ledger", "verify")
        let held = session.run("ledger", "verify", "--checkpoint", elsewhere, "--json")
        #expect(held.code == "ledger.rewritten")
    }

    @Test("A checkpoint that was changed, or signed with another key, counts for nothing")
    func refusesForeign() throws {
        let session = try CommandLineSession()
        try session.good("ledger", "checkpoint")
        try session.shell("sed -i '2s/.*/1/' state/worklead/api/checkpoints/*.checkpoint")
        #expect(session.run("ledger", "verify", "--json").code == "ledger.checkpoint_not_ours")
        try session.shell("rm -r state/worklead/api/checkpoints")
        try session.good("ledger", "checkpoint")
        try session.shell("rm state/worklead/api/ledger.key")
        #expect(session.run("ledger", "verify", "--json").code == "ledger.checkpoint_not_ours")
    }

    @Test("The hashes that are kept for proofs are a cache: spoilt or gone, they are made anew")
    func cacheIsOnlyThat() throws {
        let session = try CommandLineSession()
        try session.good("ledger", "checkpoint")
        let proof = session.run("ledger", "prove", "2", "--print", "proof").output
        try session.shell("printf x > state/worklead/api/tree/hashes-0")
        #expect(session.run("ledger", "prove", "2", "--print", "proof").output == proof)
        try session.shell("rm -r state/worklead/api/tree")
        #expect(session.run("ledger", "prove", "2", "--print", "proof").output == proof)
    }

    @Test("A gateway signs by itself once there is a key, and never where a repository says so")
    func signsByItself() throws {
        let session = try CommandLineSession()
        let sizes = { try session.shell("ls state/worklead/api/checkpoints | wc -l") }
        func served(_ title: String) throws {
            try session.good("up", "--no-port")
            try session.good("task", "create", title)
            try session.good("down", "--reason", "the test is over")
        }
        func reaches(_ count: Int) throws {
            let seen = try session.shell(
                """
                for try in $(seq 600); do
                    [ "$(ls state/worklead/api/checkpoints | wc -l)" -ge \(count) ] \\
                        && echo seen && exit
                    sleep 0.1
                done
                """
            )
            #expect(seen == "seen\n", "\(count) checkpoints")
        }
        try served("One")
        #expect(try session.shell("ls state/worklead/api | grep -c ledger.key || true") == "0\n")
        try session.good("ledger", "checkpoint")
        #expect(try sizes() == "1\n")
        try served("Two")
        #expect(try sizes() == "2\n", "what was new when it ended")
        #expect(try session.data(of: session.run("ledger", "verify", "--json"))["checkpoints"] == 2)

        try session.shell(
            """
            cd api && mkdir .worklead && printf '[ledger]\\ncheckpoint_every = "off"\\n' \
                > .worklead/config.toml && git add -A && git commit -qm config
            """
        )
        try served("Three")
        #expect(try sizes() == "2\n")
        try session.shell(
            """
            cd api && printf '[ledger]\\ncheckpoint_events = 3\\n' > .worklead/config.toml
            git commit -qam config
            """
        )
        try session.good("up", "--no-port")
        defer { _ = session.run("down", "--reason", "the test is over") }
        // At once, since more than three came meanwhile; and then of what comes now.
        try reaches(3)
        for title in ["Four", "Five", "Six"] { try session.good("task", "create", title) }
        try reaches(4)
    }
}
