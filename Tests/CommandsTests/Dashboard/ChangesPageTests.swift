import Digests
import HTTPKit
import Testing

@Suite("The page of worktrees and conflicts")
struct ChangesPageTests {
    @Test("Worktrees stand with their state, and paths that two change are told first")
    func overlap() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        let empty = try browser.page("/changes")
        for words in [
            "No two worktrees change the same path.", "No worktree was made yet.",
            "Nothing is left uncommitted by others.", "Nothing waits to be merged.",
            "No claim holds a path.",
        ] {
            #expect(empty.contains(words), "\(words)")
        }
        for (agent, task) in [("ada", "T-1"), ("bea", "T-2")] {
            session.directory = session.repository
            try session.good("agent", "register", agent)
            try session.good("task", "create", "Mend it for \(agent)", "--ready")
            let start = ["--as", agent, "session", "start", "--worktree", "--print", "worktree"]
            let place = session.run(words: start)
            try #require(place.exit == 0, "\(place)")
            session.directory = String(place.output.dropLast())
            let tree = try session.good("claim", task, "--print", "worktree").output.dropLast()
            try session.shell("echo \(agent) >> '\(tree)/src/run.sh'")
        }
        session.directory = session.repository
        let html = try browser.page("/changes")
        #expect(html.contains("1 path is changed by two."), "\(html)")
        #expect(html.contains("src/run.sh") && html.contains("2 with uncommitted work"))
        #expect(try browser.page("/changes.md").contains("src/run.sh"))
    }
}
