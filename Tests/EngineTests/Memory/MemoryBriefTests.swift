import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("A brief of what is remembered")
struct MemoryBriefTests {
    private func keep(
        _ text: String,
        task: TaskKey? = nil,
        lane: LaneKey? = nil,
        files: [String] = [],
        in workspace: TestWorkspace
    ) async throws -> MemoryID {
        try await workspace.change { change in
            try change.memory.keep(
                MemoryEngine.Draft(kind: .note, text: text, task: task, lane: lane, files: files)
            ).id
        }
    }

    private func told(
        _ interest: MemoryInterest,
        budget: Int = 4000,
        in workspace: TestWorkspace
    ) throws -> MemoryBrief {
        try workspace.read { try $0.memoryBrief(for: interest, budget: budget) }
    }

    @Test("What is about the task comes first, then its files, its lane, and the newest")
    func order() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", paths: ["src/"])
            let lane = LaneKey(trusted: "core")
            try await workspace.change {
                _ = try $0.lanes.add(lane, function: "core", owner: nil, repository: nil)
            }
            let ofTask = try await keep("of the task", task: key, in: workspace)
            let ofFile = try await keep("of a file", files: ["src/a.swift"], in: workspace)
            let ofLane = try await keep("of the lane", lane: lane, in: workspace)
            let old = try await keep("old", in: workspace)
            let new = try await keep("new", files: ["docs/a.md"], in: workspace)
            let brief = try told(
                MemoryInterest(tasks: [key], lanes: [lane], files: ["src/"]),
                in: workspace
            )
            #expect(brief.told.map(\.stored.entry.id) == [ofTask, ofFile, ofLane, new, old])
            #expect(brief.told.map { !$0.why.isEmpty } == [true, true, true, false, false])
            #expect(brief.omitted == 0)
        }
    }

    @Test("The asker's interest is what it has in hand, its lane and its scope")
    func interest() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lane = LaneKey(trusted: "core")
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await workspace.change { change in
                _ = try change.lanes.add(lane, function: "core", owner: nil, repository: nil)
                try change.tasks.edit(key, TaskEdit(lane: lane))
            }
            try await workspace.claim(key, as: ada)
            let interest = try workspace.read(as: ada) { try $0.interest() }
            #expect(interest == MemoryInterest(tasks: [key], lanes: [lane], files: ["src/"]))
        }
    }

    @Test(
        "No brief is longer than its budget, each says what it leaves out, and more room tells more"
    )
    func budgets() async throws {
        try await TestWorkspace.with { workspace in
            for number in 1...12 {
                let rest = String(repeating: "wörter 漢 ", count: number * 2)
                _ = try await keep("Title \(number)\n\(rest)\n\u{1B}[31m red", in: workspace)
            }
            var before = 0
            for budget in stride(from: 200, through: 3000, by: 7) {
                let brief = try told(MemoryInterest(), budget: budget, in: workspace)
                #expect(brief.text.utf8.count <= budget)
                #expect(brief.told.count >= before || brief.told.contains(where: \.isFull))
                #expect(brief.told.count + brief.omitted == 12)
                #expect(!brief.text.contains("\u{1B}"))
                let last = brief.text.split(separator: "\n").last ?? ""
                #expect(last.hasPrefix(brief.omitted == 0 ? "all 12" : "\(brief.told.count) of 12"))
                before = brief.told.count
            }
            let all = try told(MemoryInterest(), budget: 20_000, in: workspace)
            #expect(all.omitted == 0)
            #expect(all.told.allSatisfy { $0.isFull })
        }
    }

    @Test("The same state has the same bytes, whatever the time; nothing remembered is said")
    func deterministic() async throws {
        try await TestWorkspace.with { workspace in
            let nothing = try told(MemoryInterest(), in: workspace)
            #expect(nothing.text.hasSuffix("nothing is remembered\n"))
            _ = try await keep("One", in: workspace)
            let first = try told(MemoryInterest(), in: workspace).text
            workspace.time.advance(by: .seconds(86400))
            #expect(try told(MemoryInterest(), in: workspace).text == first)
            #expect(first.contains("N-1 note by fay"))
        }
    }

    @Test("What is superseded or retired is not told")
    func liveOnly() async throws {
        try await TestWorkspace.with { workspace in
            let old = try await keep("Old", in: workspace)
            try await workspace.change { try $0.memory.retire(old, because: "gone") }
            let brief = try told(MemoryInterest(), in: workspace)
            #expect(brief.told.isEmpty && brief.omitted == 0)
        }
    }

    @Test("A timeline tells what was remembered beside the turns of a task, in order, and no beat")
    func timeline() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada)
            _ = try await keep("Seen so.", task: key, in: workspace)
            _ = try await keep("Elsewhere.", in: workspace)
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: nil, lease: .seconds(60))
                try $0.tasks.block(key, because: "no key")
            }
            let all = try workspace.read {
                try $0.timeline(of: nil, by: nil, after: 0, limit: 50)
            }
            #expect(all.map(\.event.fact.type) == ["memory.kept", "memory.kept", "task.blocked"])
            let ofTask = try workspace.read {
                try $0.timeline(of: key, by: nil, after: 0, limit: 50)
            }
            #expect(ofTask.map(\.text) == ["Seen so.", "no key"])
            let ofAda = try workspace.read {
                try $0.timeline(of: nil, by: ada.agent, after: 0, limit: 50)
            }
            #expect(ofAda.map(\.text) == ["no key"])
            let last = try workspace.read {
                try $0.timeline(of: nil, by: nil, after: 0, limit: 1)
            }
            #expect(last.map(\.text) == ["no key"])
            let revision = all[1].event.sequence
            let later = try workspace.read {
                try $0.timeline(of: nil, by: nil, after: revision, limit: 9)
            }
            #expect(later.count == 1)
        }
    }
}
