import Model
import ReportKit
import Store

// Values of the model as they stand in reports: times are absolute, since a report is read later.
extension ReportText {
    init(_ moment: Timestamp) { self.init(moment.text) }

    init(_ moment: Timestamp?) { self.init(moment?.text ?? "") }

    init(_ duration: Duration) { self.init(duration.text) }

    init(_ name: some Identifier) { self.init(name.text) }

    init(_ name: (some Identifier)?) { self.init(name?.text ?? "") }

    /// A command to type, with the program's name before it.
    static func command(_ words: String) -> ReportText { .code("worklead " + words) }
}

extension View {
    /// An empty report of this state of the workspace.
    func report(_ title: String, isDated: Bool = true) throws -> ReportDocument {
        let name = try workspace.name()?.text
        return ReportDocument(
            title: name.map { "\(title) of \($0)" } ?? title,
            revision: try ledger.head(),
            generatedAt: isDated ? now.text : nil
        )
    }
}
