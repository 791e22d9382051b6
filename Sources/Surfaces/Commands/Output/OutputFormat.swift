/// How an answer is written.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// Sentences and aligned tables, for people.
    case text
    /// Lists with their count and columns in a header, and `key: value` lines, for agents: the
    /// fewest bytes that cannot be misread.
    case compact
    /// One document with everything, for programs.
    case json
    /// A list's items, one JSON document a line; anything else as one line.
    case ndjson
    /// Tables and lists for reports and reviews.
    case markdown
    /// One page that needs nothing else, for reports that are sent.
    case html

    /// Finds the format by a name that somebody typed: its own, or one known from other programs.
    package init?(named name: String) {
        switch name.lowercased() {
        case "toon": self = .compact
        case "jsonl": self = .ndjson
        case "md": self = .markdown
        case let other:
            guard let format = OutputFormat(rawValue: other) else { return nil }
            self = format
        }
    }

    /// The names that may be typed: each format's own, and the usual short one of Markdown.
    package static let names = allCases.map(\.rawValue) + ["md"]

    /// Whether times are written as they are, since the text is read later.
    var isKept: Bool { self == .markdown || self == .html }

    /// Whether programs read it, so that everything there is to say is in the document itself.
    package var isForPrograms: Bool { self == .json || self == .ndjson }
}
