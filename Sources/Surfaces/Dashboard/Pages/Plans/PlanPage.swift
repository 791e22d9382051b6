import Model
import Operations
import ReportKit

extension PageKind {
    /// In which order, and what blocks what.
    static let plan = PageKind("/plans/{plan}", .plans) { request in
        let name = try PlanName(request.word("plan"))
        var screen = Screen(
            "Plan \(name.text)",
            tab: .plans,
            command: "worklead plan show \(name.text)"
        )
        let show = ShowPlan.Input { $0.plan = name }
        let detail = try await request.ask(ShowPlan.self, show, for: &screen)
        let draw = GraphTasks.Input { ($0.plan, $0.all) = (name, true) }
        let graph = try await request.ask(GraphTasks.self, draw, for: &screen)
        screen.verdict = Verdict(detail)
        screen.add(
            "standing",
            "How it stands",
            .half,
            [
                .facts(detail.facts),
                .actions([Action.approve(detail, by: request.agent)].compactMap(\.self)),
            ]
        )
        screen.add("checkpoint", "What it is held against", .half, detail.held)
        screen.add("steps", "Steps", .wide, [.grid(.steps(detail.steps))])
        screen.add("graph", "The tasks it rests on", .wide, graph.blocks)
        screen.add("receipts", "Receipts of the whole", .half, .receipts(detail.receipts))
        screen.add("links", "What it points to", .half, [.grid(.links(detail.links))])
        return screen
    }
}

extension Action {
    /// Says yes to the plan as it is shown; `nil` where that was said, is too late, or is not for
    /// its author to say.
    fileprivate static func approve(_ detail: PlanDetail, by agent: AgentID) -> Action? {
        guard detail.plan.state.isOpen, detail.plan.approval != .current, !detail.steps.isEmpty,
            detail.plan.author != agent
        else { return nil }
        return Action(
            "plan.approve",
            "Approve",
            on: .plan(detail.plan.plan),
            shown: SubjectState(detail).digest,
            given: [("plan", detail.plan.plan.text)],
            entries: [.line(name: "note", label: "A word about it", isRequired: false)],
            tone: .good
        )
    }
}

extension Verdict {
    init(_ detail: PlanDetail) {
        let plan = detail.plan
        let note = plan.note.map { ": \($0)" } ?? ""
        let steps = "\(plan.finished) of \(plan.steps.of("step")) done"
        switch plan.state {
        case .queued where detail.isBegun:
            let busy = detail.steps.count { $0.state == .inProgress }
            self.init(busy > 0 ? "\(steps), \(busy) in progress." : "\(steps).", .active)
        case .queued: self.init("Not begun, \(plan.steps.of("step")).", .quiet)
        case .inProgress: self.init("In progress, \(steps).", .active)
        case .blocked: self.init("Blocked\(note). \(steps).", .bad)
        case .done: self.init("Done, \(steps).", .good)
        case .rejected: self.init("Rejected\(note).", .quiet)
        }
    }
}

extension PlanDetail {
    /// Whether somebody is or was at a step, also where nobody has said so of the plan.
    fileprivate var isBegun: Bool {
        steps.contains { step in
            switch step.state {
            case .inProgress, .done: true
            case .queued, .blocked, .cancelled: false
            }
        }
    }

    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("What it is for", plan.summary),
            ScreenFact("State", .badge(Badge(plan.state))),
            ScreenFact("Note", .maybe(plan.note) { .text($0) }),
            ScreenFact("Author", .agent(plan.author)),
            ScreenFact("Repository", .maybe(plan.repository) { .text($0.text) }),
            ScreenFact("Approval", .badge(Badge(plan.approval))),
            ScreenFact("Approved by", .maybe(approver) { .agent($0) }),
            ScreenFact("Approved", .maybe(approvedAt) { .moment($0) }),
            ScreenFact("With the words", .maybe(approvedNote) { .text($0) }),
            ScreenFact("Digest", .text(.code(String(digest.hex.prefix(12))))),
            ScreenFact("Written down", .moment(plan.createdAt)),
            ScreenFact("Changed", .moment(plan.changedAt)),
        ]
    }

    fileprivate var held: [ScreenBlock] {
        guard let checkpoint else { return [.text("It is held against nothing.")] }
        return [
            .facts([
                ScreenFact("What has to hold", checkpoint.text),
                ScreenFact("State", .badge(Badge(checkpoint.state))),
                ScreenFact("Who says so", .agent(checkpoint.owner)),
            ])
        ]
    }
}

extension TaskGraphReport {
    fileprivate var blocks: [ScreenBlock] {
        guard !tasks.isEmpty else { return [.text("No step of it is a task.")] }
        let nodes = tasks.prefix(Diagram.nodesMax)
        let finished = Set(tasks.filter(\.isFinished).map(\.task))
        let names = Set(nodes.map(\.task))
        let left = tasks.count - nodes.count
        let more = left > 0 ? "; \(left) more are not drawn" : ""
        return [
            .diagram(
                Diagram(
                    "plan-graph",
                    "\(nodes.count.of("task")) and what they wait for\(more)",
                    nodes: nodes.map { task in
                        var node = Diagram.Node(
                            task.task.text,
                            task.title,
                            task.badge(after: finished),
                            address: "/tasks/" + task.task.text.addressPart
                        )
                        node.isCritical = task.critical
                        return node
                    },
                    edges: nodes.flatMap { task in
                        task.waitsFor.filter { names.contains($0) }.map {
                            (from: $0.text, to: task.task.text)
                        }
                    }
                )
            )
        ]
    }
}

extension GraphedTask {
    fileprivate var isFinished: Bool { state == TaskState.Name.accepted.rawValue }

    /// How it stands, where these are accepted: a ready task may wait for others.
    fileprivate func badge(after finished: Set<TaskKey>) -> Badge {
        let isReady = state == TaskState.Name.ready.rawValue
        return isReady && !finished.isSuperset(of: waitsFor) ? .waiting : Badge(state: state)
    }
}

extension [ScreenBlock] {
    /// Paths from the repository's top on.
    fileprivate static func receipts(_ paths: [String]) -> [ScreenBlock] {
        paths.isEmpty
            ? [.text("No file was named yet.")] : [.list(paths.map { .code($0) })]
    }
}

extension Grid {
    fileprivate static func steps(_ steps: [StepLine]) -> Grid {
        Grid(
            "Steps in their order",
            columns: ["Step", "What is to be done", "State", "Task", "Note", "Receipts"],
            rows: steps.map { step in
                Grid.Row(
                    "s-\(step.step.text.pageName)",
                    [
                        .text(step.step.text), .text(step.title), .badge(Badge(step.state)),
                        .maybe(step.task) { .task($0) }, .maybe(step.note) { .text($0) },
                        step.receipts.isEmpty
                            ? .none : .text(.code(step.receipts.joined(separator: "  "))),
                    ]
                )
            },
            emptiness: "It has no step yet."
        )
    }

    fileprivate static func links(_ links: [PlanLinkLine]) -> Grid {
        Grid(
            "Links",
            columns: ["Kind", "Target"],
            rows: links.enumerated().map { index, link in
                Grid.Row("l-\(index)", [.text(link.kind.text), link.cell])
            },
            emptiness: "It points to nothing."
        )
    }
}

extension PlanLinkLine {
    /// What has a page here leads to it; nothing else does.
    fileprivate var cell: GridCell {
        let page: String? =
            switch kind.text {
            case "task": "/tasks/"
            case "decision": "/decisions/"
            case "plan": "/plans/"
            case "review": "/reviews/"
            default: nil
            }
        return .maybe(page) { .link(target, to: $0 + target.addressPart) }.orText(target)
    }
}

extension GridCell {
    fileprivate func orText(_ text: String) -> GridCell {
        if case .none = self { .text(text) } else { self }
    }
}
