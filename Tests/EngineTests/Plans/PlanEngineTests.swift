import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Plans of a workspace")
struct PlanEngineTests {
    private static let name = PlanName(trusted: "retention")

    private func draft(_ tasks: [TaskKey] = []) -> PlanEngine.Draft {
        var draft = PlanEngine.Draft(name: Self.name, summary: "Old rows go")
        draft.titles = ["Measure"]
        draft.tasks = tasks
        return draft
    }

    private func accept(_ key: TaskKey, in workspace: TestWorkspace) async throws {
        let ada = try await workspace.session(of: "ada")
        let vera = try await workspace.session(of: "vera", as: .validator)
        try await workspace.claim(key, as: ada)
        let delivery = try await workspace.deliver(key, as: ada)
        try await workspace.replay(delivery, of: key, as: vera)
        try await workspace.accept(key, as: vera)
    }

    @Test("A step that is a task is done when the task is accepted, and no event says so twice")
    func followsTask() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let other = try await workspace.task("P-2")
            let fresh = draft([key, other])
            try await workspace.change { _ = try $0.plans.create(fresh) }
            let state = { (key: TaskKey) throws -> StepState? in
                try workspace.read { try $0.following($0.plan(Self.name))[key] }
            }
            #expect(try state(key) == .queued)
            let before = try workspace.read { try $0.plan(Self.name) }
            try await accept(key, in: workspace)
            #expect(try state(key) == .done)
            #expect(try workspace.read { try $0.plan(Self.name) } == before)
            // What takes the place of a task takes its place in the plan as well.
            try await workspace.change { try $0.tasks.supersede(other, by: key) }
            #expect(try state(other) == .done)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Workers change their own plans, leads and founders any, and others none")
    func rights() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let fresh = draft()
            try await workspace.change(as: ada) { _ = try $0.plans.create(fresh) }
            let step = StepID(trusted: "S1")
            await #expect(throws: PlanError.notYours(Self.name, author: ada.agent)) {
                try await workspace.change(as: brian) {
                    _ = try $0.plans.move(step: step, of: Self.name, to: .done, note: nil)
                }
            }
            try await workspace.change(as: lea) {
                _ = try $0.plans.move(step: step, of: Self.name, to: .inProgress, note: nil)
            }
            #expect(try workspace.read { try $0.plan(Self.name).state } == .inProgress)
            await #expect(throws: (any Error).self) {
                try await workspace.change(as: ada) {
                    _ = try $0.plans.approve(Self.name, note: nil)
                }
            }
            try await workspace.change(as: lea) { _ = try $0.plans.approve(Self.name, note: "go") }
            let approval = try workspace.read { try $0.plan(Self.name).approval }
            #expect(approval?.approver == lea.agent && approval?.note == "go")
            await #expect(throws: PlanError.taken(Self.name)) {
                try await workspace.change(as: lea) { _ = try $0.plans.create(fresh) }
            }
            let twin = PlanName(trusted: "Retenti0n")
            await #expect(throws: PlanError.lookAlike(twin, existing: Self.name)) {
                try await workspace.change(as: lea) {
                    _ = try $0.plans.create(PlanEngine.Draft(name: twin, summary: "a"))
                }
            }
        }
    }

    @Test("What a plan names has to be there, and a step has a title or a task")
    func unknown() async throws {
        try await TestWorkspace.with { workspace in
            let missing = TaskKey(trusted: "P-9")
            await #expect(throws: TaskError.unknown(missing, near: [])) {
                let fresh = draft([missing])
                try await workspace.change { _ = try $0.plans.create(fresh) }
            }
            let fresh = draft()
            try await workspace.change { _ = try $0.plans.create(fresh) }
            await #expect(throws: TaskError.unknown(missing, near: [])) {
                try await workspace.change {
                    let kind = LinkKind(trusted: "task")
                    let link = PlanLink(kind: kind, target: missing.text)
                    _ = try $0.plans.link(Self.name, to: link)
                }
            }
            let near = PlanName(trusted: "retentoin")
            #expect(throws: PlanError.unknown(near, near: "retention")) {
                try workspace.read { try $0.plan(near) }
            }
            let nobody = AgentID(trusted: "nobody")
            await #expect(throws: AgentError.unknown(nobody)) {
                try await workspace.change {
                    _ = try $0.plans.setCheckpoint(
                        of: Self.name,
                        text: "It holds",
                        owner: nobody,
                        state: nil
                    )
                }
            }
            await #expect(throws: PlanError.untitledStep) {
                try await workspace.change {
                    _ = try $0.plans.addStep(to: Self.name, id: nil, title: nil, task: nil)
                }
            }
            await #expect(throws: PlanError.noCheckpoint(Self.name)) {
                try await workspace.change {
                    _ = try $0.plans.setCheckpoint(
                        of: Self.name,
                        text: nil,
                        owner: nil,
                        state: .satisfied
                    )
                }
            }
        }
    }

    @Test("Tidying moves a plan whose tasks have gone on, and is done once")
    func tidying() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            var fresh = PlanEngine.Draft(name: Self.name, summary: "a")
            fresh.tasks = [key]
            let plan = fresh
            try await workspace.change { _ = try $0.plans.create(plan) }
            try await accept(key, in: workspace)
            let moved = try await workspace.change { try $0.plans.tidy([Self.name]).map(\.before) }
            #expect(moved == [.queued])
            #expect(try workspace.read { try $0.plan(Self.name).state } == .done)
            let again = try await workspace.change { try $0.plans.tidy([Self.name]).count }
            #expect(again == 0)
        }
    }

    @Test("The graph of a plan is its tasks and all that they wait for")
    func graph() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.task("P-1")
            let two = try await workspace.task("P-2", dependsOn: ["P-1"])
            _ = try await workspace.task("P-3")
            let fresh = draft([two])
            try await workspace.change { _ = try $0.plans.create(fresh) }
            let (whole, part) = try workspace.read {
                (try $0.graph(of: nil), try $0.graph(of: Self.name))
            }
            #expect(whole.nodes.map(\.key.text) == ["P-1", "P-2", "P-3"])
            #expect(part.nodes.map(\.key.text) == ["P-1", "P-2"] && part.waits == [[], [0]])
            #expect(CriticalPath(of: part).length == 2)
        }
    }

    @Test("The gate about plans refuses and passes its cases")
    func gate() throws {
        let gate = PlanGateCases()
        #expect(try gate.faults() == [])
    }
}

/// The cases of the gate, as the self-test runs them.
private struct PlanGateCases {
    func faults() throws -> [String] {
        let gate = try GateCatalogue().gate(GateName(trusted: "plan_valid"))
        return try faults(of: gate)
    }

    private func faults<G: Gate>(of gate: G) throws -> [String] {
        try gate.cases.compactMap { one in
            let verdict = try gate.judge(one.material(nil)).verdict
            return (verdict == .pass) == one.mustPass ? nil : one.name
        }
    }
}
