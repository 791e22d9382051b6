import Model

/// Cargo's line for each binary: `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`.
struct CargoReader: CountReader {
    private(set) var counts: TestCounts?

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        guard scanner.take("test result: "), scanner.take("ok. ") || scanner.take("FAILED. "),
            let passed = scanner.number(), scanner.take(" passed; "),
            let failed = scanner.number(), scanner.take(" failed; "),
            let ignored = scanner.number(), scanner.take(" ignored; "),
            let measured = scanner.number(), scanner.take(" measured")
        else { return }
        let found = Tally(passed: passed + measured, failed: failed, skipped: ignored)
            .counts(from: "cargo")
        counts = counts.map { $0 + found } ?? found
    }
}

/// `go test`: with `-v` its top-level tests, otherwise its packages.
struct GoReader: CountReader {
    private var isVerbose = false
    private var hasSpoken = false
    private var tests = Tally()
    private var packages = Tally()

    var counts: TestCounts? {
        guard hasSpoken else { return nil }
        return isVerbose ? tests.counts(from: "go") : packages.counts(from: "go-packages")
    }

    mutating func read(_ line: String) {
        if line.hasPrefix("=== RUN ") {
            isVerbose = true
        } else if line.hasPrefix("--- PASS: ") {
            tests.passed += 1
        } else if line.hasPrefix("--- FAIL: ") {
            tests.failed += 1
        } else if line.hasPrefix("--- SKIP: ") {
            tests.skipped += 1
        } else {
            readPackage(line)
        }
    }

    private mutating func readPackage(_ line: String) {
        if line.hasPrefix("ok  \t") {
            hasSpoken = true
            // A cached result was not executed now.
            if line.hasSuffix("[no tests to run]") { return }
            if line.hasSuffix("(cached)") { packages.skipped += 1 } else { packages.passed += 1 }
        } else if line.hasPrefix("FAIL\t") {
            hasSpoken = true
            packages.failed += 1
            // A package that doesn't build has no test to count.
            if line.hasSuffix("failed]") { tests.failed += 1 }
        } else if line.hasPrefix("?   \t"), line.hasSuffix("[no test files]") {
            hasSpoken = true
        }
    }
}

/// CTest: `67% tests passed, 1 tests failed out of 3`, or `100% tests passed out of 1`.
struct CTestReader: CountReader {
    private(set) var counts: TestCounts?
    private var skipped = 0

    mutating func read(_ line: String) {
        if line == "No tests were found!!!" {
            add(Tally())
            return
        }
        if line.contains(" Test "), line.contains("#"), line.contains("***Skipped ") {
            skipped += 1
            return
        }
        var scanner = WordScanner(line)
        guard scanner.number() != nil, scanner.take("% tests passed") else { return }
        var failed = 0
        if scanner.take(", ") {
            guard let number = scanner.number(),
                scanner.take(" tests failed") || scanner.take(" test failed")
            else { return }
            failed = number
        }
        guard scanner.take(" out of "), let total = scanner.number() else { return }
        add(Tally(passed: total - failed - skipped, failed: failed, skipped: skipped))
        skipped = 0
    }

    private mutating func add(_ tally: Tally) {
        let found = tally.counts(from: "ctest")
        counts = counts.map { $0 + found } ?? found
    }
}
