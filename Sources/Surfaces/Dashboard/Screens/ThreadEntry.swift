import ReportKit

/// Something that was said, in its place among what was said.
package struct ThreadEntry: Sendable {
    /// Its name in the page, so that it can be pointed at.
    package var id: String
    package var title: ReportText
    /// Who, to whom, when, and what became of it.
    package var meta: [GridCell]
    /// The words, as Markdown.
    package var body: String
    package var actions: [Action]

    package init(
        _ id: String,
        _ title: ReportText,
        meta: [GridCell] = [],
        body: String,
        actions: [Action] = []
    ) {
        self.id = id
        self.title = title
        self.meta = meta
        self.body = body
        self.actions = actions
    }
}
