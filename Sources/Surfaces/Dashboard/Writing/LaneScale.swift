import Model

/// Where moments stand in a picture of lanes, whose long empty times are drawn short.
struct LaneScale {
    /// A stretch of time with its place.
    struct Stretch: Equatable {
        let from: Timestamp
        let to: Timestamp
        /// Whether nothing happens in it, so that it is drawn as a break.
        let isGap: Bool
        let left: Int
        let right: Int
    }

    let stretches: [Stretch]

    /// How long nothing happens before that is drawn short; before the first and after the last
    /// that happened, it may be much less.
    static let gapMilliseconds: Int64 = 30 * 60_000
    private static let gapWidth = 28

    /// - Parameters:
    ///   - left: Where the first moment stands.
    ///   - width: How much room there is.
    init(_ chart: LaneChart, now: Timestamp, left: Int, width: Int) {
        let times = Self.times(of: chart, now: now)
        let gaps = times.filter(\.isGap).count
        let busy = times.filter { !$0.isGap }.reduce(0) { $0 + $1.length }
        let room = max(1, width - gaps * Self.gapWidth)
        var stretches: [Stretch] = []
        var place = left
        var passed: Int64 = 0
        var breaks = 0
        for time in times {
            if time.isGap { breaks += 1 } else { passed += time.length }
            let end =
                left + breaks * Self.gapWidth + (busy == 0 ? 0 : Int(Int64(room) * passed / busy))
            stretches.append(
                Stretch(
                    from: Timestamp(milliseconds: time.from),
                    to: Timestamp(milliseconds: time.to),
                    isGap: time.isGap,
                    left: place,
                    right: end
                )
            )
            place = end
        }
        self.stretches = stretches
    }

    func place(of moment: Timestamp) -> Int {
        guard let first = stretches.first, let last = stretches.last else { return 0 }
        guard moment > first.from else { return first.left }
        guard let own = stretches.first(where: { moment <= $0.to }) else { return last.right }
        let length = max(1, own.to.milliseconds - own.from.milliseconds)
        let part = moment.milliseconds - own.from.milliseconds
        return own.left + Int(Int64(own.right - own.left) * part / length)
    }

    private struct Time {
        let from: Int64
        let to: Int64
        let isGap: Bool
        var length: Int64 { to - from }
    }

    /// The times in which something goes on and those in which nothing does, in order.
    private static func times(of chart: LaneChart, now: Timestamp) -> [Time] {
        let (start, end) = (chart.from.milliseconds, max(chart.to, chart.from).milliseconds)
        let spans = Self.spans(of: chart, now: now, from: start, to: end)
        guard !spans.isEmpty else { return [Time(from: start, to: end, isGap: false)] }
        let quiet = Quiet(spans)
        var times: [Time] = []
        var begun = start
        var reached: Int64?
        func close(at next: Int64?) {
            let isEdge = reached == nil || next == nil
            let length = (next ?? end) - (reached ?? start)
            guard length > (isEdge ? quiet.edge : gapMilliseconds) else { return }
            // A little of the quiet is left on both sides, so that what stands there is seen.
            let from = reached.map { $0 + quiet.margin } ?? start
            let to = next.map { $0 - quiet.margin } ?? end
            if from > begun { times.append(Time(from: begun, to: from, isGap: false)) }
            times.append(Time(from: from, to: to, isGap: true))
            begun = to
        }
        for span in spans {
            close(at: span.from)
            reached = max(reached ?? start, span.to)
        }
        close(at: nil)
        if begun < end { times.append(Time(from: begun, to: end, isGap: false)) }
        return times
    }

    /// What goes on, the first first, within the time that is drawn.
    private static func spans(
        of chart: LaneChart,
        now: Timestamp,
        from start: Int64,
        to end: Int64
    ) -> [Span] {
        let bars = chart.lanes.flatMap(\.bars)
        let ticks = chart.lanes.flatMap(\.ticks).map(\.at)
        let moments = Set(
            (bars.flatMap { [$0.from, $0.to ?? $0.from] } + ticks).filter { moment in
                (start...end).contains(moment.milliseconds)
            }
        )
        // What is held and goes on says nothing of the time since the last that happened; alone
        // it is all there is to see.
        let reach = moments.count > 1 ? moments.max() : nil
        let held = bars.map { bar in
            Span(
                from: bar.from.milliseconds,
                to: (bar.to ?? reach ?? min(now, chart.to)).milliseconds
            )
        }
        return (held + ticks.map { Span(from: $0.milliseconds, to: $0.milliseconds) })
            .map { Span(from: max($0.from, start), to: min($0.to, end)) }
            .filter { $0.from <= $0.to }
            .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    private struct Span {
        let from: Int64
        let to: Int64
    }

    /// How much of a quiet time is drawn, beside all that is not quiet.
    private struct Quiet {
        /// What is left of it beside what happened.
        let margin: Int64
        /// How long it is at the beginning and the end before it is drawn short.
        let edge: Int64

        init(_ spans: [Span]) {
            var busy: Int64 = 0
            var reached = spans[0].from
            for span in spans {
                if span.from - reached > gapMilliseconds { reached = span.from }
                busy += max(0, span.to - reached)
                reached = max(reached, span.to)
            }
            margin = min(gapMilliseconds / 10, max(busy / 5, 1000))
            edge = min(gapMilliseconds, max(busy / 2, 4000))
        }
    }
}
