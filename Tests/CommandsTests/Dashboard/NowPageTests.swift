import HTTPKit
import Testing

@Suite("The page of what needs one now")
struct NowPageTests {
    @Test("A card of a message says what it says, leads to its thread and can be answered")
    func messages() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let sent = session.run(
            "message",
            "send",
            "founder",
            "By day or by job?",
            "--kind",
            "question",
            by: "ada"
        )
        try #require(sent.exit == 0, "\(sent)")
        let browser = try Browser(session)
        let page = try browser.page("/")
        #expect(page.contains("By day or by job?"), "\(page)")
        #expect(page.contains("href=\"/threads/") && page.contains("action=\"/act/message.send\""))
        let named = try browser.get("/search?q=ada")
        #expect(named.status == HTTPStatus(303) && named.headers["Location"] == "/agents/ada")
        // A page that is open stays what it is, and so do its twins.
        let part = try browser.get("/search?q=ada", ["X-Worklead-Part": "main"])
        #expect(part.status == .ok)
        #expect(try browser.get("/search.json?q=ada").status == .ok)
        let found = try browser.page("/search?q=ad")
        #expect(found.contains("href=\"/agents/ada\""), "\(found)")
        #expect(!(try browser.page("/search?q=bea")).contains("href=\"/agents/ada\""))
        #expect(page.contains("Events a minute") && page.contains(" in 10 minutes "))
    }

    @Test("What a day may cost is said beside what it has cost")
    func budget() throws {
        let session = try CommandLineSession()
        #expect(!(try session.good("now").output.contains("cost today")))
        let settings = """
            cd '\(session.repository)'
            mkdir .worklead && printf '[budget]\\ndollars_per_day = 25\\n' > .worklead/config.toml
            git add -A && git commit -qm budget
            """
        try session.shell(settings)
        let report = try session.good("now", "--json").json?["data"]
        #expect(report?["cost_today_max"]?.doubleValue == 25, "\(report ?? .null)")
        let page = try Browser(session).page("/")
        #expect(page.contains("0 of 25"), "\(page)")
    }

    @Test("What the viewer was asked to do is said to be done on its card, with what shows it")
    func followUp() throws {
        let session = try CommandLineSession()
        try session.good("followup", "open", "founder", "Say which licence.")
        let browser = try Browser(session)
        var form = try browser.form("followup.resolve", on: "/")
        form.append(("in.files.path", "docs/licence.md"))
        let (status, told) = try browser.send("followup.resolve", form)
        #expect(status == .ok, "\(told)")
        #expect(!(try browser.page("/")).contains("action=\"/act/followup.resolve\""))
        #expect(try browser.send("followup.resolve", form).0 == .conflict)
        let line = session.run("followup", "list", "--followup", "FU-1", "--all", "--json")
            .json?["data"]?[0]
        #expect(line?["evidence"]?[0]?["path"] == "docs/licence.md", "\(line ?? .null)")
    }
}
