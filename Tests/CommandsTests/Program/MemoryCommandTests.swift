import Commands
import Digests
import Testing

@Suite("Memory, by the program itself")
struct MemoryCommandTests {
    private func prepared(served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        try session.join("ada")
        try session.good("task", "create", "One", "--ready")
        return session
    }

    @Test("What is kept is found, told, superseded and retired", arguments: [false, true])
    func life(served: Bool) throws {
        let session = try prepared(served: served)
        let kept = session.run(
            "memory",
            "observe",
            "The endpoint answers 202 while the job runs.",
            "--task",
            "T-1",
            "--tag",
            "http",
            "--file",
            "src/jobs.py",
            "--json",
            by: "ada"
        )
        #expect(kept.json?["data"]?["memory"]?["memory"] == "N-1", "\(kept)")
        let found = session.run("memory", "search", "endp*", "\"job runs\"")
        #expect(found.output.contains("N-1") && found.output.contains("202"), "\(found)")
        let newer = session.run("memory", "note", "It answers 200.", "--supersedes", "N-1")
        #expect(newer.output.contains("in place of N-1"), "\(newer)")
        #expect(!session.run("memory", "list").output.contains("N-1"))
        #expect(session.run("memory", "list", "--all").output.contains("N-1"))
        #expect(session.run("memory", "show", "N-1").output.contains("superseded by"))
        #expect(session.run("memory", "timeline").output.contains("memory.superseded"))
        try session.good("memory", "retire", "N-2", "--reason", "gone")
        let again = session.run("memory", "retire", "N-2", "--reason", "gone", "--json")
        #expect(again.code == "memory.retired", "\(again)")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("A brief has the size that was asked for, in bytes and in tokens, and is the same again")
    func briefs() throws {
        let session = try prepared()
        for number in 1...9 {
            let text = "Note \(number)\n" + String(repeating: "many words of it ", count: 20)
            try session.good("memory", "note", text)
        }
        for (size, most) in [("200", 200), ("777", 777), ("800t", 2400), ("90 tokens", 270)] {
            let run = session.run("memory", "brief", "--budget", size)
            #expect(run.exit == 0 && run.output.utf8.count <= most, "\(run)")
            let last = run.output.split(separator: "\n").last ?? ""
            #expect(last.contains(" of 9 told") || last.hasPrefix("all 9 are told"), "\(run)")
            #expect(session.run("memory", "brief", "--budget", size).output == run.output)
        }
        for size in ["", "0", "199", "9t", "many", "-5", "99999999999999999999", "800 x"] {
            let run = session.run("memory", "brief", "--budget", size, "--json")
            #expect(run.exit == 2, "\(size): \(run)")
        }
    }

    @Test("Memory comes through a rebuild, and back with a backup on another machine")
    func survives() throws {
        let session = try prepared()
        try session.good("memory", "reflect", "Ask for the schema first.", "--tag", "planning")
        try session.good("ledger", "rebuild")
        #expect(session.run("memory", "search", "schem*").output.contains("N-1"))
        let backup = session.folder + "/backup.db"
        try session.good("ledger", "backup", backup)
        try session.good("memory", "note", "Kept after the backup.")
        try session.good("ledger", "restore", backup)
        #expect(session.run("memory", "search", "schema").output.contains("N-1"))
        #expect(session.run("memory", "search", "after", "--json").json?["data"]?["count"] == 0)
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("No query is an error but one without a word")
    func anyQuery() throws {
        let session = try prepared()
        try session.good("memory", "note", "The job runs.")
        for query in ["job\"", "job OR", "NOT job", "(job", "job^2", "title:job", "\"", "jo*", "*"]
        {
            let run = session.run("memory", "search", query, "--json")
            let isEmpty = ["\"", "*"].contains(query)
            #expect(run.exit == (isEmpty ? 2 : 0), "\(query): \(run)")
            if isEmpty { #expect(run.code == "memory.nothing_to_find") }
        }
    }
}
