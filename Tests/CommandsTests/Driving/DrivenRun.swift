import Digests
import Glibc
import Testing

/// A workspace with a run that is ready to be driven, whose agents are scripts.
final class DrivenRun {
    /// A slice of it.
    struct Slice {
        var task: String
        var owner: String
        var after: [String] = []
        /// What its agent does, attempt by attempt; after that it works well.
        var behaviours: [String] = []

        init(
            _ task: String,
            _ owner: String,
            after: [String] = [],
            _ behaviours: String...
        ) {
            (self.task, self.owner, self.after) = (task, owner, after)
            self.behaviours = behaviours
        }
    }

    let session: CommandLineSession
    let slices: [Slice]
    /// What all slices may change beside their own file.
    let paths: [String]
    var behaviours: String { session.folder + "/behaviours" }

    private static let agent = SourceText.beside(#filePath, "agent.sh")

    /// - Parameters:
    ///   - driver: What the file says of the driver, beside its name.
    ///   - tables: Further tables of the file.
    init(
        _ slices: [Slice],
        paths: [String] = [],
        driver: String? = nil,
        tables: String = "",
        served: Bool = false
    ) throws {
        session = try CommandLineSession(served: served)
        self.slices = slices
        self.paths = paths
        let programs = CommandLineSession.program.split(separator: "/").dropLast()
        session.environment["PATH"] =
            "/" + programs.joined(separator: "/") + ":" + (session.environment["PATH"] ?? "")
        session.environment["BEHAVIOURS"] = session.folder + "/behaviours"
        try session.shell("mkdir -p behaviours")
        for slice in slices where !slice.behaviours.isEmpty {
            session.write(
                slice.behaviours.map { $0 + "\n" }.joined(),
                to: "\(behaviours)/\(slice.task)"
            )
        }
        for agent in Set(slices.map(\.owner)).sorted() {
            try session.good("agent", "register", agent)
        }
        session.write(text(driver, tables), to: session.folder + "/run.toml")
        try session.good("run", "new", "../run.toml")
        try session.good("run", "approve", "phase-a")
        try session.good("run", "start", "phase-a")
    }

    /// Drives the run until it is over or waits for a person.
    func drive() -> CommandLineSession.Run { session.run("run", "drive", "phase-a", "--no-wait") }

    /// Starts to drive it beside the test.
    ///
    /// - Returns: The number of its process.
    func driveBeside() throws -> pid_t {
        let number = try session.shell(
            "(cd api; exec worklead run drive phase-a) > drive.out 2>&1 & echo $!"
        )
        return try #require(pid_t(number.filter { !$0.isWhitespace }))
    }

    /// The launches, oldest first.
    func launches() throws -> [JSONValue] {
        let data = try session.data(of: session.run("run", "launches", "phase-a", "--json"))
        return (data.arrayValue ?? []).reversed()
    }

    /// What the launches came to, oldest first.
    func outcomes() throws -> [String] {
        try launches().map { $0["outcome"]?.stringValue ?? "open" }
    }

    /// Waits until a file is there, and reads it.
    func read(_ name: String) throws -> String {
        try session.shell(
            """
            for i in $(seq 600); do [ -s behaviours/\(name) ] && break; sleep 0.05; done
            cat behaviours/\(name)
            """
        ).filter { !$0.isWhitespace }
    }

    /// Waits for the end of a process.
    func waitForEnd(of process: pid_t) throws {
        try session.shell(
            "for i in $(seq 600); do kill -0 \(process) 2>/dev/null || break; sleep 0.05; done"
        )
        #expect(kill(process, 0) != 0, "process \(process) still runs")
    }

    /// Whether the ledger is sound and no worktree has anything uncommitted.
    func expectSound() throws {
        #expect(session.run("ledger", "verify").exit == 0)
        let trees = try session.data(of: session.run("worktree", "list", "--json"))
        for tree in trees.arrayValue ?? [] {
            #expect(tree["uncommitted"]?.int64Value ?? 0 == 0, "\(tree)")
        }
    }

    private func text(_ driver: String?, _ tables: String) -> String {
        let agent = "program = \"\(Self.agent)\"\nenvironment = [\"BEHAVIOURS\"]"
        var text = """
            [run]
            name = "phase-a"
            title = "Write what is right"
            acceptance = ["Each file says right."]
            gates = ["scope"]
            accept = "with-gaps"

            [[drivers]]
            name = "script"
            \(driver ?? agent)

            \(tables)

            [[stages]]
            name = "core"

            """
        for agent in Set(slices.map(\.owner)).sorted() {
            text += "[[agents]]\nagent = \"\(agent)\"\ndriver = \"script\"\n\n"
        }
        for slice in slices {
            text += """
                [[slices]]
                task = "\(slice.task)"
                stage = "core"
                owner = "\(slice.owner)"
                after = [\(slice.after.map { "\"\($0)\"" }.joined(separator: ", "))]
                packet = '''
                \(packet(slice.task))'''


                """
        }
        return text
    }

    private func packet(_ task: String) -> String {
        """
        # Task Packet: \(task)

        ## Metadata
        - TASK_ID: \(task)
        - DATE: 2026-01-05T09:00:00Z
        - REQUESTOR: founder
        - AGENT_ID: lea
        - ROLE: lead

        ## Scope
        - **What**: Write the word right into src/\(task).txt and nothing else.
        - **Why**: The words of before were wrong.
        - **IN_SCOPE_PATHS**:
          * \((["src/\(task).txt"] + paths).joined(separator: "\n  * "))
        - **OUT_OF_SCOPE**:
          * src/run.sh

        ## Quality Gate
        - **RISK_TIER**: LOW
        - **TEST_PLAN**:
          ```bash
          grep -qx right src/\(task).txt && echo "1 passed, 0 failed"
          ```
        - **DONE_MEANS**:
          * grep finds the word in src/\(task).txt and exits with 0
        - **ROLLBACK_HINT**:
          ```bash
          git revert HEAD
          ```

        """
    }
}
