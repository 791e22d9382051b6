/// The text of a heading or a paragraph, with what is emphasised known.
package struct MarkupText: Hashable, Sendable {
    /// Pieces of one style each, in order.
    package let runs: [MarkupRun]

    package init(runs: [MarkupRun]) {
        self.runs = runs
    }

    /// The text without any marks: what a heading reads like.
    package var plain: String {
        runs.map(\.text).joined()
    }

    /// The text without marks of emphasis, but with code in backticks, as people read it in a
    /// terminal.
    package var readable: String {
        runs.map(\.readable).joined()
    }

    package var isEmpty: Bool { runs.isEmpty }
}

/// A piece of text of one style.
package struct MarkupRun: Hashable, Sendable {
    /// How a piece of text is set.
    package struct Style: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let emphasis = Style(rawValue: 1)
        package static let strong = Style(rawValue: 2)
        package static let code = Style(rawValue: 4)
        package static let link = Style(rawValue: 8)
        package static let html = Style(rawValue: 16)
    }

    /// What it says; a line that is broken by hand has a newline, one that is merely wrapped a
    /// blank.
    package let text: String
    package let style: Style

    package init(text: String, style: Style = []) {
        self.text = text
        self.style = style
    }

    var readable: String {
        style.contains(.code) ? MarkupWriter.code(text) : text
    }
}
