import Digests

/// Writes a report as one line of canonical JSON (RFC 8785).
///
/// Every text is the one that the document has; what could hide or reorder text on a screen is
/// written as `\uXXXX`, which means the same to every reader.
package enum JSONReportWriter {
    /// The document's line.
    package static func write(_ document: ReportDocument) -> String {
        document.json.canonicalText.escapedJSON(where: \.mustBeEscaped) + "\n"
    }
}

extension Unicode.Scalar {
    /// Outside of strings canonical JSON is ASCII, so an escape stands within one.
    fileprivate var mustBeEscaped: Bool { value >= 0x7F && !isVisible }
}
