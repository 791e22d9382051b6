/// A list in plain aligned columns, without lines around it.
///
/// Cells are made printable, so texts of strangers may be put in as they are.
package struct TextTable: Sendable {
    /// One column of a table.
    package struct Column: Sendable {
        package let heading: String
        /// Where its cells get their spaces: numbers on the leading side.
        package let padding: PaddedSide
        /// The least width that it is narrowed to where the table is too wide; `nil` for never.
        package let widthMin: Int?

        package init(
            _ heading: String,
            padding: PaddedSide = .trailing,
            widthMin: Int? = nil
        ) {
            self.heading = heading
            self.padding = padding
            self.widthMin = widthMin
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row with a cell for each column.
    package mutating func add(_ cells: [String]) {
        precondition(
            cells.count == columns.count,
            "A row has \(cells.count) cells where the table has \(columns.count) columns."
        )
        rows.append(cells.map { $0.printable() })
    }

    /// The table's lines: the headings, unless all are empty, then the rows.
    ///
    /// - Parameter width: The width to fit by narrowing columns, or `nil` for any. A table whose
    ///   columns can't be narrowed enough stays too wide rather than lose a column.
    package func lines(fitting width: Int? = nil, style: TextStyle = .plain) -> [String] {
        let headings = columns.map(\.heading)
        let hasHeadings = headings.contains { !$0.isEmpty }
        let widths = widths(fitting: width, of: hasHeadings ? [headings] + rows : rows)
        let top = hasHeadings ? [style.bold(line(headings, widths))] : []
        return top + rows.map { line($0, widths) }
    }

    private static let gap = 2

    private func widths(fitting width: Int?, of rows: [[String]]) -> [Int] {
        var widths = columns.indices.map { column in
            rows.map { $0[column].displayWidth }.max() ?? 0
        }
        guard let width else { return widths }
        // A very long cell would make the rounds below many.
        for column in columns.indices {
            guard let least = columns[column].widthMin else { continue }
            widths[column] = min(widths[column], max(width, least))
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
        while excess > 0 {
            let yielding = columns.indices.filter { widths[$0] > columns[$0].widthMin ?? .max }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = columns.indices.map { column in
            let cell = cells[column].truncated(toWidth: widths[column])
            let isLast = column == columns.count - 1
            return isLast && columns[column].padding == .trailing
                ? cell : cell.padded(toWidth: widths[column], on: columns[column].padding)
        }
        return padded.joined(separator: String(repeating: " ", count: Self.gap))
            .withoutTrailingSpaces
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        let end = unicodeScalars.lastIndex { $0 != " " }
        return end.map { String(unicodeScalars[...$0]) } ?? ""
    }
}
