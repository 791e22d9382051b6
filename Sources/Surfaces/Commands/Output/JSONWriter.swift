import Digests
import Model
import Operations

/// Writes documents for programs: sorted keys, every text unchanged.
struct JSONWriter {
    let presentation: Presentation

    /// One document, and the end of its line.
    func write(_ value: JSONValue) -> String {
        (presentation.indents ? value.prettyText : value.canonicalText).safeJSON + "\n"
    }

    /// A list's items, each on a line; anything else as one line.
    func writeLines(_ envelope: Envelope) -> String {
        guard envelope.failure == nil, case .array(let items) = envelope.data else {
            return line(envelope.json)
        }
        return items.map(line).joined()
    }

    func line(_ value: JSONValue) -> String {
        value.canonicalText.safeJSON + "\n"
    }
}

extension String {
    /// The JSON text with those characters escaped that could steer a terminal or hide text.
    ///
    /// JSON itself asks for escapes only below U+0020. The others stand inside strings alone, so an
    /// escape there means the same character to every reader.
    fileprivate var safeJSON: String {
        guard unicodeScalars.contains(where: \.mustBeEscapedInJSON) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            guard scalar.mustBeEscapedInJSON else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Below U+0020 only the line ends between members are left.
    fileprivate var mustBeEscapedInJSON: Bool {
        value >= 0x7F && isUnsafeToShow
    }
}
