import Digests
import HTTPKit
import Testing

@Suite("The dashboard")
struct DashboardTests {
    @Test("A link logs one browser in, once, and without it no page shows anything")
    func login() throws {
        let browser = try Browser(try CommandLineSession())
        let outside = try browser.get("/tasks", isLoggedIn: false)
        #expect(outside.status == .unauthorized)
        let text = String(decoding: outside.body, as: UTF8.self)
        #expect(text.contains("dashboard.no_login") && !text.contains("api"))
        #expect(try browser.page("/").contains("Nothing needs you."))
        let link = try browser.session.good("open", "--print", "address").output
        let path = "/login?" + (link.split(separator: "?").last?.dropLast() ?? "")
        #expect(try browser.get(path, isLoggedIn: false).status == HTTPStatus(303))
        #expect(try browser.get(path, isLoggedIn: false).status == .forbidden)
    }

    @Test("A browser stays logged in when the gateway starts again, until its token is revoked")
    func staysLoggedIn() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        let port = try session.good("gateway", "status", "--print", "port").output
        try session.good("restart", "--port", port.filter(\.isNumber))
        #expect(try browser.get("/").status == .ok)
        let tokens = session.run("token", "list", "--json").json?["data"]?.arrayValue ?? []
        let own = try #require(tokens.last?["session"]?.stringValue)
        try session.good("token", "revoke", own)
        #expect(try browser.get("/").status == .unauthorized)
    }

    @Test("A decision is answered with its button, and only as it was shown")
    func answers() throws {
        let session = try CommandLineSession()
        try session.good(
            "decision",
            "ask",
            "Which store?",
            "--option",
            "sqlite=One file",
            "--option",
            "pg=A server"
        )
        let browser = try Browser(session)
        let form = try browser.form("decision.answer", on: "/")
        var foreign = form
        foreign[0].1 = "forged"
        #expect(try browser.send("decision.answer", foreign).0 == .forbidden)
        #expect(try browser.send("workspace.init", form).0 == .notFound)
        let (status, answer) = try browser.send("decision.answer", form)
        #expect(status == .ok, "\(answer)")
        #expect(
            session.run("decision", "show", "D-1", "--json").json?["data"]?["decision"]?["state"]
                == "answered"
        )
        let (late, told) = try browser.send("decision.answer", form)
        #expect(late == .conflict)
        #expect(told["notice"]?.stringValue?.contains("answered now") == true, "\(told)")
    }

    @Test("A browser that may look only is shown no form, and what it sends is refused")
    func readOnly() throws {
        let session = try CommandLineSession()
        try session.good("decision", "ask", "Which?", "--option", "a=A", "--option", "b=B")
        let browser = try Browser(session, "--read-only")
        #expect(!(try browser.page("/")).contains("action=\"/act/"))
        let (status, answer) = try browser.send("decision.answer", [("csrf", "x")])
        #expect(status == .forbidden, "\(answer)")
    }

    @Test("Pages have twins as JSON, Markdown and a file of their own")
    func twins() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "Mend it", "--ready")
        let browser = try Browser(session)
        #expect(
            try JSONValue(parsing: browser.page("/tasks.json"))["sources"]?.arrayValue?.count == 1
        )
        #expect(try browser.page("/tasks/T-1.md").hasPrefix("# T-1 Mend it"))
        let file = try browser.page("/now.html")
        #expect(file.contains("<style>") && !file.contains("<script") && !file.contains("<form"))
        let part = try browser.get("/tasks", ["X-Worklead-Part": "main"])
        let text = String(decoding: part.body, as: UTF8.self)
        #expect(text.hasPrefix("<title>") && !text.contains("<head>"))
    }
}
