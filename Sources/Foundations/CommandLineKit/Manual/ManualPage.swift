/// A page of the manual, in mdoc(7).
package struct ManualPage: Sendable, Equatable {
    /// The name of its file: `shelf-book-list.1`.
    package let fileName: String
    package let text: String
}

/// The day that a manual page tells it was last changed.
package struct ManualDate: Sendable, Equatable {
    /// As mdoc(7) wants it: `May 4, 2017`.
    let text: String

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// Fails where the month or the day is none of any year.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.months.indices.contains(month - 1), (1...31).contains(day) else { return nil }
        text = "\(Self.months[month - 1]) \(day), \(year)"
    }
}

extension Program {
    /// A page for the program and one for each command that is not hidden.
    package func manualPages(dated date: ManualDate) -> [ManualPage] {
        visibleNodes.map { node in
            ManualPage(
                fileName: manualName(node.path) + ".1",
                text: ManualText(program: self, node: node).text(dated: date)
            )
        }
    }

    /// What man(1) is asked for: `shelf-book-list`.
    func manualName(_ path: [String]) -> String { ([name] + path).joined(separator: "-") }
}
