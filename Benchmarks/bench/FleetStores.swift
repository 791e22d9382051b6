import Engine
import Model
import SQLiteDriver
import Store
import TestSupport

/// Stores of a fleet that has been at work for long, made by the engine itself.
///
/// Nothing waits for the disk: what is measured afterwards is measured on the finished file.
struct FleetStores {
    private let workspace: TestWorkspace
    private let database: SQLiteDatabase
    private let time: TestTime

    private static let days: Int64 = 14
    private static let workers = ["ada", "brian", "carl", "dora"] + (1...92).map { "worker-\($0)" }
    private static let validators = ["vera", "vic", "vito"]

    /// - Parameter now: When the work ends, two weeks after its beginning.
    init(at path: String, now: Timestamp) async throws {
        var options = SQLiteDatabase.Options()
        options.writerLock = .life
        options.durability = .none
        database = try SQLiteDatabase(at: path, options: options)
        time = TestTime(
            startingAt: Timestamp(milliseconds: now.milliseconds - Self.days * 86_400_000)
        )
        workspace = try await TestWorkspace(on: database, seed: 1, time: time)
    }

    func close() { database.close() }

    /// Gives `ada` so many messages that she has not read.
    func fillInbox(_ count: Int) async throws {
        let ada = try await workspace.session(of: "ada").agent
        try await inSteps(count) { change, index in
            _ = try change.messages.send(
                MessageDraft(recipients: [ada], subject: "number \(index)", body: "text \(index)")
            )
        }
    }

    /// Makes tasks in six lanes and four phases, on which a hundred agents work for two weeks: of
    /// ten, five are accepted, one waits for a verdict, one is claimed, one is blocked, and two are
    /// ready.
    ///
    /// What is ready waited for two that are accepted, and what is blocked for the blocked one
    /// before it, so that their way is the longest.
    func fillLanes(_ count: Int) async throws {
        let lanes = (1...6).map { LaneKey(trusted: "lane-\($0)") }
        try await workspace.change { change in
            for lane in lanes {
                _ = try change.lanes.add(lane, function: "work", owner: nil, repository: nil)
            }
            for number in 0..<4 {
                try change.phases.open(PhaseName(trusted: "P\(number)"), title: nil, specs: [])
            }
        }
        try await inSteps(count) { change, index in
            let key = TaskKey(trusted: "B-\(index)")
            _ = try change.tasks.create(
                TaskEngine.Draft(
                    key: key,
                    title: "Task \(index)",
                    repository: RepositoryName(trusted: "api"),
                    lane: lanes[index % 6],
                    phase: "P\(index % 4)",
                    dependencies: Self.needs(of: index).map { TaskKey(trusted: "B-\($0)") },
                    isReady: true
                )
            )
            if index % 10 == 7 { try change.tasks.block(key, because: "not decided") }
        }
        try await work(on: count)
    }

    private static func needs(of index: Int) -> [Int] {
        switch index % 10 {
        case 7 where index > 10: [index - 10]
        case 8: [index - 8, index - 7]
        default: []
        }
    }

    /// Keeps so many notes: all of them have one word, and each of a thousand words is in as many.
    func fillMemory(_ count: Int) async throws {
        try await inSteps(count) { change, index in
            _ = try change.memory.keep(
                MemoryEngine.Draft(
                    kind: .note,
                    text: "The build of part\(index % 1000) needs step\(index / 1000) again."
                )
            )
        }
    }

    private func work(on count: Int) async throws {
        var workers: [TestSession] = []
        for name in Self.workers { workers.append(try await workspace.session(of: name)) }
        var judges: [TestSession] = []
        for name in Self.validators {
            judges.append(try await workspace.session(of: name, as: .validator))
        }
        let step = Duration.milliseconds(Self.days * 86_400_000 / Int64(count))
        for index in 0..<count {
            time.advance(by: step)
            guard index % 10 < 6 else { continue }
            let key = TaskKey(trusted: "B-\(index)")
            let session = workers[index % workers.count]
            try await workspace.claim(key, as: session)
            let delivery = try await workspace.deliver(key, as: session)
            guard index % 10 < 5 else { continue }
            let judge = judges[index % judges.count]
            try await workspace.replay(delivery, of: key, as: judge)
            try await workspace.accept(key, as: judge)
        }
        // At the end, so that their leases run on.
        for index in 0..<count where index % 10 == 6 {
            let session = workers[index / 10 % workers.count]
            try await workspace.claim(
                TaskKey(trusted: "B-\(index)"),
                as: session,
                lease: .seconds(86_400)
            )
        }
    }

    /// Does something so many times, some thousand in each transaction.
    private func inSteps(
        _ count: Int,
        _ body: @escaping @Sendable (Change, Int) throws -> Void
    ) async throws {
        var from = 0
        while from < count {
            let (first, end) = (from, min(from + 5000, count))
            try await workspace.change { change in
                for index in first..<end { try body(change, index) }
            }
            from = end
        }
    }

    /// How many messages ada has not read, and how long the count takes, in the middle.
    func unread(_ time: some TimeSource) throws -> (count: Int, took: Duration) {
        let ada = AgentID(trusted: "ada")
        var times: [Duration] = []
        var count = 0
        for _ in 0..<51 {
            let start = time.elapsed()
            count = try workspace.read { try $0.messages.unreadCount(of: ada) }
            times.append(time.elapsed() - start)
        }
        return (count, times.sorted()[25])
    }
}
