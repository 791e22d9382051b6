import Documents
import Model
import ReportKit
import Store

extension View {
    /// The report of a run: what was done, by whom, on what ground, and how it ended.
    ///
    /// The same ledger gives the same page.
    ///
    /// - Parameter readiness: What its readiness slices say.
    package func runReport(_ name: RunName, readiness: [RunReadiness]) throws -> ReportDocument {
        let account = try RunAccount(of: name, in: self)
        let stored = account.progress.stored
        let spec = try ReadRun.spec(of: stored.run.draft.text)
        var page = try report("Run \(name)", isDated: false)
        page.blocks = [
            .paragraph(ReportText(stored.run.draft.title)),
            .facts(account.facts),
        ]
        page.sections = [
            ReportSection(
                "Done when",
                [.list((spec?.criteria ?? []).map { ReportItem(ReportText($0)) })]
            ),
            ReportSection("Slices", [.table(try slices(of: account))]),
            ReportSection("What decided when it was done", [.table(account.decisiveTable)]),
            ReportSection("Reviews", account.reviewBlocks),
            ReportSection("Decisions", [.table(account.decisionTable)]),
            ReportSection("Tokens and cost", [.table(account.usageTable)]),
            ReportSection("Dropped", [.table(account.droppedTable)]),
            ReportSection("Clean-up", [.table(try cleanup(of: account))]),
            ReportSection("Readiness", Self.blocks(of: readiness)),
            ReportSection(
                "Unresolved",
                [.table(account.unresolvedTable(readiness))]
            ),
        ]
        return page
    }

    private func slices(of account: RunAccount) throws -> ReportTable {
        ReportTable(
            columns: [
                "slice", "stage", "state", "owner", "worked on by", .number("attempts"), "commit",
                "replay", "gates", "accepted", "about",
            ],
            rows: try account.slices.map { slice in
                let own = slice.progress
                let last = slice.accepted ?? slice.deliveries.last
                let workers = slice.deliveries.map(\.delivery.handover.agent).uniqued
                return [
                    ReportText(own.slice.task), ReportText(own.slice.stage),
                    ReportText(own.state.rawValue), ReportText(own.slice.owner),
                    ReportText(workers.map(\.text).joined(separator: ", ")),
                    .number(own.attempts), .commit(last?.delivery.commit),
                    ReportText(slice.replay?.event.grade ?? ""),
                    ReportText(try gates(of: slice)), ReportText(slice.acceptedAt),
                    ReportText(own.title),
                ]
            }
        )
    }

    /// What the gates of a slice said last on what was delivered last.
    private func gates(of slice: RunAccount.Slice) throws -> String {
        guard let delivered = slice.deliveries.last else { return "" }
        let answers = try gates.answers(on: delivered.task, limit: 2000).filter {
            $0.ranAt >= delivered.deliveredAt
                && ($0.commit == nil || $0.commit == delivered.delivery.commit)
        }
        return slice.progress.slice.gates.map { gate in
            let verdict = answers.first { $0.result.gate == gate }?.result.verdict
            return "\(gate) \(verdict?.rawValue ?? "not asked")"
        }.joined(separator: ", ")
    }

    /// What the slices that clean up have left, and the worktrees that lie about.
    private func cleanup(of account: RunAccount) throws -> ReportTable {
        var rows: [[ReportText]] = []
        for slice in account.slices where slice.progress.slice.kind == .docs {
            for artifact in (slice.accepted ?? slice.deliveries.last)?.delivery.artifacts ?? [] {
                rows.append([
                    "document", ReportText(artifact.path), ReportText(slice.key),
                    ReportText(slice.progress.state.rawValue),
                ])
            }
        }
        for slice in account.slices {
            for worktree in try slice.task.map({ try worktrees.worktrees(of: $0.key) }) ?? []
            where worktree.state != .removed {
                rows.append([
                    "worktree", ReportText(worktree.plan.path), ReportText(slice.key),
                    ReportText(worktree.state.rawValue),
                ])
            }
        }
        return ReportTable(columns: ["what", "where", "of", "state"], rows: rows)
    }

    static func blocks(of readiness: [RunReadiness]) -> [ReportBlock] {
        guard !readiness.isEmpty else {
            return [.paragraph("No slice has said whether what comes next can begin.")]
        }
        return readiness.flatMap { said -> [ReportBlock] in
            let document = said.document
            var blocks: [ReportBlock] = [
                .facts([
                    ReportFact("said by", ReportText(said.place.slice)),
                    ReportFact(
                        "verdict",
                        .strong(document?.verdict?.rawValue ?? "not to be read")
                    ),
                    ReportFact("document", ReportText(said.place.path ?? "none")),
                    ReportFact("commit", .commit(said.place.commit)),
                ])
            ]
            if let document, !document.blockers.isEmpty {
                blocks.append(
                    .list(
                        document.blockers.map { ReportItem(ReportText("\($0.owner): \($0.text)")) },
                        isOrdered: true
                    )
                )
            }
            if !said.faults.isEmpty {
                blocks.append(.list(said.faults.map { ReportItem(ReportText($0)) }))
            }
            return blocks
        }
    }
}

extension ReportText {
    static func commit(_ commit: String?) -> ReportText {
        commit.map { .code(String($0.prefix(12))) } ?? .empty
    }
}
