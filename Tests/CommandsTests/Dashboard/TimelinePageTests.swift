import Digests
import HTTPKit
import Testing

@Suite("The timeline and the page of an agent")
struct TimelinePageTests {
    private func worked() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.good("agent", "register", "ada")
        try session.good("task", "create", "Mend <it>", "--ready")
        let started = ["--as", "ada", "session", "start", "--worktree", "--print", "worktree"]
        session.directory = String(session.run(words: started).output.dropLast())
        try session.good("claim", "T-1", "--no-worktree")
        try session.good("message", "send", "founder", "A word", "--subject", "Hello <you>")
        session.directory = session.repository
        return session
    }

    @Test("Each agent has a lane with what it held and did, within the time that is asked for")
    func lanes() throws {
        let browser = try Browser(try worked())
        let html = try browser.page("/timeline")
        #expect(html.contains("figure class=\"lanes\" id=\"timeline\""))
        #expect(html.contains("class=\"bar\"") && html.contains("T-1 Mend &lt;it&gt;"))
        #expect(html.contains("Hello &lt;you&gt;"))
        let claims = try browser.page("/timeline?agent=ada&kind=claim")
        #expect(claims.contains("report timeline --agent ada --kind claim"))
        #expect(!claims.contains("Hello &lt;you&gt;"))
        let past = "/timeline?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z"
        #expect(try browser.page(past).contains("Nothing happened in this time."))
        #expect(try browser.get("/timeline?agent=nobody").status == .notFound)
        let json = try browser.session.good("report", "timeline", "--agent", "ada", "--json").json
        #expect(json?["data"]?["tracks"]?[0]?["claims"]?[0]?["task"] == "T-1", "\(json ?? .null)")
        #expect(json?["data"]?["tracks"]?.arrayValue?.count == 1)
    }

    @Test("An agent's page shows its sessions, what it held, and that no run has started it")
    func agent() throws {
        let session = try worked()
        try session.good("agent", "register", "bea")
        let browser = try Browser(session)
        let ada = try browser.page("/agents/ada")
        for words in ["id=\"sessions\"", "goes on", "No run has started its program.", "live"] {
            #expect(ada.contains(words), "\(words)")
        }
        let bea = try browser.page("/agents/bea")
        #expect(bea.contains("It has had no session yet."))
        #expect(bea.contains("It has held no task yet."))
        #expect(bea.contains("Nothing happened in this time."))
        let unknown = try browser.get("/agents/nobody")
        #expect(unknown.status == .notFound)
        #expect(String(decoding: unknown.body, as: UTF8.self).contains("agent.unknown"))
        let shown = try session.good("agent", "show", "ada", "--json").json?["data"]
        #expect(shown?["claims"]?[0]?["task"] == "T-1" && shown?["session_count"] == 1)
    }
}
