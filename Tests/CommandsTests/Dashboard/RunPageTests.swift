import Digests
import HTTPKit
import TestSupport
import Testing

@Suite("The pages of runs")
struct RunPageTests {
    @Test("A driven run shows its slices, its launches and what their programs said")
    func shows() throws {
        let run = try DrivenRun([
            DrivenRun.Slice("A0", "ada"), DrivenRun.Slice("A1", "bea", after: ["A0"]),
        ])
        let browser = try Browser(run.session)
        let before = try browser.page("/runs/phase-a")
        #expect(before.contains("What decides now: A0 → A1"), "\(before)")
        #expect(before.contains("data-node=\"A1\" data-needs=\"A0\""))
        #expect(before.contains("program was started for it."))
        run.drive().expectGood()
        let page = try browser.page("/runs/phase-a")
        #expect(page.contains("Finished: 2 of 2 slices accepted."), "\(page)")
        #expect(page.contains("data-node=\"A1\" data-needs=\"A0\""))
        #expect(page.contains("/runs/phase-a/launches/1"))
        let launch = try browser.page("/runs/phase-a/launches/1")
        #expect(launch.contains("ada for A0: delivered"), "\(launch)")
        let log = run.session.run("run", "log", "phase-a", "1", "--json").json?["data"]?["text"]
        let bytes = log?.stringValue?.utf8.count ?? 0
        #expect(launch.contains(bytes == 0 ? "It said nothing here." : "<pre class=\"log\""))
        #expect(try browser.get("/runs/phase-a/launches/99").status == .notFound)
        #expect(try browser.get("/runs/phase-a/launches/x").status == .notFound)
        #expect(try browser.get("/runs/nowhere").status == .notFound)
        #expect(try browser.page("/runs/phase-a/report").contains("Report of phase-a"))
        #expect(try browser.page("/runs/phase-a/handoff.md").hasPrefix("# Hand-off of phase-a"))
    }

    @Test("A run is paused, goes on and is given up with buttons, only as it was shown")
    func acts() throws {
        let run = try DrivenRun([DrivenRun.Slice("A0", "ada")])
        let browser = try Browser(run.session)
        let pause = try browser.form("run.pause", on: "/runs/phase-a") + [("in.reason", "to think")]
        #expect(try browser.send("run.pause", pause).0 == .ok)
        #expect(try browser.send("run.pause", pause).0 == .conflict)
        #expect(try browser.page("/runs/phase-a").contains("Paused: to think."))
        let resume = try browser.form("run.resume", on: "/runs")
        #expect(try browser.send("run.resume", resume).0 == .ok)
        let cancel = try browser.form("run.cancel", on: "/runs/phase-a") + [("in.reason", "enough")]
        #expect(try browser.send("run.cancel", cancel).0 == .ok)
        #expect(try browser.page("/runs").contains("cancelled"))
        let after = try browser.page("/runs/phase-a")
        #expect(after.contains("Given up: enough.") && !after.contains("/act/run."))
    }

    @Test("A run that is written down is approved and started")
    func starts() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        #expect(try browser.page("/runs").contains("No run was written down yet."))
        for agent in ["ada", "bea"] { try session.good("agent", "register", agent) }
        let sample = SampleRun(
            "one",
            title: "One thing",
            slices: [SampleRun.Slice("one-0", "ada")]
        )
        session.write(sample.text, to: session.folder + "/one.toml")
        session.run("run", "new", "../one.toml").expectGood()
        let approve = try browser.form("run.approve", on: "/runs/one")
        #expect(try browser.send("run.approve", approve).0 == .ok)
        #expect(try browser.page("/runs/one").contains("Approved, and not started yet."))
        let start = try browser.form("run.start", on: "/runs/one")
        let (status, told) = try browser.send("run.start", start)
        #expect(status == .ok, "\(told)")
        #expect(try browser.page("/runs/one").contains("0 of 1 slice accepted"))
    }
}
