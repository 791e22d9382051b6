import Digests
import HTTPKit
import Testing

@Suite("The page of health")
struct HealthPageTests {
    @Test("It shows what the doctor finds, the worst first, and what is fine")
    func doctor() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session, "--read-only")
        let well = try browser.health()
        #expect(well.contains("<strong>repositories</strong>: each is where it was"), "\(well)")
        session.directory = session.folder
        try session.shell("mkdir aside && mv api aside/")
        let page = try browser.health()
        let found = session.run("--workspace", "api", "doctor", "--json").json?["data"]?["checks"]
        let repositories = found?.arrayValue?.first { $0["check"] == "repositories" }
        let message = try #require(repositories?["message"]?.stringValue, "\(found ?? .null)")
        #expect(message.contains("is not at") && page.contains(message), "\(page)")
        #expect(page.contains("1 degraded") || page.contains("2 degraded"), "\(page)")
        #expect(!page.contains("<strong>repositories</strong>"))
        try session.shell("mv aside/api api")
    }

    @Test("It shows what waits in the outboxes of its machine, without what is in it")
    func outbox() throws {
        let elsewhere = try Elsewhere()
        let state = ["XDG_STATE_HOME": elsewhere.session.folder + "/state"]
        let kept = elsewhere.far("message", "send", "founder", "zqjx", "--json", also: state)
        #expect(kept.json?["queued"] == true, "\(kept)")
        let browser = try Browser(elsewhere.session, "--read-only")
        let page = try browser.health()
        #expect(page.contains("<dt>Wait to be sent</dt><dd>1</dd>"), "\(page)")
        let twin = try browser.page("/health.json")
        #expect(!page.contains("zqjx") && !twin.contains("zqjx"))
        #expect(elsewhere.far("outbox", "drop", "1", also: state).exit == 0)
        #expect(try browser.health().contains("No call of this machine waits"))
    }
}

extension Browser {
    /// The page, which has its address in common with what a monitor asks for.
    fileprivate func health() throws -> String {
        let answer = try get("/health", ["Accept": "text/html"])
        #expect(answer.status == .ok)
        return String(decoding: answer.body, as: UTF8.self)
    }
}
