import Assembly
import Documents
import Engine
import Model
import SQLiteDriver
import Store
import TestSupport

/// A run in a store that flushes, of which some slices are taken through all that the ledger is
/// told of them: what an agent does and what git has to be asked for is left out.
struct StoredRun {
    private let run: RandomRun
    private let workspace: TestWorkspace
    private let database: SQLiteDatabase
    private let time: SystemTime
    private let sessions: [AgentID: TestSession]
    private let vera: TestSession
    private var scheduler: RunScheduler
    private var chance = SplitMix64(seed: 1)

    private static let ground = RunGround(gates: [RandomRun.gate.text], missing: [])
    private static let driver = DriverName(trusted: "script")

    /// Writes the run down, lets a founder say go, and starts it.
    init(at path: String, count: Int, seed: UInt64, time: SystemTime) async throws {
        self.time = time
        var options = SQLiteDatabase.Options()
        options.writerLock = .life
        database = try SQLiteDatabase(at: path, options: options)
        workspace = try await TestWorkspace(on: database, seed: seed)
        run = RandomRun(count, seed: seed)
        scheduler = try RunScheduler(
            run.slices,
            capacity: RandomRun.capacity
        )
        var sessions: [AgentID: TestSession] = [:]
        for agent in RandomRun.agents {
            sessions[agent] = try await workspace.session(of: agent.text)
        }
        self.sessions = sessions
        vera = try await workspace.session(of: "vera", as: .validator)
        try await begin()
    }

    func close() { database.close() }

    private func begin() async throws {
        let text = run.text
        let read = try timed("read") { try ReadRun(text) }
        precondition(!read.findings.contains { $0.severity == .error }, "\(read.findings)")
        try await timedChange("draft") {
            try await workspace.change {
                _ = try $0.runs.draft(read, on: Self.ground, file: "run.toml")
                _ = try $0.runs.approve(RandomRun.name, on: Self.ground, reading: read)
            }
        }
        let packets = timed("packets") { Self.packets(of: read) }
        try await timedChange("start") {
            try await workspace.change {
                _ = try $0.runs.start(
                    RandomRun.name,
                    on: Self.ground,
                    reading: read,
                    packets: packets
                )
            }
        }
    }

    private static func packets(of read: ReadRun) -> [TaskKey: WrittenPacket] {
        var packets: [TaskKey: WrittenPacket] = [:]
        for slice in read.spec?.slices ?? [] {
            guard let checked = read.packets[slice.task] else { continue }
            packets[slice.task] = WrittenPacket(
                format: .markdown,
                text: slice.packet,
                packet: checked.packet,
                findings: checked.findings
            )
        }
        return packets
    }

    /// Takes slices from their launch to their acceptance, as many in hand as may be.
    ///
    /// - Parameter patience: Nothing is begun after that.
    mutating func work(on most: Int, patience: Duration) async throws {
        let end = time.elapsed() + patience
        var inHand: [RunScheduler.Start] = []
        var done = 0
        for _ in 0..<3 { try look() }
        while done < most, time.elapsed() < end {
            for start in scheduler.starts() {
                try await take(start)
                inHand.append(start)
            }
            guard !inHand.isEmpty else { break }
            inHand.swapAt(Int.random(in: inHand.indices, using: &chance), inHand.count - 1)
            let task = inHand.removeLast()
            try await settle(task)
            scheduler.note(task.task, .accepted)
            done += 1
        }
        for _ in 0..<3 { try look() }
        let accepted = try workspace.read { try $0.runs.acceptedCount(of: RandomRun.name) }
        precondition(accepted == done, "\(accepted) slices are accepted, and \(done) were settled")
        print("slices \(done)")
    }

    /// What `run status` reads, and what a delivery reads of the run's file.
    private func look() throws {
        let progress = try timed("progress") {
            try workspace.read { try RunProgress(of: RandomRun.name, in: $0) }
        }
        precondition(progress.slices.count == run.slices.count, "the status leaves slices out")
        if let task = run.slices.last?.task {
            _ = try timed("demand") { try workspace.read { try $0.demand(on: task) } }
        }
    }

    private func take(_ start: RunScheduler.Start) async throws {
        guard let session = sessions[start.agent] else { return }
        try await timedChange("launch") {
            try await workspace.change { change in
                _ = try change.runs.launch(
                    start.task,
                    of: RandomRun.name,
                    for: start.agent,
                    by: Self.driver
                )
            }
        }
        try await timedChange("claim") {
            _ = try await workspace.claim(start.task, as: session, lease: .seconds(1800))
        }
    }

    private func settle(_ start: RunScheduler.Start) async throws {
        guard let session = sessions[start.agent] else { return }
        let task = start.task
        let delivery = try await timedChange("deliver") {
            try await workspace.deliver(task, as: session)
        }
        try await timedChange("land") {
            try await workspace.change { change in
                guard let open = try change.view.runs.openLaunch(of: task) else {
                    preconditionFailure("the launch of \(task) is gone")
                }
                _ = try change.runs.land(
                    RunLanding(number: open.launch.number, outcome: .delivered),
                    of: RandomRun.name,
                    usage: nil
                )
            }
        }
        try await timedChange("replay") {
            _ = try await workspace.replay(delivery, of: task, as: vera)
        }
        try await timedChange("gates") { try await pass(RandomRun.gate, task, delivery.commit) }
        try await timedChange("accept") { _ = try await workspace.accept(task, as: vera) }
    }

    private func pass(_ gate: GateName, _ task: TaskKey, _ commit: String) async throws {
        try await workspace.change { change in
            let id = GateRunID(trusted: try change.view.counters.next(.gate))
            let event = GateEvent(
                target: .delivery,
                task: task,
                commit: commit,
                moment: nil,
                results: [
                    GateResult(
                        gate: gate,
                        level: .advise,
                        verdict: .pass,
                        judgement: GateJudgement([]),
                        duration: .milliseconds(1)
                    )
                ]
            )
            try change.record(event.fact, on: Subject(.gate, id.text))
        }
    }

    private func timed<Answer>(_ what: String, _ body: () throws -> Answer) rethrows -> Answer {
        let begun = time.elapsed()
        let answer = try body()
        print("\(what)_ms \((time.elapsed() - begun).microseconds / 1000)")
        return answer
    }

    private func timedChange<Answer: Sendable>(
        _ what: String,
        _ body: () async throws -> Answer
    ) async rethrows -> Answer {
        let begun = time.elapsed()
        let answer = try await body()
        print("\(what)_ms \((time.elapsed() - begun).microseconds / 1000)")
        return answer
    }
}
