import Model
import Operations

/// What an import has found odd, as a text for people.
///
/// The same import has the same text: no time and no path of this machine is in it.
struct LossMarkdown {
    private let report: LossReport

    init(_ report: LossReport) {
        self.report = report
    }

    /// The report as Markdown.
    var markdown: String {
        var lines = [
            "# Loss report of an import", "",
            "Layout `\(report.layout.rawValue)`: \(report.files.counted("file")), of which "
                + "\(report.understood) are of a known kind; "
                + report.anomalies.count.counted("oddity", "oddities") + ". "
                + "What is not listed here was taken over as it stands.", "",
            "| kind | read | new | changed | same | refused |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        lines += report.counts.map { count in
            "| \(count.kind.rawValue) | \(count.read) | \(count.new) | \(count.changed) | "
                + "\(count.same) | \(count.refused) |"
        }
        let records = report.counts.compactMap { count in
            count.stays.map { "- `\(count.kind.rawValue)`: \($0)" }
        }
        if !records.isEmpty { lines += ["", "## Kept as records", ""] + records }
        for oddity in report.oddities {
            lines += ["", "## `\(oddity.kind)`: \(oddity.meaning)", ""]
            lines += report.anomalies.filter { $0.kind == oddity.kind }.map(Self.item)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func item(_ anomaly: ImportAnomalyLine) -> String {
        let place = anomaly.line.map { "\(anomaly.file):\($0)" } ?? anomaly.file
        let how = anomaly.how.map { ": \(plain($0))" } ?? ""
        return "- \(code(place)): \(code(anomaly.read)), \(anomaly.handling.rawValue)\(how)"
    }

    /// A text from a file as code, out of which nothing in it can break.
    private static func code(_ text: String) -> String {
        "`\(plain(text))`"
    }

    private static func plain(_ text: String) -> String {
        text.printable().replacing("`", with: "'").replacing("<", with: "‹")
            .replacing(">", with: "›")
    }
}
