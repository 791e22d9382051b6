import Documents
import Model
import Store

/// How far a run is, read off its tasks at one moment.
package struct RunProgress: Sendable {
    /// A slice with where it stands.
    package struct Slice: Hashable, Sendable {
        package let slice: RunSlice
        package let title: String
        package let state: SliceState
        /// Who has it in hand.
        package let holder: AgentID?
        package let attempts: Int64
        /// What it waits for that is not accepted.
        package let open: [TaskKey]
        package let size: TaskSize?
        /// For a review slice of a run that has begun, the round that it is in.
        package let round: Round?
    }

    /// The round that a review slice is in.
    package struct Round: Hashable, Sendable {
        /// From 1.
        package let number: Int64
        /// The most by now.
        package let max: Int64
        /// The reviews that are parts of it.
        package let reviews: [ReviewID]
        /// The blocking and high findings that are open or disputed.
        package let stopping: [FindingID]
        /// What a founder is asked about it.
        package let question: DecisionID?

        init(of slice: TaskKey, in run: Run, _ view: View) throws {
            let standing = try ReviewStanding(of: slice, in: view)
            number = run.round(of: slice)
            max = run.roundsMax(of: slice)
            reviews = standing.reviews.map(\.review.id)
            stopping = standing.stopping.map(\.id)
            question = run.question(about: slice)?.decision
        }
    }

    package let stored: RunStore.Stored
    /// In the order of the file, then those that were added.
    package let slices: [Slice]
    package let path: CriticalPath
    /// What the tasks have used so far, as agents' programs have reported it.
    package let usage: TokenUsage
    /// What would be started next, and by whom.
    package let starts: [Start]

    /// A slice that would be started, by whom, and whether they go on with what they remember.
    package struct Start: Hashable, Sendable {
        package let task: TaskKey
        package let agent: AgentID
        package let alignment: Alignment
    }

    /// Whether the budget is used up.
    package var isSpent: Bool { stored.run.draft.budget.isReached(by: usage) }

    /// How many slices stand where; those without any are left out.
    package var counts: [(state: SliceState, count: Int)] {
        SliceState.allCases.compactMap { state in
            let count = slices.count { $0.state == state }
            return count == 0 ? nil : (state, count)
        }
    }

    /// Reads the run and its tasks.
    package init(of name: RunName, in view: View) throws {
        stored = try view.storedRun(name)
        let run = stored.run
        let hasBegun = stored.startedAt != nil
        usage = hasBegun ? try view.runs.usage(of: name) : TokenUsage()
        var edges: [(task: TaskKey, on: TaskKey)]
        if hasBegun {
            let found = try view.runs.dependencies(of: name)
            edges = found.map { ($0.task, $0.on) }
            var open: [TaskKey: [TaskKey]] = [:]
            for edge in found where edge.state != .accepted {
                open[edge.task, default: []].append(edge.on)
            }
            slices = try Self.begun(run, open, view)
        } else {
            edges = run.draft.slices.flatMap { slice in slice.waits.map { (slice.task, $0) } }
            slices = try Self.planned(run.draft)
        }
        path = CriticalPath(of: try TaskGraph(slices.map(\.node), edges: edges))
        let found = try Self.starts(
            run,
            slices,
            edges,
            view,
            isSpent: run.draft.budget.isReached(by: usage)
        )
        starts = try view.aligned(found, in: run)
    }

    private static func planned(_ draft: RunDraft) throws -> [Slice] {
        let spec = try ReadRun.spec(of: draft.text)
        let packets = Dictionary(
            (spec?.slices ?? []).map { ($0.task, $0.packet) },
            uniquingKeysWith: { first, _ in first }
        )
        return draft.slices.map { slice in
            Slice(
                slice: slice,
                title: slice.task.text,
                state: .planned,
                holder: nil,
                attempts: 0,
                open: slice.waits,
                size: packets[slice.task].flatMap(TaskSize.init(inPacket:)),
                round: nil
            )
        }
    }

    private static func begun(
        _ run: Run,
        _ waiting: [TaskKey: [TaskKey]],
        _ view: View
    ) throws -> [Slice] {
        let name = run.name
        let stuck = Set(
            run.questions.filter { $0.matter == .attempts && $0.state == .open }.map(\.slice)
        )
        let launched = Dictionary(
            try view.runs.launches(of: name, openOnly: true, limit: Int(RunCapacity.limit) * 2)
                .map { ($0.launch.task, $0.launch.agent) },
            uniquingKeysWith: { first, _ in first }
        )
        let standings = Dictionary(
            try view.runs.standings(of: run.name).map { ($0.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return try run.slices.map { slice in
            let standing = standings[slice.task]
            var state = standing?.state
            // What was put into its place stands for it.
            if state == .superseded { state = try view.current(of: slice.task)?.task.state.name }
            var stands = SliceState(
                of: state,
                waits: waiting[slice.task] != nil,
                isReviewed: standing?.isReviewed ?? false
            )
            var holder = standing?.holder
            if stands == .ready || stands == .rework {
                if stuck.contains(slice.task) { stands = .blocked }
                // Its agent is on the way and has not claimed it yet.
                if let agent = launched[slice.task] { (stands, holder) = (.running, agent) }
            }
            return Slice(
                slice: slice,
                title: standing?.title ?? slice.task.text,
                state: stands,
                holder: holder,
                attempts: standing?.attempts ?? 0,
                open: waiting[slice.task] ?? [],
                size: standing?.size,
                round: slice.kind.isReview
                    ? try Round(of: slice.task, in: run, view) : nil
            )
        }
    }

    private static func starts(
        _ run: Run,
        _ slices: [Slice],
        _ edges: [(task: TaskKey, on: TaskKey)],
        _ view: View,
        isSpent: Bool
    ) throws -> [RunScheduler.Start] {
        switch run.state {
        case .paused, .finished, .cancelled: return []
        case .drafted, .approved, .running: break
        }
        guard !isSpent else { return [] }
        var scheduler = try scheduler(run, slices, edges)
        for member in Set(slices.flatMap { [$0.slice.owner] + $0.slice.backups }) {
            let isAway = try view.agents.agent(member)?.isActive != true
            if isAway { scheduler.note(member, isAway: true) }
        }
        let isBegun = run.state.name.hasTasks
        return isBegun ? try free(&scheduler, view) : scheduler.starts()
    }

    /// What can be started without anybody's paths in the way: those of tasks in hand, and those of
    /// each other.
    private static func free(
        _ scheduler: inout RunScheduler,
        _ view: View
    ) throws -> [RunScheduler.Start] {
        var starts: [RunScheduler.Start] = []
        while true {
            let found = scheduler.starts()
            if found.isEmpty { return starts }
            for start in found {
                let isFree = try PathObstacles(view: view, agent: start.agent)
                    .letsStart(start.task, beside: starts.map(\.task))
                if isFree { starts.append(start) } else { scheduler.note(start.task, .held) }
            }
        }
    }

    private static func scheduler(
        _ run: Run,
        _ slices: [Slice],
        _ edges: [(task: TaskKey, on: TaskKey)]
    ) throws -> RunScheduler {
        let own = Set(slices.map(\.slice.task))
        var waits: [TaskKey: [TaskKey]] = [:]
        for edge in edges where own.contains(edge.on) {
            waits[edge.task, default: []].append(edge.on)
        }
        var scheduler = try RunScheduler(
            slices.map { $0.slice.waiting(for: waits[$0.slice.task] ?? []) },
            sizes: Dictionary(
                slices.compactMap { slice in slice.size.map { (slice.slice.task, $0.amount) } },
                uniquingKeysWith: { first, _ in first }
            ),
            capacity: run.draft.capacity
        )
        for slice in slices {
            scheduler.note(slice.slice.task, slice.standing(among: own))
        }
        return scheduler
    }
}

extension View {
    fileprivate func aligned(
        _ starts: [RunScheduler.Start],
        in run: Run
    ) throws -> [RunProgress.Start] {
        guard !starts.isEmpty else { return [] }
        let rules = try ruleDigest()
        let wanted = Set(starts.map(\.task))
        let slices = Dictionary(
            run.slices.filter { wanted.contains($0.task) }.map { ($0.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return try starts.map { start in
            let dialect = run.draft.dialects[start.agent]
            let trail = try trail(of: start.agent, in: run.name, dialect, rules: rules)
            return RunProgress.Start(
                task: start.task,
                agent: start.agent,
                alignment: Alignment(
                    of: trail,
                    for: slices[start.task],
                    run.draft.freshness
                )
            )
        }
    }
}

extension RunSlice {
    /// The slice as it waits now.
    fileprivate func waiting(for others: [TaskKey]) -> RunSlice {
        RunSlice(
            task: task,
            stage: stage,
            owner: owner,
            backups: backups,
            waits: others,
            gates: gates,
            kind: kind,
            mends: mends
        )
    }
}

extension RunProgress.Slice {
    fileprivate var node: TaskGraph.Node {
        let name: TaskState.Name =
            switch state {
            case .planned, .waiting, .ready: .ready
            case .running: .claimed
            case .delivered, .inReview: .delivered
            case .rework: .rework
            case .blocked: .blocked
            case .accepted: .accepted
            case .dropped: .cancelled
            }
        return TaskGraph.Node(key: slice.task, title: title, state: name, size: size)
    }

    /// Where it stands for the scheduler; what waits for a task beside the run is held.
    fileprivate func standing(among own: Set<TaskKey>) -> RunScheduler.Standing {
        switch state {
        case .planned, .ready, .rework: .open
        case .waiting: open.allSatisfy(own.contains) ? .open : .held
        case .running: .running(by: holder ?? slice.owner)
        case .delivered, .inReview: .handedIn
        case .blocked: .held
        case .accepted: .accepted
        case .dropped: .dropped
        }
    }
}
