import Model

/// The line that any script can print last: `12 passed, 0 failed[, 1 skipped]`.
struct PlainSummaryReader: CountReader {
    private(set) var counts: TestCounts?

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        scanner.skipBlanks()
        guard let passed = scanner.number(), scanner.take(" passed, "),
            let failed = scanner.number(), scanner.take(" failed")
        else { return }
        var skipped = 0
        if scanner.take(", ") {
            guard let number = scanner.number(), scanner.take(" skipped") else { return }
            skipped = number
        }
        _ = scanner.take(".")
        guard scanner.isAtEnd else { return }
        // A later line is the sum of those before it.
        counts = TestCounts(passed: passed, failed: failed, skipped: skipped, source: "summary")
    }
}
