import ReportKit

/// What a change does to a file, with what was found at its lines.
package struct Patch: Sendable {
    /// Something said of a line.
    package struct Note: Sendable {
        /// The line of the text that it stands under, from 1; 0 for none in particular.
        package var row: Int
        package var badge: Badge
        package var text: ReportText

        package init(row: Int, _ badge: Badge, _ text: ReportText) {
            self.row = row
            self.badge = badge
            self.text = text
        }
    }

    /// Hunks as git writes them.
    package var text: String
    package var notes: [Note]

    package init(_ text: String, notes: [Note] = []) {
        self.text = text
        self.notes = notes
    }

    /// The notes that stand under a line.
    func notes(under row: Int) -> [Note] { notes.filter { $0.row == row } }
}
