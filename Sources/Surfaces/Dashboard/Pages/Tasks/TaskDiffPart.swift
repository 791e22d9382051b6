import Operations
import ReportKit

extension TaskDiff {
    /// The files with their lines, and the findings at them.
    ///
    /// - Parameter path: The page's address.
    func blocks(at path: String) -> [ScreenBlock] {
        var blocks: [ScreenBlock] = [.text(sentence), .grid(grid(at: path))]
        if !findings.isEmpty { blocks.append(.grid(.elsewhere(findings))) }
        for file in files where file.text != nil || !file.findings.isEmpty {
            let count = file.findings.isEmpty ? "" : ", \(file.findings.count.of("finding"))"
            blocks.append(
                .more("\(file.path.cut(200)) +\(file.added) −\(file.removed)\(count)", file.blocks)
            )
        }
        return blocks
    }

    private var sentence: ReportText {
        let from = base.map { " since \($0.prefix(12))" } ?? ""
        let what = "\(delivery.text): \(total.of("file")), +\(added) −\(removed)\(from), to "
        return ReportText(what) + .code(String(commit.prefix(12))) + "."
    }

    private func grid(at path: String) -> Grid {
        Grid(
            "Files that differ",
            columns: [
                "File", "What", .number("Added"), .number("Removed"), .number("Findings"), "Shown",
            ],
            rows: files.enumerated().map { index, file in
                let was = file.was.map { ", was \($0)" } ?? ""
                let all = "\(path)?file=\(file.path.addressPart)#diff"
                return Grid.Row(
                    "file-\(index)",
                    [
                        .link(file.path, to: all),
                        .text((file.binary ? "\(file.kind), no text" : file.kind) + was),
                        .number(file.added), .number(file.removed),
                        file.findings.isEmpty ? .none : .number(file.findings.count),
                        file.left == 0 ? .text("all") : .text("\(file.left) lines left out"),
                    ]
                )
            },
            emptiness: "It changes no file.",
            total: total
        )
    }
}

extension DiffFileLine {
    fileprivate var blocks: [ScreenBlock] {
        let notes = findings.map { Patch.Note($0) }
        var blocks: [ScreenBlock] = [.patch(Patch(text ?? "", notes: notes))]
        if left > 0 { blocks.append(.text("\(left.of("line")) left out.")) }
        return blocks
    }
}

extension Patch.Note {
    fileprivate init(_ finding: DiffFindingLine) {
        let line = finding.line.map { " line \($0)," } ?? ""
        self.init(
            row: finding.row ?? 0,
            Badge(finding: finding.severity.rawValue, finding.state.rawValue),
            .link(finding.finding.text, to: "/reviews/" + finding.review.text.addressPart)
                + ReportText("\(line) \(finding.state.rawValue): \(finding.text)")
        )
    }
}

extension Grid {
    /// What was found outside of the lines that are shown.
    fileprivate static func elsewhere(_ findings: [DiffFindingLine]) -> Grid {
        Grid(
            "Found elsewhere",
            columns: ["Finding", "Severity", "State", "Owner", "Where", "What is wrong"],
            rows: findings.map { finding in
                Grid.Row(
                    "x-\(finding.finding.text.pageName)",
                    [
                        .link(
                            finding.finding.text,
                            to: "/reviews/" + finding.review.text.addressPart
                        ),
                        .badge(Badge(finding: finding.severity.rawValue, finding.state.rawValue)),
                        .text(finding.state.rawValue), .agent(finding.owner),
                        .maybe(finding.path) { path in
                            .text(.code(path + (finding.line.map { ":\($0)" } ?? "")))
                        },
                        .text(finding.text),
                    ]
                )
            }
        )
    }
}
