import HTTPKit
import Telemetry

/// What the gateway has done since it started, in figures.
package final class GatewayMetrics: Sendable {
    private struct Key: Hashable {
        let operation: String
        let status: Int
    }

    private struct Times {
        var buckets = [Int](repeating: 0, count: bounds.count)
        var count = 0
        var sumSeconds = 0.0
    }

    private struct State {
        var requests: [Key: Int] = [:]
        var times: [String: Times] = [:]
    }

    /// The upper bounds of the histogram, in seconds.
    private static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10]

    private let state = Lock(State())

    func count(_ operation: String, _ status: HTTPStatus, took: Duration) {
        let seconds = took / .seconds(1)
        state.withLock { state in
            state.requests[Key(operation: operation, status: status.rawValue), default: 0] += 1
            var times = state.times[operation] ?? Times()
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                times.buckets[index] += 1
            }
            times.count += 1
            times.sumSeconds += seconds
            state.times[operation] = times
        }
    }

    /// The figures in Prometheus' text format.
    func text(head: Int64, streams: Int) -> String {
        let state = state.withLock { $0 }
        var text = """
            # HELP worklead_ledger_events The events of the ledger.
            # TYPE worklead_ledger_events gauge
            worklead_ledger_events \(head)
            # HELP worklead_event_streams The streams of events that are open.
            # TYPE worklead_event_streams gauge
            worklead_event_streams \(streams)
            # HELP worklead_requests_total The requests that were answered.
            # TYPE worklead_requests_total counter

            """
        for (key, count) in state.requests.sorted(by: Self.isBefore) {
            text +=
                "worklead_requests_total{operation=\"\(key.operation)\",status=\"\(key.status)\"}"
            text += " \(count)\n"
        }
        text += """
            # HELP worklead_request_duration_seconds How long requests took.
            # TYPE worklead_request_duration_seconds histogram

            """
        for (operation, times) in state.times.sorted(by: { $0.key < $1.key }) {
            let name = "worklead_request_duration_seconds"
            let label = "operation=\"\(operation)\""
            for (bound, count) in zip(Self.bounds, times.buckets) {
                text += "\(name)_bucket{\(label),le=\"\(bound)\"} \(count)\n"
            }
            text += "\(name)_bucket{\(label),le=\"+Inf\"} \(times.count)\n"
            text += "\(name)_sum{\(label)} \(times.sumSeconds)\n"
            text += "\(name)_count{\(label)} \(times.count)\n"
        }
        return text
    }

    private static func isBefore(
        _ left: Dictionary<Key, Int>.Element,
        _ right: Dictionary<Key, Int>.Element
    ) -> Bool {
        (left.key.operation, left.key.status) < (right.key.operation, right.key.status)
    }
}
