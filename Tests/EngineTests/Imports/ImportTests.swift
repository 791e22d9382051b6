import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What is taken over from others' files")
struct ImportTests {
    private static let files = [
        "AGENT_MANIFEST.json": #"{"agent_id": "brian", "capabilities": ["docs"]}"#,
        "queue/001-bind.md": "# Task: Bind it\n",
        "_bus/claims/QUEUE-001.json": """
        {"task_id": "QUEUE-001", "agent_id": "ada", "status": "active", "plan_id": "p",
         "claimed_at": "2025-10-01T10:00:05Z"}
        """,
        "_bus/claims/QUEUE-002.json": """
        {"task_id": "QUEUE-002", "agent_id": "ada", "status": "done", "plan_id": "p",
         "claimed_at": "2025-10-01T10:00:05Z", "released_at": "2025-10-01T11:00:05Z"}
        """,
        "_bus/messages/QUEUE-001.jsonl": """
        {"ts": "2025-10-01T10:00:09Z", "from": "ada", "type": "status", "summary": "later"}
        {"ts": "2025-10-01T10:00:05Z", "from": "brian", "type": "request", "summary": "first"}
        """,
    ]

    private static func reading(
        _ files: [String: String] = files,
        _ layout: ImportLayout = .parallel
    ) -> ImportReading {
        let tree = ImportTree(
            files.map { .init(path: $0.key, content: .bytes(Array($0.value.utf8))) }
        )
        return ImportReader.read(tree, layout: layout, now: Timestamp("2026-03-01") ?? .latest)
    }

    /// Takes the files over, and tells how many events that made.
    @discardableResult
    private static func take(
        _ reading: ImportReading,
        in workspace: TestWorkspace
    ) async throws -> (outcome: ImportOutcome, events: Int) {
        try await workspace.change { change in
            let outcome = try change.imports.take(reading)
            return (outcome, change.events.count)
        }
    }

    private func key(_ text: String) -> TaskKey { TaskKey(trusted: text) }

    @Test("Agents are workers, open tasks are ready, and what is said to be done is parked")
    func states() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.take(Self.reading(), in: workspace)
            let open = try workspace.task(key("QUEUE-001"))
            #expect(open.state.name == .ready && open.title == "Bind it")
            #expect(open.assignee?.text == "ada")
            let done = try workspace.task(key("QUEUE-002"))
            guard case .parked(let parking, _) = done.state else {
                Issue.record("\(done.state)")
                return
            }
            #expect(parking.reason == "imported: claimed done, not replayed")
            let agent = try workspace.read {
                try $0.agents.agent(AgentID(trusted: "brian"))
            }
            #expect(agent?.role == .worker && agent?.capabilities == ["docs"])
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Messages are in their thread in the order of their times, and in nobody's inbox")
    func messages() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await Self.take(Self.reading(), in: workspace)
            try workspace.read { view in
                let thread = try view.messages.thread(ThreadID(trusted: "QUEUE-001"), limit: 9)
                #expect(thread.map(\.message.subject) == ["first", "later"])
                #expect(try view.messages.unreadCount(of: ada.agent) == 0)
                let sent = try view.ledger.events(EventFilter(after: 0), limit: 99)
                    .filter { $0.fact.type == "message.imported" }
                #expect(sent.first?.claimedTime == Timestamp("2025-10-01T10:00:05Z"))
                #expect(sent.first?.time == view.now)
            }
        }
    }

    @Test("A second import of the same files records nothing")
    func twice() async throws {
        try await TestWorkspace.with { workspace in
            let first = try await Self.take(Self.reading(), in: workspace)
            let again = try await Self.take(Self.reading(), in: workspace)
            #expect(first.events > 0 && again.events == 0)
            #expect(again.outcome.counts.allSatisfy { $0.same == $0.read })
        }
    }

    @Test("A changed source brings only the difference")
    func difference() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.take(Self.reading(), in: workspace)
            var files = Self.files
            files["_bus/claims/QUEUE-001.json"] = files["_bus/claims/QUEUE-001.json"]?
                .replacing("active", with: "done")
            files["_bus/messages/QUEUE-001.jsonl"]? +=
                "\n"
                + #"{"ts": "2025-10-01T10:00:11Z", "from": "ada", "type": "note", "summary": "x"}"#
            let (outcome, events) = try await Self.take(Self.reading(files), in: workspace)
            // The message, its record, the claim's record, the task's record, its parking.
            #expect(events == 5)
            #expect(outcome.counts.map(\.new).reduce(0, +) == 1)
            #expect(outcome.counts.map(\.changed).reduce(0, +) == 2)
            #expect(try workspace.task(key("QUEUE-001")).state.name == .parked)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("What is no longer said to be done is opened again")
    func reopened() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.take(Self.reading(), in: workspace)
            var files = Self.files
            files["_bus/claims/QUEUE-002.json"] = files["_bus/claims/QUEUE-002.json"]?
                .replacing("done", with: "active")
            try await Self.take(Self.reading(files), in: workspace)
            let task = try workspace.task(key("QUEUE-002"))
            #expect(task.state.name == .ready && task.assignee?.text == "ada")
        }
    }

    @Test("A line that is gone from its log is told, and stays in the ledger")
    func gone() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.take(Self.reading(), in: workspace)
            var files = Self.files
            files["_bus/messages/QUEUE-001.jsonl"] = nil
            let without = try await Self.take(Self.reading(files), in: workspace)
            #expect(without.events == 0)
            files["_bus/messages/QUEUE-001.jsonl"] = "\n"
            let (outcome, events) = try await Self.take(Self.reading(files), in: workspace)
            #expect(events == 0)
            #expect(outcome.anomalies.count { $0.kind == .gone } == 2)
        }
    }

    @Test("A task that was there before is left as it is, and so is one that has moved on")
    func ownTasks() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada", in: "/worktrees/ada")
            let there = try await workspace.task("QUEUE-002")
            let (outcome, _) = try await Self.take(Self.reading(), in: workspace)
            #expect(outcome.anomalies.count { $0.kind == .taskExists } == 1)
            #expect(try workspace.task(there).state.name == .ready)
            _ = try await workspace.claim(key("QUEUE-001"), as: ada)
            var files = Self.files
            files["_bus/claims/QUEUE-001.json"] = files["_bus/claims/QUEUE-001.json"]?
                .replacing("active", with: "done")
            let (later, _) = try await Self.take(Self.reading(files), in: workspace)
            #expect(later.anomalies.count { $0.kind == .taskMovedOn } == 1)
            #expect(try workspace.task(key("QUEUE-001")).state.name == .claimed)
        }
    }

    @Test("A key that reads like one that is there is refused")
    func lookAlikes() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.task("QUEUE_001")
            let (outcome, _) = try await Self.take(Self.reading(), in: workspace)
            #expect(outcome.anomalies.count { $0.kind == .lookAlike } == 1)
            #expect(try workspace.read { try $0.tasks.task(key("QUEUE-001")) } == nil)
        }
    }

    @Test("What looks like a secret is not written down for ever")
    func secrets() async throws {
        try await TestWorkspace.with { workspace in
            var files = Self.files
            files["queue/003-key.md"] = "# Task: Key\nAKIAIOSFODNN7EXAMPLQ is the key\n"
            let (outcome, _) = try await Self.take(Self.reading(files), in: workspace)
            #expect(outcome.anomalies.count { $0.kind == .secret } == 1)
        }
    }

    @Test("What waits for what comes over, and a task that is put aside is parked")
    func lists() async throws {
        try await TestWorkspace.with { workspace in
            let files = [
                ".taskmaster/tasks/tasks.json": """
                {"tasks": [{"id": 2, "title": "Two", "status": "pending", "dependencies": [1]},
                 {"id": 1, "title": "One", "status": "done", "dependencies": []},
                 {"id": 3, "title": "Three", "status": "deferred", "dependencies": [2]},
                 {"id": 4, "title": "Four", "status": "blocked", "dependencies": []}]}
                """
            ]
            try await Self.take(Self.reading(files, .mayor), in: workspace)
            let waits = try workspace.read { try $0.tasks.dependencies(of: key("TM-2")).map(\.key) }
            #expect(waits == [key("TM-1")])
            #expect(try workspace.task(key("TM-3")).state.name == .parked)
            #expect(try workspace.task(key("TM-4")).state.name == .blocked)
            let again = try await Self.take(Self.reading(files, .mayor), in: workspace)
            #expect(again.events == 0)
        }
    }

    private static func plan(_ status: String, _ step: String) -> String {
        """
        {"version": 0, "plan_id": "2025-10-01-bind", "actor": "ada", "summary": "Bind it",
         "created": "2025-10-01T10:00:05Z", "status": "\(status)",
         "steps": [{"id": "S1", "title": "One", "status": "\(step)", "receipts": ["a/b.txt"]}],
         "checkpoint": {"description": "Bound", "owner": "ada", "status": "satisfied"},
         "links": [{"type": "queue", "ref": "queue/001-bind.md"}], "receipts": []}
        """
    }

    @Test("A plan stands where it says, as far as a plan can, and moves with its file")
    func plans() async throws {
        try await TestWorkspace.with { workspace in
            let path = "_plans/2025-10-01-bind.plan.json"
            func take(_ status: String, _ step: String) async throws -> (ImportOutcome, Plan?) {
                let reading = Self.reading([path: Self.plan(status, step)])
                let outcome = try await Self.take(reading, in: workspace).outcome
                let name = PlanName(trusted: "2025-10-01-bind")
                return (outcome, try workspace.read { try $0.plans.plan(name)?.plan })
            }
            let (early, refused) = try await take("done", "in_progress")
            #expect(early.anomalies.count { $0.kind == .planRule } == 1)
            #expect(refused?.state == .queued && refused?.author.text == "ada")
            #expect(refused?.steps.first?.state([:]) == .inProgress)
            let (later, done) = try await take("done", "done")
            #expect(later.anomalies.count { $0.kind == .planRule } == 0)
            #expect(done?.state == .done && done?.approval == nil)
            #expect(done?.steps.first?.receipts == ["a/b.txt"])
            #expect(done?.checkpoint?.state == .satisfied && done?.links.count == 1)
            let reading = Self.reading([path: Self.plan("done", "done")])
            #expect(try await Self.take(reading, in: workspace).events == 0)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("What was said of a task can be read, each with what it became")
    func history() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.take(Self.reading(), in: workspace)
            let records = try workspace.read {
                try $0.imports.records(.init(task: key("QUEUE-001")), limit: 9)
            }
            #expect(records.map(\.record.kind) == [.task, .message, .message, .brief, .claim])
            #expect(records.map(\.became).contains("message:M-1"))
        }
    }
}
