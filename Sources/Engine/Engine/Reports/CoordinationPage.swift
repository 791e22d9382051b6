import Model
import ReportKit
import Store

// Who does what, who is heard of, and what needs somebody.
extension View {
    /// The page of what goes on now.
    package func coordinationPage(_ windows: PresenceWindows) throws -> ReportDocument {
        var page = try report("Coordination")
        let standings = try presences(windows)
        let claims = try claims.running()
        let overdue = try messages.unacknowledged(limit: 200)
        page.blocks = [.facts(try summary(standings, claims, overdue))]
        page.sections = [
            ReportSection("Alerts", [.table(try alerts(standings, claims, overdue))]),
            ReportSection("Live claims", [.table(table(of: claims))]),
            ReportSection("Presence", [.table(try table(of: standings))]),
            ReportSection("Active plans", [.table(try activePlans())]),
            ReportSection("Open windows", [.table(try openWindows())]),
            ReportSection("Phases and lanes", try phasesAndLanes()),
            ReportSection("Open decisions", [.table(try openDecisions())]),
            ReportSection("Open follow-ups", [.table(try openFollowUps())]),
            ReportSection("Latest guidance", [.table(try guidance(limit: 10))]),
            ReportSection("Leftovers", [.table(try leftovers())]),
            ReportSection("To be acknowledged", [.table(table(of: overdue))]),
            ReportSection("Waiting for a verdict", [.table(try waiting())]),
        ]
        return page
    }

    private func summary(
        _ standings: [AgentPresence],
        _ claims: [ClaimStore.Running],
        _ owed: [MessageStore.Entry]
    ) throws -> [ReportFact] {
        let counts = try tasks.counts()
        let open = counts.filter { !$0.key.isFinal }.values.reduce(0, +)
        let states = Presence.State.allCases.compactMap { state in
            let count = standings.count { $0.presence.state == state }
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
        return [
            ReportFact("open tasks", .number(open)),
            ReportFact("accepted", .number(counts[.accepted] ?? 0)),
            ReportFact("live claims", .number(claims.count)),
            ReportFact(
                "agents",
                ReportText(states.isEmpty ? "none" : states.joined(separator: ", "))
            ),
            ReportFact("to be acknowledged", .number(owed.count)),
        ]
    }

    private func table(of claims: [ClaimStore.Running]) -> ReportTable {
        ReportTable(
            columns: ["task", "agent", "since", "lease", "acknowledged", "title"],
            rows: claims.map { claim in
                [
                    ReportText(claim.task), ReportText(claim.agent), ReportText(claim.claimedAt),
                    ReportText(lease(of: claim)), claim.isAcknowledged ? "yes" : "no",
                    ReportText(claim.title),
                ]
            }
        )
    }

    private func lease(of claim: ClaimStore.Running) -> String {
        guard claim.state == .claimed else { return "stands still" }
        return claim.until <= now ? "ended \(claim.until.text)" : "until \(claim.until.text)"
    }

    /// Both clocks: who is heard of is not by that at work.
    private func table(of standings: [AgentPresence]) throws -> ReportTable {
        ReportTable(
            columns: [
                "agent", "role", "state", "since", "seen", "worked", "may be quiet", "why", "said",
            ],
            rows: try standings.map { standing in
                let said = try sessions.said(by: standing.agent.id)
                return [
                    ReportText(standing.agent.id), ReportText(standing.agent.role.rawValue),
                    ReportText(standing.presence.state.rawValue),
                    ReportText(standing.presence.since), ReportText(standing.evidence.seenAt),
                    ReportText(standing.evidence.workedAt),
                    ReportText(standing.window?.text ?? "any time"),
                    ReportText(standing.presence.reason),
                    ReportText(said.map(Self.words) ?? ""),
                ]
            }
        )
    }

    private func guidance(limit: Int) throws -> ReportTable {
        ReportTable(
            columns: ["sent", "from", "task", "about", "message"],
            rows: try messages.latest(.guidance, limit: limit).map { head in
                [
                    ReportText(head.sentAt), ReportText(head.sender), ReportText(head.task),
                    ReportText(head.subject), ReportText(head.id),
                ]
            }
        )
    }

    private func leftovers() throws -> ReportTable {
        ReportTable(
            columns: ["found", "left by", "found by", .number("paths"), "branch", "worktree"],
            rows: try sessions.leftovers().map { found in
                [
                    ReportText(found.foundAt), ReportText(found.leftover.owner),
                    ReportText(found.finder), .number(found.leftover.count),
                    ReportText(found.leftover.branch ?? ""), ReportText(found.leftover.worktree),
                ]
            }
        )
    }

    /// What an agent said with a beat, and when.
    private static func words(_ said: SessionStore.Said) -> String {
        let words = said.words.texts + (said.note.map { [$0] } ?? [])
        return words.joined(separator: " ") + " (\(said.saidAt.text))"
    }

    private func table(of owed: [MessageStore.Entry]) -> ReportTable {
        ReportTable(
            columns: ["by when", "agent", "message", "about", "state"],
            rows: owed.map { entry in
                let state =
                    entry.escalatedAt != nil
                    ? "escalated" : entry.isOverdue(at: now) ? "overdue" : "in time"
                return [
                    ReportText(entry.acknowledgeBy), ReportText(entry.recipient),
                    ReportText(entry.stored.message.id), ReportText(entry.stored.message.subject),
                    ReportText(state),
                ]
            }
        )
    }

    func waiting() throws -> ReportTable {
        ReportTable(
            columns: ["since", "task", "delivery", "worker", "replayed", "title"],
            rows: try deliveries.waiting().map { waiting in
                [
                    ReportText(waiting.deliveredAt), ReportText(waiting.task),
                    ReportText(waiting.delivery), ReportText(waiting.worker),
                    ReportText(waiting.grade ?? "no"), ReportText(waiting.title),
                ]
            }
        )
    }

    private func alerts(
        _ standings: [AgentPresence],
        _ claims: [ClaimStore.Running],
        _ owed: [MessageStore.Entry]
    ) throws -> ReportTable {
        var rows: [[ReportText]] = standings.filter(\.presence.state.needsSomebody).map {
            [
                ReportText($0.presence.state.rawValue), ReportText($0.agent.id),
                ReportText($0.presence.since), ReportText($0.presence.reason),
                $0.presence.remedy.map { .code($0) } ?? .empty,
            ]
        }
        for claim in claims where claim.state == .claimed && claim.until <= now {
            rows.append([
                "lease ended", ReportText(claim.task), ReportText(claim.until),
                ReportText("\(claim.agent) held it; anybody may claim it."),
                .command("task show \(claim.task)"),
            ])
        }
        let late = owed.filter { $0.isOverdue(at: now) }
        if let first = late.first {
            rows.append([
                "overdue", ReportText(first.stored.message.id), ReportText(first.acknowledgeBy),
                ReportText(
                    late.count.counted("acknowledgement is", "acknowledgements are") + " overdue."
                ),
                .command("message sweep"),
            ])
        }
        return ReportTable(
            columns: ["alert", "about", "since", "why", "what helps"],
            rows: rows,
            emptiness: "None: nobody is stuck or silent, and nothing is overdue."
        )
    }
}

extension Presence.State {
    fileprivate var needsSomebody: Bool { raisesAlert || self == .needsFounder }
}

extension [TaskStore.Standing] {
    var total: Int { map(\.count).reduce(0, +) }

    func count(_ states: TaskState.Name...) -> Int {
        filter { states.contains($0.state) }.total
    }
}
