import Digests
import Model
import Store

/// Who held what, and what happened, from one moment to another.
package struct WorkTimeline: Sendable {
    /// What is asked for.
    package struct Question: Sendable {
        /// By default eight hours before the end, or the ledger's first event if that came later.
        package var from: Timestamp?
        package var to: Timestamp?
        package var agent: AgentID?
        package var kinds: Set<TurnKind>
        /// The most bars, and the most ticks.
        package var limit: Int

        package init(
            from: Timestamp? = nil,
            to: Timestamp? = nil,
            agent: AgentID? = nil,
            kinds: Set<TurnKind> = Set(TurnKind.allCases),
            limit: Int
        ) {
            self.from = from
            self.to = to
            self.agent = agent
            self.kinds = kinds
            self.limit = limit
        }
    }

    /// Something that happened at one moment.
    package struct Tick: Sendable {
        package let sequence: Int64
        package let time: Timestamp
        /// In whose day it stands.
        package let agent: AgentID
        package let kind: TurnKind
        package let subject: String
        /// What it came to, as a word.
        package let outcome: String?
        package let text: String
    }

    package let from: Timestamp
    package let to: Timestamp
    /// Oldest first.
    package let bars: [ClaimStore.Held]
    package let ticks: [Tick]
    /// Whether there is more than was asked for, all of it older.
    package let isCut: Bool

    private static let spanMilliseconds: Int64 = 8 * 3_600_000
}

extension View {
    /// Who held what, and what happened.
    package func workTimeline(_ question: WorkTimeline.Question) throws -> WorkTimeline {
        try WorkTimeline(question, in: self)
    }
}

extension WorkTimeline {
    fileprivate init(_ question: Question, in view: View) throws {
        if let agent = question.agent, try view.agents.agent(agent) == nil {
            throw AgentError.unknown(agent)
        }
        // What happened at this very moment is in it.
        let end = question.to ?? Timestamp(milliseconds: view.now.milliseconds + 1)
        let early = Timestamp(milliseconds: end.milliseconds - Self.spanMilliseconds)
        let first = try view.ledger.time(of: 1) ?? early
        let start = min(question.from ?? max(early, first), end)
        let held =
            question.kinds.contains(.claim)
            ? try view.claims.held(
                from: start,
                to: end,
                by: question.agent,
                limit: question.limit + 1
            ) : []
        let types = question.kinds.flatMap(\.types).sorted()
        let turns =
            types.isEmpty
            ? []
            : try view.ledger.turns(
                of: types,
                from: start,
                to: end,
                by: question.agent,
                limit: question.limit + 1
            )
        from = start
        to = end
        bars = held.prefix(question.limit).reversed()
        ticks = turns.suffix(question.limit).compactMap(Tick.init)
        isCut = held.count > question.limit || turns.count > question.limit
    }
}

extension WorkTimeline.Tick {
    fileprivate init?(_ turn: LedgerStore.Turn) {
        guard let kind = TurnKind(type: turn.type) else { return nil }
        func told(_ field: String) -> String? { turn.data[field]?.stringValue }
        self.kind = kind
        sequence = turn.sequence
        time = turn.time
        switch kind {
        case .claim, .delivery:
            (agent, subject) = (turn.actor, turn.subject)
            (outcome, text) = (nil, told("delivery") ?? "")
        case .replay:
            (agent, subject) = (turn.actor, told("task") ?? turn.subject)
            (outcome, text) = (told("grade"), told("delivery") ?? "")
        case .verdict:
            (agent, subject) = (turn.actor, turn.subject)
            outcome = turn.type.split(separator: ".").last.map(String.init)
            text = told("reason") ?? turn.data["findings"]?.arrayValue?.first?.stringValue ?? ""
        case .message:
            (agent, subject) = (turn.actor, turn.subject)
            (outcome, text) = (told("kind"), told("subject") ?? "")
        case .gate:
            let results = turn.data["results"]?.arrayValue ?? []
            let refusing = results.filter { result in
                ["fail", "error"].contains(result["verdict"]?.stringValue ?? "")
            }
            (agent, subject) = (turn.actor, told("task") ?? told("target") ?? turn.subject)
            outcome = refusing.isEmpty ? "pass" : "fail"
            let named = (refusing.isEmpty ? results : refusing)
                .compactMap { $0["gate"]?.stringValue }
            text = named.joined(separator: ", ")
        case .launch:
            agent = told("agent").map { AgentID(trusted: $0) } ?? turn.actor
            (subject, outcome) = (told("task") ?? turn.subject, nil)
            text = "launch \(turn.data["number"]?.int64Value ?? 0) of \(turn.subject)"
        }
    }
}
