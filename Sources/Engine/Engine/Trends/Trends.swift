import Model
import Store

/// How the work goes, by day, by lane and by gate.
package struct Trends: Sendable {
    /// What was settled on a day, in UTC.
    package struct Day: Sendable {
        package var day: String
        package var accepted = 0
        package var sentBack = 0
        package var rejected = 0
        /// Medians of what was settled on the day; `nil` where there was nothing.
        package var cycle: Duration?
        package var evidence: Duration?
        package var founderWait: Duration?
        package var costNanos: Int64 = 0
    }

    /// What was settled in a lane.
    package struct Lane: Sendable {
        package var lane: String?
        package var accepted = 0
        package var sentBack = 0
        package var cycle: Duration?
        package var costNanos: Int64 = 0
    }

    /// How long a gate takes: a tenth of its runs is faster than the low end of the band, and a
    /// tenth slower than its high end.
    package struct Gate: Sendable {
        package var gate: String
        package var runs: Int
        package var low: Duration
        package var usual: Duration
        package var high: Duration
        package var longest: Duration
    }

    package var days: [Day] = []
    package var lanes: [Lane] = []
    package var gates: [Gate] = []

    /// - Parameter count: How many days, that of the moment included.
    package init(_ view: View, until now: Timestamp, days count: Int) throws {
        let last = now.milliseconds / Self.dayMilliseconds
        let since = Timestamp(milliseconds: (last - Int64(count) + 1) * Self.dayMilliseconds)
        let store = view.trends
        let verdicts = try store.verdicts(since: since)
        let evidence = Dictionary(grouping: try store.evidenceWaits(since: since)) { $0.to.day }
        let founder = Dictionary(grouping: try store.founderWaits(since: since)) { $0.to.day }
        let costs = try store.costs(since: since.day)

        let byDay = Dictionary(grouping: verdicts) { $0.decidedAt.day }
        let costOfDay = Dictionary(grouping: costs, by: \.day)
        days = (0..<Int64(count)).map { step in
            let moment = Timestamp(
                milliseconds: since.milliseconds + step * Self.dayMilliseconds
            )
            var day = Day(day: moment.day)
            let own = byDay[day.day] ?? []
            day.accepted = own.count { $0.outcome == "accepted" }
            day.sentBack = own.count { $0.outcome == "sent_back" }
            day.rejected = own.count { $0.outcome == "rejected" }
            day.cycle = own.cycle
            day.evidence = (evidence[day.day] ?? []).map { $0.to - $0.from }.median
            day.founderWait = (founder[day.day] ?? []).map { $0.to - $0.from }.median
            day.costNanos = (costOfDay[day.day] ?? []).reduce(0) { $0 + $1.nanos }
            return day
        }

        let byLane = Dictionary(grouping: verdicts) { $0.lane ?? "" }
        let costOfLane = Dictionary(grouping: costs) { $0.lane ?? "" }
        lanes = Set(byLane.keys).union(costOfLane.keys).sorted().map { name in
            var lane = Lane(lane: name.isEmpty ? nil : name)
            let own = byLane[name] ?? []
            lane.accepted = own.count { $0.outcome == "accepted" }
            lane.sentBack = own.count { $0.outcome == "sent_back" }
            lane.cycle = own.cycle
            lane.costNanos = (costOfLane[name] ?? []).reduce(0) { $0 + $1.nanos }
            return lane
        }

        let times = Dictionary(grouping: try store.gateTimes(since: since), by: \.gate)
        gates = times.sorted { $0.key < $1.key }.map { gate, own in
            func at(_ tenth: Int) -> Duration {
                .microseconds(own[min(own.count - 1, own.count * tenth / 10)].micros)
            }
            return Gate(
                gate: gate,
                runs: own.count,
                low: at(1),
                usual: at(5),
                high: at(9),
                longest: at(10)
            )
        }
    }

    private static let dayMilliseconds: Int64 = 86_400_000
}

extension Timestamp {
    /// The day in UTC: `2026-03-01`.
    fileprivate var day: String { String(text.prefix(10)) }
}

extension [TrendStore.Verdict] {
    /// From the first claim to the acceptance, in the middle.
    fileprivate var cycle: Duration? {
        filter { $0.outcome == "accepted" }.compactMap { verdict in
            verdict.claimedAt.map { verdict.decidedAt - $0 }
        }.median
    }
}

extension [Duration] {
    /// The one in the middle; of two the longer.
    fileprivate var median: Duration? { isEmpty ? nil : sorted()[count / 2] }
}
