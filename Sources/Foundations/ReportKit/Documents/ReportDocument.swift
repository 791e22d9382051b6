/// A report as a value: what it says, and nothing of how it looks.
///
/// It is made once and written as Markdown, HTML or JSON, so that the three can't disagree. The
/// same document gives the same bytes: there is no clock in here, and no order that depends on
/// chance.
package struct ReportDocument: Hashable, Sendable {
    package var title: String
    /// Which state of its source it was made from.
    package var revision: Int64?
    /// When it was made, in words that whoever made it chose.
    package var generatedAt: String?
    /// What comes before the first section.
    package var blocks: [ReportBlock]
    package var sections: [ReportSection]

    package init(
        title: String,
        revision: Int64? = nil,
        generatedAt: String? = nil,
        blocks: [ReportBlock] = [],
        sections: [ReportSection] = []
    ) {
        self.title = title
        self.revision = revision
        self.generatedAt = generatedAt
        self.blocks = blocks
        self.sections = sections
    }
}

/// A part of a report with a heading of its own.
package struct ReportSection: Hashable, Sendable {
    package var title: String
    package var blocks: [ReportBlock]
    package var sections: [ReportSection]

    package init(_ title: String, _ blocks: [ReportBlock] = [], sections: [ReportSection] = []) {
        self.title = title
        self.blocks = blocks
        self.sections = sections
    }
}
