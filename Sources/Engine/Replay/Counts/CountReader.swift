import Model

/// Reads the counts of one kind of test runner from its output, line by line.
protocol CountReader {
    mutating func read(_ line: String)
    /// What was told, or `nil` where this runner did not speak.
    var counts: TestCounts? { get }
}

/// A tally that a reader fills.
struct Tally {
    var passed = 0
    var failed = 0
    var skipped = 0

    func counts(from source: String) -> TestCounts {
        TestCounts(
            passed: max(0, passed),
            failed: max(0, failed),
            skipped: max(0, skipped),
            source: source
        )
    }
}
