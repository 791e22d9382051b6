import Digests
import HTTPKit
import Testing

@Suite("The pages of reports")
struct ReportPageTests {
    private static let names = [
        "board", "coordination", "shift", "readiness", "evidence", "cleanup", "audit",
    ]

    @Test("Every report is a page, Markdown, and a file that needs no network")
    func shows() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "Mend <i>it</i>", "--ready")
        let browser = try Browser(session)
        let index = try browser.page("/reports")
        for name in Self.names {
            #expect(index.contains("href=\"/reports/\(name)\""), "\(name)")
            let page = try browser.page("/reports/\(name)")
            #expect(page.contains("href=\"/reports/\(name).md\""), "\(name)")
            #expect(!page.contains("<i>it</i>"), "\(name)")
            #expect(try browser.page("/reports/\(name).md").hasPrefix("# "), "\(name)")
            let file = try browser.page("/reports/\(name).html")
            #expect(file.contains("<style>") && !file.contains("<form"), "\(name)")
        }
        #expect(try browser.page("/reports/board").contains("Mend"))
        #expect(try browser.get("/reports/nowhere").status == .notFound)
    }

    @Test("A report is narrowed by what its address says, and a bad word is told")
    func narrows() throws {
        let browser = try Browser(try CommandLineSession())
        #expect(try browser.get("/reports/readiness?phase=P99").status == .notFound)
        let bad = try browser.get("/reports/shift?since=yesterday")
        #expect(bad.status != .ok && bad.status.rawValue < 500)
        #expect(try browser.page("/reports").contains("There is no run to report of."))
    }
}
