import Model

/// node's closing block: `# tests 7`, `# pass 4`, `# fail 1` …, with `ℹ` in place of `#` for
/// people.
struct NodeReader: CountReader {
    private(set) var counts: TestCounts?
    private var block: Tally?

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        guard scanner.take("# ") || scanner.take("ℹ ") else { return }
        let name = scanner.rest.prefix { $0 != " " }
        guard scanner.take(String(name)), scanner.take(" "), let number = scanner.number() else {
            return
        }
        switch name {
        case "tests": block = Tally()
        case "pass": block?.passed += number
        case "fail", "cancelled": block?.failed += number
        case "skipped", "todo": block?.skipped += number
        case "duration_ms":
            guard let found = block?.counts(from: "node") else { return }
            counts = counts.map { $0 + found } ?? found
            block = nil
        default: break
        }
    }
}

/// The Test Anything Protocol: `ok 1 - …`, `not ok 2 …`, and the plan `1..2` before or after them.
struct TAPReader: CountReader {
    private var tally = Tally()
    private var planned: Int?

    var counts: TestCounts? {
        guard let planned else { return nil }
        var whole = tally
        // A test that was planned and not seen did not pass.
        whole.failed += max(0, planned - tally.passed - tally.failed - tally.skipped)
        return whole.counts(from: "tap")
    }

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        if scanner.take("1..") {
            guard let number = scanner.number() else { return }
            planned = (planned ?? 0) + number
        } else if scanner.take("Bail out!") {
            planned = planned ?? 0
            tally.failed += 1
        } else {
            let isOK = !scanner.take("not ")
            guard scanner.take("ok"), scanner.isAtEnd || scanner.take(" ") else { return }
            add(isOK, directive: scanner.rest.uppercased())
        }
    }

    private mutating func add(_ isOK: Bool, directive: String) {
        if directive.contains("# SKIP") {
            tally.skipped += 1
        } else if isOK || directive.contains("# TODO") {
            tally.passed += 1
        } else {
            tally.failed += 1
        }
    }
}

/// Perl's `prove`: `Files=3, Tests=7, …` with a summary of what failed before it.
struct ProveReader: CountReader {
    private(set) var counts: TestCounts?
    private var block = Tally()

    mutating func read(_ line: String) {
        var scanner = WordScanner(line)
        if scanner.take("Files="), scanner.number() != nil, scanner.take(", Tests="),
            let total = scanner.number()
        {
            block.passed = total - block.failed - block.skipped
            let found = block.counts(from: "prove")
            counts = counts.map { $0 + found } ?? found
            block = Tally()
        } else if line.hasPrefix("  Parse errors:") {
            block.failed += 1
        } else if scanner.skip(past: "(Wstat: "), scanner.skip(past: " Failed: ") {
            block.failed += scanner.number() ?? 0
        } else {
            var skips = WordScanner(line)
            skips.skipBlanks()
            if skips.take("(less "), let number = skips.number(), skips.take(" skipped subtest") {
                block.skipped += number
            }
        }
    }
}
