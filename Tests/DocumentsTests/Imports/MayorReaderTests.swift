import Documents
import Model
import Testing

@Suite("A mayor's files are read, and what is odd about them is told")
struct MayorReaderTests {
    private static let folder = "x/checkins/P07/"

    private static func boundary(_ packet: String, _ agent: String = "ada") -> String {
        """
        # Autonomy Boundary: \(packet) (\(agent))

        ## Objective

        Bind it.

        ## Allowed Work

        - All.

        ## Must Not Do

        - None.

        ## Required Evidence

        - `x/artifacts/P07/B1_REPORT.md`

        ## Unlock Authority

        - Effective: 2026-02-16
        """
    }

    private static func status(_ packets: String, _ completed: String = "") -> String {
        "# P07 Status\n\n- Packet ID: \(packets)\n\n## Completed\n\n\(completed)\n"
    }

    private func files(_ more: [String: String] = [:]) -> ImportFixture {
        let boundary = [Self.folder + "AUTONOMY_BOUNDARY_B1_ADA.md": Self.boundary("P07-B1")]
        return ImportFixture(boundary.merging(more) { $1 })
    }

    @Test("A boundary makes a task with its objective, phase and agent")
    func boundary() throws {
        let task = try #require(files().reading(.mayor).tasks.first)
        #expect(task.key.text == "P07-B1" && task.title == "Bind it." && task.phase == "P07")
        #expect(task.standing == .open && task.assignee?.text == "ada")
    }

    @Test("A look-alike of a boundary's file is of the same packet")
    func lookAlike() {
        let fixture = ImportFixture([
            Self.folder + "AUTONOMY_BOUNDARY_FC-02_ADA.md": Self.boundary("P07-FC-02"),
            Self.folder + "AUTONOMY_BOUNDARY_FC_02_ADA.md": Self.boundary("P07-FC-02"),
        ])
        #expect(fixture.reading(.mayor).tasks.map(\.key.text) == ["P07-FC-02"])
        #expect(fixture.oddities(.mayor, .lookAlike).count == 1)
        #expect(fixture.oddities(.mayor, .duplicateID).count == 1)
    }

    @Test("What a status calls accepted is parked, and its evidence is looked for")
    func accepted() {
        let fixture = files([Self.folder + "STATUS.md": Self.status("P07-B1 (ACCEPTED)")])
        #expect(fixture.reading(.mayor).tasks.map(\.standing) == [.claimedDone])
        #expect(fixture.oddities(.mayor, .missingReceipt).count == 1)
        let whole = files([
            Self.folder + "STATUS.md": Self.status("P07-B1 (ACCEPTED)"),
            "x/artifacts/P07/B1_REPORT.md": "# Report\n",
        ])
        #expect(whole.oddities(.mayor, .missingReceipt).isEmpty)
    }

    @Test("A status that tells two stories, and one with a word of its own")
    func contradictions() {
        let two = files([
            Self.folder + "STATUS.md": Self.status("P07-B1 (ACTIVE)", "- P07-B1 accepted.")
        ])
        #expect(two.oddities(.mayor, .contradiction).count == 1)
        let odd = files([Self.folder + "STATUS.md": Self.status("P07-B1 (GLOWING)")])
        #expect(odd.oddities(.mayor, .unknownStatus).count == 1)
    }

    @Test("A work list with open boxes of a packet that is done, by another agent")
    func worklist() {
        let fixture = files([
            Self.folder + "STATUS.md": Self.status("P07-B1 (ACCEPTED)"),
            Self.folder + "P07-B1_WORKLIST.md": """
            # P07-B1 Worklist

            - Packet ID: P07-B1
            - Agent ID: brian
            - Boundary: none.md
            - Prompt:
            - Generated: 2026-02-16T02:16:18Z

            ## Work

            - [x] One
            - [ ] Two
            """,
        ])
        #expect(
            fixture.oddities(.mayor, .contradiction) == [
                "x/checkins/P07/P07-B1_WORKLIST.md P07-B1 is done, 1 of 2 boxes are open kept",
                "x/checkins/P07/P07-B1_WORKLIST.md brian here, ada there kept",
            ]
        )
        #expect(fixture.oddities(.mayor, .missingField).count == 1)
        #expect(fixture.oddities(.mayor, .missingFile).count == 1)
    }

    @Test("Each entry of a guidance log is a message; a template is none")
    func guidance() throws {
        let fixture = files([
            Self.folder + "GUIDANCE.md": """
            # Log

            - Date:
            - Author:

            ---

            - Date: 2026-02-15
            - Author: Lea
            - Context: P07-B1 unlock
            - Guidance:
              - Go on.
            """
        ])
        let message = try #require(fixture.reading(.mayor).messages.first)
        #expect(message.sender.text == "lea" && message.subject == "P07-B1 unlock")
        #expect(message.task?.text == "P07-B1" && message.thread.text == "P07-guidance")
        #expect(message.body.contains("Go on."))
        #expect(fixture.oddities(.mayor, .dayOnly).count == 2)
        #expect(fixture.oddities(.mayor, .placeholder).count == 1)
    }

    @Test("A blocker blocks its packet; what was resolved is kept")
    func blockers() {
        let fixture = files([
            Self.folder + "BLOCKERS.md": """
            # Blockers

            ## Current

            - P07-B1: no key.

            ## Resolved

            | Date | Packet | Blocker | Resolution |
            |---|---|---|---|
            | 2026-02-15 | P07-B1 | gap | filled |
            """
        ])
        let reading = fixture.reading(.mayor)
        #expect(reading.tasks.map(\.standing) == [.blocked(reason: "P07-B1: no key.")])
        #expect(reading.records.count { $0.kind == .blocker } == 2)
    }

    @Test("A wave makes lanes; files that it names and two canonical lanes are told")
    func wave() {
        let fixture = files([
            "w.toml": """
            [meta]
            phase_id = "P07"
            wave_id = "W4"
            date = "2026-02-16"

            [paths]
            checkin_dir = "x/checkins/P07"

            [[lanes]]
            lane = "core"
            agent_id = "ada"
            is_canonical = true
            packet_id = "P07-B1"
            boundary_file = "AUTONOMY_BOUNDARY_B9_ADA.md"

            [[lanes]]
            lane = "web"
            agent_id = "brian"
            is_canonical = true
            """,
            "broken.toml": "a = ",
        ])
        let reading = fixture.reading(.mayor)
        #expect(reading.lanes.map(\.key.text) == ["core", "web"])
        #expect(reading.tasks.first?.lane?.text == "core")
        #expect(fixture.oddities(.mayor, .contradiction).count == 1)
        #expect(fixture.oddities(.mayor, .missingFile).count == 1)
        #expect(fixture.oddities(.mayor, .badTOML).count == 1)
    }

    @Test("A list of tasks keeps what waits for what, without circles and without the unknown")
    func taskList() {
        let fixture = ImportFixture([
            ".taskmaster/tasks/tasks.json": """
            {"master": {"tasks": [
              {"id": "1", "title": "One", "status": "done", "dependencies": [],
               "subtasks": [{"id": 1, "status": "pending", "parentId": "undefined"}]},
              {"id": 2, "title": "Two", "status": "pending", "dependencies": ["1", 3, 9],
               "priority": "high"},
              {"id": "3", "title": "Three", "status": "odd", "dependencies": ["2"]},
              {"id": "3", "title": "Again", "status": "pending"}
            ]}}
            """,
            ".taskmaster/tasks/task_001.md": "# Task ID: 1\n\n**Status:** pending\n",
        ])
        let reading = fixture.reading(.mayor)
        let tasks = Dictionary(uniqueKeysWithValues: reading.tasks.map { ($0.key.text, $0) })
        #expect(tasks["TM-1"]?.standing == .claimedDone)
        #expect(tasks["TM-2"]?.dependencies.map(\.text) == ["TM-1", "TM-3"])
        #expect(tasks["TM-2"]?.priority == 50)
        #expect(tasks["TM-3"]?.dependencies == [])
        for kind in [
            ImportOddity.dependencyCycle, .dependencyUnknown, .duplicateID, .unknownStatus,
            .placeholder,
        ] {
            #expect(fixture.oddities(.mayor, kind).count == 1, "\(kind)")
        }
        #expect(fixture.oddities(.mayor, .contradiction).count == 2)
    }

    @Test("Tickets, flags and notes")
    func theRest() {
        let fixture = ImportFixture([
            "s/tickets/a.json": """
            {"id": "a", "title": "T", "status": "in_progress",
             "created_at": "2026-01-26T10:25:16.535803", "notes": [{"time": "10:25:16"}]}
            """,
            "s/flags/ada.guidance_P07": "1771234843_28485\n", "s/flags/ada.msg_watermark": "9\n",
            ".taskmaster/memory/log.jsonl": """
            {"type": "decision", "ts": "2026-02-13T09:30:54.119141+00:00", "summary": "s"}
            """,
        ])
        let reading = fixture.reading(.mayor)
        #expect(reading.tasks.map(\.key.text) == ["TICKET-a"])
        #expect(fixture.oddities(.mayor, .noOffset).count == 1)
        #expect(fixture.oddities(.mayor, .badTime).count == 1)
        #expect(reading.records.count { $0.kind == .flag } == 2)
        #expect(reading.records.count { $0.kind == .decision } == 1)
        let flag = reading.records.first { $0.kind == .flag }
        #expect(flag?.saidAt == Timestamp("2026-02-16T09:40:43Z"))
    }

    @Test("Prompts with what nobody has filled in, and Markdown that exhausts a parser")
    func prompts() {
        let fixture = ImportFixture([
            "x/prompts/LAUNCH_P07_B1.md": "# Launch Prompt - P07-B1\n\nBe <agent_id>.\n",
            Self.folder + "STATUS.md": String(repeating: "> ", count: 5000) + "x",
        ])
        #expect(fixture.oddities(.mayor, .placeholder).count == 1)
        #expect(fixture.oddities(.mayor, .badMarkdown).count == 1)
        #expect(fixture.reading(.mayor).records.count == 2)
    }
}
