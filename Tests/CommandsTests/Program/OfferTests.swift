import Digests
import Testing

@Suite("What is offered and taken, by the program itself")
struct OfferTests {
    @Test("Each 'next --claim' of one agent takes another task, and none twice")
    func nextTakesOnce() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let keys = ["WP-1", "WP-2", "WP-3"]
        for key in keys { try session.good("task", "create", key, "--task", key, "--ready") }
        func take(_ key: String...) throws -> (task: String, already: Bool) {
            let words = ["next", "--claim", "--no-worktree", "--json"] + key
            session.directory = session.folder + "/elsewhere"
            session.environment["WORKLEAD_TOKEN_FILE"] = session.folder + "/token-ada"
            let run = session.run(words: ["--workspace", "api"] + words)
            let task = try session.data(of: run)["task"]?["task"]?.stringValue
            return (try #require(task), run.json?["already"] == true)
        }
        let first = try take().task
        let second = try take("--key", "k")
        let repeated = try take("--key", "k")
        #expect(repeated.task == second.task && repeated.already && !second.already)
        let third = try take().task
        #expect(Set([first, second.task, third]) == Set(keys))
        let none = session.run(words: ["--workspace", "api", "next", "--claim", "--json"])
        #expect(none.exit == 3 && none.code == "task.nothing_ready", "\(none)")
    }

    @Test("Tasks made at one time from many worktrees have a number each, in one store")
    func numbers() throws {
        let session = try CommandLineSession()
        session.environment["WORKLEAD_TOKEN_FILE"] = session.repository + "/.git/worklead/session"
        try session.shell(
            """
            for i in 1 2 3 4 5 6 7 8; do git -C api worktree add -q --detach ../w$i; done
            for i in 1 2 3 4 5 6 7 8; do
                (cd w$i && '\(CommandLineSession.program)' task create "Task $i" \
                    --print task.task > ../key$i) &
            done
            wait
            """
        )
        let keys = try session.shell("cat key1 key2 key3 key4 key5 key6 key7 key8")
            .split(separator: "\n")
        #expect(keys.count == 8 && Set(keys).count == 8, "\(keys)")
        let listed = try session.data(of: session.run("task", "list", "--json")).arrayValue
        #expect(listed?.count == 8)
    }

    @Test("Every list is bounded, says how many there are, and its pages show each once")
    func lists() throws {
        let session = try CommandLineSession()
        let count = 70
        for number in 1...count {
            try session.good("task", "create", "Task \(number)", "--ready")
            try session.good("message", "send", "founder", "message \(number)")
        }
        for words in [
            ["task", "list"], ["inbox"], ["inbox", "--all"], ["event", "list"], ["next"],
        ] {
            let text = session.run(words: words).output
            #expect(text.utf8.count <= 8_000, "\(words): \(text.utf8.count) bytes")
        }
        try session.good("message", "send", "founder", "last", "--thread", "M-1")
        let whole = [
            (["task", "list"], count), (["inbox"], count + 1), (["inbox", "--all"], count + 1),
            (["message", "search", "message"], count), (["message", "thread", "M-1"], 2),
        ]
        for (words, total) in whole {
            let limit = min(7, total - 1)
            let answer = session.run(words: words + ["-n", "\(limit)", "--json"]).json
            #expect(answer?["data"]?.arrayValue?.count == limit, "\(words)")
            #expect(answer?["total"] == .integer(Int64(total)), "\(words)")
        }
        var seen: [String] = []
        var offset: String? = "0"
        while let start = offset {
            let page = session.run("task", "list", "-n", "9", "--offset", start, "--json").json
            seen += page?["data"]?.arrayValue?.compactMap { $0["task"]?.stringValue } ?? []
            offset = page?["next"]?.stringValue
        }
        #expect(seen.count == count && Set(seen).count == count, "\(seen)")
        let none = session.run("task", "list", "--state", "claimed", "--json").json
        #expect(none?["data"]?.arrayValue?.isEmpty == true && none?["total"] == .integer(0))
    }
}
