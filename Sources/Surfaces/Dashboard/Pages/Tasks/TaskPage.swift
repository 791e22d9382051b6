import Model
import Operations
import ReportKit

extension PageKind {
    /// What was asked, done and proven.
    static let task = PageKind("/tasks/{task}", .tasks) { request in
        let key = try TaskKey(request.word("task"))
        var screen = Screen(key.text, tab: .tasks, command: "worklead task show \(key.text)")
        let input = ShowTask.Input {
            $0.task = key
            $0.packet = true
        }
        let detail = try await request.ask(ShowTask.self, input, for: &screen)
        screen.title = "\(key.text) \(detail.task.title)"
        screen.verdict = Verdict(detail, now: request.now)
        let actions = Action.of(detail) + Action.further(detail)
        let facts = ScreenBlock.facts(detail.facts(request.now))
        screen.add("standing", "How it stands", .half, [facts, .actions(actions)])
        let packet = detail.packet.map { [ScreenBlock.markup($0)] }
        screen.add("packet", "Packet", .half, packet ?? [.text("It has no packet.")])
        await request.addWork(on: detail, to: &screen)
        await request.addTalk(about: detail, to: &screen)
        return screen
    }
}

extension PageRequest {
    /// What was handed in, and what speaks for it.
    fileprivate func addWork(on detail: TaskDetail, to screen: inout Screen) async {
        let key = detail.task.task
        let ask = ShowProof.Input { $0.task = key }
        let proof = await part(ShowProof.self, ask, for: &screen) { $0.blocks }
        screen.add("proof", "Proof", .wide, proof)
        screen.add("deliveries", "Deliveries and attempts", .wide, detail.attempts)
        if detail.deliveries.isEmpty {
            screen.add("diff", "Changes", .wide, [.text("Nothing was handed in yet.")])
        } else {
            let ask = ShowDiff.Input { diff in
                diff.task = key
                diff.path = value("file")
            }
            let path = path
            let diff = await part(ShowDiff.self, ask, for: &screen) { $0.blocks(at: path) }
            screen.add("diff", "Changes", .wide, diff)
        }
    }

    /// What was said and judged about it, and its history.
    fileprivate func addTalk(about detail: TaskDetail, to screen: inout Screen) async {
        let key = detail.task.task
        let about = SearchMessages.Input { ($0.task, $0.limit) = (key, 100) }
        let messages = await part(SearchMessages.self, about, for: &screen) { page in
            let more = page.total - page.items.count
            return [
                .cards(page.items.map(Card.init), emptiness: "Nobody has written about it yet.")
            ] + (more > 0 ? [.text("\(more.of("older message")) are not shown.")] : [])
        }
        screen.add("messages", "Messages", .half, messages)
        let reviews = ListReviews.Input { $0.task = key }
        let reviewed = await part(ListReviews.self, reviews, for: &screen) { page in
            [.grid(.reviews(page, emptiness: "No review has looked at it yet."))]
        }
        screen.add("reviews", "Reviews", .half, reviewed)
        let bundles = ListEvidence.Input { $0.task = key }
        let evidence = await part(ListEvidence.self, bundles, for: &screen) { page in
            [.grid(.bundles(page))]
        }
        screen.add("evidence", "Evidence", .wide, evidence)
        let gates = ShowGateHistory.Input {
            $0.task = key
            $0.limit = 50
        }
        let ran = await part(ShowGateHistory.self, gates, for: &screen) { page in
            .gates(page.items, on: detail.deliveries)
        }
        screen.add("gates", "Gates", .wide, ran)
        let turns = ShowTimeline.Input {
            $0.task = key
            $0.limit = 100
        }
        let history = await part(ShowTimeline.self, turns, for: &screen) { report in
            [.lanes(LaneChart(detail, report.items, now: now))]
        }
        screen.add("history", "History", .wide, history)
    }
}

extension Verdict {
    init(_ detail: TaskDetail, now: Timestamp) {
        let task = detail.task
        let ended = detail.leaseEnd(by: now)
        let against = detail.standing ?? ""
        let who = task.holder.map { " by \($0.text)" } ?? ""
        let lease = ended.map { ", whose lease ended \($0.relative(to: now))" } ?? ""
        let waits = detail.waits.map { ", waits for \($0)" } ?? ""
        let reason = detail.reason.map { ": \($0)" } ?? ""
        let grade = detail.deliveries.last?.grade.map {
            ", replayed as \($0.replacing("_", with: " "))"
        }
        let proof =
            task.state == TaskState.Name.delivered.rawValue
            ? (grade ?? ", not replayed yet") + against : ""
        self.init(
            "\(task.state.prefix(1).uppercased())\(task.state.dropFirst())"
                + who + proof + lease + waits + reason + ".",
            ended != nil || !against.isEmpty ? .attention : detail.badge.tone
        )
    }
}

extension TaskDetail {
    /// What stands against accepting it, as the end of a sentence.
    var standing: String? {
        guard !unresolved.isEmpty else { return nil }
        let names = unresolved.prefix(5).map(\.text).joined(separator: ", ")
        return "; \(unresolved.count.of("finding")) to be settled first: \(names)"
    }

    /// Since when the lease has ended of who still holds it; `nil` while it runs.
    func leaseEnd(by now: Timestamp) -> Timestamp? {
        guard task.state == TaskState.Name.claimed.rawValue, let until = task.until, until <= now
        else { return nil }
        return until
    }

    /// What a task that is ready can't be claimed for yet, as the end of a sentence.
    var waits: String? {
        guard task.state == TaskState.Name.ready.rawValue else { return nil }
        let tasks = dependsOn.map { $0.text + (cancelled.contains($0) ? " (cancelled)" : "") }
        let asked = decisions.map(\.text)
        // Which of them are finished is not told, only how many are not.
        let isPart = task.waitsFor > 0 && task.waitsFor < dependsOn.count
        let some = isPart ? "\(task.waitsFor) of \(tasks.listed)" : nil
        let names = (task.waitsFor == dependsOn.count ? tasks : []) + asked
        let parts = [names.isEmpty ? nil : names.listed, some].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " and for ")
    }

    var badge: Badge { waits == nil ? Badge(task) : .waiting }

    /// The branch of who has it in hand, or handed it in last.
    private var branch: String? {
        let agent = task.holder ?? deliveries.last?.agent
        return (worktrees.last { $0.agent == agent } ?? worktrees.last)?.branch
    }

    /// What `until` is the end of.
    private func lease(_ now: Timestamp) -> String {
        guard task.state == TaskState.Name.claimed.rawValue else { return "Kept until" }
        return leaseEnd(by: now) == nil ? "Lease ends" : "Lease ended"
    }

    fileprivate func facts(_ now: Timestamp) -> [ScreenFact] {
        [
            ScreenFact("State", .badge(badge)),
            ScreenFact("Held by", .maybe(task.holder) { .agent($0) }),
            ScreenFact(lease(now), .maybe(task.until) { .moment($0) }),
            ScreenFact("Attempts", .number(claims.count)),
            ScreenFact("Assigned to", .maybe(task.assignee) { .agent($0) }),
            ScreenFact("Repository", .maybe(task.repository) { .text($0.text) }),
            ScreenFact("Branch", .maybe(branch) { .text(.code($0)) }),
            ScreenFact(
                "Lane",
                .maybe(task.lane) { .link($0.text, to: "/tasks?lane=\($0.text.addressPart)") }
            ),
            ScreenFact("Phase", .maybe(task.phase) { .text($0) }),
            ScreenFact("Risk", .maybe(task.risk) { .text($0) }),
            ScreenFact(task.waitsFor > 0 ? "Waits for" : "Waited for", .tasks(dependsOn)),
            ScreenFact("Unlocks", .tasks(unlocks)),
            ScreenFact("Decisions", .decisions(decisions)),
            ScreenFact(
                "In scope",
                inScope.isEmpty ? .none : .text(.code(inScope.joined(separator: "  ")))
            ),
            ScreenFact("Packet", packetRevision == 0 ? .none : .text("revision \(packetRevision)")),
            ScreenFact("Changed", .moment(task.changedAt)),
        ]
    }
}

extension GridCell {
    fileprivate static func decisions(_ ids: [DecisionID]) -> GridCell {
        guard !ids.isEmpty else { return .none }
        var text = ReportText.empty
        for (index, id) in ids.enumerated() {
            text =
                text + (index > 0 ? ", " : "")
                + .link(id.text, to: "/decisions/" + id.text.addressPart)
        }
        return .text(text)
    }
}

extension TaskDetail {
    /// What was handed in, and who had it in hand; also those who handed in nothing.
    var attempts: [ScreenBlock] {
        [.grid(.deliveries(deliveries))] + (claims.isEmpty ? [] : [.grid(.attempts(self))])
    }
}

extension Grid {
    fileprivate static func attempts(_ detail: TaskDetail) -> Grid {
        Grid(
            "Attempts",
            columns: [.number("Attempt"), "Who", "From", "To", "How it ended", "Handed in"],
            rows: detail.claims.enumerated().reversed().map { index, claim in
                let handed = detail.deliveries.filter { claim.made($0) }.map(\.delivery.text)
                return Grid.Row(
                    "attempt-\(index + 1)",
                    [
                        .number(index + 1), .agent(claim.agent), .moment(claim.claimedAt),
                        claim.endedAt.map { .moment($0) } ?? .text("goes on"),
                        .maybe(claim.ending) { .text($0.spaced) },
                        handed.isEmpty ? .none : .text(handed.joined(separator: ", ")),
                    ]
                )
            }
        )
    }

    fileprivate static func deliveries(_ lines: [DeliveryLine]) -> Grid {
        Grid(
            "Deliveries",
            columns: [
                "Delivery", "Who", "Commit", "When", "Proof", "Verdict", "By", "What was said",
            ],
            rows: lines.reversed().map { line in
                Grid.Row(
                    "d-\(line.delivery.text)",
                    [
                        .text(line.delivery.text), .agent(line.agent),
                        .text(.code(String(line.commit.prefix(12)))), .moment(line.deliveredAt),
                        .maybe(line.grade) { .badge(Badge(state: $0)) },
                        .maybe(line.outcome) { .badge(Badge(state: $0)) },
                        .maybe(line.judge) { .agent($0) },
                        line.findings.isEmpty
                            ? .none : .text(line.findings.joined(separator: "; ")),
                    ]
                )
            },
            emptiness: "Nothing was handed in yet."
        )
    }

    fileprivate static func bundles(_ page: Page<BundleLine>) -> Grid {
        Grid(
            "Bundles of evidence",
            columns: ["Bundle", "State", .number("Files"), "Sealed by", "Sealed"],
            rows: page.items.map { line in
                Grid.Row(
                    "e-\(line.bundle.text.pageName)",
                    [
                        .link(line.bundle.text, to: "/evidence/" + line.bundle.text.addressPart),
                        .badge(Badge(state: line.state)), .number(line.files),
                        .maybe(line.signer) { .text($0) }, .maybe(line.sealedAt) { .moment($0) },
                    ]
                )
            },
            emptiness: "No evidence was gathered for it yet.",
            total: page.total
        )
    }
}

extension ClaimLine {
    /// Whether the delivery was handed in under this claim.
    fileprivate func made(_ delivery: DeliveryLine) -> Bool {
        delivery.agent == agent && claimedAt <= delivery.deliveredAt
            && endedAt.map { delivery.deliveredAt <= $0 } ?? true
    }
}
