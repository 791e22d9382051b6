import Model
import ReportKit
import Store

/// The files of an index, as a report tells of them.
package struct EvidenceFiles: Hashable, Sendable {
    /// A file that is named and not there, or there and not tracked.
    package struct Amiss: Hashable, Sendable {
        package let path: String
        package let isThere: Bool

        package init(path: String, isThere: Bool) {
            self.path = path
            self.isThere = isThere
        }
    }

    package var folder = ""
    package var files = 0
    package var tracked = 0
    package var referenced = 0
    package var missing = 0
    /// Not all, if they are many.
    package var amiss: [Amiss] = []

    package init() {}
}

// What evidence there is, what is amiss with it, and how soon it came.
extension View {
    /// The page of the evidence.
    package func evidencePage(_ files: EvidenceFiles) throws -> ReportDocument {
        var page = try report("Evidence")
        let standings = try evidence.standings()
        let latencies = try evidence.latencies()
        let bare = standings.filter { $0.sealed == 0 }
        let unpinned = standings.filter { $0.sealed > 0 && $0.pinned == 0 }
        let waits = latencies.compactMap { one in one.first.map { $0 - one.planned } }.sorted()
        page.blocks = [
            .facts([
                ReportFact("accepted tasks", .number(standings.count)),
                ReportFact("with a sealed bundle", .number(standings.count - bare.count)),
                ReportFact("without one", .number(bare.count)),
                ReportFact("sealed and not pinned", .number(unpinned.count)),
                ReportFact("folder", ReportText(files.folder)),
                ReportFact("files", .number(files.files)),
                ReportFact("tracked by git", .number(files.tracked)),
                ReportFact("named by the ledger", .number(files.referenced)),
                ReportFact("named and missing", .number(files.missing)),
                ReportFact("median to first evidence", ReportText(waits.at(1, of: 2)?.text ?? "")),
                ReportFact("nine of ten within", ReportText(waits.at(9, of: 10)?.text ?? "")),
            ])
        ]
        page.sections = [
            ReportSection(
                "Accepted without sealed evidence",
                [
                    .table(
                        Self.table(bare) {
                            .command(
                                $0.lastOpen.map { "evidence seal \($0)" }
                                    ?? "evidence bundle \($0.task)"
                            )
                        }
                    )
                ]
            ),
            ReportSection(
                "Sealed and not pinned",
                [
                    .table(
                        Self.table(unpinned) {
                            $0.lastSealed.map { .command("evidence pin \($0)") } ?? .empty
                        }
                    )
                ]
            ),
            ReportSection(
                "Files amiss",
                [
                    .table(
                        ReportTable(
                            columns: ["file", "what is amiss"],
                            rows: files.amiss.map { file in
                                [
                                    ReportText(file.path),
                                    file.isThere ? "git does not track it" : "it is not there",
                                ]
                            }
                        )
                    )
                ]
            ),
            ReportSection(
                "From plan to evidence, the slowest first",
                [.table(Self.table(latencies))]
            ),
        ]
        return page
    }

    private static func table(
        _ standings: [EvidenceStore.Standing],
        _ remedy: (EvidenceStore.Standing) -> ReportText
    ) -> ReportTable {
        ReportTable(
            columns: ["task", "worker", .number("open"), .number("sealed"), "what helps", "title"],
            rows: standings.map { standing in
                [
                    ReportText(standing.task), ReportText(standing.worker),
                    .number(standing.open), .number(standing.sealed), remedy(standing),
                    ReportText(standing.title),
                ]
            }
        )
    }

    private static func table(_ latencies: [EvidenceStore.Latency]) -> ReportTable {
        ReportTable(
            columns: ["task", "planned", "first", "last", "to first", "to last"],
            rows: latencies.map { one in
                [
                    ReportText(one.task), ReportText(one.planned), ReportText(one.first),
                    ReportText(one.last),
                    ReportText(one.first.map { ($0 - one.planned).text } ?? ""),
                    ReportText(one.last.map { ($0 - one.planned).text } ?? ""),
                ]
            }
        )
    }
}

extension [Duration] {
    /// The least value that so many of all are not above; the values are sorted.
    fileprivate func at(_ part: Int, of whole: Int) -> Duration? {
        isEmpty ? nil : self[Swift.max(0, (count * part + whole - 1) / whole - 1)]
    }
}
