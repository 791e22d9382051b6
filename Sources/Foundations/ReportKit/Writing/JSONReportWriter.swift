import Digests

/// Writes a report as one line of canonical JSON (RFC 8785).
///
/// Every text is the one that the document has; what could hide or reorder text on a screen is
/// written as `\uXXXX`, which means the same to every reader.
package enum JSONReportWriter {
    /// The document's line.
    package static func write(_ document: ReportDocument) -> String {
        let text = document.json.canonicalText
        guard text.unicodeScalars.contains(where: \.mustBeEscaped) else { return text + "\n" }
        var result = ""
        result.reserveCapacity(text.utf8.count + 64)
        for scalar in text.unicodeScalars {
            guard scalar.mustBeEscaped else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result + "\n"
    }
}

extension Unicode.Scalar {
    /// Outside of strings canonical JSON is ASCII, so an escape stands within one.
    fileprivate var mustBeEscaped: Bool { value >= 0x7F && !isVisible }
}
