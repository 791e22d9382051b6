import Model

/// Draws lanes of bars and marks over time.
struct LaneDrawing {
    private let chart: LaneChart
    private let now: Timestamp
    private let scale: LaneScale

    private static let left = 140
    private static let width = 1000
    private static let laneHeight = 28
    private static let top = 20
    /// The room that the words of a moment take.
    private static let hourWidth = 96

    init(_ chart: LaneChart, now: Timestamp) {
        self.chart = chart
        self.now = now
        scale = LaneScale(chart, now: now, left: Self.left, width: Self.width)
    }

    /// The picture; its title and the table beside it say what it shows.
    var svg: HTMLText {
        var html = HTMLText()
        html.open(
            "svg",
            [
                "viewBox": "0 0 \(Self.left + Self.width + 10) \(height)", "role": "img",
                "aria-label": chart.caption, "preserveAspectRatio": "xMinYMin meet",
            ]
        )
        for stretch in scale.stretches where stretch.isGap { draw(stretch, in: &html) }
        for (index, lane) in chart.lanes.enumerated() {
            draw(lane, top: index * Self.laneHeight + Self.top, in: &html)
        }
        axis(in: &html)
        html.close("svg")
        return html
    }

    private var height: Int { chart.lanes.count * Self.laneHeight + Self.top + 4 }

    /// A break, through all lanes.
    private func draw(_ gap: LaneScale.Stretch, in html: inout HTMLText) {
        html.open(
            "rect",
            [
                "x": "\(gap.left)", "y": "\(Self.top - 4)", "width": "\(gap.right - gap.left)",
                "height": "\(height - Self.top)", "class": "gap",
            ]
        )
        let length = Duration.milliseconds(gap.to.milliseconds - gap.from.milliseconds)
        let what = isHeld(through: gap) ? "nothing else" : "nothing"
        html.element("title", "\(length.brief) in which \(what) happened")
        html.close("rect")
        html.element(
            "text",
            [
                "x": "\((gap.left + gap.right) / 2)", "y": "12", "class": "dim",
                "text-anchor": "middle",
            ],
            "⋯"
        )
    }

    /// Whether a bar goes on all through a break.
    private func isHeld(through gap: LaneScale.Stretch) -> Bool {
        chart.lanes.contains { lane in
            lane.bars.contains { $0.from <= gap.from && ($0.to ?? now) >= gap.to }
        }
    }

    private func draw(_ lane: LaneChart.Lane, top: Int, in html: inout HTMLText) {
        for stretch in scale.stretches where !stretch.isGap {
            html.open(
                "line",
                [
                    "x1": "\(stretch.left)", "x2": "\(stretch.right)", "y1": "\(top + 11)",
                    "y2": "\(top + 11)", "class": "rule",
                ]
            )
            html.close("line")
        }
        for bar in lane.bars {
            let start = scale.place(of: bar.from)
            let end = scale.place(of: bar.to ?? now)
            html.open(
                "rect",
                [
                    "x": "\(start)", "y": "\(top + 3)", "width": "\(max(3, end - start))",
                    "height": "16", "rx": "3", "class": "bar", "data-tone": bar.tone.rawValue,
                ]
            )
            html.element("title", bar.title)
            html.close("rect")
        }
        for tick in lane.ticks {
            html.open(
                "text",
                [
                    "x": "\(scale.place(of: tick.at))", "y": "\(top + 16)", "class": "tick",
                    "text-anchor": "middle", "data-tone": tick.tone.rawValue,
                ]
            )
            html.element("title", tick.title)
            html.write(tick.glyph)
            html.close("text")
        }
        // Above the bars, since it stays in sight where the picture scrolls.
        html.element("text", ["x": "0", "y": "\(top + 15)", "class": "lane"], lane.name.cut(80))
    }

    /// A moment as finely as the steps of the axis are, with its day where that is another one.
    private func words(_ moment: Timestamp, in step: Int64, _ day: inout String) -> String {
        let date = String(moment.text.dropFirst(5).prefix(5))
        let time = String(moment.text.dropFirst(11).prefix(step < 60_000 ? 8 : 5))
        guard date != day else { return time }
        defer { day = date }
        return "\(date) \(time)"
    }

    /// The moments at which something goes on again, and between them as far as there is room.
    private func axis(in html: inout HTMLText) {
        var free = Self.left
        var day = ""
        for stretch in scale.stretches where !stretch.isGap {
            let steps = max(1, (stretch.right - stretch.left) / (2 * Self.hourWidth))
            let length = stretch.to.milliseconds - stretch.from.milliseconds
            for step in 0...steps {
                let moment = Timestamp(
                    milliseconds: stretch.from.milliseconds + length * Int64(step)
                        / Int64(steps)
                )
                let place = scale.place(of: moment)
                let isLast = place + Self.hourWidth > Self.left + Self.width
                guard place - (isLast ? Self.hourWidth : 0) >= free else { continue }
                free = place + Self.hourWidth
                html.element(
                    "text",
                    [
                        "x": "\(place)", "y": "12", "class": "dim",
                        "text-anchor": isLast ? "end" : "start",
                    ],
                    words(moment, in: length / Int64(steps), &day)
                )
            }
        }
    }
}
