import Model
import Operations

extension NowReport {
    /// Says the verdict first, then the queue, then the rest.
    func describe(in text: inout TextDocument) {
        text.say("\(workspace): \(Cell.literal(verdict))")
        if !items.isEmpty {
            text.list(
                TextList(
                    "needs you",
                    columns: ["what", "subject", "waits", "who", "title", "reason"],
                    rows: items.map(\.row),
                    total: itemsTotal,
                    rest: itemsTotal > items.count ? "worklead now --limit 500" : nil
                )
            )
        }
        if let waitingSince { text.field("longest wait", .moment(waitingSince)) }
        text.field("today", .literal("\(acceptedToday) accepted, \(sentBackToday) sent back"))
        if let costToday {
            let most = costTodayMax.map { " of $" + $0.inDollars } ?? ""
            text.field("cost today", .literal("$" + costToday.inDollars + most))
        }
        if let last = activity.last {
            text.field(
                "events",
                .literal("\(last) in the last minute, \(activity.reduce(0, +)) in ten")
            )
        }
        for line in work { text.field(line.kind, .text(line.words)) }
        if let since {
            text.field(
                "since \(since.revision)",
                .literal(
                    "\(since.accepted) accepted, \(since.sentBack) sent back, "
                        + "\(since.answered) answered"
                )
            )
        }
        let remedies = items.map(\.remedy).uniqued
        if let first = remedies.first {
            text.next(first, remedies.dropFirst().first ?? "worklead status")
        }
    }
}

extension QueueItem {
    fileprivate var row: [Cell] {
        [
            .state(kind.rawValue, severity.mark), .text(subject), .moment(since),
            .maybe(who, Cell.name), .text(title), .text(reason),
        ]
    }
}

extension Need.Urgency {
    /// The sign of an item, beside its word.
    var mark: Mark {
        switch self {
        case .blocker: .stuck
        case .attention: .attention
        case .routine: .waiting
        }
    }
}

extension WorkLine {
    fileprivate var words: String {
        var parts = ["\(name) \(done)/\(total)"]
        if let state { parts.append(state) }
        if let cost, let costMax { parts.append("$\(cost.inDollars) of $\(costMax.inDollars)") }
        return parts.joined(separator: ", ")
    }
}
