import Digests
import Glibc
import Testing

@Suite("Runs that are driven, with real processes", .serialized)
struct RunDriveTests {
    @Test(
        "All slices are worked, checked again and accepted, in their order",
        arguments: [false, true]
    )
    func drives(served: Bool) throws {
        let run = try DrivenRun(
            [
                DrivenRun.Slice("A0", "ada"), DrivenRun.Slice("A1", "bea", after: ["A0"]),
                DrivenRun.Slice("A2", "ada", after: ["A0"]),
                DrivenRun.Slice("A3", "cyd", after: ["A1", "A2"]),
            ],
            served: served
        )
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        #expect(driven.output.contains("phase-a is finished: 4 of 4 slices accepted"))
        #expect(try run.outcomes() == ["delivered", "delivered", "delivered", "delivered"])
        let order = try run.launches().map { $0["task"]?.stringValue ?? "" }
        #expect(order.first == "A0" && order.last == "A3", "\(order)")
        try run.expectSound()
        // Each slice was replayed, and by somebody else than who worked on it.
        for slice in run.slices {
            let shown = run.session.run("task", "show", slice.task, "--json")
            let delivery = try run.session.data(of: shown)["deliveries"]?.arrayValue?.last
            #expect(delivery?["replay"] != nil, "\(shown)")
            #expect(delivery?["judge"]?.stringValue == "founder", "\(shown)")
        }
        // Nothing is left of the agents' sessions and leases.
        let agents = run.session.run("agent", "presence", "--json").output
        #expect(!agents.contains("\"stuck\""), "\(agents)")
    }

    @Test("Slices with paths in common are worked one after the other, without a failed attempt")
    func overlaps() throws {
        let run = try DrivenRun(
            [DrivenRun.Slice("A0", "ada"), DrivenRun.Slice("A1", "bea")],
            paths: ["shared.txt"]
        )
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        #expect(try run.outcomes() == ["delivered", "delivered"])
        let launches = try run.launches()
        let (first, second) = (launches[0]["ended_at"], launches[1]["started_at"])
        #expect((first?.stringValue ?? "z") <= (second?.stringValue ?? ""), "\(launches)")
    }

    @Test("What a replay disproves is sent back, and the next attempt is told why")
    func mends() throws {
        let run = try DrivenRun([DrivenRun.Slice("A0", "ada", "wrong")])
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        #expect(driven.output.contains("sent_back"), "\(driven)")
        #expect(try run.outcomes() == ["delivered", "delivered"])
        let prompt = try run.session.shell("cat behaviours/A0.prompt")
        #expect(prompt.contains("To be mended") && prompt.contains("grep -qx right"), "\(prompt)")
        try run.expectSound()
    }

    @Test("A slice that was tried often enough waits for a founder, who may let it go on")
    func exhausts() throws {
        let run = try DrivenRun([DrivenRun.Slice("A0", "ada", "idle", "fail", "die")])
        let first = run.drive()
        #expect(first.exit == 7, "\(first)")
        #expect(try run.outcomes() == ["undelivered", "failed", "failed"])
        let launches = try run.launches()
        #expect(launches[1]["note"]?.stringValue?.contains("it is too hard") == true)
        #expect(launches[2]["remedy"] != nil)
        let status = run.session.run("run", "status", "phase-a").output
        #expect(status.contains("A0,core,blocked"), "\(status)")
        let question = run.session.run("decision", "show", "D-2").output
        #expect(question.contains("tried 3 times"), "\(question)")
        let again = run.session.run(
            "run",
            "launch",
            "phase-a",
            "A0",
            "--agent",
            "ada",
            "--driver",
            "script",
            "--json"
        )
        #expect(again.code == "run.exhausted", "\(again)")
        try run.session.good("decision", "answer", "D-2=again")
        #expect(run.drive().exit == 0)
        try run.expectSound()
    }

    @Test("A driver that is killed is followed by one that ends what it left, and goes on")
    func survives() throws {
        let run = try DrivenRun(
            [DrivenRun.Slice("A0", "ada", "hang"), DrivenRun.Slice("A1", "bea", "hang")]
        )
        let driver = try run.driveBeside()
        let left = try ["A0", "A1"].flatMap { task in
            [
                try #require(pid_t(try run.read("\(task).hangs"))),
                try #require(pid_t(try run.read("\(task).sleeper"))),
            ]
        }
        let second = run.session.run("run", "drive", "phase-a", "--json")
        #expect(second.code == "run.driven", "\(second)")
        kill(driver, SIGKILL)
        try run.waitForEnd(of: driver)
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        for process in left { try run.waitForEnd(of: process) }
        let outcomes = try run.outcomes()
        #expect(outcomes.prefix(2) == ["abandoned", "abandoned"], "\(outcomes)")
        #expect(outcomes.dropFirst(2) == ["delivered", "delivered"], "\(outcomes)")
        try run.expectSound()
    }

    @Test("A driver that is interrupted ends its agents first, and says so")
    func ends() throws {
        let run = try DrivenRun([DrivenRun.Slice("A0", "ada", "hang")])
        let driver = try run.driveBeside()
        let agent = try #require(pid_t(try run.read("A0.hangs")))
        kill(driver, SIGTERM)
        try run.waitForEnd(of: driver)
        try run.waitForEnd(of: agent)
        #expect(try run.outcomes() == ["cancelled"])
        #expect(run.drive().exit == 0)
        try run.expectSound()
    }

    @Test("What an agent leaves in its worktree is committed and handed in, where the file says so")
    func handsIn() throws {
        let script = DrivenRun.Slice("A0", "ada", "leave")
        let program = SourceText.beside(#filePath, "agent.sh")
        let run = try DrivenRun(
            [script],
            driver: """
                program = "\(program)"
                environment = ["BEHAVIOURS"]
                delivers = "lead"
                """
        )
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        let author = try run.session.shell("cd api && git log --all --format='%an %s' | head -1")
        #expect(author.hasPrefix("ada "), "\(author)")
        try run.expectSound()
    }

    @Test("What an agent asks and no rule answers is a founder's to decide")
    func asks() throws {
        let agent = SourceText.beside(
            #filePath,
            "../../AgentKitTests/Agents/agent.py"
        )
        let run = try DrivenRun(
            [DrivenRun.Slice("A0", "ada")],
            paths: ["made"],
            driver: """
                dialect = "acp"
                program = "python3"
                arguments = ["\(agent)", "acp"]
                delivers = "lead"
                """
        )
        let driver = try run.driveBeside()
        try run.session.shell(
            """
            cd api
            for i in $(seq 600); do worklead decision show D-2 >/dev/null 2>&1 && break; sleep 0.05
            done
            worklead decision answer D-2=allow
            for i in $(seq 600); do
                worklead run launches phase-a --json | grep -q ended_at && break; sleep 0.05
            done
            """
        )
        kill(driver, SIGTERM)
        try run.waitForEnd(of: driver)
        let asked = run.session.run("decision", "show", "D-2").output
        #expect(asked.contains("touch made"), "\(asked)")
        let made = try run.session.shell("cd api && git log --all --name-only --format= | sort -u")
        #expect(made.contains("made"), "\(made)")
    }
}
