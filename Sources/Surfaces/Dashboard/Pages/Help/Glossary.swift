import MarkupKit
import Operations
import ReportKit

/// The words that are used here, read from `docs/glossary.md`, which owns them.
struct Glossary: Sendable {
    /// Words that belong together.
    struct Chapter: Sendable {
        let title: String
        var entries: [Entry] = []
    }

    struct Entry: Sendable {
        let term: String
        var meaning = ReportText.empty
        /// Words that others use and we don't.
        var avoided = ""

        /// What the playbooks say for it.
        var playbookWords: [String] {
            PlaybookWords.rows.filter { $0.term == term }.flatMap(\.words)
        }
    }

    private(set) var chapters: [Chapter] = []

    /// - Throws: What keeps the text from being read as Markdown.
    init(parsing text: String) throws {
        for block in try MarkupDocument(parsing: text).blocks {
            switch block.kind {
            case .heading(2, let text): chapters.append(Chapter(title: text.plain))
            case .heading(3, let text): entries.append(Entry(term: text.plain))
            case .paragraph(let text): add(text)
            case .heading, .list, .code, .quote, .html, .rule: break
            }
        }
    }

    /// The entries of the last chapter.
    private var entries: [Entry] {
        get { chapters.last?.entries ?? [] }
        set { if !chapters.isEmpty { chapters[chapters.count - 1].entries = newValue } }
    }

    private static let avoidedMark = "Not called: "

    private mutating func add(_ text: MarkupText) {
        guard let last = entries.indices.last else { return }
        if text.plain.hasPrefix(Self.avoidedMark) {
            entries[last].avoided = String(text.plain.dropFirst(Self.avoidedMark.count).dropLast())
        } else {
            let gap: ReportText = entries[last].meaning.isEmpty ? .empty : " "
            entries[last].meaning = entries[last].meaning + gap + ReportText(text)
        }
    }
}

extension ReportText {
    /// A text of a document of ours.
    ///
    /// Its links lead to files, which a page does not have.
    fileprivate init(_ text: MarkupText) {
        self.init(
            runs: text.runs.map { run in
                switch true {
                case run.style.contains(.code): .code(run.text)
                case run.style.contains(.strong): .strong(run.text)
                default: .plain(run.text.replacing("\n", with: " "))
                }
            }
        )
    }
}

extension Glossary.Chapter {
    /// Its words as a table.
    func grid(_ number: Int) -> Grid {
        Grid(
            title,
            columns: ["Word", "What it is", "In playbooks", "Not called"],
            rows: entries.enumerated().map { index, entry in
                let words = entry.playbookWords
                return Grid.Row(
                    "word-\(number)-\(index)",
                    [
                        .text(.strong(entry.term)), .text(entry.meaning),
                        words.isEmpty ? .none : .text(words.joined(separator: ", ")),
                        entry.avoided.isEmpty ? .none : .text(entry.avoided),
                    ]
                )
            }
        )
    }
}
