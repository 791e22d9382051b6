import Digests
import HTTPKit
import Testing

@Suite("The pages of plans")
struct PlanPageTests {
    private func planned() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.good("task", "create", "First", "--task", "P-1", "--ready")
        try session.good("task", "create", "Second", "--task", "P-2", "--after", "P-1", "--ready")
        try session.join("lea", as: "lead")
        session.run(
            "plan",
            "new",
            "retention",
            "--summary",
            "Old rows go",
            "--step",
            "Look at it",
            "--task",
            "P-1",
            "--task",
            "P-2",
            "--checkpoint",
            "No row is older than a year",
            by: "lea"
        ).expectGood()
        return session
    }

    @Test("A plan shows its steps, what it is held against, and what its tasks wait for")
    func shows() throws {
        let browser = try Browser(try planned())
        let page = try browser.page("/plans/retention")
        for word in ["Look at it", "No row is older than a year", "No file was named yet."] {
            #expect(page.contains(word), "\(word)")
        }
        #expect(page.contains("data-node=\"P-2\" data-needs=\"P-1\""), "\(page)")
        #expect(try browser.page("/plans").contains("href=\"/plans/retention\""))
        #expect(try browser.page("/plans?state=done").contains("No plan stands there."))
        #expect(try browser.get("/plans/nowhere").status == .notFound)
    }

    @Test("A plan is approved as it was shown, and not when it has changed since")
    func approves() throws {
        let session = try planned()
        let browser = try Browser(session)
        let form = try browser.form("plan.approve", on: "/plans/retention")
        session.run("plan", "step", "add", "retention", "--title", "Clean up", by: "lea")
            .expectGood()
        let (late, why) = try browser.send("plan.approve", form)
        #expect(late == .conflict, "\(why)")
        let fresh = try browser.form("plan.approve", on: "/plans/retention")
        let (status, told) = try browser.send("plan.approve", fresh)
        #expect(status == .ok, "\(told)")
        let page = try browser.page("/plans/retention")
        #expect(page.contains("approved") && !page.contains("/act/plan.approve"))
    }

    @Test("Without a plan the page says so")
    func empty() throws {
        let browser = try Browser(try CommandLineSession())
        #expect(try browser.page("/plans").contains("No plan was written down yet."))
    }
}
