import MarkupKit
import Model

// The final report: its sections, and the lines of files that it rests on.
extension ArtifactLint {
    /// The paths that the evidence of a final report points at, each once.
    package static func evidence(in bytes: [UInt8]) -> [String] {
        guard bytes.count <= LeftText.bytesMax else { return [] }
        do throws(MarkupError) {
            return EvidenceMap(in: try LeftText(bytes))?.anchors.map(\.place.path).uniqued ?? []
        } catch {
            // What can't be read has no evidence; that is said where it is looked at.
            return []
        }
    }

    func final(_ text: LeftText) -> [ArtifactFault] {
        sections.flatMap { heading -> [ArtifactFault] in
            guard let parts = text.section(heading) else {
                return [
                    ArtifactFault(
                        .sectionMissing,
                        "The section '\(heading.printable(limit: 80))' is missing.",
                        hint: "Add the heading, and say 'None.' below where there is nothing."
                    )
                ]
            }
            guard parts.contains(where: { text.says($0.body) }) else {
                return [
                    ArtifactFault(
                        .sectionEmpty,
                        line: parts.first?.line,
                        "The section '\(heading.printable(limit: 80))' says nothing.",
                        hint: Self.isEvidence(heading)
                            ? Self.anchorForm : "Say 'None.' where there is nothing."
                    )
                ]
            }
            return []
        } + evidence(text)
    }

    private func evidence(_ text: LeftText) -> [ArtifactFault] {
        guard sections.contains(where: Self.isEvidence),
            let map = EvidenceMap(in: text)
        else { return [] }
        // An empty section is told already.
        guard text.says(map.lines) else { return [] }
        if map.anchors.isEmpty {
            return [
                ArtifactFault(
                    .noAnchor,
                    line: map.line,
                    "The evidence names no line of a file.",
                    hint: Self.anchorForm
                )
            ]
        }
        let bare = map.bare.map { line in
            ArtifactFault(
                .noAnchor,
                line: line,
                "This entry names no line of a file.",
                hint: Self.anchorForm
            )
        }
        return bare + map.anchors.compactMap(evidence.fault(of:))
    }

    /// Whether a section is the one that says what the report rests on.
    static func isEvidence(_ heading: String) -> Bool {
        ReportSections.folded(heading)
            == ReportSections.folded(RunSpec.Artifacts.evidenceSection)
    }

    private static let anchorForm =
        "Write path and line: `src/cancel.sh:12`, or `src/cancel.sh#L12-L14`."
}

/// The entries of the section that says what a report rests on.
struct EvidenceMap {
    /// Where its heading stands.
    let line: Int
    let lines: [Int]
    private(set) var anchors: [EvidenceAnchor] = []
    /// The first lines of entries without any anchor.
    private(set) var bare: [Int] = []

    init?(in text: LeftText) {
        guard let parts = text.section(RunSpec.Artifacts.evidenceSection), let first = parts.first
        else { return nil }
        line = first.line
        lines = parts.flatMap { Array($0.body) }
        var open: Int?
        var isTable = false
        for number in lines {
            let source = text.line(number)
            let found = EvidenceAnchor.list(in: source, on: number)
            anchors += found
            let isRow = source.drop(while: \.isWhitespace).hasPrefix("|")
            if isRow, isTable {
                if found.isEmpty, !Self.isRule(source) { bare.append(number) }
            } else if Self.beginsItem(source) {
                if let open { bare.append(open) }
                open = found.isEmpty ? number : nil
            } else if !found.isEmpty {
                open = nil
            }
            // The first row of a table is its head.
            isTable = isRow
        }
        if let open { bare.append(open) }
    }

    /// Whether an item of the outer list begins on a line.
    private static func beginsItem(_ line: String) -> Bool {
        for mark in ["- ", "* ", "+ "] where line.hasPrefix(mark) { return true }
        let rest = line.drop(while: \.isNumber)
        return rest.count < line.count && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
    }

    /// Whether a row only parts the head of a table from its body.
    private static func isRule(_ row: String) -> Bool {
        row.allSatisfy { "|-: ".contains($0) }
    }
}
