import Model
import TestSupport
import Testing

@Suite("What of a run is started next")
struct RunSchedulerTests {
    private static func agent(_ number: Int) -> AgentID { AgentID(trusted: "agent-\(number)") }
    private static func key(_ number: Int) -> TaskKey { TaskKey(trusted: "S-\(number)") }

    /// Slices in which each waits only for ones before it, in a random order of the file.
    private static func slices(
        _ count: Int,
        agents: Int,
        _ chance: inout SplitMix64
    ) -> [RunSlice] {
        let made = (0..<count).map { number -> RunSlice in
            let owner = Int.random(in: 0..<agents, using: &chance)
            let waits = (0..<Int.random(in: 0...3, using: &chance)).compactMap { _ in
                number == 0 ? nil : Int.random(in: max(0, number - 40)..<number, using: &chance)
            }
            return RunSlice(
                task: key(number),
                stage: StageName(trusted: "stage-\(number % 3)"),
                owner: agent(owner),
                backups: chance.oneIn(2) || agents == 1 ? [] : [agent((owner + 1) % agents)],
                waits: Set(waits).sorted().map(key)
            )
        }
        return made.shuffled(using: &chance)
    }

    private static func slice(
        _ number: Int,
        _ owner: Int,
        backups: [Int] = [],
        after: [Int] = [],
        stage: String = "core"
    ) -> RunSlice {
        RunSlice(
            task: key(number),
            stage: StageName(trusted: stage),
            owner: agent(owner),
            backups: backups.map(agent),
            waits: after.map(key)
        )
    }

    private static func capacity(_ target: Int64, _ max: Int64) -> RunCapacity {
        RunCapacity(target: target, max: max)
    }

    @Test(
        "Any run comes to its end in a valid order, with no agent twice and never too many at once",
        arguments: 1...60
    )
    func order(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let agents = Int.random(in: 1...7, using: &chance)
        let slices = Self.slices(
            Int.random(in: 1...80, using: &chance),
            agents: agents,
            &chance
        )
        let max = Int64.random(in: 1...6, using: &chance)
        let capacity = Self.capacity(Int64.random(in: 1...max, using: &chance), max)
        var scheduler = try RunScheduler(slices, capacity: capacity)
        let waits = Dictionary(uniqueKeysWithValues: slices.map { ($0.task, $0.waits) })
        var running: [TaskKey: AgentID] = [:]
        var handedIn: [TaskKey] = []
        var accepted: Set<TaskKey> = []
        var steps = 0
        while !scheduler.isOver {
            steps += 1
            try #require(steps < 20_000, "seed \(seed): it does not end")
            for start in scheduler.starts() {
                #expect(accepted.isSuperset(of: waits[start.task] ?? []), "seed \(seed)")
                #expect(!running.values.contains(start.agent), "seed \(seed)")
                #expect(running[start.task] == nil && !accepted.contains(start.task))
                running[start.task] = start.agent
            }
            #expect(running.count <= Int(max), "seed \(seed)")
            #expect(scheduler.running == running.count, "seed \(seed)")
            #expect(!running.isEmpty || !handedIn.isEmpty || steps > 1, "seed \(seed)")
            switch Int.random(in: 0..<10, using: &chance) {
            case 0 where !handedIn.isEmpty:
                let task = handedIn.remove(at: 0)
                scheduler.note(task, .open)
            case 1..<6 where !handedIn.isEmpty:
                let task = handedIn.removeLast()
                accepted.insert(task)
                scheduler.note(task, .accepted)
            case 6:
                // An agent goes away; what it has in hand stays with it.
                let agent = Self.agent(Int.random(in: 0..<agents, using: &chance))
                scheduler.note(agent, isAway: true)
                for start in scheduler.starts() {
                    #expect(start.agent != agent, "seed \(seed)")
                    running[start.task] = start.agent
                }
                scheduler.note(agent, isAway: false)
            case 7 where !running.isEmpty:
                // Somebody stops a slice that is in hand, and lets it go on.
                let task = chance.pick(running.keys.sorted())
                running[task] = nil
                scheduler.note(task, .held)
                scheduler.note(task, .open)
            default:
                guard !running.isEmpty else { continue }
                let task = chance.pick(running.keys.sorted())
                running[task] = nil
                handedIn.append(task)
                scheduler.note(task, .handedIn)
            }
        }
        #expect(accepted.count == slices.count, "seed \(seed)")
    }

    @Test(
        "One that was told of each change starts the same as one that is made anew",
        arguments: 1...60
    )
    func incremental(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let slices = Self.slices(30, agents: 4, &chance)
        let capacity = Self.capacity(3, 5)
        var scheduler = try RunScheduler(slices, capacity: capacity)
        for step in 0..<200 {
            let task = chance.pick(slices).task
            let standings: [RunScheduler.Standing] = [
                .open, .held, .handedIn, .accepted,
                .running(by: Self.agent(Int.random(in: 0..<4, using: &chance))),
            ]
            if scheduler.standing(of: task) != .accepted {
                scheduler.note(task, chance.pick(standings))
            }
            var anew = try RunScheduler(slices, capacity: capacity)
            for slice in slices {
                if let standing = scheduler.standing(of: slice.task) {
                    anew.note(slice.task, standing)
                }
            }
            // Only looked at: what is started is noted in a copy.
            var asked = scheduler
            let starts = asked.starts()
            #expect(starts == anew.starts(), "seed \(seed), step \(step)")
            if chance.oneIn(3) { scheduler = asked }
        }
    }

    @Test("A budget that is used up, or a pause, starts nothing more")
    func stopped() throws {
        let slices = [Self.slice(1, 1), Self.slice(2, 2)]
        var scheduler = try RunScheduler(
            slices,
            capacity: Self.capacity(4, 6)
        )
        scheduler.isStopped = true
        #expect(scheduler.starts() == [])
        scheduler.isStopped = false
        #expect(scheduler.starts().map(\.task) == [Self.key(1), Self.key(2)])
    }

    @Test(
        "Beyond the target only what is on the critical path is started, and never above the most"
    )
    func criticalBeyondTarget() throws {
        // 1 <- 2 <- 3 is as long as 4 <- 5 <- 6; 7 stands alone.
        let slices = [
            Self.slice(7, 7), Self.slice(1, 1), Self.slice(2, 2, after: [1]),
            Self.slice(3, 3, after: [2]), Self.slice(4, 4), Self.slice(5, 5, after: [4]),
            Self.slice(6, 6, after: [5]),
        ]
        var one = try RunScheduler(slices, capacity: Self.capacity(1, 6))
        #expect(one.starts().map(\.task) == [Self.key(1), Self.key(4)])
        var most = try RunScheduler(slices, capacity: Self.capacity(1, 1))
        #expect(most.starts().map(\.task) == [Self.key(1)])
        var many = try RunScheduler(slices, capacity: Self.capacity(3, 3))
        #expect(many.starts().map(\.task) == [Self.key(1), Self.key(4), Self.key(7)])
    }

    @Test("What most rests on comes first, by size where sizes are known")
    func sizes() throws {
        let slices = [Self.slice(1, 1), Self.slice(2, 1), Self.slice(3, 2, after: [2])]
        var plain = try RunScheduler(slices, capacity: Self.capacity(4, 6))
        #expect(plain.starts().map(\.task) == [Self.key(2)])
        var sized = try RunScheduler(
            slices,
            sizes: [Self.key(1): 60],
            capacity: Self.capacity(4, 6)
        )
        #expect(sized.starts().map(\.task) == [Self.key(1)])
    }

    @Test("A backup takes up what its owner would, only while the owner is away")
    func backups() throws {
        let slices = [Self.slice(1, 1, backups: [2]), Self.slice(2, 2)]
        var scheduler = try RunScheduler(
            slices,
            capacity: Self.capacity(4, 6)
        )
        scheduler.note(Self.agent(1), isAway: true)
        let first = scheduler.starts()
        #expect(first.map(\.task) == [Self.key(1)])
        #expect(first.map(\.agent) == [Self.agent(2)])
        scheduler.note(Self.key(1), .open)
        scheduler.note(Self.agent(1), isAway: false)
        let then = scheduler.starts()
        #expect(Set(then.map(\.agent)) == [Self.agent(1), Self.agent(2)])
    }

    @Test("What waits for a slice that was given up, or for one that is stopped, is not started")
    func droppedAndHeld() throws {
        let slices = [Self.slice(1, 1), Self.slice(2, 2, after: [1]), Self.slice(3, 3)]
        var scheduler = try RunScheduler(
            slices,
            capacity: Self.capacity(4, 6)
        )
        scheduler.note(Self.key(1), .dropped)
        scheduler.note(Self.key(3), .held)
        #expect(scheduler.starts() == [])
        #expect(!scheduler.isOver)
    }

    @Test("Slices that wait for each other are refused")
    func cycle() {
        #expect(throws: TaskGraphError.self) {
            _ = try RunScheduler(
                [Self.slice(1, 1, after: [2]), Self.slice(2, 1, after: [1])],
                capacity: RunCapacity()
            )
        }
    }

    @Test("Ten thousand slices cost less than a millisecond each", arguments: 1...3)
    func manySlices(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let slices = Self.slices(10_000, agents: seed == 3 ? 2 : 500, &chance)
        let clock = ContinuousClock()
        let begun = clock.now
        var scheduler = try RunScheduler(
            slices,
            capacity: Self.capacity(4, 6)
        )
        var done = 0
        var running = scheduler.starts()
        while let start = running.popLast() {
            scheduler.note(start.task, .handedIn)
            scheduler.note(start.task, .accepted)
            done += 1
            running += scheduler.starts()
        }
        let each = begun.duration(to: clock.now) / 10_000
        #expect(done == 10_000 && scheduler.isOver, "seed \(seed)")
        #expect(each < .milliseconds(1), "seed \(seed): \(each)")
    }
}
