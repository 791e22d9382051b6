import Digests
import HTTPKit
import Testing

@Suite("The pages of messages")
struct InboxPageTests {
    @Test("What is owed is acknowledged with a button, and then no longer owed")
    func acknowledges() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        #expect(try browser.page("/inbox").contains("Nothing is unread."))
        try session.join("ada")
        let sent = session.run(
            "message",
            "send",
            "founder",
            "May I <b>go on</b>?",
            "--ack",
            "1h",
            by: "ada"
        )
        sent.expectGood()
        let page = try browser.page("/inbox")
        #expect(page.contains("1 to be acknowledged, the oldest"), "\(page)")
        #expect(page.contains("May I") && !page.contains("<b>go on</b>"))
        let form = try browser.form("message.ack", on: "/inbox")
        #expect(try browser.send("message.ack", form).0 == .ok)
        #expect(try browser.page("/inbox").contains("Nothing is to be acknowledged."))
    }

    @Test("Messages are read, found, written and answered")
    func talks() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        session.run("message", "send", "founder", "The schema is done.", by: "ada").expectGood()
        let browser = try Browser(session)
        #expect(try browser.page("/inbox").contains("1 message unread."))
        let read = try browser.form("message.mark_read", on: "/inbox")
        #expect(try browser.send("message.mark_read", read).0 == .ok)
        #expect(try browser.page("/inbox").contains("Nothing is unread."))
        let all = try browser.page("/inbox?view=all")
        #expect(all.contains("The schema is done."))
        #expect(try browser.page("/inbox?q=schema").contains("The schema is done."))
        #expect(try browser.page("/inbox?q=nowhere").contains("No message has these words."))
        var compose = try browser.form("message.send", on: "/inbox")
        compose += [("in.to", "ada"), ("in.kind", "guidance"), ("in.body", "Go on.")]
        #expect(try browser.send("message.send", compose).0 == .ok)
        let start = try #require(all.firstRange(of: "href=\"/threads/"))
        let path = "/threads/" + all[start.upperBound...].prefix { $0 != "#" && $0 != "\"" }
        #expect(try browser.page(path).contains("1 message by 1 agent"))
        var reply = try browser.form("message.send", on: path)
        reply += [("in.kind", "answer"), ("in.body", "Thank you.")]
        let (status, told) = try browser.send("message.send", reply)
        #expect(status == .ok, "\(told)")
        #expect(try browser.page(path).contains("Thank you."))
        #expect(try browser.page(path).contains("2 messages by 2 agents"))
        let heard = session.run("inbox", "--json", by: "ada").output
        #expect(heard.contains("Thank you.") && heard.contains("Go on."))
        #expect(try browser.get("/threads/nowhere").status == .notFound)
    }

    @Test("What a window holds is shown with the window")
    func holds() throws {
        let session = try CommandLineSession()
        try session.good("lane", "add", "core", "the core")
        try session.good("window", "open", "W-1", "--lane", "core")
        let browser = try Browser(session)
        let page = try browser.page("/inbox")
        #expect(page.contains("W-1") && page.contains("No window holds a message for you."))
        let window = try browser.page("/windows/W-1")
        #expect(window.contains("0 of 1 lane handed in"), "\(window)")
        #expect(try browser.page("/reports").contains("href=\"/windows/W-1\""))
        #expect(try browser.get("/windows/W-9").status == .notFound)
    }
}
