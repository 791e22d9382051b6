import Engine
import Model
import SQLiteDriver
import Store
import TestSupport

/// A month of a fleet in a few seconds: the real engine on a real store, with agents, a network and
/// a clock that come from a seed.
///
/// Nothing happens but what the agenda says, in the order of time. After each step the ledger is
/// read by somebody who knows nothing of the engine, and what the engine answers is held against
/// that; see ``Witness``.
package final class SimulatedMonth {
    let workspace: TestWorkspace
    let seed: UInt64
    let size: MonthSize
    let cast: Cast
    let desk: EngineDesk
    let witness: Witness
    let start: Timestamp
    var chance: SplitMix64
    var agenda = Agenda()
    /// Whether no gateway can be reached.
    var isAway = false
    /// Whether the time of troubles is over: nothing is lost any more, and nobody crashes.
    private(set) var isCalm = false
    private(set) var counts: [String: Int] = [:]
    private var packets = 0
    private var commits = 0

    private init(_ workspace: TestWorkspace, seed: UInt64, size: MonthSize) {
        self.workspace = workspace
        self.seed = seed
        self.size = size
        chance = SplitMix64(seed: seed)
        cast = Cast(size, &chance)
        desk = EngineDesk(workspace: workspace, replays: SeededReplays(seed: seed))
        witness = Witness()
        start = workspace.time.now()
    }

    /// Runs a month, and says how it went.
    ///
    /// It ends early at the first thing that is wrong.
    ///
    /// - Parameter isCut: Whether it ends in the midst of everything, after nine tenths of its
    ///   time, as where its machine is lost.
    package static func run(
        seed: UInt64,
        _ size: MonthSize,
        in workspace: TestWorkspace,
        isCut: Bool = false
    ) async throws -> MonthReport {
        let month = SimulatedMonth(workspace, seed: seed, size: size)
        try await month.play(for: isCut ? size.length * 9 / 10 : size.length)
        if !isCut { try await month.calmDown() }
        return try MonthReport(month)
    }

    /// Runs a month on a store of its own, kept open as a gateway has it.
    package static func run(seed: UInt64, _ size: MonthSize) async throws -> MonthReport {
        try await TestWorkspace.with(seed: seed, .life) {
            try await run(seed: seed, size, in: $0)
        }
    }

    private func play(for time: Duration) async throws {
        try await raiseCurtain()
        try await happen(until: start + time)
    }

    /// Lets the troubles be over, and looks at what must be so then.
    private func calmDown() async throws {
        // Whoever is down comes back, what was kept is sent, and everybody reads.
        isCalm = true
        isAway = false
        for agent in cast.agents where !agent.isUp { restart(agent) }
        try await happen(until: start + size.length + .hours(12))
        if witness.fault == nil {
            try witness.close(workspace, outboxes: cast.agents.map(\.outbox))
        }
    }

    /// Registers who takes part, and writes into the agenda what will happen by itself.
    private func raiseCurtain() async throws {
        let (lanes, agents) = (cast.lanes, cast.agents.map { ($0.id, $0.role) })
        try await workspace.change { change in
            for lane in lanes {
                _ = try change.lanes.add(lane, function: "work", owner: nil, repository: nil)
            }
            for (id, role) in agents where role != .founder {
                _ = try change.agents.register(id, as: role, capabilities: [])
            }
        }
        cast.agents[0].session = workspace.founder
        try witness.follow(workspace, since: nil)
        for agent in cast.agents {
            wake(agent, in: chance.duration(.seconds(1), .minutes(20)))
            planCrash(of: agent)
        }
        agenda.add(.gatewayLeaves, at: now + chance.duration(.hours(2), .hours(12)))
        agenda.add(.isLookedAt, at: now + lookEvery)
    }

    private var lookEvery: Duration { size.days < 7 ? .hours(2) : .hours(6) }

    private func happen(until end: Timestamp) async throws {
        while witness.fault == nil, let (moment, happening) = agenda.next() {
            guard moment <= end else {
                agenda.add(happening, at: moment)
                break
            }
            workspace.time.advance(by: moment - now)
            try await take(happening)
        }
        workspace.time.advance(by: max(.zero, end - now))
    }

    private func take(_ happening: Happening) async throws {
        switch happening {
        case .wakes(let number, let life, let alarm):
            let agent = cast.agents[number]
            guard agent.isUp, agent.life == life, agent.alarm == alarm else { return }
            try step(agent)
        case .crashes(let number): crash(cast.agents[number])
        case .restarts(let number): restart(cast.agents[number])
        case .arrives(let call): try await arrive(call)
        case .isAnswered(let call, let outcome): hear(call, outcome)
        case .isMissed(let call): miss(call)
        case .gatewayLeaves:
            guard !isCalm else { return }
            isAway = true
            count("gateway away")
            agenda.add(.gatewayReturns, at: now + chance.duration(.minutes(5), .hours(2)))
        case .gatewayReturns:
            isAway = false
            agenda.add(.gatewayLeaves, at: now + chance.duration(.hours(8), .hours(60)))
        case .isLookedAt:
            try witness.look(workspace, later: chance.duration(.minutes(1), .hours(12)))
            agenda.add(.isLookedAt, at: now + lookEvery)
        }
    }

    var now: Timestamp { workspace.time.now() }

    /// Takes note that something happened that a month should not be without.
    func count(_ what: String) { counts[what, default: 0] += 1 }
}

// What the behaviours ask of the month.
extension SimulatedMonth {
    /// How many tasks there should be by now: a little more than the time that has passed.
    var tasksDue: Int {
        let passed = Double((now - start).wholeSeconds) / Double(size.length.wholeSeconds)
        let due = Double(size.tasks) * (passed + 0.03)
        return isCalm ? size.tasks : min(size.tasks, Int(due) + cast.lanes.count * 2)
    }

    /// Which quarter of the month it is, from 1.
    var quarter: Int {
        let passed = Int((now - start).wholeSeconds * 4 / size.length.wholeSeconds)
        return min(passed, 3) + 1
    }

    /// The number of the next packet.
    func nextPacket() -> Int {
        packets += 1
        return packets
    }

    /// A new commit of an agent's, with work inside of the task's scope.
    func commit(of agent: SimulatedAgent, for task: TaskKey) throws -> String {
        let scope = try workspace.read { try $0.reservations.scope(of: task) }
        commits += 1
        let (name, number) = ("c\(commits)", commits)
        workspace.checkouts.edit { contents in
            contents.commits[name] = FakeCheckouts.Commit(
                parent: "base",
                files: [scope.first ?? "src/none.swift": "work \(number)\n"]
            )
            contents.branches["agent/\(agent.id)/work"] = name
            contents.heads[agent.worktree] = "agent/\(agent.id)/work"
        }
        return name
    }
}
