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

    /// How long nothing happens before that is drawn short.
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
        let bars = chart.lanes.flatMap(\.bars).map { bar in
            (bar.from.milliseconds, (bar.to ?? min(now, chart.to)).milliseconds)
        }
        let ticks = chart.lanes.flatMap(\.ticks).map { ($0.at.milliseconds, $0.at.milliseconds) }
        let spans = (bars + ticks).map { (max($0.0, start), min($0.1, end)) }
            .filter { $0.0 <= $0.1 }.sorted { $0 < $1 }
        guard !spans.isEmpty else { return [Time(from: start, to: end, isGap: false)] }
        var times: [Time] = []
        var begun = start
        var reached = start
        func close(at next: Int64) {
            guard next - reached > gapMilliseconds else { return }
            // A little of the quiet is left on both sides, so that what stands there is seen.
            let margin = gapMilliseconds / 10
            let from = reached == start ? start : reached + margin
            let to = next == end ? end : next - margin
            if from > begun { times.append(Time(from: begun, to: from, isGap: false)) }
            times.append(Time(from: from, to: to, isGap: true))
            begun = to
        }
        for span in spans {
            close(at: span.0)
            reached = max(reached, span.1)
        }
        close(at: end)
        if begun < end { times.append(Time(from: begun, to: end, isGap: false)) }
        return times
    }
}
