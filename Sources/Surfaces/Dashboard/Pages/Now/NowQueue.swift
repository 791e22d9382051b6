import Model
import Operations
import ReportKit

/// What waits for the viewer as cards, with what can be done at once.
struct NowQueue {
    private(set) var cards: [Card] = []
    /// Why some cards lack what could be done.
    private(set) var faults: [ScreenBlock] = []

    /// The most tasks that are looked at so that they can be decided on here; others are opened.
    private static let decidedHereMax = 8
    private var looked = 0

    /// Whether one more may be looked at, which counts as one.
    private mutating func looksAtOneMore() -> Bool {
        guard looked < Self.decidedHereMax else { return false }
        looked += 1
        return true
    }

    private mutating func detail(of task: TaskKey?, _ request: PageRequest) async -> TaskDetail? {
        guard let task, looksAtOneMore() else { return nil }
        let input = ShowTask.Input { $0.task = task }
        return await ask(ShowTask.self, input, request)
    }

    init(_ report: NowReport, _ request: PageRequest) async {
        let kinds = Set(report.items.map(\.kind))
        var messages: [InboxLine] = []
        if kinds.contains(.acknowledge) {
            let owed = ListInbox.Input { ($0.unacknowledged, $0.limit) = (true, 200) }
            messages = await ask(ListInbox.self, owed, request)?.items ?? []
        }
        for item in report.items {
            var card = Card(item)
            switch item.kind {
            case .decision, .run:
                if !item.options.isEmpty {
                    card.actions = Action.answers(to: DecisionLine(item))
                } else if item.kind == .run, looksAtOneMore() {
                    card.actions = await actions(onRun: item.subject, request)
                }
            case .accept, .replay, .blocked, .overdue:
                guard let detail = await detail(of: item.task, request) else { break }
                card.actions = Action.of(detail)
                if item.kind == .overdue, let line = report.agents.first(with: item.who) {
                    card.actions.insert(.nudge(line), at: 0)
                }
                if let delivery = detail.deliveries.last, item.kind == .accept {
                    card.lines.insert(.judging(delivery, of: detail), at: 1)
                }
            case .question:
                guard looksAtOneMore() else { break }
                let input = ShowMessage.Input { $0.message = MessageID(trusted: item.subject) }
                guard let detail = await ask(ShowMessage.self, input, request) else { break }
                let state = SubjectState(detail, for: request.agent)
                card.show(detail.message)
                card.actions = [
                    .reply(to: detail.message, state), .markRead(detail.message.message, state),
                ]
            case .stuck, .silent:
                card.actions = report.agents.first(with: item.who).map { [.nudge($0)] } ?? []
                guard let detail = await detail(of: item.task, request) else { break }
                card.actions += Action.of(detail).filter { $0.operation == "task.release" }
            case .acknowledge:
                let line = messages.first { $0.message.message.text == item.subject }
                guard let line else { break }
                card.show(line.message)
                card.actions = Action.acknowledge(line)
                if line.message.kind == .question, looksAtOneMore() {
                    card.actions.append(.reply(to: line.message, SubjectState(line)))
                }
            case .followUp:
                guard looksAtOneMore() else { break }
                let input = ListFollowUps.Input { $0.followUp = FollowUpID(trusted: item.subject) }
                let line = await ask(ListFollowUps.self, input, request)?.items.first
                guard let line else { break }
                card.title =
                    .link(item.subject, to: "/threads/\(line.thread.text.addressPart)")
                    + ReportText(" " + line.text.headline)
                card.actions = [.resolve(line)]
            case .merge where item.subject == item.repository?.text:
                guard let repository = item.repository, looksAtOneMore() else { break }
                let input = ListMerges.Input { ($0.repository, $0.limit) = (repository, 1000) }
                guard let queue = await ask(ListMerges.self, input, request) else { break }
                card.actions = [.runMerges(of: repository, queue)]
            default: break
            }
            cards.append(card)
        }
    }

    private mutating func actions(onRun name: String, _ request: PageRequest) async -> [Action] {
        let input = ShowRun.Input { $0.run = RunName(trusted: name) }
        guard let detail = await ask(ShowRun.self, input, request) else { return [] }
        return Action.of(detail.run)
    }

    /// Asks for what only the buttons need; the queue can be read without them.
    private mutating func ask<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ request: PageRequest
    ) async -> O.Output? {
        do {
            return try await request.caller.call(operation, input, request.options).output
        } catch {
            if faults.isEmpty { faults = .fault(error) }
            return nil
        }
    }
}

extension [PresenceLine] {
    fileprivate func first(with agent: AgentID?) -> PresenceLine? {
        first { $0.agent == agent }
    }
}

extension Card {
    fileprivate init(_ item: QueueItem) {
        self.init(
            "q-\(item.kind.rawValue)-\(item.subject.pageName)",
            Badge(item.word, item.severity.tone),
            item.link + ReportText(" " + item.rest)
        )
        meta = [.moment(item.since)]
        if let who = item.who { meta.append(.agent(who)) }
        if let lane = item.lane {
            meta.append(.link(lane.text, to: "/tasks?lane=\(lane.text.addressPart)"))
        }
        if let repository = item.repository { meta.append(.text(repository.text)) }
        if let task = item.task, task.text != item.subject { meta.append(.task(task)) }
        if item.blocks > 0 { meta.append(.text("blocks \(item.blocks.of("task"))")) }
        lines = [ReportText(item.sentence)]
        for option in item.options.prefix(6) {
            lines.append(.strong(option.option.text) + ReportText(" " + option.text))
        }
        if let fallback = item.fallback, let deadline = item.deadline {
            let choice = item.options.first { $0.option == fallback }?.text ?? fallback.text
            meta.append(.text("default taken"))
            meta.append(.moment(deadline))
            lines.append(ReportText("If nobody answers by then, this is taken: \(choice)"))
        }
        if !item.remedy.isEmpty { lines.append("Or: " + .code(item.remedy)) }
    }
}

extension Card {
    /// The beginning of a message, and the way to its thread.
    fileprivate mutating func show(_ message: MessageLine) {
        let name = message.message.text
        title =
            .link(name, to: "/threads/\(message.thread.text.addressPart)#m-\(name.pageName)")
            + ReportText(" " + message.subject.headline)
        let start = message.body.headline.cut(300)
        // A message without a subject is called by how it begins.
        if start != message.subject.headline { lines.insert(ReportText(start), at: 1) }
    }
}

extension ReportText {
    /// What somebody who accepts it would look at.
    fileprivate static func judging(_ delivery: DeliveryLine, of detail: TaskDetail) -> ReportText {
        let task = detail.task.task
        let grade = (delivery.grade ?? "not replayed").replacing("_", with: " ")
        let findings =
            delivery.findings.isEmpty ? "" : ", \(delivery.findings.count.of("finding"))"
        let against = detail.standing ?? ""
        return .strong("\(delivery.delivery.text) \(grade)")
            + ReportText(findings + against + " · ")
            + .link("proof", to: "/tasks/\(task.text.addressPart)#proof") + " · "
            + .link("diff", to: "/tasks/\(task.text.addressPart)#diff")
    }
}

extension DecisionLine {
    /// As much of an open decision as the queue tells, which is all that an answer needs.
    fileprivate init(_ item: QueueItem) {
        self.init()
        (decision, text, state) = (DecisionID(trusted: item.subject), item.title, .open)
        (options, fallback, deadline) = (item.options, item.fallback, item.deadline)
        if let who = item.who { asker = who }
    }
}

extension QueueItem {
    /// What it is, in a word: a message that may not wait is no mere question.
    fileprivate var word: String {
        switch kind {
        case .followUp: "follow-up"
        case .question where severity == .blocker: "blocker"
        default: kind.rawValue
        }
    }

    /// What it is called, without its own name, which stands before it already.
    fileprivate var rest: String {
        let isNamed = kind == .stuck || kind == .silent || kind == .gate
        return isNamed && title.hasPrefix(subject + " ")
            ? String(title.dropFirst(subject.count + 1)) : title
    }

    /// Why it is here; what agents wrote and what they are called stays as it is.
    fileprivate var sentence: String {
        let isWritten = kind == .blocked || who.map { reason.hasPrefix($0.text) } ?? false
        let start = isWritten ? String(reason.prefix(1)) : reason.prefix(1).uppercased()
        return start + reason.dropFirst() + (reason.hasSuffix(".") ? "" : ".")
    }

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

extension NeedUrgency {
    fileprivate var tone: Tone {
        switch self {
        case .blocker: .bad
        case .attention: .attention
        case .routine: .quiet
        }
    }
}
