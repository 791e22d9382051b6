import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("A task that is no longer its agent's to do")
struct LettingGoTests {
    private static let key = TaskKey(trusted: "P-1")

    /// Hands a task to ada, who is not heard from, and gives the message that told of it.
    private func handOut(in workspace: TestWorkspace) async throws -> MessageID {
        _ = try await workspace.task("P-1")
        return try #require(try await assign(to: "ada", in: workspace))
    }

    private func assign(to agent: String, in workspace: TestWorkspace) async throws -> MessageID? {
        let handOut = TaskEngine.HandOut(
            isStaged: true,
            lease: .seconds(600),
            acknowledgeWithin: .seconds(3600)
        )
        return try await workspace.change {
            try $0.tasks.assign(Self.key, to: AgentID(trusted: agent), handOut).message
        }
    }

    private func sendBack(_ workspace: TestWorkspace) async throws {
        try await workspace.change {
            _ = try $0.verdicts.sendBack(Self.key, findings: ["mend"], keeping: .seconds(60))
        }
    }

    private func thread(_ workspace: TestWorkspace) throws -> [Message] {
        try workspace.read { view in
            try view.messages.thread(ThreadID(trusted: "P-1"), limit: 20).map(\.message)
        }
    }

    private func owed(_ agent: AgentID, _ workspace: TestWorkspace) throws -> Int {
        try workspace.read { try $0.messages.unacknowledgedCount(of: agent) }
    }

    @Test(
        "Its assignment need not be acknowledged any more, and the agent is told why",
        arguments: ["assign", "open", "park", "block", "cancel", "supersede"]
    )
    func excuses(_ act: String) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            let other = try await workspace.task("P-2")
            let told = try await handOut(in: workspace)
            #expect(try owed(ada.agent, workspace) == 1)
            try await workspace.change { change in
                switch act {
                case "assign": try change.tasks.assign(Self.key, to: bea.agent)
                case "open": try change.tasks.assign(Self.key, to: nil)
                case "park":
                    let parking = Lane.Parking(reason: "not now", blocker: nil)
                    try change.tasks.park(Self.key, because: parking)
                case "block": try change.tasks.block(Self.key, because: "not now")
                case "cancel": try change.tasks.cancel(Self.key, because: "not now")
                default: try change.tasks.supersede(Self.key, by: other)
                }
            }
            #expect(try owed(ada.agent, workspace) == 0)
            let entry = try #require(
                try workspace.read { try $0.messages.entries(of: told).first }
            )
            #expect(entry.excusedAt == workspace.time.now())
            #expect(entry.excuse?.hasPrefix("P-1 is ") == true)
            let last = try #require(try thread(workspace).last)
            #expect(last.recipients == [ada.agent] && last.kind == .note)
            #expect(last.acknowledgeBy == nil && !last.body.isEmpty)
            workspace.time.advance(by: .seconds(90_000))
            let sweep = try await workspace.change { try $0.messages.sweep(giving: .seconds(60)) }
            #expect(sweep.resent.isEmpty && sweep.escalated.isEmpty)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test(
        "Who took a task up unasked hears that it is stopped, and owes no acknowledgement",
        arguments: ["park", "block", "cancel", "supersede"],
        ["claimed", "paused", "rework"]
    )
    func holder(_ act: String, _ state: String) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let other = try await workspace.task("P-2")
            _ = try await workspace.task("P-1")
            try await workspace.claim(Self.key, as: ada)
            if state == "paused" {
                try await workspace.change(as: ada) {
                    try $0.claims.pause(Self.key, under: nil, because: "lunch")
                }
            }
            if state == "rework" {
                try await workspace.deliver(Self.key, as: ada)
                try await sendBack(workspace)
            }
            let before = try thread(workspace).count
            try await workspace.change { change in
                switch act {
                case "park":
                    let parking = Lane.Parking(reason: "not now", blocker: nil)
                    try change.tasks.park(Self.key, because: parking)
                case "block": try change.tasks.block(Self.key, because: "not now")
                case "cancel": try change.tasks.cancel(Self.key, because: "not now")
                default: try change.tasks.supersede(Self.key, by: other)
                }
            }
            let told = try thread(workspace).dropFirst(before)
            #expect(told.map(\.recipients) == [[ada.agent]])
            let word = act == "supersede" ? "P-2 takes its place" : "not now"
            #expect(told.first?.body == "Why: \(word)")
            #expect(told.first?.acknowledgeBy == nil)
            #expect(try owed(ada.agent, workspace) == 0)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Who stops what they have in hand themselves is not told of it")
    func ownAct() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await workspace.task("P-1")
            try await workspace.claim(Self.key, as: ada)
            try await workspace.change(as: ada) {
                try $0.tasks.block(Self.key, because: "no schema")
            }
            #expect(try thread(workspace).isEmpty)
        }
    }

    @Test("Who is to mend a task hears that another is to do it, and no other holder does")
    func mending() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            _ = try await workspace.task("P-1")
            try await workspace.claim(Self.key, as: ada)
            try await workspace.change { try $0.tasks.assign(Self.key, to: ada.agent) }
            #expect(try thread(workspace).isEmpty)
            try await workspace.deliver(Self.key, as: ada)
            try await sendBack(workspace)
            try await workspace.change { try $0.tasks.assign(Self.key, to: nil) }
            let before = try thread(workspace).count
            try await workspace.change { try $0.tasks.assign(Self.key, to: bea.agent) }
            let told = try thread(workspace).dropFirst(before)
            #expect(told.map(\.recipients) == [[ada.agent]])
            #expect(told.first?.body == "Why: it is assigned to bea")
        }
    }

    @Test("Who acknowledges too late is told that it is not asked for, and why")
    func tooLate() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let told = try await handOut(in: workspace)
            try await workspace.change { try $0.tasks.assign(Self.key, to: nil) }
            let why = "P-1 is not yours any more: it is open to all"
            await #expect(throws: MessageError.excused(told, because: why)) {
                try await workspace.change(as: ada) {
                    _ = try $0.messages.acknowledge(told, note: nil)
                }
            }
        }
    }

    @Test("Who is assigned next owes an acknowledgement of their own; the same agent still does")
    func successor() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            _ = try await handOut(in: workspace)
            #expect(try await assign(to: "ada", in: workspace) == nil)
            #expect(try owed(ada.agent, workspace) == 1)
            #expect(try await assign(to: "bea", in: workspace) != nil)
            #expect(try owed(ada.agent, workspace) == 0 && owed(bea.agent, workspace) == 1)
            #expect(try await assign(to: "ada", in: workspace) != nil)
            #expect(try owed(ada.agent, workspace) == 1 && owed(bea.agent, workspace) == 0)
        }
    }

    @Test("A task that goes on is handed to its agent again, with as long to acknowledge that")
    func goesOn() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await handOut(in: workspace)
            try await workspace.change { change in
                let parking = Lane.Parking(reason: "not now", blocker: nil)
                try change.tasks.park(Self.key, because: parking)
                try change.tasks.unpark(Self.key)
            }
            let last = try #require(try thread(workspace).last)
            #expect(last.kind == .handoff && last.recipients == [ada.agent])
            #expect(last.acknowledgeBy == workspace.time.now() + .seconds(3600))
            try await workspace.claim(Self.key, as: ada)
            #expect(try owed(ada.agent, workspace) == 0)
        }
    }

    @Test("What a window held is not asked for when the window ends")
    func held() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.change { change in
                _ = try change.lanes.add(
                    LaneKey(trusted: "core"),
                    function: "the core",
                    owner: ada.agent,
                    repository: nil
                )
                _ = try change.windows.open(
                    WindowName(trusted: "W-1"),
                    WindowPlan(wave: nil, lanes: [])
                )
            }
            _ = try await handOut(in: workspace)
            #expect(try owed(ada.agent, workspace) == 0)
            try await workspace.change { try $0.tasks.assign(Self.key, to: nil) }
            _ = try await workspace.change {
                try $0.windows.close(WindowName(trusted: "W-1"), without: [], reason: nil)
            }
            #expect(try owed(ada.agent, workspace) == 0)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("To hand in what was claimed for the agent acknowledges its assignment")
    func delivers() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await workspace.task("P-1")
            let handOut = TaskEngine.HandOut(
                isStaged: false,
                lease: .seconds(600),
                acknowledgeWithin: .seconds(60)
            )
            _ = try await workspace.change {
                try $0.tasks.assign(Self.key, to: ada.agent, handOut)
            }
            #expect(try owed(ada.agent, workspace) == 1)
            try await workspace.deliver(Self.key, as: ada)
            #expect(try owed(ada.agent, workspace) == 0)
        }
    }
}
