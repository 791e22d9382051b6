/// A text on one line, in pieces of one kind each.
///
/// Whatever it holds is data: no writer lets it become a heading, a link, a tag or an instruction
/// to a terminal.
package struct ReportText: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A piece of text and how it is set.
    package enum Run: Hashable, Sendable {
        case plain(String)
        case strong(String)
        case code(String)
        /// A text that leads somewhere; a target that a reader should not be led to is shown as
        /// text.
        case link(String, to: String)

        /// What it says.
        package var text: String {
            switch self {
            case .plain(let text), .strong(let text), .code(let text), .link(let text, _): text
            }
        }
    }

    package private(set) var runs: [Run]

    package init(runs: [Run]) {
        self.runs = runs
    }

    package init(_ text: String) {
        runs = text.isEmpty ? [] : [.plain(text)]
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    /// Nothing.
    package static let empty = ReportText(runs: [])

    /// A number.
    package static func number(_ number: some BinaryInteger) -> ReportText {
        ReportText(String(number))
    }

    /// Words that stand out.
    package static func strong(_ text: String) -> ReportText { ReportText(runs: [.strong(text)]) }

    /// Something to type or a name that is read letter for letter.
    package static func code(_ text: String) -> ReportText { ReportText(runs: [.code(text)]) }

    /// A text that leads to an address, a file or an anchor.
    package static func link(_ text: String, to target: String) -> ReportText {
        ReportText(runs: [.link(text, to: target)])
    }

    /// One text after another.
    package static func + (left: ReportText, right: ReportText) -> ReportText {
        ReportText(runs: left.runs + right.runs)
    }

    /// The text without what is set apart in it.
    package var plain: String {
        runs.count == 1 ? runs[0].text : runs.map(\.text).joined()
    }

    package var isEmpty: Bool { runs.isEmpty }
}
