import Commands
import Digests
import Testing

@Suite("A cold start, by the program itself")
struct ColdStartTests {
    /// A workspace in the middle of its work.
    private func prepared() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.shell(
            """
            cd api && mkdir -p .worklead && echo '# Read me' > AGENTS.md
            printf 'reading_order = ["AGENTS.md", "docs/plan.md"]\\n' > .worklead/config.toml
            git add -A && git commit -qm documents
            """
        )
        try session.join("ada")
        try session.good("lane", "add", "core", "The service", "--owner", "ada")
        try session.good("lane", "add", "web", "The pages")
        try session.good("task", "create", "Parser", "--task", "C-1", "--lane", "core", "--ready")
        try session.good("task", "create", "Pages", "--task", "W-1", "--lane", "web", "--ready")
        try session.good("lane", "park", "web", "--reason", "no designer")
        try session.good("memory", "observe", "The schema is in docs.", "--task", "C-1")
        return session
    }

    @Test("One command tells a lead what stands where, what to read and what to launch next")
    func prime() throws {
        let session = try prepared()
        let run = session.run("prime", "--role", "lead")
        for words in [
            "gateway: ", "AGENTS.md", "not there: docs/plan.md", "launch next", "core,C-1,ada",
            "lane web is parked and waits for nothing", "N-1",
        ] {
            #expect(run.output.contains(words), "\(words): \(run)")
        }
        // A token has three bytes and more.
        #expect(run.output.utf8.count <= 2400, "\(run.output.utf8.count)")
        #expect(session.run("prime", "--role", "lead").output == run.output)
    }

    @Test("Lanes are seen at a glance, and a parked one without a blocker is reported")
    func lanes() throws {
        let session = try prepared()
        let before = session.run("lane", "list", "--json").json?["data"]
        #expect(before?[0]?["state"] == "ready" && before?[0]?["next"] == "C-1")
        #expect(before?[1]?["state"] == "parked" && before?[1]?["warning"] != nil)
        try session.good("task", "assign", "C-1", "ada")
        let after = session.run("lane", "list", "--json").json?["data"]?[0]
        #expect(after?["state"] == "active" && after?["active"] == ["C-1"])
        #expect(after?["worked_at"]?.stringValue != nil)
        #expect(session.run("doctor", "--json").output.contains("parked without a blocker: web"))
        #expect(session.run("status").output.contains("lane web"))
        let doctor = session.run("doctor", "--json").output
        #expect(doctor.contains("docs/plan.md, which is not there"), "\(doctor)")
    }
}
