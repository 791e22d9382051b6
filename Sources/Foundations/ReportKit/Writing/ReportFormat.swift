/// How a report can be written.
package enum ReportFormat: String, Sendable, CaseIterable {
    case markdown, html, json

    /// The format that a file's name asks for by its ending.
    package init?(ofFile name: String) {
        let ending = name.lowercased().split(separator: ".").last.map(String.init)
        switch ending {
        case "md", "markdown": self = .markdown
        case "html", "htm": self = .html
        case "json": self = .json
        default: return nil
        }
    }
}

extension ReportDocument {
    /// The document in a format: the same document in the same format is the same bytes.
    package func written(as format: ReportFormat) -> String {
        switch format {
        case .markdown: MarkdownReportWriter.write(self)
        case .html: HTMLReportWriter.write(self)
        case .json: JSONReportWriter.write(self)
        }
    }
}
