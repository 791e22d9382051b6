import Model
import Testing

@testable import Replay

@Suite("Test reports are counted by their cases")
struct JUnitReportTests {
    private func read(_ text: String) -> TestCounts? { JUnitReport.read(Array(text.utf8)) }

    @Test("pytest's report")
    func pytest() {
        let report = """
            <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite \
            name="pytest" errors="1" failures="1" skipped="2" tests="7" time="0.270">\
            <testcase classname="test_b" name="test_ok" time="0.001" />\
            <testcase classname="test_b" name="test_bad"><failure message="assert 1 == 2">&gt;   \
            def test_bad(): assert 1==2</failure></testcase>\
            <testcase classname="test_b" name="test_s"><skipped type="pytest.skip" message="u">x\
            </skipped></testcase>\
            <testcase classname="test_b" name="test_x"><skipped type="pytest.xfail" message=""/>\
            </testcase><testcase classname="test_b" name="test_xp" time="0.000" />\
            <testcase classname="test_b" name="test_err"><error message="failed on setup">x</error>\
            </testcase><testcase classname="test_b" name="test_w" time="0.000" />\
            </testsuite></testsuites>
            """
        #expect(read(report) == TestCounts(passed: 3, failed: 2, skipped: 2, source: "junit"))
    }

    @Test("node's report, which has its cases at the top")
    func node() {
        let report = """
            <?xml version="1.0" encoding="utf-8"?>
            <testsuites>
            \t<testcase name="ok" time="0.009757" classname="test"/>
            \t<testcase name="bad" time="0.006634" classname="test" failure="1 == 2">
            \t\t<failure type="testCodeFailure" message="1 == 2">[Error]</failure>
            \t</testcase>
            \t<testsuite name="sub"><testcase name="in1"/></testsuite>
            </testsuites>
            """
        #expect(read(report) == TestCounts(passed: 2, failed: 1, source: "junit"))
    }

    @Test("A report without cases tells zero tests, whatever totals it gives of itself")
    func noCases() {
        #expect(
            read("<testsuite tests=\"99\"/>") == TestCounts(passed: 0, failed: 0, source: "junit")
        )
    }

    @Test(
        "What is no such report is passed over",
        arguments: [
            "", "<", "<a/>", "<project><testcase/></project>", "<testsuite>",
            "<testsuite></testsuites>", "not XML", "<testsuite/><testsuite/>",
            "<testsuite>\u{0}</testsuite>",
        ]
    )
    func noReport(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test("A document type is refused, and no entity is ever expanded")
    func entities() {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE testsuite [<!ENTITY a0 \"x\">"
        for level in 1...40 {
            let reference = "&a\(level - 1);"
            bomb += "<!ENTITY a\(level) \"\(reference)\(reference)\(reference)\(reference)\">"
        }
        bomb += "]><testsuite><testcase name=\"&a40;\">&a40;</testcase></testsuite>"
        #expect(read(bomb) == nil)
        let file = """
            <!DOCTYPE testsuite [<!ENTITY f SYSTEM "file:///etc/passwd">]>
            <testsuite><testcase>&f;</testcase></testsuite>
            """
        #expect(read(file) == nil)
        #expect(read("<!DOCTYPE testsuite><testsuite><testcase/></testsuite>") == nil)
        // The same without a document type is read.
        #expect(read("<testsuite><testcase>&amp;</testcase></testsuite>")?.passed == 1)
    }

    @Test("Nesting beyond reason is refused")
    func nesting() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<testsuite>", count: depth) + "<testcase/>"
                + String(repeating: "</testsuite>", count: depth)
        }
        #expect(read(nested(60))?.passed == 1)
        #expect(read(nested(100_000)) == nil)
    }
}
