import Model

/// pytest's closing line: `== 1 failed, 2 passed, 1 skipped in 0.16s ==`, also without the rulers.
struct PytestReader: CountReader {
    private(set) var counts: TestCounts?

    mutating func read(_ line: String) {
        var scanner = WordScanner(line.drop { $0 == "=" || $0 == " " })
        var tally = Tally()
        if !scanner.take("no tests ran") {
            repeat {
                guard let number = scanner.number(), scanner.take(" ") else { return }
                guard tally.add(number, scanner.word()) else { return }
            } while scanner.take(", ")
        }
        guard scanner.take(" in "), scanner.number() != nil, scanner.take(".") else { return }
        let found = tally.counts(from: "pytest")
        counts = counts.map { $0 + found } ?? found
    }
}

extension Tally {
    fileprivate mutating func add(_ number: Int, _ word: Substring) -> Bool {
        switch word {
        // An expected failure did what it should.
        case "passed", "xfailed", "xpassed": passed += number
        case "failed", "error", "errors": failed += number
        case "skipped": skipped += number
        case "deselected", "warning", "warnings", "rerun": break
        default: return false
        }
        return true
    }
}

/// The two closing lines of Python's unittest: `Ran 6 tests in 0.005s`, then `OK (skipped=1)` or
/// `FAILED (failures=1, …)`.
struct UnittestReader: CountReader {
    private(set) var counts: TestCounts?
    private var ran: Int?

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        if scanner.take("Ran "), let number = scanner.number(),
            scanner.take(" tests in ") || scanner.take(" test in ")
        {
            ran = number
            return
        }
        guard let total = ran,
            scanner.take("OK") || scanner.take("FAILED") || scanner.take("NO TESTS RAN")
        else { return }
        var tally = Tally()
        if scanner.take(" (") {
            repeat {
                let name = scanner.rest.prefix { $0 != "=" && $0 != ")" }
                guard scanner.take(String(name)), scanner.take("="),
                    let number = scanner.number()
                else { return }
                switch name {
                case "failures", "errors", "unexpected successes": tally.failed += number
                case "skipped": tally.skipped += number
                default: break
                }
            } while scanner.take(", ")
            guard scanner.take(")") else { return }
        }
        guard scanner.isAtEnd else { return }
        tally.passed = total - tally.failed - tally.skipped
        let found = tally.counts(from: "unittest")
        counts = counts.map { $0 + found } ?? found
        ran = nil
    }
}
