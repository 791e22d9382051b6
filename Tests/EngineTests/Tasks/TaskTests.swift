import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Tasks and what waits for what")
struct TaskTests {
    @Test("A cycle is refused and shown")
    func cycles() async throws {
        try await TestWorkspace.with { workspace in
            let one = try await workspace.task("P-1")
            let two = try await workspace.task("P-2", dependsOn: ["P-1"])
            let three = try await workspace.task("P-3", dependsOn: ["P-2"])
            await #expect(throws: TaskError.dependsOnItself([one, three, two, one])) {
                try await workspace.change { try $0.tasks.addDependency(of: one, on: three) }
            }
            await #expect(throws: TaskError.dependsOnItself([one])) {
                try await workspace.change { try $0.tasks.addDependency(of: one, on: one) }
            }
            await #expect(throws: TaskError.dependsOnItself([two, three, two])) {
                try await workspace.change { try $0.tasks.supersede(one, by: three) }
            }
        }
    }

    @Test("A key that looks like another is refused; the same key is taken")
    func lookAlikes() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("FC-02")
            let twin = TaskKey(trusted: "fc_02")
            await #expect(throws: TaskError.lookAlike(twin, existing: key)) {
                try await workspace.task("fc_02")
            }
            await #expect(throws: TaskError.taken(key)) { try await workspace.task("FC-02") }
            await #expect(throws: TaskError.unknown(twin, near: [key])) {
                _ = try workspace.task(twin)
            }
        }
    }

    @Test("A task is in a lane that is there, and for an agent who is not retired")
    func references() async throws {
        try await TestWorkspace.with { workspace in
            let none = LaneKey(trusted: "none")
            await #expect(throws: LaneError.unknown(none)) {
                try await workspace.task("P-1", lane: "none")
            }
            let key = try await workspace.task("P-1")
            await #expect(throws: LaneError.unknown(none)) {
                try await workspace.change { try $0.tasks.edit(key, TaskEdit(lane: none)) }
            }
            let ada = try await workspace.session(of: "ada").agent
            try await workspace.change { try $0.agents.retire(ada, because: "rest") }
            await #expect(throws: AgentError.retired(ada, reason: "rest")) {
                try await workspace.change { try $0.tasks.assign(key, to: ada) }
            }
        }
    }

    @Test("A task whose packet would not do is not made ready where the rule blocks")
    func lint() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", isReady: false)
            let finding = PacketFinding(
                rule: "packet.title",
                severity: .error,
                field: .title,
                reason: "It has no title.",
                mend: "Give it one."
            )
            try await workspace.change { try $0.set(.lint, to: .block) }
            await #expect {
                try await workspace.change {
                    _ = try $0.tasks.makeReady(key, findings: [finding])
                }
            } throws: { ($0 as? PacketRefusedError)?.findings == [finding] }
            #expect(try workspace.task(key).state.name == .draft)
            try await workspace.change { try $0.set(.lint, to: .advise) }
            let advice = try await workspace.change {
                try $0.tasks.makeReady(key, findings: [finding])
            }
            #expect(advice == ["TITLE: It has no title."])
        }
    }

    @Test("A given number is never one that looks like a chosen key")
    func freshKeys() async throws {
        try await TestWorkspace.with { workspace in
            try await workspace.task("t_1")
            try await workspace.task("T-IO")
            let keys = try await workspace.change { change in
                try (0..<10).map { _ in try change.tasks.create(TaskEngine.Draft()).task.key.text }
            }
            #expect(keys == (2...9).map { "T-\($0)" } + ["T-11", "T-12"])
        }
    }

    @Test("What waited for a superseded task waits for the one in its place")
    func superseded() async throws {
        try await TestWorkspace.with { workspace in
            let old = try await workspace.task("old")
            let new = try await workspace.task("new")
            let waiting = try await workspace.task("waiting", dependsOn: ["old"])
            try await workspace.change { try $0.tasks.supersede(old, by: new) }
            let dependencies = try workspace.read {
                try $0.tasks.dependencies(of: waiting).map(\.key)
            }
            #expect(dependencies == [new])
        }
    }

    @Test("Nothing can wait for a task that was given up")
    func unreachable() async throws {
        try await TestWorkspace.with { workspace in
            let gone = try await workspace.task("gone")
            let other = try await workspace.task("other")
            try await workspace.change { try $0.tasks.cancel(gone, because: "not needed") }
            let finished = TaskError.finished(gone, .cancelled)
            await #expect(throws: finished) {
                try await workspace.change { try $0.tasks.addDependency(of: other, on: gone) }
            }
            await #expect(throws: finished) {
                try await workspace.change { try $0.tasks.supersede(other, by: gone) }
            }
            await #expect(throws: finished) { try await workspace.task("new", dependsOn: ["gone"]) }
        }
    }

    @Test("A list of an agent's tasks has what it holds and is to take, not what it judged")
    func tasksOfAnAgent() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            try await workspace.replay(delivery, of: key, as: vera)
            try await workspace.accept(key, as: vera)
            let held = try await workspace.task("P-2")
            try await workspace.claim(held, as: ada)
            let assigned = try await workspace.task("P-3")
            try await workspace.change { try $0.tasks.assign(assigned, to: ada.agent) }
            let mine = TaskFilter(agent: ada.agent)
            let listed = try workspace.read { try $0.tasks.tasks(mine, limit: 9).map(\.key) }
            #expect(listed == [held, assigned])
            let filters = [
                mine, TaskFilter(agent: vera.agent), TaskFilter(openOnly: true),
                TaskFilter(state: .accepted), TaskFilter(),
            ]
            let counts = try workspace.read { view in try filters.map(view.tasks.count) }
            #expect(counts == [2, 0, 2, 1, 3])
        }
    }
}
