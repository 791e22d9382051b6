import Model
import Operations
import ReportKit

// Pictures; each with the table that says the same.
extension HTMLScreenWriter {
    mutating func write(_ chart: Chart) {
        html.open(
            "figure",
            [
                "class": "chart", "id": chart.id,
                "data-chart": chart.form == .line ? "line" : "bars",
                "data-unit": chart.unit,
            ]
        )
        html.element("figcaption", chart.sentence)
        html.open("details")
        html.element("summary", "Table")
        write(.grid(chart.grid), in: chart.sentence)
        html.close("details")
        html.close("figure")
    }

    mutating func write(_ diagram: Diagram) {
        html.open("figure", ["class": "graph", "id": diagram.id, "data-graph": ""])
        html.element("figcaption", diagram.caption)
        html.open("details", ["open": form == .file ? "" : nil])
        html.element("summary", "Table")
        html.open(
            "div",
            ["class": "wide", "role": "group", "aria-label": diagram.caption, "tabindex": "0"]
        )
        html.open("table")
        html.element("thead") { html in
            html.element("tr") { html in
                for name in ["Name", "State", "Waits for"] {
                    html.element("th", ["scope": "col"], name)
                }
            }
        }
        html.open("tbody")
        let needs = diagram.needs
        for node in diagram.nodes { write(node, needs: needs[node.id] ?? [], of: diagram) }
        html.close("tbody")
        html.close("table")
        html.close("div")
        html.close("details")
        html.close("figure")
    }

    /// A node as a row, with all that a script needs to draw it.
    private mutating func write(_ node: Diagram.Node, needs: [String], of diagram: Diagram) {
        html.newline()
        html.open(
            "tr",
            [
                "id": "\(diagram.id)-\(node.id.pageName)", "data-node": node.id,
                "data-needs": needs.joined(separator: " "), "data-title": node.title.cut(200),
                "data-state": node.badge.word.cut(60), "data-tone": node.badge.tone.rawValue,
                "data-critical": node.isCritical ? "" : nil,
            ]
        )
        html.open("td", ["data-label": "Name"])
        html.element(
            "a",
            ["href": node.address, "title": diagram.fullName(of: node, needs: needs)],
            node.id
        )
        html.write(" " + node.title)
        html.close("td")
        html.open("td", ["data-label": "State"])
        write(node.badge)
        html.close("td")
        html.element("td", ["data-label": "Waits for"], needs.joined(separator: ", "))
        html.close("tr")
    }

    mutating func write(_ lanes: LaneChart) {
        html.open("figure", ["class": "lanes", "id": lanes.id])
        html.element("figcaption", lanes.caption)
        let (shown, turns) = turned(lanes.lanes, by: Self.largeMax)
        var drawn = lanes
        drawn.lanes = Array(shown)
        if !drawn.lanes.isEmpty { html.append(LaneDrawing(drawn, now: now).svg) }
        if let turns { write(turns) }
        html.open("details")
        html.element("summary", "Table")
        write(.grid(drawn.grid), in: lanes.caption)
        html.close("details")
        html.close("figure")
    }
}

extension Chart {
    /// The same as numbers.
    var grid: Grid {
        Grid(
            sentence,
            columns: [ReportTable.Column(axis)]
                + series.map { .number($0.name) },
            rows: labels.enumerated().map { index, label in
                Grid.Row(
                    "\(id)-\(index)",
                    [.text(label)] + series.map { .maybe($0.values[index]) { .text($0.short) } }
                )
            },
            emptiness: "Nothing to show yet.",
            unit: unit
        )
    }
}

extension Double {
    /// The number with two digits behind the point, where it has any.
    var short: String {
        let hundredths = (self * 100).rounded()
        guard abs(hundredths) < 1e15 else { return String(self) }
        let whole = Int64(hundredths)
        if whole % 100 == 0 { return String(whole / 100) }
        let sign = whole < 0 ? "-" : ""
        let digits = String(abs(whole) % 100)
        let cents = digits.utf8.count < 2 ? "0" + digits : digits
        return
            "\(sign)\(abs(whole) / 100).\(cents.hasSuffix("0") ? String(cents.prefix(1)) : cents)"
    }
}

extension Diagram {
    /// What each node waits for.
    var needs: [String: [String]] {
        var needs: [String: [String]] = [:]
        for edge in edges { needs[edge.to, default: []].append(edge.from) }
        return needs
    }

    /// What a node is, where it stands and what it waits for: for whoever sees no picture.
    func fullName(of node: Node, needs: [String]) -> String {
        let waits = needs.isEmpty ? "" : ", after \(needs.joined(separator: ", "))"
        let critical = node.isCritical ? ", on the critical path" : ""
        let word = node.badge.word.replacing("_", with: " ")
        return "\(node.id) \(node.title), \(word)\(waits)\(critical)"
    }
}

extension LaneChart {
    /// The same as rows, in the order of time within each lane.
    var grid: Grid {
        var rows: [Grid.Row] = []
        for lane in lanes {
            let bars = lane.bars.map { bar in
                let end = bar.to.map { GridCell.moment($0) } ?? .text("goes on")
                return (at: bar.from, what: Self.cell(bar.title, bar.address), end: end)
            }
            let ticks = lane.ticks.map { tick in
                (at: tick.at, what: Self.cell(tick.title, tick.address), end: GridCell.none)
            }
            for row in (bars + ticks).sorted(by: { $0.at < $1.at }) {
                rows.append(
                    Grid.Row(
                        "\(id)-\(rows.count)",
                        [Self.cell(lane.name, lane.address), row.what, .moment(row.at), row.end]
                    )
                )
            }
        }
        return Grid(
            caption,
            columns: ["Agent", "What", "From", "To"],
            rows: rows,
            emptiness: "Nothing happened in this time."
        )
    }

    private static func cell(_ text: String, _ address: String?) -> GridCell {
        address.map { .link(text, to: $0) } ?? .text(text)
    }
}
