import Model
import Telemetry

/// Tells, on the occasion of changes, when a ledger is to be signed by itself.
///
/// It has no timer: where nothing happens there is nothing to sign. Whoever makes a change pays
/// for a comparison; the signing is somebody else's.
package final class CheckpointWatch: Sendable {
    private struct State {
        var pace: CheckpointPace
        var head: Int64
        /// The revision at which it was last signed, or at least tried.
        var signed: Int64
        var since: Duration
        /// Whether it was tried since the start.
        var hasTried = false
        var isSigning = false
    }

    private let state: Lock<State>
    private let clock: @Sendable () -> Duration
    private let run: @Sendable (@escaping @Sendable () -> Void) -> Void
    private let sign: @Sendable () throws -> CheckpointPace
    private let failed: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - signed: How many events the newest checkpoint is of.
    ///   - pace: By which to begin.
    ///   - run: Carries work out on a thread that may wait.
    ///   - sign: Signs the ledger as it is; answers by which pace to go on.
    ///   - failed: Told why something was not signed.
    package init(
        signed: Int64,
        pace: CheckpointPace,
        clock: @escaping @Sendable () -> Duration,
        run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
        sign: @escaping @Sendable () throws -> CheckpointPace,
        failed: @escaping @Sendable (any Error) -> Void
    ) {
        state = Lock(State(pace: pace, head: signed, signed: signed, since: clock()))
        self.clock = clock
        self.run = run
        self.sign = sign
        self.failed = failed
    }

    /// The ledger has grown to this revision.
    package func note(_ revision: Int64) {
        let now = clock()
        let isDue = state.withLock { state in
            state.head = max(state.head, revision)
            let fresh = state.head - state.signed
            let isDue =
                fresh >= state.pace.events || (fresh > 0 && now - state.since >= state.pace.period)
            return isDue && Self.begin(&state, at: now)
        }
        if isDue { run { self.work() } }
    }

    /// Nothing happens for a while: what is new is signed here and now, if it is to be.
    ///
    /// - Parameter isEnd: Whether nothing comes any more, so that there is no later.
    package func rest(isEnd: Bool = false) {
        let now = clock()
        let isDue = state.withLock { state in
            let isDue = isEnd || !state.hasTried || now - state.since >= CheckpointPace.rest
            return isDue && state.head > state.signed && Self.begin(&state, at: now)
        }
        if isDue { work() }
    }

    /// - Returns: Whether nobody else is at it.
    private static func begin(_ state: inout State, at now: Duration) -> Bool {
        guard !state.isSigning else { return false }
        state.isSigning = true
        // Not only when it went well: what fails is not tried again for each change.
        (state.signed, state.since, state.hasTried) = (state.head, now, true)
        return true
    }

    private func work() {
        var pace: CheckpointPace?
        do { pace = try sign() } catch { failed(error) }
        state.withLock { [pace] state in
            state.isSigning = false
            if let pace { state.pace = pace }
        }
    }
}
