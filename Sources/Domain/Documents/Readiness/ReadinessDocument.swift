import MarkupKit
import Model

/// A document that says whether what comes next can begin, and what is in the way.
///
/// ```markdown
/// VERDICT: not-ready
///
/// ## Blockers
///
/// 1. ada: The schema is not decided.
/// ```
///
/// It is read as far as it goes; what it says badly is told as faults with their lines.
package struct ReadinessDocument: Hashable, Sendable {
    /// What it says; that it is not ready is an answer like the other.
    package enum Verdict: String, Sendable, CaseIterable {
        case ready
        case notReady = "not-ready"
    }

    /// Something that is in the way; what comes first is to be seen to first.
    package struct Blocker: Hashable, Sendable {
        package let owner: AgentID
        package let text: String

        package init(owner: AgentID, text: String) {
            self.owner = owner
            self.text = text
        }
    }

    /// What is wrong with it, as a sentence.
    package struct Fault: Hashable, Sendable {
        package let line: Int
        package let text: String

        package init(line: Int, text: String) {
            self.line = line
            self.text = text
        }
    }

    package private(set) var verdict: Verdict?
    package private(set) var blockers: [Blocker] = []
    package private(set) var faults: [Fault] = []
    private var verdictLine: Int?

    /// Reads a document in Markdown.
    ///
    /// - Throws: ``DocumentError`` for what can't be read at all.
    package init(parsing bytes: [UInt8]) throws(DocumentError) {
        do throws(MarkupError) {
            read(try MarkupDocument(parsing: bytes).blocks)
        } catch {
            throw DocumentError(error)
        }
        judge()
    }

    private mutating func read(_ blocks: [MarkupBlock]) {
        /// The level of the heading of the blockers, while what is below it is read.
        var level: Int?
        for block in blocks {
            switch block.kind {
            case .heading(let depth, let text):
                if PacketLabel.fold(text.plain) == "blockers" {
                    level = depth
                } else if let above = level, depth <= above {
                    level = nil
                }
            case .paragraph(let text): readVerdict(text.plain, at: block.lines.lowerBound)
            case .list(let isOrdered, let items):
                if level != nil {
                    readBlockers(items, isOrdered: isOrdered, at: block.lines.lowerBound)
                } else {
                    for item in items { read(item.blocks) }
                }
            case .code, .quote, .html, .rule: break
            }
        }
    }

    private mutating func readVerdict(_ text: String, at first: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let labelled = LabelledText(String(line)),
                PacketLabel.fold(labelled.label) == "verdict"
            else { continue }
            let place = first + index
            guard let said = Verdict(rawValue: PacketText.line(labelled.rest).lowercased()) else {
                note(
                    place,
                    "The verdict is '\(labelled.rest.printable(limit: 40))', and not 'ready' or "
                        + "'not-ready'."
                )
                verdictLine = verdictLine ?? place
                continue
            }
            if let verdict, verdict != said {
                note(place, "It says \(said.rawValue), and before it \(verdict.rawValue).")
            } else {
                (verdict, verdictLine) = (said, place)
            }
        }
    }

    private mutating func readBlockers(_ items: [MarkupItem], isOrdered: Bool, at line: Int) {
        if !isOrdered {
            note(line, "The blockers are not numbered, so nothing says what comes first.")
        }
        for item in items {
            let line = item.lines.lowerBound
            guard case .paragraph(let text)? = item.blocks.first?.kind else {
                note(line, "A blocker is a sentence with its owner before it: 'ada: …'.")
                continue
            }
            guard let labelled = LabelledText(PacketText.line(text.plain)),
                AgentID.rule.fault(in: labelled.label) == nil
            else {
                note(line, "A blocker has no owner before it: 'ada: …'.")
                continue
            }
            guard !PacketText.saysNothing(labelled.rest) else {
                note(line, "A blocker of \(labelled.label) says nothing.")
                continue
            }
            blockers.append(
                Blocker(owner: AgentID(trusted: labelled.label), text: labelled.rest)
            )
        }
    }

    private mutating func judge() {
        let line = verdictLine ?? 1
        switch verdict {
        case nil where verdictLine == nil:
            note(1, "It has no line 'VERDICT: ready' or 'VERDICT: not-ready'.")
        case nil: break
        case .ready? where !blockers.isEmpty:
            note(line, "It says ready, and names what is in the way.")
        case .notReady? where blockers.isEmpty:
            note(line, "It says not-ready, and names nothing that is in the way.")
        case .ready?, .notReady?: break
        }
        faults.sort { $0.line < $1.line }
    }

    private mutating func note(_ line: Int, _ text: String) {
        faults.append(Fault(line: line, text: text))
    }
}
