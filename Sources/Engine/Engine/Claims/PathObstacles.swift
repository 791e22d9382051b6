import Model
import Store

/// Finds what stands in the way of the paths that a claim would hold.
struct PathObstacles {
    let view: View
    /// Who would claim.
    let agent: AgentID

    /// The first thing that stands in the way of a claim's paths.
    func first(for task: WorkTask) throws -> ReservationError? {
        guard let repository = task.repository else { return nil }
        let store = view.reservations
        let mine = try patterns(of: task.key)
        guard !mine.isEmpty else { return nil }
        let anchors = Set(mine.map { Anchor.of($0.text) })
        let held = try store.candidates(
            beside: task.key,
            in: repository,
            anchors: anchors,
            at: view.now
        )
        for reservation in held where reservation.agent != agent {
            let theirs = try PathPattern(reservation.pattern)
            for pattern in mine {
                guard let path = pattern.commonPath(with: theirs) else { continue }
                return ReservationError(
                    key: task.key,
                    path: path,
                    holder: reservation.agent,
                    other: reservation.task,
                    isInLine: false
                )
            }
        }
        let line = try store.line(in: repository, at: view.now)
        for waiter in line {
            // Those behind the asker do not hold the asker up.
            if waiter.agent == agent, waiter.task == task.key { break }
            guard waiter.agent != agent else { continue }
            for theirs in try patterns(of: waiter.task) {
                for pattern in mine {
                    guard let path = pattern.commonPath(with: theirs) else { continue }
                    return ReservationError(
                        key: task.key,
                        path: path,
                        holder: waiter.agent,
                        other: waiter.task,
                        isInLine: true
                    )
                }
            }
        }
        return nil
    }

    /// Whether a claim of a task would not be refused for its paths, nor would be once the others
    /// are claimed.
    func letsStart(_ key: TaskKey, beside others: [TaskKey]) throws -> Bool {
        let task = try view.task(key).task
        guard let repository = task.repository,
            try view.level(of: .overlap, for: key) == .block
        else { return true }
        guard try first(for: task) == nil else { return false }
        let mine = try patterns(of: key)
        for other in others where try view.task(other).task.repository == repository {
            let theirs = try patterns(of: other)
            for pattern in mine {
                guard theirs.allSatisfy({ pattern.commonPath(with: $0) == nil }) else {
                    return false
                }
            }
        }
        return true
    }

    private func patterns(of key: TaskKey) throws -> [PathPattern] {
        try view.reservations.scope(of: key).map { try PathPattern($0) }
    }
}
