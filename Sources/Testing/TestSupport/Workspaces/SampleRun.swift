/// The file of a run with as many slices as a test needs.
package struct SampleRun: Sendable {
    /// A slice of it.
    package struct Slice: Sendable {
        package var task: String
        package var owner: String
        package var after: [String]
        package var stage: String
        /// The lines that the slice has beside those of every slice.
        package var extra: String

        package init(
            _ task: String,
            _ owner: String,
            after: [String] = [],
            stage: String = "core",
            extra: String = ""
        ) {
            self.task = task
            self.owner = owner
            self.after = after
            self.stage = stage
            self.extra = extra
        }
    }

    package var name: String
    package var title: String
    package var agents: [String]
    package var stages: [String]
    /// What those stages are for that are not for work.
    package var kinds: [String: String]
    package var slices: [Slice]
    /// The gates after each slice.
    package var gates: [String]
    /// Further tables, such as `[budget]`.
    package var tables: String

    package init(
        _ name: String = "phase-a",
        title: String = "Let people cancel what they started.",
        agents: [String] = ["ada", "bea"],
        stages: [String] = ["core"],
        kinds: [String: String] = [:],
        slices: [Slice] = [
            Slice("A0", "ada"), Slice("A1", "bea", after: ["A0"]),
            Slice("A2", "ada", after: ["A0"]),
        ],
        gates: [String] = ["scope"],
        tables: String = ""
    ) {
        self.name = name
        self.title = title
        self.agents = agents
        self.stages = stages
        self.kinds = kinds
        self.slices = slices
        self.gates = gates
        self.tables = tables
    }

    /// The file, as TOML.
    package var text: String {
        """
        [run]
        name = "\(name)"
        title = "\(title)"
        acceptance = ["A job that was cancelled ends within 5 seconds."]
        gates = [\(Self.list(gates))]

        \(tables)

        """ + agents.map { "[[agents]]\nagent = \"\($0)\"\n\n" }.joined()
            + stages.map { stage in
                let kind = kinds[stage].map { "kind = \"\($0)\"\n" } ?? ""
                return "[[stages]]\nname = \"\(stage)\"\n\(kind)\n"
            }.joined()
            + slices.map(Self.table).joined()
    }

    /// A packet that lint has nothing against.
    package static func packet(of task: String) -> String {
        """
        # Task Packet: \(task)

        ## Metadata
        - TASK_ID: \(task)
        - DATE: 2026-01-05T09:00:00Z
        - REQUESTOR: founder
        - AGENT_ID: lea
        - ROLE: lead

        ## Scope
        - **What**: Add the endpoint that cancels a job of \(task).
        - **Why**: People start jobs by mistake and wait for them.
        - **IN_SCOPE_PATHS**:
          * src/\(task).swift
        - **OUT_OF_SCOPE**:
          * src/scheduler.swift

        ## Quality Gate
        - **RISK_TIER**: LOW
        - **TEST_PLAN**:
          ```bash
          make test
          ```
        - **DONE_MEANS**:
          * make test exits with 0, and a new test cancels a job
        - **ROLLBACK_HINT**:
          ```bash
          git revert HEAD
          ```

        """
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    private static func table(_ slice: Slice) -> String {
        """
        [[slices]]
        task = "\(slice.task)"
        stage = "\(slice.stage)"
        owner = "\(slice.owner)"
        after = [\(list(slice.after))]
        \(slice.extra)
        packet = '''
        \(packet(of: slice.task))'''


        """
    }
}
