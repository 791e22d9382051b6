import Model
import Store

/// A task whose holder let the lease end, and which nobody has taken since.
package struct StaleClaim: Hashable, Sendable {
    package let task: TaskKey
    package let hold: Hold

    /// How long after its end a lease is called stale where nobody says.
    package static let standardGrace = Duration.seconds(3600)
}

extension View {
    /// The most stale claims that are looked at in one go.
    private static let staleMax = 500

    /// The claims whose leases ended so long ago, the longest first.
    package func staleClaims(after grace: Duration) throws -> [StaleClaim] {
        try tasks.endedLeases(at: now + (.zero - grace), limit: Self.staleMax).compactMap {
            stored in stored.task.hold.map { StaleClaim(task: stored.key, hold: $0) }
        }
    }

    /// The claim of a task whose lease has ended.
    ///
    /// - Throws: ``TaskError/held(_:by:until:)`` while it runs.
    package func endedClaim(of key: TaskKey) throws -> StaleClaim {
        let stored = try task(key)
        guard case .claimed(let hold) = stored.task.state else {
            throw TaskError.notHeld(key, stored.task.state.name)
        }
        guard hold.hasEnded(at: now) else {
            throw TaskError.held(key, by: hold.agent, until: hold.expiry)
        }
        return StaleClaim(task: key, hold: hold)
    }
}
