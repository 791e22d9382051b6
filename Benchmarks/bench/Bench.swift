import Assembly
import Engine
import Glibc
import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport

/// What `make bench` measures inside of one process; `scripts/bench` does the rest and compares.
///
///     bench fill PATH TASKS EVENTS    makes a store of that size
///     bench ready PATH N              makes a store with N tasks C-0, C-1 ... that are ready
///     bench claims PATH CALLERS N     the same, and claims them by that many callers at a time
///     bench rebuild PATH              verifies the ledger, rebuilding every table
///     bench inbox PATH N              makes a store in which ada has N unread messages, and times
///                                     the count of them
///     bench lanes PATH TASKS          makes a store of tasks in six lanes, in every state, and of
///                                     a hundred agents
///     bench memory PATH N             makes a store in which N notes are remembered
///     bench graph N SEED              prints a random graph of N slices
///     bench schedule N ROUNDS SEED ...  drives runs of N slices by the scheduler alone
///     bench run PATH N STEPS          makes a store with a run of N slices that has begun, and
///                                     takes as many of them as there are steps to acceptance
@main
enum Bench {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "fill" where words.count == 4:
            try await fill(words[1], tasks: number(words[2]), events: number(words[3]))
        case "ready" where words.count == 3:
            _ = try await ready(words[1], count: number(words[2]))
        case "claims" where words.count == 4:
            try await claims(words[1], callers: number(words[2]), count: number(words[3]))
        case "rebuild" where words.count == 2: try rebuild(words[1])
        case "inbox" where words.count == 3: try await inbox(words[1], count: number(words[2]))
        case "lanes" where words.count == 3:
            let stores = try await FleetStores(at: words[1], now: SystemTime().now())
            defer { stores.close() }
            try await stores.fillLanes(number(words[2]))
        case "memory" where words.count == 3:
            let stores = try await FleetStores(at: words[1], now: SystemTime().now())
            defer { stores.close() }
            try await stores.fillMemory(number(words[2]))
        case "graph" where words.count == 3:
            let run = RandomRun(number(words[1]), seed: UInt64(number(words[2])))
            print(run.graph, terminator: "")
        case "schedule" where words.count > 3:
            try ScheduledRun.measure(
                number(words[1]),
                rounds: number(words[2]),
                seeds: words[3...].map { UInt64(number($0)) },
                SystemTime()
            )
        case "run" where words.count == 4:
            var stored = try await StoredRun(
                at: words[1],
                count: number(words[2]),
                seed: 1,
                time: SystemTime()
            )
            defer { stored.close() }
            try await stored.work(on: number(words[3]), patience: .seconds(30))
        default:
            print(
                "bench fill, ready, claims, rebuild, inbox, lanes, memory, graph, schedule or run: "
                    + "its source says how"
            )
            exit(2)
        }
    }

    private static func number(_ word: String) -> Int {
        guard let number = Int(word), number > 0 else {
            preconditionFailure("'\(word)' is no count")
        }
        return number
    }

    private static func open(
        _ path: String,
        commit: WorkspaceEngine.Commit
    ) throws -> WorkspaceEngine {
        // As a daemon, the one process with many callers, would hold it.
        var options = SQLiteDatabase.Options()
        options.writerLock = .life
        let database = try SQLiteDatabase(at: path, options: options)
        _ = try Schema.migrator.migrate(database)
        return WorkspaceEngine(
            database: database,
            time: SystemTime(),
            identifiers: SystemIdentifiers(),
            checkouts: FakeCheckouts(),
            commit: commit
        )
    }

    /// Founds a workspace and answers with a session of its founder.
    private static func found(_ engine: WorkspaceEngine) async throws -> Caller {
        let founder = AgentID(trusted: "founder")
        let changed = try await engine.change(
            ChangeRequest(caller: .founding(founder)),
            encode: { _ in .null }
        ) { change in
            try change.found(WorkspaceName(trusted: "bench"))
            return try change.sessions.start(in: nil, of: nil, focus: nil)
        }
        guard case .made(let started, _) = changed else { preconditionFailure("nothing was made") }
        return .bearer(started.id, credential: started.credential)
    }

    private static func fill(_ path: String, tasks: Int, events: Int) async throws {
        let engine = try open(path, commit: .alone)
        let founder = try await found(engine)
        let request = ChangeRequest(caller: founder)
        var made = 0
        while made < tasks {
            let from = made
            let through = min(made + 5000, tasks)
            _ = try await engine.change(request, encode: { _ in .null }) { change in
                for index in from..<through {
                    _ = try change.tasks.create(
                        TaskEngine.Draft(
                            key: TaskKey(trusted: "B-\(index)"),
                            title: "Task \(index)",
                            isReady: true
                        )
                    )
                }
            }
            made = through
        }
        var written = try engine.read { Int(try $0.ledger.head()) }
        while written < events {
            let from = written
            let through = min(written + 10_000, events)
            _ = try await engine.change(request, encode: { _ in .null }) { change in
                for index in from..<through {
                    try change.tasks.edit(
                        TaskKey(trusted: "B-\(index % tasks)"),
                        TaskEdit(title: "Task \(index % tasks), as of \(index)")
                    )
                }
            }
            written = through
        }
        print("\(tasks) tasks, \(written) events")
    }

    /// Makes a store with ready tasks, and who may claim them.
    private static func ready(
        _ path: String,
        count: Int
    ) async throws -> (engine: WorkspaceEngine, request: ChangeRequest) {
        let engine = try open(path, commit: .grouped)
        let request = ChangeRequest(caller: try await found(engine))
        _ = try await engine.change(request, encode: { _ in .null }) { change in
            for index in 0..<count {
                _ = try change.tasks.create(
                    TaskEngine.Draft(
                        key: TaskKey(trusted: "C-\(index)"),
                        title: "Task \(index)",
                        isReady: true
                    )
                )
            }
        }
        return (engine, request)
    }

    private static func claims(_ path: String, callers: Int, count: Int) async throws {
        let (engine, request) = try await ready(path, count: count)
        let time = SystemTime()
        let start = time.elapsed()
        await withTaskGroup(of: Void.self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var index = caller
                    while index < count {
                        let key = TaskKey(trusted: "C-\(index)")
                        do {
                            _ = try await engine.change(request, encode: { _ in .null }) { change in
                                _ = try change.claims.claim(key, for: .seconds(1800))
                            }
                        } catch {
                            preconditionFailure("a claim failed: \(error)")
                        }
                        index += callers
                    }
                }
            }
        }
        let took = time.elapsed() - start
        print("\(Double(count) / (Double(took.wholeMilliseconds) / 1000)) claims/s")
    }

    private static func inbox(_ path: String, count: Int) async throws {
        let stores = try await FleetStores(at: path, now: SystemTime().now())
        defer { stores.close() }
        try await stores.fillInbox(count)
        let (unread, took) = try stores.unread(SystemTime())
        precondition(unread == count, "\(unread) unread, and there are \(count)")
        let microseconds = took.components.attoseconds / 1_000_000_000_000
        print("\(Double(microseconds) / 1000) ms")
    }

    private static func rebuild(_ path: String) throws {
        let engine = try open(path, commit: .alone)
        let scratch = try SQLiteDatabase.temporary()
        defer { scratch.close() }
        _ = try Schema.migrator.migrate(scratch)
        let time = SystemTime()
        let start = time.elapsed()
        let found = try engine.database.read { live in
            try scratch.write { try LedgerVerifier(live).verify(rebuildingIn: $0) }
        }
        let took = time.elapsed() - start
        precondition(found.difference == nil, "the ledger does not verify")
        print("\(Double(found.events) / (Double(took.wholeMilliseconds) / 1000)) events/s")
    }
}
