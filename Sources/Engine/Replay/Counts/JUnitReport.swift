import CExpat
import Model

/// Reads test reports in the form that JUnit made common.
///
/// Counts test cases, not the totals that a report gives of itself. A report is written by what is
/// being checked, so it is read as hostile: a document type, and with it every entity, is refused,
/// nesting is limited, and expat's own limits stand behind that.
final class JUnitReport {
    private static let depthMax = 64

    private var depth = 0
    private var isReport = false
    private var isRefused = false
    private var tally = Tally()
    /// What the test case that is open came to.
    private var openCase: Verdict?

    private enum Verdict {
        case passed
        case failed
        case skipped
    }

    private let parser: XML_Parser

    private init(_ parser: XML_Parser) {
        self.parser = parser
    }

    /// Reads one report.
    ///
    /// - Returns: `nil` for what is not well formed, is no such report, or is hostile.
    static func read(_ bytes: [UInt8]) -> TestCounts? {
        guard let parser = XML_ParserCreate(nil) else { return nil }
        defer { XML_ParserFree(parser) }
        let report = JUnitReport(parser)
        report.install()
        let status = withExtendedLifetime(report) {
            bytes.withUnsafeBytes { buffer in
                XML_Parse(
                    parser,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(clamping: buffer.count),
                    Int32(XML_TRUE)
                )
            }
        }
        guard status == XML_STATUS_OK, report.isReport, !report.isRefused,
            bytes.count <= Int(Int32.max)
        else { return nil }
        return report.tally.counts(from: "junit")
    }

    private func install() {
        // Unretained: `read` keeps this object while the parser works.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, _ in JUnitReport.of(data)?.open(name) },
            { data, name in JUnitReport.of(data)?.close(name) }
        )
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            JUnitReport.of(data)?.refuse()
        }
        // Called where an entity is declared, before anything can expand it.
        XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
            JUnitReport.of(data)?.refuse()
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> JUnitReport? {
        data.map { Unmanaged<JUnitReport>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse() {
        isRefused = true
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    private func open(_ name: UnsafePointer<XML_Char>?) {
        let name = name.map { String(cString: $0) } ?? ""
        depth += 1
        if depth > Self.depthMax { refuse() }
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

    private func close(_ name: UnsafePointer<XML_Char>?) {
        depth -= 1
        guard let name, String(cString: name) == "testcase", let verdict = openCase else { return }
        openCase = nil
        switch verdict {
        case .passed: tally.passed += 1
        case .failed: tally.failed += 1
        case .skipped: tally.skipped += 1
        }
    }
}
