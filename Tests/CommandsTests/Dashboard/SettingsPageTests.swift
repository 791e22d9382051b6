import Digests
import Testing

@Suite("The page of the settings")
struct SettingsPageTests {
    @Test("It shows where founders are told and whether it arrives, without what may be a secret")
    func notifications() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session, "--read-only")
        let empty = try browser.page("/settings")
        #expect(empty.contains("Nobody is told anywhere."))
        #expect(empty.contains("worklead notify add desk desktop"))
        let address = "https://hooks.example/services/T0/zqjx1?key=zqjx2"
        try session.good(
            "notify",
            "add",
            "phone",
            "webhook",
            address,
            "--quiet",
            "22:00-07:00",
            "--digest",
            "10m",
            "--severity",
            "blocker"
        )
        let page = try browser.page("/settings")
        for word in ["phone", "webhook", "https://hooks.example/…", "blocker", "22:00-07:00"] {
            #expect(page.contains(word), "\(word)")
        }
        for twin in ["/settings", "/settings.json", "/settings.md", "/settings.html"] {
            #expect(!(try browser.page(twin)).contains("zqjx"), "\(twin)")
        }
    }

    @Test("What did not arrive is told with its reason")
    func fault() throws {
        let session = try CommandLineSession()
        try session.good(
            "decision",
            "ask",
            "Which?",
            "--class",
            "strategy",
            "--option",
            "a=A",
            "--option",
            "b=B"
        )
        try session.good("notify", "add", "lamp", "command", "--", "/bin/false")
        _ = session.run("notify", "run", "--once")
        let browser = try Browser(session)
        let page = try browser.page("/settings")
        #expect(page.contains("false ended badly"), "\(page)")
        let json = try JSONValue(parsing: browser.page("/settings.json"))
        let source = json["sources"]?.arrayValue?.first { $0["schema"] == "notify.list/1" }
        #expect(source?["data"]?.arrayValue?.first?["pending"] == 1, "\(json)")
    }
}
