import Model
import Operations

extension RunLine {
    var stateCell: Cell {
        switch state {
        case .drafted, .approved: .state(state.rawValue, .waiting)
        case .running: .state(state.rawValue, .active)
        case .paused: .state(state.rawValue, .attention)
        case .finished: .state(state.rawValue, .done)
        case .cancelled: .state(state.rawValue, .closed)
        }
    }

    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(run) is \(stateCell): \(accepted) of \(slices) slices accepted")
        text.field("title", .text(title))
        if let reason { text.field("reason", .text(reason)) }
        if let decision {
            text.field(state == .drafted ? "asked" : "decision", .name(decision))
        }
    }
}

extension SliceState {
    fileprivate var cell: Cell {
        switch self {
        case .planned, .waiting, .ready: .state(rawValue, .waiting)
        case .running: .state(rawValue, .active)
        case .delivered, .inReview: .state(rawValue, .review)
        case .rework: .state(rawValue, .attention)
        case .blocked: .state(rawValue, .stuck)
        case .accepted: .state(rawValue, .done)
        case .dropped: .state(rawValue, .closed)
        }
    }
}

extension RunDetail {
    func describe(in text: inout TextDocument) {
        run.describe(in: &text)
        text.field("digest", .digest(run.digest))
        text.field("agents at once", .literal("\(target), at most \(max)"))
        text.field("sessions", .literal(freshness.rawValue))
        text.field("rounds", .number(rounds))
        text.field("attempts", .number(attempts))
        if let sliceTime { text.field("slice", .duration(sliceTime)) }
        budget.describe(in: &text)
        for criterion in acceptance { text.field("done when", .text(criterion)) }
        text.list(
            TextList(
                "stages",
                columns: ["stage", "kind", "slices", "title"],
                rows: stages.map { stage in
                    [
                        .name(stage.stage), .literal(stage.kind.rawValue),
                        .text(stage.slices.map(\.text).joined(separator: ", ")),
                        .text(stage.title),
                    ]
                }
            )
        )
        text.list(
            TextList(
                "agents",
                columns: ["agent", "slices", "reads", "scope"],
                rows: agents.map { agent in
                    [
                        .name(agent.agent),
                        .text(agent.slices.map(\.text).joined(separator: ", ")),
                        .text(agent.reads.map(\.text).joined(separator: ", ")),
                        .text(agent.scope),
                    ]
                }
            )
        )
        text.list(
            TextList(
                "documents",
                columns: ["document", "path"],
                rows: documents.map { [.name($0.document), .path($0.path)] }
            )
        )
        for artifact in artifacts { text.field("leaves", .path(artifact)) }
    }
}

extension RunStatus {
    func describe(in text: inout TextDocument) {
        run.describe(in: &text)
        text.field(
            "slices",
            .literal(counts.map { "\($0.count) \($0.state.rawValue)" }.joined(separator: ", "))
        )
        text.field("in hand", .literal("\(inHand) of at most \(max)"))
        budget.describe(in: &text)
        if !path.isEmpty {
            text.field(
                "critical path",
                .text(
                    "\(length) \(measure.rawValue): " + path.map(\.text).joined(separator: " -> ")
                )
            )
        }
        for start in starts {
            text.field(
                "next",
                .text(
                    "\(start.task) by \(start.agent)"
                        + start.words
                )
            )
        }
        for said in readiness {
            text.field("\(said.slice) says", .text(said.words))
            for (index, blocker) in said.blockers.enumerated() {
                text.field("in the way", .text("\(index + 1). \(blocker.owner): \(blocker.text)"))
            }
            for fault in said.faults { text.field("fault", .text(fault)) }
        }
        for slice in slices {
            guard let round = slice.round else { continue }
            text.field("\(slice.task)", .text(round.words))
        }
        text.list(
            TextList(
                "slices",
                columns: ["slice", "stage", "state", "owner", "holder", "critical", "waits for"],
                rows: slices.map { slice in
                    [
                        .name(slice.task), .name(slice.stage), slice.state.cell,
                        .name(slice.owner), .maybe(slice.holder, Cell.name),
                        .literal(slice.critical ? "yes" : ""),
                        .text(slice.waitsFor.map(\.words).joined(separator: ", ")),
                    ]
                },
                total: total,
                rest: total > slices.count
                    ? "worklead run status \(run.run) --limit \(total)" : nil
            )
        )
    }
}

extension SliceStart {
    fileprivate var words: String {
        switch action {
        case .keep: ", who goes on"
        case .compact: ", who goes on after compacting"
        case .close: ", afresh"
        case .start: ""
        }
    }
}

extension RunSweepReport {
    func describe(in text: inout TextDocument) {
        run.describe(in: &text)
        text.field("in hand", .literal("\(inHand) of at most \(max), \(target) aimed at"))
        text.field("sessions", .literal(freshness.rawValue))
        text.list(
            TextList(
                "agents",
                columns: ["agent", "standing", "do", "last", "next", "sessions", "why"],
                rows: agents.map { agent in
                    [
                        .name(agent.agent), agent.standing.cell, .literal(agent.action.rawValue),
                        .maybe(agent.last, Cell.name), .maybe(agent.next, Cell.name),
                        .text(agent.sessions.map(\.text).joined(separator: ", ")),
                        .text(agent.reason),
                    ]
                }
            )
        )
    }
}

extension Alignment.Standing {
    fileprivate var cell: Cell {
        switch self {
        case .aligned: .state(rawValue, .active)
        case .stale: .state(rawValue, .attention)
        case .fresh: .state(rawValue, .waiting)
        }
    }
}

extension RunReadinessLine {
    fileprivate var words: String {
        [verdict ?? "nothing that can be read", path].compactMap(\.self).joined(separator: ", in ")
    }
}

extension SliceRound {
    fileprivate var words: String {
        var words = ["round \(round) of \(max)"]
        if !stopping.isEmpty {
            words.append(
                "\(stopping.count) blocking or high open: "
                    + stopping.map(\.text).joined(separator: ", ")
            )
        }
        if let decision { words.append("a founder is asked by \(decision)") }
        return words.joined(separator: ", ")
    }
}

extension SliceWait {
    fileprivate var words: String {
        agent.map { "\(task) (\($0))" } ?? task.text
    }
}

extension RunBudgetLine {
    fileprivate func describe(in text: inout TextDocument) {
        text.field(
            "cost",
            .literal(
                "\(cost.inDollars) USD" + (costMax.map { " of \($0.inDollars) USD" } ?? "")
            )
        )
        text.field(
            "tokens",
            .literal("\(tokens)" + (tokensMax.map { " of \($0)" } ?? ""))
        )
        if spent { text.field("spent", .literal("nothing more is claimed")) }
    }
}
