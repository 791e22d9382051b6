import ReportKit

/// The answer of a report: a page.
package struct ReportPage: Record {
    package static let name = "report.page"
    package static let fields: [Field<Self>] = [
        Field("page", \.page, "What it says, as title, sections and blocks.")
    ]

    package var page = ReportDocument(title: "")

    package init() {}

    /// A page that was made.
    package init(_ page: ReportDocument) {
        self.page = page
    }
}
