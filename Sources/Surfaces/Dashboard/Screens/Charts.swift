import Model
import ReportKit

/// Numbers over time or over names; a reader who sees no picture has the table.
package struct Chart: Sendable {
    package enum Form: String, Sendable {
        case line, bar
    }

    package struct Series: Sendable {
        package var name: String
        /// One for each of the chart's labels; `nil` where nothing is known.
        package var values: [Double?]

        package init(_ name: String, _ values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    package var id: String
    /// What it shows, in a sentence with its figures.
    package var sentence: String
    package var form: Form
    /// What the labels are: `Day`, `Lane`.
    package var axis: String
    package var unit: String
    package var labels: [String]
    package var series: [Series]

    package init(
        _ id: String,
        _ sentence: String,
        form: Form,
        axis: String,
        unit: String,
        labels: [String],
        series: [Series]
    ) {
        precondition(
            series.allSatisfy { $0.values.count == labels.count },
            "a series lacks a value"
        )
        self.id = id
        self.sentence = sentence
        self.form = form
        self.axis = axis
        self.unit = unit
        self.labels = labels
        self.series = series
    }
}

/// What leads to what, as nodes that are links.
package struct Diagram: Sendable {
    package struct Node: Sendable {
        package var id: String
        package var title: String
        package var badge: Badge
        package var address: String
        /// Whether it stands on the longest way to the end.
        package var isCritical = false

        package init(_ id: String, _ title: String, _ badge: Badge, address: String) {
            self.id = id
            self.title = title
            self.badge = badge
            self.address = address
        }
    }

    package var id: String
    package var caption: String
    package var nodes: [Node]
    /// From what comes first to what waits for it.
    package var edges: [(from: String, to: String)]

    package init(
        _ id: String,
        _ caption: String,
        nodes: [Node],
        edges: [(from: String, to: String)]
    ) {
        self.id = id
        self.caption = caption
        self.nodes = nodes
        self.edges = edges
    }
}

/// What happened when, in a lane for each agent.
package struct LaneChart: Sendable {
    package struct Bar: Sendable {
        package var title: String
        package var from: Timestamp
        /// Without an end it goes on.
        package var to: Timestamp?
        package var tone: Tone
        package var address: String?

        package init(
            _ title: String,
            from: Timestamp,
            to: Timestamp?,
            _ tone: Tone,
            address: String? = nil
        ) {
            self.title = title
            self.from = from
            self.to = to
            self.tone = tone
            self.address = address
        }
    }

    package struct Tick: Sendable {
        package var title: String
        package var at: Timestamp
        package var glyph: String
        package var tone: Tone
        package var address: String?

        package init(
            _ title: String,
            at: Timestamp,
            _ glyph: String,
            _ tone: Tone,
            address: String? = nil
        ) {
            self.title = title
            self.at = at
            self.glyph = glyph
            self.tone = tone
            self.address = address
        }
    }

    package struct Lane: Sendable {
        package var name: String
        package var address: String?
        package var bars: [Bar]
        package var ticks: [Tick]

        package init(_ name: String, address: String? = nil, bars: [Bar], ticks: [Tick]) {
            self.name = name
            self.address = address
            self.bars = bars
            self.ticks = ticks
        }
    }

    package var id: String
    package var caption: String
    package var from: Timestamp
    package var to: Timestamp
    package var lanes: [Lane]

    package init(
        _ id: String,
        _ caption: String,
        from: Timestamp,
        to: Timestamp,
        lanes: [Lane]
    ) {
        self.id = id
        self.caption = caption
        self.from = from
        self.to = to
        self.lanes = lanes
    }
}
