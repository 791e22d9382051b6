import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let steppedPlanSteps: [Step] = [
        ("write a plan", { try await $0.writePlan() }),
        ("add a step", { try await $0.addStep() }),
        ("move a step", { try await $0.moveStep() }), ("move a step", { try await $0.moveStep() }),
        ("move a plan", { try await $0.movePlan() }),
        (
            "receipts",
            { history in
                let plan = try history.plan()
                let paths = (1...2).map { _ in
                    history.chance.pick(["docs/a.json", "docs/b.txt", "../out", "docs/c"])
                }
                let step = history.chance.oneIn(3) ? nil : StepID(trusted: "S1")
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.plans.addReceipts(paths, to: step, of: plan)
                }
            }
        ),
        (
            "link",
            { history in
                let plan = try history.plan()
                let link =
                    history.chance.oneIn(2)
                    ? PlanLink(kind: LinkKind(trusted: "task"), target: history.key().text)
                    : PlanLink(kind: LinkKind(trusted: "bus"), target: history.chance.text(upTo: 9))
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.plans.link(plan, to: link)
                }
            }
        ),
        (
            "checkpoint",
            { history in
                let plan = try history.plan()
                let text = history.chance.oneIn(2) ? history.chance.text(upTo: 9) : nil
                let state = history.chance.pick([.satisfied] + CheckpointState.allCases)
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.plans.setCheckpoint(of: plan, text: text, owner: nil, state: state)
                }
            }
        ),
        (
            "approve",
            { history in
                let plan = try history.plan()
                let planner = history.chance.oneIn(2) ? nil : history.session()
                try await history.workspace.change(as: planner) {
                    _ = try $0.plans.approve(plan, note: nil)
                }
            }
        ),
        (
            "tidy",
            { history in
                let names = try history.workspace.read { try $0.plans.names() }
                let moved = try await history.workspace.change {
                    try $0.plans.tidy(names).map { ($0.plan.name, $0.plan.state) }
                }
                let left = try history.workspace.read { view in
                    try moved.filter { name, state in
                        let plan = try view.plan(name)
                        return try PlanOutline(plan, view.following(plan)).mendedState != nil
                            || plan.state != state
                    }
                }
                if !left.isEmpty { history.fault("a tidied plan has something to mend") }
            }
        ),
    ]

    /// A plan, mostly one that exists.
    private func plan() throws -> PlanName {
        let names = try workspace.read { try $0.plans.names() }
        return names.isEmpty || chance.oneIn(30) ? PlanName(trusted: "none") : chance.pick(names)
    }

    private func writePlan() async throws {
        var draft = PlanEngine.Draft(
            name: PlanName(trusted: "plan-\(Int.random(in: 1...6, using: &chance))"),
            summary: chance.text(upTo: 20)
        )
        if chance.oneIn(2) { draft.titles = ["one", "two"] }
        if chance.oneIn(2) { draft.tasks = [key()] }
        if chance.oneIn(3) { draft.checkpoint = (chance.text(upTo: 9), nil) }
        if chance.oneIn(3) { draft.repository = RepositoryName(trusted: "api") }
        let fresh = draft
        try await workspace.change(as: session()) { _ = try $0.plans.create(fresh) }
    }

    private func addStep() async throws {
        let name = try plan()
        let task = chance.oneIn(2) ? key() : nil
        let title = chance.oneIn(4) ? nil : chance.text(upTo: 9)
        try await workspace.change(as: session()) {
            _ = try $0.plans.addStep(to: name, id: nil, title: title, task: task)
        }
    }

    private func moveStep() async throws {
        let name = try plan()
        let step = StepID(trusted: "S\(Int.random(in: 1...3, using: &chance))")
        let state = chance.pick(StepState.allCases)
        let note = chance.oneIn(2) ? chance.text(upTo: 9) : nil
        try await workspace.change(as: chance.oneIn(2) ? nil : session()) {
            _ = try $0.plans.move(step: step, of: name, to: state, note: note)
        }
    }

    private func movePlan() async throws {
        let name = try plan()
        let state = chance.pick(PlanState.allCases)
        let note = chance.oneIn(3) ? nil : chance.text(upTo: 9)
        let plan = try await workspace.change(as: chance.oneIn(2) ? nil : session()) {
            try $0.plans.move(name, to: state, note: note)
        }
        let outline = try workspace.read { PlanOutline(plan, try $0.following(plan)) }
        if plan.state == .done, !outline.contradictions.isEmpty {
            fault("\(name) is done, and \(outline.contradictions)")
        }
    }
}
