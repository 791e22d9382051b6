import CommandLineKit
import Commands
import Digests
import Testing

@Suite("What needs somebody now, by the program itself")
struct NowCommandTests {
    /// A workspace in which something of most kinds waits for the founder.
    private func session() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.join("vera", as: "validator")
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        _ = session.run("task", "create", "--packet", "../packet.md", "--ready")
        let claim = session.run("claim", "WP-1-Hello", "--json", by: "ada")
        let worktree = try #require(try session.data(of: claim)["worktree"]?.stringValue)
        try session.shell(
            "cd '\(worktree)' && echo 'echo hello' >> src/run.sh && git commit -qam work"
        )
        let delivered = session.run("deliver", "WP-1-Hello", by: "ada", in: worktree)
        try #require(delivered.exit == 0, "\(delivered)")
        let asked = session.run(
            "decision",
            "ask",
            "Which database?\u{1b}[31m",
            "--class",
            "strategy",
            "--option",
            "a=SQLite",
            "--option",
            "b=PostgreSQL",
            "--default",
            "a",
            "--deadline",
            "2h",
            by: "ada"
        )
        try #require(asked.exit == 0, "\(asked)")
        _ = session.run("task", "create", "Two", "--task", "T-2", "--ready")
        _ = session.run("task", "block", "T-2", "--reason", "no licence")
        let sent = session.run(
            "message",
            "send",
            "founder",
            "The disk is full.",
            "--kind",
            "blocker",
            "--ack",
            "1h",
            by: "ada"
        )
        try #require(sent.exit == 0, "\(sent)")
        return session
    }

    @Test("The queue says what waits, why, since when, and a command that exists")
    func queue() throws {
        let session = try session()
        let run = session.run("now", "--json")
        let report = try #require(run.json?["data"], "\(run)")
        let items = try #require(report["items"]?.arrayValue)
        let kinds = items.compactMap { $0["kind"]?.stringValue }
        #expect(Set(kinds).isSuperset(of: ["decision", "blocked", "acknowledge"]), "\(kinds)")
        let validators = session.run("now", "--json", by: "vera")
        let first = validators.json?["data"]?["items"]?.arrayValue?.first?["kind"]
        #expect(first == "replay", "\(validators)")
        #expect(report["items_total"]?.int64Value == Int64(items.count))
        let verdict = report["verdict"]?.stringValue ?? ""
        #expect(verdict.hasPrefix("\(items.count) things need you."))
        let keys = items.compactMap { $0["key"]?.stringValue }
        #expect(Set(keys).count == items.count)
        let program = CommandTree.program(version: "1")
        for item in items {
            for field in ["title", "reason", "since", "subject"] {
                #expect(item[field]?.stringValue?.isEmpty == false, "\(field): \(item)")
            }
            let remedy = try #require(item["remedy"]?.stringValue)
            let words = remedy.split(separator: " ").map(String.init)
            #expect(words.first == "worklead")
            let line = try program.parse(Array(words.dropFirst()))
            guard case .run = line else {
                Issue.record("'\(remedy)' is no command")
                continue
            }
        }
        let decision = try #require(items.first { $0["kind"] == "decision" })
        #expect(decision["options"]?.arrayValue?.count == 2 && decision["default"] == "a")
        #expect(decision["deadline"]?.stringValue != nil && decision["repository"] == "api")
        // The same state has the same queue, and a later look the same keys.
        let again = session.run("now", "--json").json?["data"]?["items"]?.arrayValue ?? []
        #expect(again.compactMap { $0["key"]?.stringValue } == keys)
    }

    @Test("In words nothing can steer a terminal, and the first line is the verdict")
    func words() throws {
        let session = try session()
        let run = session.run("now")
        #expect(run.exit == 0 && !run.output.contains("\u{1b}"), "\(run)")
        let first = run.output.split(separator: "\n").first ?? ""
        #expect(first.contains("things need you. 0 agents working") || first.contains("working"))
        #expect(run.output.contains("Which database?"))
    }

    @Test("What was decided after a revision is counted, and before it is not")
    func since() throws {
        let session = try session()
        let before = try #require(session.head?.int64Value)
        _ = session.run("decision", "answer", "D-1=b")
        let report = session.run("now", "--since", "\(before)", "--json").json?["data"]
        #expect(report?["since"]?["answered"] == 1 && report?["since"]?["accepted"] == 0)
        let after = try #require(session.head?.int64Value)
        let later = session.run("now", "--since", "\(after)", "--json").json?["data"]
        #expect(later?["since"]?["answered"] == 0)
        let kinds = later?["items"]?.arrayValue?.compactMap { $0["kind"]?.stringValue } ?? []
        #expect(!kinds.contains("decision"))
    }

    @Test("A worker sees only what was addressed to them")
    func worker() throws {
        let session = try session()
        let run = session.run("now", "--json", by: "ada")
        #expect(run.json?["data"]?["items"]?.arrayValue?.isEmpty == true, "\(run)")
        #expect(run.json?["data"]?["role"] == "worker")
    }
}
