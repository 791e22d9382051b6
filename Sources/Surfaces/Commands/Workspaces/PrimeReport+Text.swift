import Model
import Operations

extension PrimeReport {
    /// Says what an agent needs, in an order that stays the same, and within its budget.
    ///
    /// What comes first is needed first; what no longer fits is left out and named. No moment is
    /// told relative to now, so the same state has the same text.
    package func describe(in text: inout TextDocument, revision: Int64?) {
        let who = agent.map { "\($0), " } ?? ""
        text.say(
            """
            \(workspace): \(who)\(role.rawValue), revision \(revision ?? 0), \
            \(changes, "event") new to you
            """
        )
        if !gateway.isEmpty { text.field("gateway", .text(gateway)) }
        var commands = TextDocument()
        commands.list(
            TextList("commands", columns: ["command"], rows: self.commands.map { [.literal($0)] })
        )
        let room =
            OutputBudget.prime.rawValue - commands.compactBytes - Self.omissionBytesMax
        var omitted: [String] = []
        for section in sections {
            var longer = text
            section.add(&longer)
            if longer.compactBytes <= room {
                text = longer
            } else {
                omitted.append(section.name)
            }
        }
        if !omitted.isEmpty {
            text.say("left out, too long: \(Phrase([.literal(omitted.joined(separator: ", "))]))")
        }
        text.list(
            TextList("commands", columns: ["command"], rows: self.commands.map { [.literal($0)] })
        )
    }

    /// What the sentence about what was left out may have.
    private static let omissionBytesMax = 200

    private struct Section {
        let name: String
        let add: (inout TextDocument) -> Void
    }

    private var sections: [Section] {
        var sections: [Section] = []
        func add(_ name: String, _ isThere: Bool, _ body: @escaping (inout TextDocument) -> Void) {
            if isThere { sections.append(Section(name: name, add: body)) }
        }
        add("to decide", undecided > 0) { $0.list(.toDecide(decisions, total: undecided)) }
        add("documents", !documents.isEmpty) { text in
            text.list(
                TextList(
                    "read first",
                    columns: ["document"],
                    rows: documents.map { [.path($0)] }
                )
            )
            if !missing.isEmpty {
                text.say("not there: \(Phrase([.path(missing.joined(separator: ", "))]))")
            }
        }
        add("note", note != nil) { note?.describe(in: &$0) }
        add("in hand", !held.isEmpty) { $0.list(.short("in hand", held, "worklead session brief")) }
        add("to acknowledge", unacknowledged > 0) { text in
            text.list(
                .senders("to acknowledge", toAcknowledge, unacknowledged, "worklead inbox --all")
            )
        }
        add("follow-ups", followUpsTotal > 0) {
            $0.list(.followUps(followUps, total: followUpsTotal))
        }
        add("asked of others", askedTotal > 0) {
            $0.list(.asked(asked, total: askedTotal))
        }
        add("unread", unread > 0) { text in
            text.list(.senders("unread", messages, unread, "worklead inbox"))
        }
        add("held", heldMessages > 0) { text in
            text.field("held until their window ends", .number(heldMessages))
        }
        add("to be judged", !delivered.isEmpty) { $0.list(.tasks("to be judged", delivered)) }
        add("blocked", !blocked.isEmpty) { $0.list(.tasks("blocked", blocked)) }
        add("agents to see to", !attention.isEmpty) { $0.list(.attention(attention)) }
        add("launch next", !launch.isEmpty) { $0.list(.launches(launch)) }
        add("next", role == .worker) { $0.list(.next(next)) }
        add("phases", !phases.isEmpty) { $0.list(.phases(phases)) }
        add("lanes", !lanes.isEmpty) { text in
            text.list(.lanes(lanes))
            let idle = lanes.filter { $0.parked != nil && $0.blocker == nil }.prefix(3)
            for lane in idle { text.say("lane \(lane.lane) is parked and waits for nothing") }
        }
        add("memory", !memory.isEmpty) { text in
            text.list(
                TextList(
                    "remembered",
                    columns: ["memory", "by", "title"],
                    rows: memory.map { [.name($0.memory), .name($0.author), .text($0.title)] },
                    total: remembered,
                    rest: remembered > memory.count ? "worklead memory brief" : nil
                )
            )
        }
        return sections
    }
}

extension TextDocument {
    /// How long it is for an agent.
    fileprivate var compactBytes: Int {
        let presentation = Presentation(.compact, now: Timestamp(milliseconds: 0))
        return CompactWriter(presentation: presentation).write(self).utf8.count
    }
}

extension TextList {
    private static let shortRowsMax = 5

    /// The first tasks of more.
    fileprivate static func short(_ name: String, _ tasks: [TaskLine], _ rest: String) -> TextList {
        .tasks(
            name,
            Array(tasks.prefix(shortRowsMax)),
            total: tasks.count,
            rest: tasks.count > shortRowsMax ? rest : nil
        )
    }

    /// Messages without their moments.
    fileprivate static func senders(
        _ name: String,
        _ messages: [MessageLine],
        _ total: Int,
        _ rest: String
    ) -> TextList {
        TextList(
            name,
            columns: ["message", "from", "kind", "subject"],
            rows: messages.map {
                [.name($0.message), .name($0.from), .text($0.kind.rawValue), .text($0.subject)]
            },
            total: total,
            rest: total > messages.count ? rest : nil
        )
    }

    fileprivate static func phases(_ phases: [PhaseStanding]) -> TextList {
        TextList(
            "phases",
            columns: ["phase", "accepted", "of", "claimed", "blocked"],
            rows: phases.prefix(shortRowsMax).map {
                [
                    .text($0.phase), .number($0.accepted), .number($0.total),
                    .number($0.claimed), .number($0.blocked),
                ]
            },
            total: phases.count
        )
    }

    fileprivate static func launches(_ lines: [LaunchLine]) -> TextList {
        TextList(
            "launch next",
            columns: ["lane", "task", "for", "title"],
            rows: lines.prefix(shortRowsMax).map {
                [
                    .maybe($0.lane, Cell.name), .name($0.task), .maybe($0.agent, Cell.name),
                    .text($0.title),
                ]
            },
            total: lines.count
        )
    }

    fileprivate static func lanes(_ lanes: [LaneStanding]) -> TextList {
        TextList(
            "lanes",
            columns: ["lane", "open", "claimed", "parked"],
            rows: lanes.prefix(shortRowsMax).map {
                [
                    .name($0.lane), .number($0.open), .number($0.claimed),
                    .maybe($0.parked, Cell.text),
                ]
            },
            total: lanes.count,
            rest: lanes.count > shortRowsMax ? "worklead lane list" : nil
        )
    }
}
