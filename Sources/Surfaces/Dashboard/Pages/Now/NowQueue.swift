import Model
import Operations
import ReportKit

/// What waits for the viewer as cards, with what can be done at once.
struct NowQueue {
    let cards: [Card]

    /// The most tasks that are looked at so that they can be decided on here; others are opened.
    private static let decidedHereMax = 8

    init(_ items: [QueueItem], _ request: PageRequest) async throws {
        var decisions: [String: DecisionLine] = [:]
        if items.contains(where: { $0.kind == .decision || $0.kind == .run }) {
            let open = ListDecisions.Input {
                $0.state = .open
                $0.limit = 100
            }
            let page = try await request.caller.call(ListDecisions.self, open, request.options)
            for line in page.output.items { decisions[line.decision.text] = line }
        }
        var cards: [Card] = []
        var looked = 0
        for item in items {
            var card = Card(item)
            if let decision = decisions[item.subject] {
                card.actions = Action.answers(to: decision)
            } else if [.accept, .replay].contains(item.kind), let task = item.task,
                looked < Self.decidedHereMax
            {
                looked += 1
                let input = ShowTask.Input { $0.task = task }
                let detail = try await request.caller.call(ShowTask.self, input, request.options)
                    .output
                card.actions = Action.of(
                    detail.task,
                    grade: detail.deliveries.last?.grade,
                    shown: SubjectState(detail).digest
                )
            } else if [.stuck, .silent].contains(item.kind), let who = item.who {
                card.actions = [.nudge(who)]
            } else if item.kind == .acknowledge {
                card.actions = [
                    Action(
                        "message.ack",
                        "Acknowledge",
                        on: .nothing,
                        given: [("message", item.subject)],
                        tone: .active
                    )
                ]
            }
            cards.append(card)
        }
        self.cards = cards
    }
}

extension Card {
    fileprivate init(_ item: QueueItem) {
        self.init(
            "q-\(item.kind.rawValue)-\(item.subject.pageName)",
            Badge(item.kind.word, item.severity.tone),
            item.link + ReportText(" " + item.title)
        )
        meta = [.moment(item.since)]
        if let who = item.who { meta.append(.agent(who)) }
        if let lane = item.lane {
            meta.append(.link(lane.text, to: "/tasks?lane=\(lane.text.addressPart)"))
        }
        if let repository = item.repository { meta.append(.text(repository.text)) }
        if let task = item.task, task.text != item.subject { meta.append(.task(task)) }
        if item.blocks > 0 { meta.append(.text("blocks \(item.blocks.of("task"))")) }
        let reason = item.reason.prefix(1).uppercased() + item.reason.dropFirst()
        lines = [ReportText(reason + ".")]
        for option in item.options.prefix(6) {
            lines.append(.strong(option.option.text) + ReportText(" " + option.text))
        }
        if let fallback = item.fallback, let deadline = item.deadline {
            lines.append(
                ReportText("If nobody answers by \(deadline.text), \(fallback.text) is taken.")
            )
        }
        if !item.remedy.isEmpty { lines.append("Or: " + .code(item.remedy)) }
    }
}

extension QueueItem {
    /// What it is about, leading to its page.
    fileprivate var link: ReportText {
        let name = subject.addressPart
        return switch kind {
        case .decision: .link(subject, to: "/decisions/" + name)
        case .run:
            .link(subject, to: subject.hasPrefix("D-") ? "/decisions/" + name : "/runs/" + name)
        case .stuck, .silent: .link(subject, to: "/agents/" + name)
        case .accept, .replay, .overdue, .blocked, .stranded: .link(subject, to: "/tasks/" + name)
        case .gate: .link(subject, to: "/gates/" + name)
        case .review: .link(subject, to: "/reviews")
        case .merge: .link(subject, to: "/changes")
        case .question, .acknowledge, .followUp: .link(subject, to: "/inbox")
        }
    }
}

extension NeedKind {
    fileprivate var word: String { self == .followUp ? "follow-up" : rawValue }
}

extension NeedUrgency {
    fileprivate var tone: Tone {
        switch self {
        case .blocker: .bad
        case .attention: .attention
        case .routine: .quiet
        }
    }
}
