import Digests
import Model
import Operations

/// Writes documents for programs: sorted keys, every text unchanged.
struct JSONWriter {
    let presentation: Presentation

    /// One document, and the end of its line.
    func write(_ value: JSONValue) -> String {
        (presentation.indents ? value.prettyText : value.canonicalText)
            .escapedJSON(where: \.mustBeEscapedInJSON) + "\n"
    }

    /// A list's items, each on a line; anything else as one line.
    func writeLines(_ envelope: Envelope) -> String {
        guard envelope.failure == nil, case .array(let items) = envelope.data else {
            return line(envelope.json)
        }
        return items.map(line).joined()
    }

    func line(_ value: JSONValue) -> String {
        value.canonicalText.escapedJSON(where: \.mustBeEscapedInJSON) + "\n"
    }
}

extension Unicode.Scalar {
    /// Whether it could steer a terminal or hide text.
    ///
    /// JSON itself asks for escapes only below U+0020, where only the line ends between members are
    /// left.
    fileprivate var mustBeEscapedInJSON: Bool {
        value >= 0x7F && isUnsafeToShow
    }
}
