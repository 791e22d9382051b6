import Model

/// Draws lanes of bars and marks over time.
struct LaneDrawing {
    private let chart: LaneChart
    private let now: Timestamp

    private static let left = 140
    private static let width = 1000
    private static let laneHeight = 28

    init(_ chart: LaneChart, now: Timestamp) {
        self.chart = chart
        self.now = now
    }

    /// The picture; its title and the table beside it say what it shows.
    var svg: HTMLText {
        var html = HTMLText()
        let height = chart.lanes.count * Self.laneHeight + 24
        html.open(
            "svg",
            [
                "viewBox": "0 0 \(Self.left + Self.width + 10) \(height)", "role": "img",
                "aria-label": chart.caption, "preserveAspectRatio": "xMinYMin meet",
            ]
        )
        for (index, lane) in chart.lanes.enumerated() {
            draw(lane, top: index * Self.laneHeight + 20, in: &html)
        }
        axis(height, in: &html)
        html.close("svg")
        return html
    }

    private func draw(_ lane: LaneChart.Lane, top: Int, in html: inout HTMLText) {
        html.element("text", ["x": "0", "y": "\(top + 15)", "class": "lane"], lane.name.cut(80))
        html.open(
            "line",
            [
                "x1": "\(Self.left)", "x2": "\(Self.left + Self.width)", "y1": "\(top + 11)",
                "y2": "\(top + 11)", "class": "rail",
            ]
        )
        html.close("line")
        for bar in lane.bars {
            let start = place(of: bar.from)
            let end = place(of: bar.to ?? now)
            html.open(
                "rect",
                [
                    "x": "\(start)", "y": "\(top + 3)", "width": "\(max(3, end - start))",
                    "height": "16", "rx": "3", "data-tone": bar.tone.rawValue,
                ]
            )
            html.element("title", bar.title)
            html.close("rect")
        }
        for tick in lane.ticks {
            html.open(
                "text",
                [
                    "x": "\(place(of: tick.at))", "y": "\(top + 16)", "class": "tick",
                    "text-anchor": "middle", "data-tone": tick.tone.rawValue,
                ]
            )
            html.element("title", tick.title)
            html.write(tick.glyph)
            html.close("text")
        }
    }

    private func axis(_ height: Int, in html: inout HTMLText) {
        for step in 0...4 {
            let length = chart.to.milliseconds - chart.from.milliseconds
            let moment = Timestamp(
                milliseconds: chart.from.milliseconds + length * Int64(step) / 4
            )
            let x = Self.left + Self.width * step / 4
            html.element(
                "text",
                [
                    "x": "\(x)", "y": "12", "class": "hour",
                    "text-anchor": step == 0 ? "start" : step == 4 ? "end" : "middle",
                ],
                String(moment.text.dropFirst(5).prefix(11)).replacing("T", with: " ")
            )
        }
    }

    private func place(of moment: Timestamp) -> Int {
        let length = max(1, chart.to.milliseconds - chart.from.milliseconds)
        let part = min(max(0, moment.milliseconds - chart.from.milliseconds), length)
        return Self.left + Int(Int64(Self.width) * part / length)
    }
}
