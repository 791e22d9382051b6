import Digests
import Glibc
import Testing

@Suite("One line for a prompt, by the program itself")
struct StatuslineTests {
    @Test("It says what needs whom, and what they hold, without colours in a pipe")
    func line() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let quiet = session.run("statusline")
        #expect(quiet.exit == 0 && quiet.output == "✓\n", "\(quiet)")
        _ = session.run("task", "create", "One", "--task", "T-1", "--ready")
        _ = session.run("claim", "T-1", "--lease", "18m30s", by: "ada")
        let working = session.run("statusline", by: "ada")
        #expect(working.output == "▶1 · T-1 lease 18m\n", "\(working)")
        // Who waits for a founder does not work.
        _ = session.run(
            "decision",
            "ask",
            "Which?",
            "--class",
            "safety",
            "--option",
            "a=A",
            "--option",
            "b=B",
            by: "ada"
        )
        let founder = session.run("statusline")
        #expect(founder.output.contains("✗1 · 1 unread"), "\(founder)")
        let worker = session.run("statusline", by: "ada")
        #expect(worker.output == "T-1 lease 18m\n", "\(worker)")
        let painted = session.run("statusline", "--color", "always")
        #expect(painted.output.contains("\u{1b}[31m✗1\u{1b}[0m"), "\(painted)")
        session.environment["LC_ALL"] = "C"
        let plain = session.run("statusline", by: "ada")
        #expect(plain.output == "T-1 lease 18m\n", "\(plain)")
        let json = session.run("statusline", "--json", by: "ada").json?["data"]
        #expect(json?["task"] == "T-1" && json?["working"] == 0)
    }

    @Test("What a program writes to its input changes nothing, be it JSON, rubbish or much")
    func input() throws {
        let session = try CommandLineSession()
        for input in ["{\"model\":{\"id\":\"m\"},\"cwd\":\"/\"}", "\u{0}{", ""] {
            let run = session.run("statusline", input: input)
            #expect(run.exit == 0 && run.output == "✓\n" && run.errors.isEmpty, "\(run)")
        }
        let much = String(repeating: "x", count: 1 << 20)
        #expect(session.run("statusline", input: much).output == "✓\n")
        // Who writes into a pipe is never told that nobody reads.
        let wrote = try session.shell(
            """
            cd api && (head -c 300000 /dev/zero; echo "$?" > ../head) \\
                | '\(CommandLineSession.program)' statusline > ../line
            cat ../head
            """
        )
        #expect(wrote == "0\n")
    }

    @Test("It never fails: without a workspace, a store or a session it says a word")
    func neverFails() throws {
        let session = try CommandLineSession()
        try session.shell("mkdir nowhere")
        session.directory = session.folder + "/nowhere"
        let nowhere = session.run("statusline")
        #expect(nowhere.exit == 0 && nowhere.output == "worklead: no workspace\n", "\(nowhere)")
        let json = session.run("statusline", "--json")
        #expect(json.exit == 0 && json.json?["data"]?["word"] == "no workspace", "\(json)")
        session.directory = session.repository
        try session.shell("printf rubbish > '\(session.store)'")
        let broken = session.run("statusline")
        #expect(broken.exit == 0 && broken.output == "worklead: unreadable\n", "\(broken)")
        try session.shell("rm -rf state")
        let gone = session.run("statusline")
        #expect(gone.exit == 0 && gone.output.hasPrefix("worklead: "), "\(gone)")
    }

    @Test("A gateway that hangs holds no prompt up for long")
    func hangs() throws {
        let session = try CommandLineSession(served: true)
        let process = try #require(
            session.run("gateway", "status", "--json").json?["data"]?["pid"]?.int64Value
        )
        kill(pid_t(process), SIGSTOP)
        defer { kill(pid_t(process), SIGCONT) }
        let run = session.run("statusline")
        #expect(run.exit == 0 && run.output == "worklead: no answer\n", "\(run)")
    }
}
