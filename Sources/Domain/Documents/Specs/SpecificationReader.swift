import MarkupKit
import Model

/// Reads the clauses of a specification in Markdown.
///
/// A clause is a sentence of a paragraph or of a list with a word of RFC 2119 in capitals. Code,
/// quotations and headings demand nothing.
package struct SpecificationReader {
    private var clauses: [SpecClause] = []
    private var headings: [(level: Int, slug: String)] = []

    /// The clauses of a text, in their order; the same words twice in a section are one clause.
    package static func clauses(of text: String) throws(DocumentError) -> [SpecClause] {
        var reader = SpecificationReader()
        do throws(MarkupError) {
            reader.read(try MarkupDocument(parsing: text).blocks)
        } catch {
            throw DocumentError(error)
        }
        return reader.clauses
    }

    private mutating func read(_ blocks: [MarkupBlock]) {
        for block in blocks {
            switch block.kind {
            case .heading(let level, let text):
                headings.removeAll { $0.level >= level }
                headings.append((level, Self.slug(text.plain)))
            case .paragraph(let text): read(text, at: block.lines.lowerBound)
            case .list(_, let items): for item in items { read(item.blocks) }
            case .code, .quote, .html, .rule: break
            }
        }
    }

    private mutating func read(_ text: MarkupText, at line: Int) {
        let section = headings.map(\.slug).joined(separator: "/")
        for sentence in Sentence.split(text) {
            guard let level = sentence.level else { continue }
            let anchor = ClauseAnchor(section: section, sentence: sentence.text)
            guard !clauses.contains(where: { $0.anchor == anchor }) else { continue }
            clauses.append(
                SpecClause(anchor: anchor, level: level, text: sentence.text, line: line)
            )
        }
    }

    /// A heading's words as they stand in an anchor: `Keeping state` is `keeping-state`.
    private static func slug(_ heading: String) -> String {
        heading.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    }
}

/// A sentence, and its words that are not code.
private struct Sentence {
    var text = ""
    var prose = ""

    /// The sentences of a text: each ends with a full stop, a question or an exclamation mark
    /// before white space, outside code.
    static func split(_ text: MarkupText) -> [Sentence] {
        var sentences: [Sentence] = []
        var current = Sentence()
        var last: Character?
        for run in text.runs {
            let isCode = run.style.contains(.code)
            for character in run.text {
                if character.isWhitespace, !isCode, let mark = last, ".!?".contains(mark) {
                    sentences.append(current)
                    current = Sentence()
                }
                current.text.append(character)
                current.prose.append(isCode ? "_" : character)
                last = isCode ? nil : character
            }
        }
        sentences.append(current)
        return sentences.map(\.trimmed).filter { !$0.text.isEmpty }
    }

    private var trimmed: Sentence {
        var sentence = self
        sentence.text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return sentence
    }

    /// What it demands; `nil` where it demands nothing.
    var level: SpecClause.Level? {
        let words = prose.split { !$0.isLetter && $0 != "_" }
        if words.contains(where: { ["MUST", "SHALL", "REQUIRED"].contains($0) }) { return .must }
        if words.contains(where: { ["SHOULD", "RECOMMENDED"].contains($0) }) { return .should }
        return nil
    }
}
