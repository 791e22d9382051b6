import Documents
import Model
import ReportKit
import Store

// What a run's account says, as facts and tables.
extension RunAccount {
    var facts: [ReportFact] {
        let stored = progress.stored
        let run = stored.run
        let draft = run.draft
        let states = progress.counts.map { "\($0.count) \($0.state.rawValue)" }
        var facts = [
            ReportFact("state", .strong(run.state.name.rawValue)),
            ReportFact("file", .code("\(draft.digest)")),
            ReportFact("go", ReportText(run.state.decision)),
            ReportFact("started", ReportText(stored.startedAt)),
            ReportFact("ended", ReportText(stored.endedAt)),
            ReportFact("slices", ReportText(states.joined(separator: ", "))),
            ReportFact("added", .number(run.rounds.flatMap(\.fixes).count)),
            ReportFact(
                "cost",
                ReportText(
                    progress.usage.dollars
                        + (draft.budget.costNanos.map { " of \(Self.dollars($0))" } ?? "")
                )
            ),
            ReportFact(
                "tokens",
                ReportText(
                    "\(progress.usage.input + progress.usage.output)"
                        + (draft.budget.tokens.map { " of \($0)" } ?? "")
                )
            ),
        ]
        if let reason = run.state.reason {
            facts.insert(ReportFact("why", ReportText(reason)), at: 1)
        }
        return facts
    }

    var decisiveTable: ReportTable {
        ReportTable(
            columns: ["slice", "ready", "taken up", "delivered", "accepted", "took", "waited"],
            rows: decisive.map { slice in
                let ready = readyAt(slice)
                return [
                    ReportText(slice.key), ReportText(ready), ReportText(slice.startedAt),
                    ReportText(slice.accepted?.deliveredAt), ReportText(slice.acceptedAt),
                    Self.time(from: slice.startedAt, to: slice.acceptedAt),
                    Self.time(from: ready, to: slice.startedAt),
                ]
            },
            emptiness: "Nothing is accepted yet."
        )
    }

    var reviewBlocks: [ReportBlock] {
        let rounds = reviews.map { slice, reviews in
            [
                ReportText(slice.slice.task), ReportText(slice.slice.stage),
                ReportText(slice.state.rawValue),
                slice.round.map { ReportText("\($0.number) of \($0.max)") } ?? .empty,
                .number(reviews.count), .number(reviews.reduce(0) { $0 + $1.1.count }),
                .number(slice.round?.stopping.count ?? 0),
            ]
        }
        let found = reviews.flatMap { slice, reviews in
            reviews.flatMap { review, findings in
                findings.map { finding in
                    [
                        ReportText(finding.id), ReportText(review.id), .number(finding.round),
                        ReportText(finding.severity.rawValue), ReportText(finding.owner),
                        ReportText(finding.sentence), ReportText(Self.end(of: finding)),
                    ]
                }
            }
        }
        return [
            .table(
                ReportTable(
                    "Review slices",
                    columns: [
                        "slice", "stage", "state", "round", .number("reviews"), .number("findings"),
                        .number("stopping"),
                    ],
                    rows: rounds
                )
            ),
            .table(
                ReportTable(
                    "Findings",
                    columns: [
                        "finding", "review", .number("round"), "severity", "owner", "what",
                        "how it ended",
                    ],
                    rows: found
                )
            ),
        ]
    }

    var decisionTable: ReportTable {
        ReportTable(
            columns: ["decision", "kind", "asked", "by", "settled", "answer", "question"],
            rows: decisions.map { stored in
                let decision = stored.decision
                let line = decision.text.split(whereSeparator: \.isNewline).first ?? ""
                return [
                    ReportText(decision.id), ReportText(decision.kind.rawValue),
                    ReportText(stored.askedAt), ReportText(decision.asker),
                    ReportText(stored.settledAt), ReportText(Self.answer(to: decision)),
                    ReportText(String(line)),
                ]
            }
        )
    }

    var usageTable: ReportTable {
        var total = TokenUsage()
        for entry in usage { total += entry.usage }
        var rows = usage.map { entry in
            Self.row(ReportText(entry.task), ReportText(entry.agent), entry.usage)
        }
        if !rows.isEmpty { rows.append(Self.row("all", "", total)) }
        return ReportTable(
            columns: [
                "slice", "agent", .number("read"), .number("written"), .number("kept from before"),
                .number("cost"),
            ],
            rows: rows,
            emptiness: "Nothing was reported."
        )
    }

    var droppedTable: ReportTable {
        ReportTable(
            columns: ["slice", "owner", "why"],
            rows: slices.filter { $0.progress.state == .dropped }.map { slice in
                let reason: String =
                    switch slice.task?.task.state {
                    case .cancelled(let reason)?: reason
                    default: ""
                    }
                return [
                    ReportText(slice.key), ReportText(slice.progress.slice.owner),
                    ReportText(reason),
                ]
            }
        )
    }

    /// What somebody has still to see to, each with the command that shows it.
    func unresolvedTable(_ readiness: [RunReadiness]) -> ReportTable {
        var rows: [[ReportText]] = slices.filter { !$0.progress.state.isOver }.map { slice in
            [
                ReportText(slice.key), ReportText(slice.progress.state.rawValue),
                ReportText(slice.progress.holder ?? slice.progress.slice.owner),
                .command("task show \(slice.key)"),
            ]
        }
        for (_, reviews) in reviews {
            for (review, findings) in reviews {
                for finding in findings {
                    guard let words = Self.rest(of: finding) else { continue }
                    rows.append([
                        ReportText(finding.id), ReportText(words.text), ReportText(words.owner),
                        .command("review show \(review.id)"),
                    ])
                }
            }
        }
        for stored in decisions where stored.decision.state == .open {
            rows.append([
                ReportText(stored.decision.id), "asked", "founder",
                .command("decision show \(stored.decision.id)"),
            ])
        }
        for slice in slices {
            guard let gaps = slice.accepted?.verdict?.waivedGaps else { continue }
            rows.append([
                ReportText(slice.key), ReportText("accepted with gaps: \(gaps)"),
                ReportText(slice.accepted?.verdict?.judge), .command("task show \(slice.key)"),
            ])
        }
        for said in readiness {
            for blocker in said.document?.blockers ?? [] {
                rows.append([
                    ReportText(said.place.slice), ReportText("in the way: \(blocker.text)"),
                    ReportText(blocker.owner), .empty,
                ])
            }
        }
        return ReportTable(columns: ["what", "how it stands", "whose", "see"], rows: rows)
    }

    private static func row(
        _ first: ReportText,
        _ second: ReportText,
        _ usage: TokenUsage
    ) -> [ReportText] {
        [
            first, second, .number(usage.input), .number(usage.output), .number(usage.cacheRead),
            ReportText(usage.dollars),
        ]
    }

    private static func time(from: Timestamp?, to: Timestamp?) -> ReportText {
        guard let from, let to else { return .empty }
        return ReportText(max(.zero, to - from))
    }

    private static func end(of finding: Finding) -> String {
        switch finding.state {
        case .open: "open"
        case .fixed(let fix):
            "mended by \(fix.agent) with \(fix.commit.prefix(12)), said in round \(fix.round)"
        case .disputed(let reason, let agent): "disputed by \(agent): \(reason)"
        case .accepted(let disposition, let agent):
            "let stand by \(agent), looked after by \(disposition.owner): \(disposition.text)"
        }
    }

    /// What is left of a finding; `nil` where nothing is.
    private static func rest(of finding: Finding) -> (text: String, owner: AgentID)? {
        switch finding.state {
        case .open, .disputed:
            ("\(finding.severity.rawValue), \(finding.state.name.rawValue)", finding.owner)
        case .accepted(let disposition, _):
            switch disposition.followUp {
            case .task(let key): ("let stand, followed up by \(key)", disposition.owner)
            case .reason: nil
            }
        case .fixed: nil
        }
    }

    private static func answer(to decision: Decision) -> String {
        switch decision.state {
        case .open: "open"
        case .answered(let option, let agent, let note):
            "\(option) by \(agent)" + (note.map { ": \($0)" } ?? "")
        case .defaulted(let option): "\(option), as nobody answered"
        case .withdrawn(let reason): "taken back: \(reason)"
        case .recorded(let outcome): outcome.text
        }
    }

    static func dollars(_ nanos: Int64) -> String {
        var usage = TokenUsage()
        usage.costNanos = nanos
        return usage.dollars
    }
}

extension TokenUsage {
    /// The cost to the hundredth of a cent.
    fileprivate var dollars: String {
        let parts = (costNanos + 50_000) / 100_000
        let rest = String(parts % 10_000)
        let zeros = String(repeating: "0", count: 4 - rest.utf8.count)
        return "\(parts / 10_000).\(zeros)\(rest) USD"
    }
}
