import Model
import ReportKit

/// A piece of a page.
package indirect enum ScreenBlock: Sendable {
    case text(ReportText)
    case facts([ScreenFact])
    case grid(Grid)
    case cards([Card], emptiness: String)
    case board([BoardColumn])
    /// What was said, the first first.
    case thread([ThreadEntry], emptiness: String)
    case diagram(Diagram)
    case lanes(LaneChart)
    case chart(Chart)
    /// A text that a person or an agent wrote as Markdown.
    case markup(String)
    /// Lines that are kept as they are.
    case lines(String, LineKind)
    /// What a change does to a file, with what was found in it.
    case patch(Patch)
    case list([ReportText])
    case actions([Action])
    case filters(FilterBar)
    /// Where one is in a list of which the page has only a part.
    case turns(Turns)
    /// What is shown when it is asked for.
    case more(String, [ScreenBlock])
    /// What a report says, as it is written elsewhere too.
    case report([ReportBlock], title: String)

    static func text(_ text: String) -> ScreenBlock { .text(ReportText(text)) }
}

/// What lines are, which decides how they are set.
package enum LineKind: String, Sendable {
    case plain, log, diff
}

/// A value with its name.
package struct ScreenFact: Sendable {
    package var name: String
    package var value: GridCell

    package init(_ name: String, _ value: GridCell) {
        self.name = name
        self.value = value
    }

    package init(_ name: String, _ value: String) {
        self.init(name, .text(ReportText(value)))
    }
}

/// One value of a table or a fact.
package enum GridCell: Sendable {
    case text(ReportText)
    case badge(Badge)
    case moment(Timestamp)
    case number(Int64)
    case duration(Duration)
    case actions([Action])
    case none

    static func text(_ text: String) -> GridCell { .text(ReportText(text)) }
    static func number(_ count: Int) -> GridCell { .number(Int64(count)) }
    static func link(_ text: String, to path: String) -> GridCell {
        .text(.link(text, to: path))
    }
    static func maybe<Value>(_ value: Value?, _ make: (Value) -> GridCell) -> GridCell {
        value.map(make) ?? .none
    }
}

/// Rows under named columns; on a small screen each row is a list of facts.
package struct Grid: Sendable {
    package struct Row: Sendable {
        /// Its name in the page, so that it is found again when the page changes.
        package var id: String
        package var cells: [GridCell]

        package init(_ id: String, _ cells: [GridCell]) {
            self.id = id
            self.cells = cells
        }
    }

    package var caption: String
    package var columns: [ReportTable.Column]
    package var rows: [Row]
    package var emptiness: String
    /// How many there are in all, where these are the first.
    package var total: Int?
    /// What its numbers count: `s`, `usd`, `percent`, or nothing in particular.
    package var unit: String

    package init(
        _ caption: String,
        columns: [ReportTable.Column],
        rows: [Row],
        emptiness: String = "None.",
        total: Int? = nil,
        unit: String = ""
    ) {
        precondition(rows.allSatisfy { $0.cells.count == columns.count }, "a row lacks a cell")
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.emptiness = emptiness
        self.total = total
        self.unit = unit
    }
}

/// Something that needs somebody, with what can be done.
package struct Card: Sendable {
    package var id: String
    package var badge: Badge
    package var title: ReportText
    /// Who, where, since when.
    package var meta: [GridCell] = []
    package var lines: [ReportText] = []
    package var actions: [Action] = []

    package init(_ id: String, _ badge: Badge, _ title: ReportText) {
        self.id = id
        self.badge = badge
        self.title = title
    }
}

/// The cards of one state.
package struct BoardColumn: Sendable {
    package var title: String
    package var cards: [Card]
    /// How many there are in all.
    package var total: Int
    /// The page with all of them.
    package var address: String

    package init(_ title: String, _ cards: [Card], total: Int, address: String) {
        self.title = title
        self.cards = cards
        self.total = total
        self.address = address
    }
}

/// What a list is narrowed by; it stands in the page's address.
package struct FilterBar: Sendable {
    package struct Choice: Sendable {
        package var name: String
        package var label: String
        package var options: [String]
        package var chosen: String?

        package init(_ name: String, _ label: String, _ options: [String], chosen: String?) {
            self.name = name
            self.label = label
            self.options = options
            self.chosen = chosen
        }
    }

    /// Something that is typed.
    package struct Field: Sendable {
        package enum Kind: String, Sendable {
            case text
            /// A moment in UTC, to the second.
            case moment = "datetime-local"
        }

        package var name: String
        package var label: String
        package var kind: Kind
        package var value: String

        package init(_ name: String, _ label: String, _ value: String?, _ kind: Kind = .text) {
            self.name = name
            self.label = label
            self.kind = kind
            self.value = value ?? ""
        }
    }

    /// Ways to look at the same.
    package struct View: Sendable {
        package var title: String
        package var address: String
        package var isCurrent: Bool

        package init(_ title: String, _ address: String, isCurrent: Bool) {
            self.title = title
            self.address = address
            self.isCurrent = isCurrent
        }
    }

    package var path: String
    /// What was typed, as `key:value` words and free words.
    package var query: String?
    package var fields: [Field]
    package var choices: [Choice]
    package var views: [View]
    /// Kept as they are when a choice is made.
    package var kept: [(String, String)]

    package init(
        path: String,
        query: String? = nil,
        fields: [Field] = [],
        choices: [Choice] = [],
        views: [View] = [],
        kept: [(String, String)] = []
    ) {
        self.path = path
        self.query = query
        self.fields = fields
        self.choices = choices
        self.views = views
        self.kept = kept
    }
}

/// What of a list is shown, counted from 1, and where the rest of it is.
package struct Turns: Sendable {
    package var first: Int
    package var last: Int
    package var total: Int
    /// Addresses; `nil` where nothing comes before or after.
    package var before: String?
    package var next: String?
}
