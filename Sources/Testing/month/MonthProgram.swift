import Glibc
import Model
import SQLiteDriver
import Simulation
import TestSupport

/// Runs a simulated month and prints how it went; `scripts/month` builds and times it.
///
///     month [--seed N] [--lanes N] [--agents N] [--tasks N] [--days N] [--store FILE]
///
/// Where something is wrong the exit code is 1, and the smallest month that shows it is looked for.
/// With `--store` the month ends a day ago, in the midst of everything, and its store stays.
@main
enum MonthProgram {
    static func main() async throws {
        let words = try Words(Array(CommandLine.arguments.dropFirst()))
        let report = try await run(words)
        print(report)
        guard report.fault != nil else { return }
        let smaller = try await SimulatedMonth.smaller(than: report)
        if let smaller { print("\nsmaller:\n\(smaller)") }
        let size = smaller?.size ?? report.size
        print(
            "\nagain: WORKLEAD_SEED=\(report.seed) scripts/month --lanes \(size.lanes) "
                + "--agents \(size.agents) --tasks \(size.tasks) --days \(size.days)"
        )
        exit(1)
    }

    private static func run(_ words: Words) async throws -> MonthReport {
        guard let store = words.store else {
            return try await SimulatedMonth.run(seed: words.seed, words.size)
        }
        var options = SQLiteDatabase.Options()
        options.durability = .none
        options.writerLock = .life
        let database = try SQLiteDatabase(at: store, options: options)
        defer { database.close() }
        let start = MachineClock.now() + .seconds(-(words.size.days * 9 / 10 + 1) * 86_400)
        let workspace = try await TestWorkspace(
            on: database,
            seed: words.seed,
            time: TestTime(startingAt: start)
        )
        return try await SimulatedMonth.run(
            seed: words.seed,
            words.size,
            in: workspace,
            isCut: true
        )
    }
}

/// What was asked for.
struct Words {
    var seed: UInt64 = 1
    var size = MonthSize.month
    var store: String?

    init(_ words: [String]) throws {
        if let text = getenv("WORKLEAD_SEED") {
            seed = UInt64(try Self.number(String(cString: text)))
        }
        var rest = words[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BadWord(word: name) }
            switch name {
            case "--seed": seed = UInt64(try Self.number(value))
            case "--lanes": size.lanes = try Self.number(value)
            case "--agents": size.agents = try Self.number(value)
            case "--tasks": size.tasks = try Self.number(value)
            case "--days": size.days = try Self.number(value)
            case "--store": store = value
            default: throw BadWord(word: name)
            }
        }
    }

    private static func number(_ word: String) throws -> Int {
        guard let number = Int(word), number > 0 else { throw BadWord(word: word) }
        return number
    }
}

/// A word that is not understood.
struct BadWord: Error {
    let word: String
}
