import Documents
import Model
import Testing

@Suite("Packets in Markdown")
struct MarkdownPacketTests {
    private func read(_ text: String) throws -> ReadPacket {
        try PacketReader().read(text, .markdown)
    }

    private static let template = """
        # Task Packet: P07-B4

        ## Metadata
        - TASK_ID: P07-B4
        - DATE: 2025-12-18T21:10:54Z
        - **Status:** Ready
        - ROLE: Orchestrator

        ## Scope
        - **What**: Cancel running jobs over
          `POST /jobs/:id/cancel`.
        - **Why**: Users cannot stop a job.
        - **IN_SCOPE_PATHS**:
          * src/api/jobs.rs (New)
          * `src/model/`
          * All tests of the API
        - **OUT_OF_SCOPE**:
          * src/api/generated/
          * Retrying jobs.

        ## Quality Gate
        - **RISK_TIER**: HIGH
          - Justification: changes the API
        - **TEST_PLAN**:
          ```bash
          # Commands that must run:
          make test

          make lint \\
            ARGS=all
          ```
        - **DONE_MEANS**:
          * `POST /jobs/1/cancel` answers 200
          * All tests pass
        - **ROLLBACK_HINT**:
          ```bash
          git revert HEAD
          # and then deploy
          ```
        - **REQUIRED_EVIDENCE**:
          * junit.xml

        ## Bootstrap (Coder Work Plan) [BOOTSTRAP]
        - **FILES_TO_OPEN**:
          * src/api/jobs.rs
        - **SEARCH_TERMS**:
          * "cancel"
          * "?1", "?2"
        - **RUN_COMMANDS**:
          ```bash
          make dev
          ```
        - **RISK_MAP**:
          * "Job -> never stops" -> "Scheduler"
          * Lost answers

        ## Authority
        - **SPEC_ANCHOR**: §7.6.3
        - **Task Board**: docs/TASK_BOARD.md

        ## Notes
        - **Assumptions**: None
        - **Open Questions**: None
        - **Dependencies**: P07-B3 gives the trace; UTF-8 only.
        - **Remark**: not a field

        ## EVIDENCE
        ### Findings
        - TEST_PLAN: a log, not a field
        ```text
        ok
        ```
        """

    @Test("Every part of the template is found")
    func template() throws {
        let read = try read(Self.template)
        let packet = read.packet
        #expect(packet.title == "Task Packet: P07-B4")
        #expect(packet.taskKey?.text == "P07-B4")
        #expect(packet.metadata.map(\.key) == ["TASK_ID", "DATE", "Status", "ROLE"])
        #expect(packet.metadata.map(\.value)[1...2] == ["2025-12-18T21:10:54Z", "Ready"])
        #expect(packet.what == "Cancel running jobs over `POST /jobs/:id/cancel`.")
        #expect(packet.why == "Users cannot stop a job.")
        #expect(packet.scope.inScope.map(\.text) == ["src/api/jobs.rs", "src/model/"])
        #expect(packet.inScope.last?.text == "All tests of the API")
        #expect(packet.scope.outOfScope.map(\.text) == ["src/api/generated/"])
        #expect(packet.riskTier == .high)
        #expect(packet.riskNotes == ["Justification: changes the API"])
        #expect(packet.testPlan.commands == ["make test", "make lint \\\n  ARGS=all"])
        #expect(packet.doneMeans == ["`POST /jobs/1/cancel` answers 200", "All tests pass"])
        #expect(packet.rollbackHint == "git revert HEAD\n# and then deploy")
        #expect(packet.requiredEvidence == ["junit.xml"])
        #expect(packet.filesToOpen == ["src/api/jobs.rs"])
        #expect(packet.searchTerms == ["cancel", "\"?1\", \"?2\""])
        #expect(packet.runCommands.commands == ["make dev"])
        #expect(
            packet.riskMap == [
                RiskMapping(failure: "Job -> never stops", subsystem: "Scheduler"),
                RiskMapping(failure: "Lost answers", subsystem: ""),
            ]
        )
        #expect(packet.specAnchors == ["§7.6.3"])
        #expect(packet.authority == [PacketEntry(key: "Task Board", value: "docs/TASK_BOARD.md")])
        #expect(packet.assumptions == ["None"])
        #expect(
            packet.sections == [
                PacketSection(heading: "Notes", text: "- **Remark**: not a field"),
                PacketSection(
                    heading: "EVIDENCE",
                    text: "### Findings\n- TEST_PLAN: a log, not a field\n```text\nok\n```"
                ),
            ]
        )
        #expect(read.source.lines[.testPlan] == 24)
        #expect(read.source.lines[.title] == 1)
        #expect(read.findings.isEmpty)
    }

    @Test("The template is without errors for lint")
    func templateIsClean() throws {
        #expect(try read(Self.template).lint().errors.map(\.rule) == [])
    }

    @Test("Labels, headings and bullets of every kind read alike")
    func variants() throws {
        let one = try read(
            """
            # Task Packet: T-1
            ## METADATA
            * TASK_ID: T-1
            * **Status**: Done
            ## SCOPE
            ### Executive Summary
            Build it.

            ### IN_SCOPE_PATHS
            - src/a.swift
            ### Out of scope
            - docs/
            ## RISK_TIER
            - Level: MEDIUM
            - Rationale: one module
            ## QUALITY_GATE
            ### TEST_PLAN
            ```sh
            make
            ```
            ### DONE_MEANS (binary; no partials)
            - It exits 0
            """
        ).packet
        let two = try read(
            """
            Task Packet: T-1
            ================
            ## Metadata
            - TASK_ID: `T-1`
            - Status: Done

            ## Scope
            - What: *Build* it.
            - IN_SCOPE_PATHS:
              - src/a.swift
            - **OUT_OF_SCOPE:** docs/

            ### RISK_TIER: MEDIUM
            Rationale: one module

            ## Quality gate
            TEST_PLAN:

                make

            **DONE_MEANS**
            1. It exits 0
            """
        ).packet
        #expect(one.what == two.what)
        #expect(one.taskKey == two.taskKey)
        #expect(one.metadata[1] == two.metadata[1])
        #expect(one.scope == two.scope)
        #expect(one.riskTier == .medium && two.riskTier == .medium)
        #expect(one.riskNotes == two.riskNotes)
        #expect(one.testPlan == two.testPlan)
        #expect(one.doneMeans == two.doneMeans)
        #expect(one.doneMeans == ["It exits 0"])
    }

    @Test("Checks that a list gives as code are commands, and its sentences are not")
    func listedCommands() throws {
        let plan = try read(
            "## TEST_PLAN\n- `make test`\n- Click `Run` by hand.\n### Later\n- `make lint`\n"
        ).packet.testPlan
        #expect(plan.commands == ["make test", "make lint"])
        #expect(plan.notes == ["Click `Run` by hand.", "Later"])
    }

    @Test("A block in another language than the shell's is known as such")
    func otherLanguage() throws {
        let read = try read("## TEST_PLAN\n```powershell\nGet-Item x\n```\n")
        #expect(read.packet.testPlan.language == "powershell")
        #expect(read.lint().contains { $0.rule == "packet.test_plan.not_shell" && $0.line == 1 })
    }

    @Test("Front matter is kept as it is, and its plain lines are understood")
    func frontMatter() throws {
        let read = try read(
            "---\ntask: P07-B4\nrisk_tier: \"low\"\nlabels:\n  - a: b\n# remark\n---\n# Title\n## DONE_MEANS\n- x\n"
        )
        let frontMatter = try #require(read.packet.frontMatter)
        #expect(frontMatter.text.hasSuffix("labels:\n  - a: b\n# remark"))
        #expect(frontMatter.entries.map(\.key) == ["task", "risk_tier"])
        #expect(read.packet.taskKey?.text == "P07-B4")
        #expect(read.packet.riskTier == .low)
        #expect(read.packet.title == "Title")
        #expect(read.source.lines[.doneMeans] == 9)
    }

    @Test("Front matter in TOML is read as TOML, and its faults have the document's lines")
    func tomlFrontMatter() throws {
        let packet = try read("+++\ntask = \"P07-B4\"\nrank = 3\n+++\n# T\n").packet
        #expect(packet.frontMatter?.entries.map(\.value) == ["P07-B4", "3"])
        #expect {
            try read("+++\na = 1\nb = = 2\n+++\n# T\n")
        } throws: { error in
            (error as? DocumentError)?.line == 3
        }
    }

    @Test("Bytes that are not UTF-8 are a finding, and the rest is read")
    func notUTF8() throws {
        let bytes =
            Array("# Task Packet: T-1\n\n## Why\nSo ".utf8) + [0x97] + Array(" it is\n".utf8)
        let read = try PacketReader().read(bytes, .markdown)
        #expect(read.packet.why == "So \u{FFFD} it is")
        #expect(read.findings.map(\.rule) == ["packet.not_utf8"])
        #expect(read.findings.first?.line == 4)
    }

    @Test("A packet of ten megabytes is refused with both sizes")
    func tooLarge() {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 10 << 20)
        for notation in PacketNotation.allCases {
            #expect(throws: DocumentError(.tooLarge(bytes: 10 << 20, limit: 256 << 10))) {
                try PacketReader().read(bytes, notation)
            }
        }
    }

    @Test("A text without anything is a packet that says nothing")
    func empty() throws {
        for text in ["", "\n", "---\n", "---\n---\n", "\u{FEFF}", "# \n", "##\n"] {
            let packet = try read(text).packet
            #expect(packet.title.isEmpty && packet.taskKey == nil, "\(text.debugDescription)")
        }
    }
}
