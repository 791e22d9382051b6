import ReportKit

// Long lists: a part of them at once, and links to what comes before and after.
extension HTMLScreenWriter {
    /// The most rows that a page shows at once; a file has all of them.
    static let shownMax = 40
    /// The same of what takes more room than a row.
    static let largeMax = 20

    /// The part of a list that the address asks for, and the links that lead on from there.
    mutating func turned<T>(
        _ items: [T],
        by most: Int = shownMax
    ) -> (shown: ArraySlice<T>, turns: Turns?) {
        lists += 1
        guard form == .live, items.count > most else { return (items[...], nil) }
        let name = "from-" + part + (lists > 1 ? "-\(lists)" : "")
        let asked = values.first { $0.name == name }.flatMap { Int($0.value) } ?? 1
        let first = min(max(asked, 1), items.count) - 1
        let last = min(first + most, items.count)
        let before = first == 0 ? nil : max(1, first + 1 - most)
        let turns = Turns(
            first: first + 1,
            last: last,
            total: items.count,
            before: before.map { address(with: name, $0 == 1 ? nil : $0) },
            next: last < items.count ? address(with: name, last + 1) : nil
        )
        return (items[first..<last], turns)
    }

    mutating func write(_ turns: Turns) {
        html.open("p", ["class": "turns"])
        html.write("\(turns.first) to \(turns.last) of \(turns.total)")
        for (word, relation, address) in [
            ("Before", "prev", turns.before), ("Next", "next", turns.next),
        ] {
            guard let address else { continue }
            html.write(" · ")
            html.element("a", ["href": address, "rel": relation], word)
        }
        html.close("p")
    }

    /// The parts of the page's query.
    private var values: [(name: Substring, value: Substring)] {
        frame.query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
        }
    }

    private func address(with name: String, _ value: Int?) -> String {
        var items = values.filter { $0.name != name }.map { "\($0.name)=\($0.value)" }
        if let value { items.append("\(name)=\(value)") }
        return frame.path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }

    /// A report has many tables.
    private static let reportedMax = 25

    /// The blocks of a report with the first rows of long tables, and a link to the file that has
    /// all of them.
    func shortened(_ blocks: [ReportBlock]) -> [ReportBlock] {
        guard form == .live else { return blocks }
        return blocks.flatMap { block -> [ReportBlock] in
            switch block {
            case .table(var table) where table.rows.count > Self.reportedMax:
                let more = table.rows.count - Self.reportedMax
                table.rows = Array(table.rows.prefix(Self.reportedMax))
                return [.table(table), .paragraph(rest(more))]
            case .list(let items, let isOrdered) where items.count > Self.reportedMax:
                return [
                    .list(Array(items.prefix(Self.reportedMax)), isOrdered: isOrdered),
                    .paragraph(rest(items.count - Self.reportedMax)),
                ]
            default: return [block]
            }
        }
    }

    /// Leads to the twin of the page that has all of it.
    private func rest(_ count: Int) -> ReportText {
        let query = frame.query.isEmpty ? "" : "?" + frame.query
        let path = frame.path == "/" ? "/now" : frame.path
        return ReportText("\(count) more are in ") + .link("the file", to: path + ".html" + query)
    }
}
