import Model
import SubprocessKit
import TestSupport

/// A run driven to its end by the scheduler alone, and what it did held against the graph.
struct ScheduledRun {
    /// Something that happened, in its order.
    private enum Step {
        case start(TaskKey, AgentID)
        case handIn(TaskKey)
        case accept(TaskKey)
    }

    /// Making the scheduler, which puts all slices in order.
    let ordering: Duration
    /// All that it was told and asked.
    let driving: Duration
    private let run: RandomRun
    private let steps: [Step]

    /// Slices are handed in and accepted in a random order.
    init(_ run: RandomRun, seed: UInt64, time: some TimeSource) throws {
        self.run = run
        var chance = SplitMix64(seed: seed)
        var steps: [Step] = []
        steps.reserveCapacity(run.slices.count * 3)
        var running: [TaskKey] = []
        var handedIn: [TaskKey] = []
        let begun = time.elapsed()
        var scheduler = try RunScheduler(
            run.slices,
            capacity: RandomRun.capacity
        )
        let ordered = time.elapsed()
        while true {
            for start in scheduler.starts() {
                steps.append(.start(start.task, start.agent))
                running.append(start.task)
            }
            if running.isEmpty && handedIn.isEmpty { break }
            if running.isEmpty || (!handedIn.isEmpty && chance.oneIn(2)) {
                let task = Self.take(&handedIn, &chance)
                scheduler.note(task, .accepted)
                steps.append(.accept(task))
            } else {
                let task = Self.take(&running, &chance)
                scheduler.note(task, .handedIn)
                steps.append(.handIn(task))
                handedIn.append(task)
            }
        }
        driving = time.elapsed() - ordered
        ordering = ordered - begun
        self.steps = steps
    }

    private static func take(_ tasks: inout [TaskKey], _ chance: inout SplitMix64) -> TaskKey {
        tasks.swapAt(Int.random(in: tasks.indices, using: &chance), tasks.count - 1)
        return tasks.removeLast()
    }

    /// How often a slice was started before all was accepted that it waits for, more was in hand
    /// than may be or one agent had two in hand; and how many slices were not accepted once.
    var faults: Int {
        var faults = 0
        var inHand: [TaskKey: AgentID] = [:]
        var busy: Set<AgentID> = []
        var accepted: Set<TaskKey> = []
        let waits = Dictionary(uniqueKeysWithValues: run.slices.map { ($0.task, $0.waits) })
        for step in steps {
            switch step {
            case .start(let task, let agent):
                if let others = waits[task], !accepted.isSuperset(of: others) { faults += 1 }
                if !busy.insert(agent).inserted { faults += 1 }
                inHand[task] = agent
                if inHand.count > Int(RandomRun.capacity.max) { faults += 1 }
            case .handIn(let task):
                if let agent = inHand.removeValue(forKey: task) { busy.remove(agent) }
            case .accept(let task):
                if !accepted.insert(task).inserted { faults += 1 }
            }
        }
        return faults + run.slices.count - accepted.count
    }

    /// The most that was in hand at a moment.
    var mostInHand: Int {
        var (inHand, most) = (0, 0)
        for step in steps {
            switch step {
            case .start: inHand += 1
            case .handIn: inHand -= 1
            case .accept: continue
            }
            most = max(most, inHand)
        }
        return most
    }
}

extension ScheduledRun {
    /// Drives runs of so many slices, some times each, and prints what it took, a figure a line.
    static func measure(_ count: Int, rounds: Int, seeds: [UInt64], _ time: some TimeSource) throws
    {
        print("resident_before_kb \(peakKilobytes())")
        var (faults, most) = (0, 0)
        for (index, seed) in seeds.enumerated() {
            let run = RandomRun(count, seed: seed)
            for round in 0..<rounds {
                let driven = try ScheduledRun(run, seed: seed &+ UInt64(round), time: time)
                print("ordering_us \(driven.ordering.microseconds / Double(count))")
                print("driving_us \(driven.driving.microseconds / Double(count))")
                faults += driven.faults
                most = max(most, driven.mostInHand)
                if index == 0 && round == 0 { print("resident_first_kb \(peakKilobytes())") }
            }
        }
        print("resident_last_kb \(peakKilobytes())")
        print("faults \(faults)")
        print("most_in_hand \(most)")
    }

    /// The most memory that the process has had resident so far.
    private static func peakKilobytes() -> Int {
        let status = SmallFile.text("/proc/self/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let words = (line ?? "").split { $0 == " " || $0 == "\t" }
        guard words.count == 3, let kilobytes = Int(words[1]) else {
            preconditionFailure("the kernel does not tell how much memory is resident")
        }
        return kilobytes
    }
}

extension Duration {
    /// In millionths of a second.
    var microseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    }
}
