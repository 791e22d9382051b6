/// A piece of a report.
package enum ReportBlock: Hashable, Sendable {
    case paragraph(ReportText)
    case facts([ReportFact])
    case table(ReportTable)
    case list([ReportItem], isOrdered: Bool = false)
    case checklist([ReportCheck])
    /// Lines that are kept as they are; the language is what the lines are written in.
    case preformatted(String, language: String = "text")
    case graph(ReportGraph)
}

/// A value with its name.
package struct ReportFact: Hashable, Sendable {
    package var name: String
    package var value: ReportText

    package init(_ name: String, _ value: ReportText) {
        self.name = name
        self.value = value
    }
}

/// An item of a list, with what stands under it.
package struct ReportItem: Hashable, Sendable {
    package var text: ReportText
    package var items: [ReportItem]

    package init(_ text: ReportText, _ items: [ReportItem] = []) {
        self.text = text
        self.items = items
    }
}

/// Something that is done or is not.
package struct ReportCheck: Hashable, Sendable {
    package var isDone: Bool
    package var text: ReportText

    package init(_ text: ReportText, isDone: Bool) {
        self.text = text
        self.isDone = isDone
    }
}
