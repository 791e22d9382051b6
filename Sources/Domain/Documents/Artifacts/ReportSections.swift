/// The headings of a report, read line by line: a report may be anything that somebody wrote.
package struct ReportSections {
    private let headings: Set<String>

    /// Finds the headings of a text.
    package init(_ report: String) {
        headings = Set(
            report.split(whereSeparator: \.isNewline).compactMap { line in
                guard line.hasPrefix("#") else { return nil }
                return Self.folded(line.drop { $0 == "#" })
            }
        )
    }

    /// Whether there is such a heading, however it is set: `OPEN_POINTS` is `Open points`.
    package func has(_ heading: String) -> Bool { headings.contains(Self.folded(heading)) }

    /// The letters and digits of a heading, in lower case.
    static func folded(_ text: some StringProtocol) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
