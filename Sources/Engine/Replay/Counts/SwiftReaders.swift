import Model

/// The closing lines of XCTest: `Executed 3 tests, with 1 test skipped and 1 failure (0 unexpected)
/// …` under the suite of all; with `--parallel`, the progress `[3/3] Testing …`.
struct XCTestReader: CountReader {
    private static let wholeSuites = ["All tests", "Selected tests"]

    private var isAfterWhole = false
    private var hasSpoken = false
    private var executed = 0
    private var failedCases = 0
    private var failures = 0
    private var skipped = 0
    private var parallelTotal: Int?

    var counts: TestCounts? {
        guard hasSpoken else { return nil }
        var tally = Tally()
        // A case may fail more than once; the cases are what counts.
        tally.failed = failedCases > 0 ? failedCases : failures
        tally.skipped = skipped
        tally.passed = (parallelTotal ?? executed) - tally.failed - tally.skipped
        return tally.counts(from: "xctest")
    }

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        if scanner.take("Test Suite '") {
            isAfterWhole =
                Self.wholeSuites.contains { scanner.rest.hasPrefix($0 + "' passed at ") }
                || Self.wholeSuites.contains { scanner.rest.hasPrefix($0 + "' failed at ") }
        } else if scanner.take("Test Case '") {
            if scanner.skip(past: "' failed (") { failedCases += 1 }
        } else if scanner.take("[") {
            readProgress(&scanner)
        } else if isAfterWhole {
            scanner.skipBlanks()
            readExecuted(&scanner)
        }
    }

    private mutating func readProgress(_ scanner: inout WordScanner) {
        guard scanner.number() != nil, scanner.take("/"), let total = scanner.number(),
            scanner.take("] Testing ")
        else { return }
        hasSpoken = true
        parallelTotal = total
    }

    private mutating func readExecuted(_ scanner: inout WordScanner) {
        guard scanner.take("Executed "), let number = scanner.number(),
            scanner.take(" tests, with ") || scanner.take(" test, with "),
            var next = scanner.number()
        else { return }
        if scanner.take(" tests skipped and ") || scanner.take(" test skipped and ") {
            skipped += next
            next = scanner.number() ?? 0
        }
        guard scanner.take(" failure") else { return }
        hasSpoken = true
        executed += number
        failures += next
        isAfterWhole = false
    }
}

/// The closing line of Swift Testing: `✔ Test run with 4 tests in 2 suites passed after …`.
struct SwiftTestingReader: CountReader {
    private var total: Int?
    private var failed = 0
    private var skipped = 0

    var counts: TestCounts? {
        guard let total else { return nil }
        return Tally(passed: total - failed - skipped, failed: failed, skipped: skipped)
            .counts(from: "swift-testing")
    }

    mutating func read(_ line: String) {
        // A symbol stands before the words, another one on each kind of terminal.
        var scanner = WordScanner(line.drop { !$0.isLetter })
        guard scanner.take("Test ") else { return }
        if scanner.take("run with ") {
            guard let number = scanner.number(),
                scanner.take(" tests ") || scanner.take(" test ")
            else { return }
            total = (total ?? 0) + number
        } else if scanner.take("case passing ") {
            // One case of a test with arguments: its test is told apart.
        } else if scanner.rest.hasSuffix(" skipped.") || scanner.rest.contains(" skipped: \"") {
            skipped += 1
        } else if scanner.skip(past: " failed after ") {
            failed += 1
        }
    }
}
