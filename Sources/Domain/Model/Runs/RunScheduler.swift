/// Says what of a run is to be started next, and by whom.
///
/// It is told of each change and never looks at all slices again: a change of one slice costs as
/// much as there are slices that wait for it, and a start the logarithm of what is ready. Values go
/// in, values come out; the same calls in the same order give the same answers.
package struct RunScheduler: Sendable {
    /// Where a slice stands, as far as its order is concerned.
    package enum Standing: Hashable, Sendable {
        /// It can be taken up once all is accepted that it waits for.
        case open
        case running(by: AgentID)
        /// It waits for a verdict; its agent is free.
        case handedIn
        case accepted
        /// Somebody stopped it, or it waits for something beside the run.
        case held
        /// It was given up; what waits for it goes on waiting.
        case dropped

        /// Whether nothing is left to do for it.
        var isOver: Bool {
            switch self {
            case .accepted, .dropped: true
            case .open, .running, .handedIn, .held: false
            }
        }
    }

    /// A slice that is to be started.
    package struct Start: Hashable, Sendable {
        package let task: TaskKey
        package let agent: AgentID

        package init(task: TaskKey, agent: AgentID) {
            self.task = task
            self.agent = agent
        }
    }

    /// The slices by rank: the first is what most rests on.
    private let slices: [RunSlice]
    private let ranks: [TaskKey: Int]
    private let waits: [[Int]]
    private let followers: [[Int]]
    /// How much is to be done from the start of a slice to the end of all that waits for it.
    private let rests: [Int64]
    /// For each agent the slices that it owns or backs up.
    private let named: [AgentID: [Int]]

    private var standings: [Standing]
    /// How much of what a slice waits for is not accepted.
    private var waiting: [Int]
    /// What is ready, as far as its agent was free when it was looked at.
    private var ready = PlaceHeap()
    private var isQueued: [Bool]
    /// What is ready for agents that were busy when it was looked at.
    private var parked: [AgentID: PlaceHeap] = [:]
    private var busy: [AgentID: Int] = [:]
    private var away: Set<AgentID> = []
    /// All ranks before it are over.
    private var firstOpen = 0

    /// How many are in hand.
    package private(set) var running = 0
    package let capacity: RunCapacity
    /// Whether nothing is to be started for now: the run is paused, or its budget used up.
    package var isStopped = false

    /// Puts slices in order; all are open.
    ///
    /// - Parameter sizes: How much work each is; `1` for those without.
    /// - Throws: ``TaskGraphError/cycle(_:)`` with the tasks of one.
    package init(
        _ given: [RunSlice],
        sizes: [TaskKey: Int64] = [:],
        capacity: RunCapacity
    ) throws(TaskGraphError) {
        let order = try RunOrder(given, sizes: sizes)
        slices = order.slices
        waits = order.waits
        followers = order.followers
        rests = order.rests
        ranks = order.ranks
        var named: [AgentID: [Int]] = [:]
        for (rank, slice) in order.slices.enumerated() {
            for agent in ([slice.owner] + slice.backups).uniqued {
                named[agent, default: []].append(rank)
            }
        }
        self.named = named
        self.capacity = capacity
        standings = [Standing](repeating: .open, count: slices.count)
        waiting = waits.map(\.count)
        isQueued = [Bool](repeating: false, count: slices.count)
        for rank in slices.indices { offer(rank) }
    }

    /// Where a slice stands; `nil` for what is none of the run.
    package func standing(of task: TaskKey) -> Standing? { ranks[task].map { standings[$0] } }

    /// Whether all slices are over.
    package var isOver: Bool { firstOpen == slices.count }

    /// Notes where a slice stands now.
    package mutating func note(_ task: TaskKey, _ standing: Standing) {
        guard let rank = ranks[task], standings[rank] != standing else { return }
        let before = standings[rank]
        standings[rank] = standing
        leave(before, rank)
        enter(standing, rank)
        while firstOpen < slices.count, standings[firstOpen].isOver { firstOpen += 1 }
    }

    /// Notes that an agent is not there, or is there again: its slices go to their backups.
    package mutating func note(_ agent: AgentID, isAway: Bool) {
        guard isAway != away.contains(agent) else { return }
        if isAway { away.insert(agent) } else { away.remove(agent) }
        for rank in named[agent] ?? [] { offer(rank) }
    }

    /// Takes up what is to be started now, and notes it as running.
    package mutating func starts() -> [Start] {
        var starts: [Start] = []
        while let start = next() { starts.append(start) }
        return starts
    }

    private mutating func next() -> Start? {
        guard !isStopped, running < Int(capacity.max) else { return nil }
        while let rank = ready.least {
            guard isReady(rank), let agent = agent(for: rank) else {
                drop(rank)
                // It stood for others that its agents could take up.
                for agent in [slices[rank].owner] + slices[rank].backups
                where busy[agent] == nil { release(agent) }
                continue
            }
            guard busy[agent, default: 0] == 0 else {
                drop(rank)
                parked[agent, default: PlaceHeap()].insert(rank)
                continue
            }
            // Ranks begin with what most rests on, so nothing behind it is on the critical path.
            if running >= Int(capacity.target), !isCritical(rank) { return nil }
            drop(rank)
            note(slices[rank].task, .running(by: agent))
            return Start(task: slices[rank].task, agent: agent)
        }
        return nil
    }

    private mutating func drop(_ rank: Int) {
        _ = ready.removeLeast()
        isQueued[rank] = false
    }

    private func isReady(_ rank: Int) -> Bool { standings[rank] == .open && waiting[rank] == 0 }

    /// Whether as much rests on it as on anything that is not over.
    private func isCritical(_ rank: Int) -> Bool {
        firstOpen < slices.count && rests[rank] == rests[firstOpen]
    }

    /// Who would take a slice up: its owner, else the first backup that is there.
    private func agent(for rank: Int) -> AgentID? {
        let slice = slices[rank]
        if !away.contains(slice.owner) { return slice.owner }
        return slice.backups.first { !away.contains($0) }
    }

    /// Puts a slice into the line if it is ready.
    private mutating func offer(_ rank: Int) {
        guard isReady(rank), !isQueued[rank] else { return }
        isQueued[rank] = true
        ready.insert(rank)
    }

    private mutating func leave(_ standing: Standing, _ rank: Int) {
        switch standing {
        case .running(let agent):
            running -= 1
            let left = busy[agent, default: 1] - 1
            busy[agent] = left == 0 ? nil : left
            if left == 0 { release(agent) }
        case .accepted:
            for follower in followers[rank] { waiting[follower] += 1 }
        case .open, .handedIn, .held, .dropped: break
        }
    }

    private mutating func enter(_ standing: Standing, _ rank: Int) {
        switch standing {
        case .open: offer(rank)
        case .running(let agent):
            running += 1
            busy[agent, default: 0] += 1
        case .accepted:
            for follower in followers[rank] {
                waiting[follower] -= 1
                offer(follower)
            }
        case .handedIn, .held, .dropped: break
        }
    }

    /// Lets the slices in again that were ready while an agent was busy.
    ///
    /// One is enough: with the agent busy again the others would only be parked again, and where
    /// it is not started, what takes its place has a better rank.
    private mutating func release(_ agent: AgentID) {
        while let rank = parked[agent, default: PlaceHeap()].removeLeast() {
            guard isReady(rank), self.agent(for: rank) == agent, !isQueued[rank] else {
                offer(rank)
                continue
            }
            offer(rank)
            return
        }
        parked[agent] = nil
    }
}
