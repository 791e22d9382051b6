/// Rows under named columns.
package struct ReportTable: Hashable, Sendable {
    /// A column's name, and to which side its values lean.
    package struct Column: Hashable, Sendable, ExpressibleByStringLiteral {
        package var name: String
        package var isNumeric: Bool

        package init(_ name: String, isNumeric: Bool = false) {
            self.name = name
            self.isNumeric = isNumeric
        }

        package init(stringLiteral value: String) {
            self.init(value)
        }

        /// A column of numbers.
        package static func number(_ name: String) -> Column { Column(name, isNumeric: true) }
    }

    /// What the rows are; where it is left out, the section's title says it.
    package var caption: String?
    package var columns: [Column]
    package var rows: [[ReportText]]
    /// What is said in place of a table without rows.
    package var emptiness: String

    /// Makes a table.
    ///
    /// A row that has not a value for each column is a fault of our own code.
    package init(
        _ caption: String? = nil,
        columns: [Column],
        rows: [[ReportText]],
        emptiness: String = "None."
    ) {
        precondition(
            rows.allSatisfy { $0.count == columns.count },
            "a row has not a value for each of \(columns.count) columns"
        )
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.emptiness = emptiness
    }
}
