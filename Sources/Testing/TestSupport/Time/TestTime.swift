import Model
import Telemetry

/// A clock that moves when a test says so.
package final class TestTime: TimeSource {
    private struct Moments {
        var now: Timestamp
        var elapsed: Duration
    }

    private let moments: Lock<Moments>

    package init(startingAt start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
        moments = Lock(Moments(now: start, elapsed: .zero))
    }

    package func now() -> Timestamp { moments.withLock { $0.now } }

    package func elapsed() -> Duration { moments.withLock { $0.elapsed } }

    /// Lets time pass on both clocks.
    package func advance(by interval: Duration) {
        moments.withLock {
            $0.now = $0.now + interval
            $0.elapsed += interval
        }
    }

    /// Sets the wall clock alone, forth or back, as an operator or a time server may.
    package func set(to moment: Timestamp) {
        moments.withLock { $0.now = moment }
    }
}
