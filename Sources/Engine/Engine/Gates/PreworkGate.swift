import Documents
import Model
import Store

extension GateDescription {
    package static let prework = GateDescription(
        "prework",
        "A task that is handed out has all that its worker needs, and waits for nothing.",
        on: [.packet],
        level: .advise,
        hint: "`worklead task show TASK` shows what it waits for; mend the rest in its packet."
    )
}

/// Whether a task can be handed to a worker.
struct PreworkGate: Gate {
    let description = GateDescription.prework

    struct Material: Sendable {
        var packet: Packet?
        var openDependencies: [TaskKey] = []
        var undecided: [DecisionID] = []
        var state = TaskState.Name.ready
    }

    func material(at site: GateSite) throws -> Material {
        let stored = try site.requireTask()
        let open = try site.read { view in
            try view.tasks.dependencies(of: stored.key).filter { $0.state != .accepted }
        }
        return Material(
            packet: try site.packet()?.read().packet,
            openDependencies: open.map(\.key),
            undecided: try site.read { try $0.undecided(stored.key) },
            state: stored.task.state.name
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        guard let packet = material.packet else {
            return GateJudgement([GateFinding("The task has no packet.", rule: "packet")])
        }
        var findings = material.openDependencies.map {
            GateFinding("\($0) must be accepted before.", rule: "dependency")
        }
        findings += material.undecided.map {
            GateFinding("\($0) must be decided before.", rule: "decision")
        }
        findings += packet.openQuestions.map {
            GateFinding("A question is open: \($0.printable(limit: 200))", rule: "question")
        }
        if packet.scope.isEmpty {
            findings.append(GateFinding("No path is in scope.", rule: "scope"))
        }
        if packet.testPlan.commands.isEmpty {
            findings.append(GateFinding("The test plan runs nothing.", rule: "test_plan"))
        }
        if packet.doneMeans.isEmpty {
            findings.append(GateFinding("Nothing says when it is done.", rule: "done_means"))
        }
        switch material.state {
        case .blocked, .parked, .cancelled, .superseded:
            findings.append(
                GateFinding("The task is \(material.state.words).", rule: "state")
            )
        case .draft, .ready, .claimed, .paused, .delivered, .rework, .accepted: break
        }
        return GateJudgement(
            findings,
            figure: GateFigure(packet.testPlan.commands.count, "checks in the test plan")
        )
    }

    var cases: [GateCase<Material>] {
        let whole = Packet(
            title: "Packet",
            inScope: [ScopeLine("src/a.swift")],
            testPlan: CommandPlan(commands: ["make test"]),
            doneMeans: ["make test passes"]
        )
        var asking = whole
        asking.openQuestions = ["Which port?"]
        var idle = whole
        idle.testPlan = CommandPlan()
        return [
            .refuses("a task without a packet", Material()),
            .refuses("an open question", Material(packet: asking)),
            .refuses("a test plan that runs nothing", Material(packet: idle)),
            .refuses(
                "a dependency that is not accepted",
                Material(packet: whole, openDependencies: [TaskKey(trusted: "T-1")])
            ),
            .refuses(
                "a decision that is open",
                Material(packet: whole, undecided: [DecisionID(trusted: "D-1")])
            ),
            .refuses("a task that is parked", Material(packet: whole, state: .parked)),
            .passes("a whole task", Material(packet: whole)),
        ]
    }
}
