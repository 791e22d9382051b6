import Model
import Operations
import ReportKit

extension PageKind {
    /// The plans, newest first.
    static let plans = PageKind("/plans", .plans) { request in
        var screen = Screen("Plans", tab: .plans, command: Tab.plans.command)
        let state = request.value("state").flatMap { PlanState(rawValue: $0) }
        let input = ListPlans.Input { ($0.state, $0.limit) = (state, 500) }
        let plans = try await request.ask(ListPlans.self, input, for: &screen)
        screen.verdict = Verdict(plans.items, plans.total, isNarrowed: state != nil)
        screen.add(
            "plans",
            "Plans",
            .wide,
            [
                .filters(
                    FilterBar(
                        path: "/plans",
                        choices: [
                            FilterBar.Choice(
                                "state",
                                "State",
                                PlanState.allCases.map(\.rawValue),
                                chosen: state?.rawValue
                            )
                        ]
                    )
                ),
                .grid(.plans(plans)),
            ]
        )
        return screen
    }
}

extension Verdict {
    fileprivate init(_ plans: [PlanLine], _ total: Int, isNarrowed: Bool) {
        guard total > 0 else {
            let none = isNarrowed ? "No plan stands there." : "No plan was written down yet."
            self.init(none, .quiet)
            return
        }
        let open = plans.filter(\.state.isOpen)
        let blocked = open.count { $0.state == .blocked }
        let unapproved = open.count { $0.approval != .current }
        self.init(
            "\(total.of("plan")): \(open.count) open, \(blocked) blocked, "
                + "\(unapproved) open and not approved as they are.",
            blocked > 0 ? .bad : unapproved > 0 ? .attention : .good
        )
    }
}

extension Badge {
    init(_ state: PlanState) {
        switch state {
        case .queued: self.init("queued", .quiet)
        case .inProgress: self.init("in progress", .active)
        case .blocked: self.init("blocked", .bad)
        case .done: self.init("done", .good)
        case .rejected: self.init("rejected", .quiet, "·")
        }
    }

    init(_ state: StepState) {
        switch state {
        case .queued: self.init("queued", .quiet)
        case .inProgress: self.init("in progress", .active)
        case .blocked: self.init("blocked", .bad)
        case .done: self.init("done", .good)
        case .cancelled: self.init("cancelled", .quiet, "·")
        }
    }

    init(_ state: CheckpointState) {
        switch state {
        case .pending: self.init("pending", .attention)
        case .satisfied: self.init("satisfied", .good)
        case .superseded: self.init("superseded", .quiet, "·")
        }
    }

    init(_ approval: PlanApprovalState) {
        switch approval {
        case .none: self.init("not approved", .attention)
        case .current: self.init("approved", .good)
        case .stale: self.init("changed since it was approved", .attention, "↺")
        }
    }
}

extension Grid {
    fileprivate static func plans(_ plans: Page<PlanLine>) -> Grid {
        Grid(
            "Plans, newest first",
            columns: [
                "Plan", "What it is for", "State", "Steps done", "Approval", "Author", "Changed",
            ],
            rows: plans.items.map { line in
                Grid.Row(
                    "p-\(line.plan.text.pageName)",
                    [
                        .plan(line.plan), .text(line.summary), .badge(Badge(line.state)),
                        .text("\(line.finished) of \(line.steps)"),
                        .badge(Badge(line.approval)), .agent(line.author),
                        .moment(line.changedAt),
                    ]
                )
            },
            emptiness: "No plan fits.",
            total: plans.total
        )
    }
}
