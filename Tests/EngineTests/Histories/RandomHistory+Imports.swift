import Documents
import Engine
import Model
import TestSupport

extension RandomHistory {
    /// Files of others that come, come again, and have changed meanwhile.
    static let importSteps: [Step] = [
        ("import a bus", { try await $0.takeOver(.parallel) }),
        ("import a mayor's list", { try await $0.takeOver(.mayor) }),
    ]

    private func takeOver(_ layout: ImportLayout) async throws {
        let files = layout == .parallel ? busFiles() : mayorFiles()
        let tree = ImportTree(
            files.map { .init(path: $0.key, content: .bytes(Array($0.value.utf8))) }
        )
        let reading = ImportReader.read(tree, layout: layout, now: now)
        let session = session()
        try await workspace.change(as: session) { change in
            try change.actor.require(.plan)
            _ = try change.imports.take(reading)
        }
        let again = try await workspace.change(as: session) { change in
            _ = try change.imports.take(reading)
            return change.events.count
        }
        if again > 0 { fault("the same files again made \(again) events") }
        keys.append(contentsOf: reading.tasks.map(\.key).filter { !keys.contains($0) })
    }

    private func busFiles() -> [String: String] {
        let key = chance.pick(["QUEUE-001", "QUEUE-002"])
        let status = chance.pick(["active", "done", "paused", "odd"])
        let agent = chance.pick(["ada", "brian", "dora"])
        let step = chance.pick(["queued", "in_progress", "done", "blocked"])
        let plan = chance.pick(["queued", "in_progress", "done", "rejected"])
        return [
            "_plans/2025-10-01-p.plan.json": """
            {"version": 0, "plan_id": "2025-10-01-p", "actor": "\(agent)", "summary": "s",
             "created": "2025-10-01T10:00:05Z", "status": "\(plan)",
             "steps": [{"id": "S1", "title": "One", "status": "\(step)", "receipts": ["a"]}],
             "checkpoint": {"description": "c", "owner": "\(agent)", "status": "satisfied"},
             "links": [], "receipts": []}
            """,
            "_bus/claims/\(key).json": """
            {"task_id": "\(key)", "agent_id": "\(agent)", "status": "\(status)", "plan_id": "p",
             "claimed_at": "2025-10-01T10:00:05Z"}
            """,
            "_bus/messages/\(key).jsonl": """
            {"ts": "2025-10-01T10:00:09Z", "from": "\(agent)", "type": "status", "summary": "s"}
            """,
        ]
    }

    private func mayorFiles() -> [String: String] {
        let statuses = ["pending", "done", "blocked", "deferred"]
        let (first, second) = (chance.pick(statuses), chance.pick(statuses))
        let waits = chance.oneIn(2) ? "[1]" : "[]"
        return [
            ".taskmaster/tasks/tasks.json": """
            {"tasks": [{"id": 1, "title": "One", "status": "\(first)", "dependencies": []},
             {"id": 2, "title": "Two", "status": "\(second)", "dependencies": \(waits)}]}
            """
        ]
    }
}
