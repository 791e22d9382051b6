import Model
import XMLKit

/// Reads test reports in the form that JUnit made common.
///
/// Counts test cases, not the totals that a report gives of itself. A report is written by what is
/// being checked, so it is read as hostile: see ``XMLReader``.
final class JUnitReport: XMLListener {
    private var depth = 0
    private var isReport = false
    private var tally = Tally()
    /// What the test case that is open came to.
    private var openCase: Verdict?

    private enum Verdict {
        case passed
        case failed
        case skipped
    }

    private init() {}

    /// Reads one report.
    ///
    /// - Returns: `nil` for what is not well formed, is no such report, or is hostile.
    static func read(_ bytes: [UInt8]) -> TestCounts? {
        let report = JUnitReport()
        do {
            try XMLReader.read(bytes, telling: report)
        } catch {
            return nil
        }
        return report.isReport ? report.tally.counts(from: "junit") : nil
    }

    func open(_ name: String, line: Int) {
        depth += 1
        switch name {
        case "testsuites", "testsuite":
            if depth == 1 { isReport = true }
        case "testcase":
            openCase = .passed
        case "failure", "error":
            if openCase != nil { openCase = .failed }
        case "skipped":
            if openCase == .passed { openCase = .skipped }
        default: break
        }
    }

    func close(_ name: String) {
        depth -= 1
        guard name == "testcase", let verdict = openCase else { return }
        openCase = nil
        switch verdict {
        case .passed: tally.passed += 1
        case .failed: tally.failed += 1
        case .skipped: tally.skipped += 1
        }
    }

    func characters(_ bytes: UnsafeRawBufferPointer) {}
}
