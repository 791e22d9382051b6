import Model
import Store

/// What the ledger tells of a run, gathered once for all that is written of it.
struct RunAccount {
    let progress: RunProgress
    let slices: [Slice]
    let reviews: [(slice: RunProgress.Slice, reviews: [(Review, [Finding])])]
    let usage: [RunStore.Usage]
    let decisions: [DecisionStore.Stored]

    /// A slice with what became of it.
    struct Slice {
        let progress: RunProgress.Slice
        /// Its task, or what stands for it.
        let task: StoredTask?
        let claims: [ClaimStore.Record]
        let deliveries: [DeliveryStore.Stored]
        /// How the last delivery was replayed.
        let replay: ReplayStore.Stored?

        var key: TaskKey { progress.slice.task }
        /// The delivery that was accepted.
        var accepted: DeliveryStore.Stored? { deliveries.last { $0.outcome == .accepted } }
        var startedAt: Timestamp? { claims.first?.claimedAt }
        var acceptedAt: Timestamp? { accepted?.decidedAt }
    }

    init(of name: RunName, in view: View) throws {
        let progress = try RunProgress(of: name, in: view)
        self.progress = progress
        let run = progress.stored.run
        let hasBegun = progress.stored.startedAt != nil
        slices = try progress.slices.map { slice in
            guard hasBegun, let task = try view.current(of: slice.slice.task) else {
                return Slice(
                    progress: slice,
                    task: nil,
                    claims: [],
                    deliveries: [],
                    replay: nil
                )
            }
            let deliveries = try view.deliveries.deliveries(of: task.key)
            return Slice(
                progress: slice,
                task: task,
                claims: try view.claims.claims(on: task.key),
                deliveries: deliveries,
                replay: try deliveries.last.flatMap {
                    try view.replays.latest(of: $0.delivery.id)
                }
            )
        }
        reviews = try progress.slices.filter(\.slice.kind.isReview).map { slice in
            let stored = try view.reviews.reviews(of: slice.slice.task)
            return (
                slice,
                try stored.map { ($0.review, try view.findings.findings(of: $0.review.id)) }
            )
        }
        usage = hasBegun ? try view.runs.usages(of: name) : []
        decisions = try view.decisions.decisions(
            about: ThreadID(trusted: name.text),
            and: [run.state.decision].compactMap(\.self)
        )
    }

    /// The way that decided when the last slice was accepted, the first to be done first: from it
    /// back to what was accepted last of what it waited for.
    var decisive: [Slice] {
        let byTask = Dictionary(
            slices.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        func last(of slices: [Slice]) -> Slice? {
            var found: (slice: Slice, at: Timestamp)?
            for slice in slices {
                guard let at = slice.acceptedAt else { continue }
                if found.map({ $0.at < at }) ?? true { found = (slice, at) }
            }
            return found?.slice
        }
        var way: [Slice] = []
        var seen: Set<TaskKey> = []
        var next = last(of: slices)
        while let slice = next, seen.insert(slice.key).inserted {
            way.append(slice)
            next = last(
                of: before(slice.key).filter { !seen.contains($0) }.compactMap { byTask[$0] }
            )
        }
        return way.reversed()
    }

    /// What a slice began after: what it waits for, and for one that mends what its review, and the
    /// rounds of that before, had waited for.
    private func before(_ key: TaskKey) -> [TaskKey] {
        let rounds = progress.stored.run.rounds
        let own = progress.stored.run.slices.first { $0.task == key }?.waits ?? []
        if let made = rounds.first(where: { $0.fixes.contains { $0.task == key } }) {
            let review = progress.stored.run.slices.first { $0.task == made.slice }?.waits ?? []
            let earlier = rounds.filter { $0.slice == made.slice && $0.number < made.number }
            return own + review + earlier.flatMap(\.fixes).map(\.task)
        }
        return own + rounds.filter { $0.slice == key }.flatMap(\.fixes).map(\.task)
    }

    /// When all was accepted that a slice waited for.
    func readyAt(_ slice: Slice) -> Timestamp? {
        let waits = Set(before(slice.key))
        let times = slices.filter { waits.contains($0.key) }.map(\.acceptedAt)
        return times.contains(nil)
            ? nil
            : times.compactMap(\.self).max()
                ?? progress.stored.startedAt
    }
}
