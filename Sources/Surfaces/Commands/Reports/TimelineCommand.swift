import CommandLineKit
import Model
import Operations

/// The command that shows what agents did beside each other.
enum TimelineCommand {
    static let timeline = Command(
        ReportTimeline.self,
        CommandSpecification(
            "timeline",
            summary: "Show who held what and what happened, agent by agent",
            discussion: """
                What each agent held, its deliveries, replays, verdicts, messages, gate runs and \
                the starts of its program, from one moment to another: the last eight hours, or \
                since the ledger's first event where that came later.
                """,
            options: [from, to, agent, kind, .limit],
            examples: [
                CommandExample("worklead report timeline", "What did everybody do?"),
                CommandExample(
                    "worklead report timeline --agent ada --kind claim --kind delivery",
                    "What did ada hold and hand in?"
                ),
            ],
            seeAlso: ["timeline", "event list"]
        ),
        input: { parsed, context in
            try ReportTimeline.Input { input in
                input.from = try parsed.moment(ago: from, context)
                input.to = try parsed.moment(ago: to, context)
                input.agent = try parsed.optionalName(agent)
                input.kinds = parsed.texts(kind).compactMap { TurnKind(rawValue: $0) }
                input.limit = try parsed.limit(1000, max: 5000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ReportTimeline.self) { text in
                text.say("\(reply.output.tracks.count, "agent")")
                text.field("from", .moment(reply.output.from))
                text.field("to", .moment(reply.output.to))
                text.list(reply.output.list)
            }
        }
    )

    private static let from = Option(
        "from",
        value: "TIME|DURATION",
        help: "From that moment on, such as 2h ago or 2026-11-26T09:30:00Z"
    )
    private static let to = Option(
        "to",
        value: "TIME|DURATION",
        help: "Up to that moment; by default now"
    )
    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what this agent did",
        completion: .dynamic("agent")
    )
    private static let kind = Option(
        "kind",
        value: "KIND",
        help: "Only turns of this kind",
        count: .any,
        allowed: TurnKind.allCases.map(\.rawValue)
    )
}

extension WorkTimelineReport {
    /// What each agent did, in the order of time within each.
    fileprivate var list: TextList {
        TextList(
            "turns",
            columns: ["agent", "at", "kind", "subject", "outcome", "text"],
            rows: tracks.flatMap(\.rows)
        )
    }
}

extension TimelineTrack {
    /// A row of words, before the rows are put in order.
    private struct Turn {
        let at: Timestamp
        let cells: [Cell]
    }

    fileprivate var rows: [[Cell]] {
        let held = claims.map { claim in
            turn(claim.claimedAt, .claim, claim.task.text, claim.ending, claim.title)
        }
        let others = turns.map { turn($0.time, $0.kind, $0.subject, $0.outcome, $0.text) }
        return (held + others).sorted { $0.at < $1.at }.map(\.cells)
    }

    private func turn(
        _ at: Timestamp,
        _ kind: TurnKind,
        _ subject: String,
        _ outcome: String?,
        _ text: String
    ) -> Turn {
        Turn(
            at: at,
            cells: [
                .name(agent), .moment(at), .text(kind.rawValue), .text(subject),
                .maybe(outcome, Cell.text), .text(text),
            ]
        )
    }
}
