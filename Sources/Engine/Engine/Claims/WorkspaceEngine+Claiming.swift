import Digests
import Model
import Store

extension WorkspaceEngine {
    /// Claims a task, and stands in line for its paths for a while if others hold them.
    ///
    /// Whoever stands in line has a place that lasts as long as the waiting: those who come later
    /// and need the same paths are refused, so nobody is starved by quicker ones.
    ///
    /// - Parameter patience: How long to wait; zero asks once.
    package func claim(
        _ key: TaskKey,
        for lease: Duration,
        waiting patience: Duration,
        _ request: ChangeRequest,
        pauses: any PauseSource,
        encode: @escaping @Sendable (ClaimEngine.Claimed) -> JSONValue
    ) async throws -> Changed<ClaimEngine.Claimed> {
        let deadline = time.elapsed() + patience
        var isInLine = false
        // Who stands in line is not refused before the waiting is over.
        var asking = request
        asking.notesRefusals = patience <= .zero
        while true {
            do {
                return try await change(asking, encode: encode) { change in
                    try change.claims.claim(key, for: lease)
                }
            } catch let obstacle as ReservationError {
                let left = deadline - time.elapsed()
                guard patience > .zero, left > .zero, !request.isDryRun else {
                    if isInLine { try await leaveLine(for: key, request) }
                    if !asking.notesRefusals, !request.isDryRun, let refusal = obstacle.refusal {
                        // As above: that it is refused is the answer.
                        try? await note(refusal, of: request)
                    }
                    throw obstacle
                }
                if !isInLine {
                    try await joinLine(for: key, during: left, request)
                    isInLine = true
                }
                do {
                    try await waitForNews(atMost: left, pauses)
                } catch {
                    try await leaveLine(for: key, request)
                    throw error
                }
            } catch {
                // Somebody else has it, or it is gone: waiting for its paths is over.
                if isInLine { try await leaveLine(for: key, request) }
                throw error
            }
        }
    }

    private func joinLine(
        for key: TaskKey,
        during patience: Duration,
        _ request: ChangeRequest
    ) async throws {
        var joining = request
        joining.key = nil
        let until = time.now() + patience
        _ = try await change(joining, encode: { (_: Bool) in .null }) { change in
            try change.claims.joinLine(for: key, until: until)
            return true
        }
    }

    private func leaveLine(for key: TaskKey, _ request: ChangeRequest) async throws {
        var leaving = request
        leaving.key = nil
        _ = try await change(leaving, encode: { (_: Bool) in .null }) { change in
            try change.claims.leaveLine(for: key)
            return true
        }
    }

    /// Returns when the ledger has grown or a lease may have ended.
    private func waitForNews(atMost limit: Duration, _ pauses: any PauseSource) async throws {
        let start = time.elapsed()
        let known = try read { try $0.ledger.head() }
        var step = Duration.milliseconds(20)
        while time.elapsed() - start < limit, time.elapsed() - start < .seconds(1) {
            try await pauses.pause(for: min(step, limit))
            if try read({ try $0.ledger.head() }) != known { return }
            step = min(step * 2, .milliseconds(200))
        }
    }
}
