import Digests
import Testing

@Suite("A workspace elsewhere, by the program itself")
struct RemoteTests {
    @Test("With an address and a token, commands work without a store")
    func withoutStore() throws {
        let elsewhere = try Elsewhere()
        try elsewhere.up()
        let status = elsewhere.far("status", "--json", "--verbose")
        #expect(status.exit == 0 && status.json?["data"]?["agent"] == "ada", "\(status)")
        #expect(status.errors == "by http://127.0.0.1:\(elsewhere.port)\n")
        let place = elsewhere.far("init", "--json")
        #expect(place.exit == 6 && place.code == "remote.place_needed", "\(place)")
        let start = elsewhere.far("restart", "--json")
        #expect(start.exit == 2 && start.code == "remote.start", "\(start)")
        let other = elsewhere.far("status", "--json", also: ["WORKLEAD_ACTOR": "bea"])
        #expect(other.exit == 6, "\(other)")
    }

    @Test("--verbose says who carries out each call")
    func verbose() throws {
        let elsewhere = try Elsewhere()
        let file = elsewhere.session.run("status", "--verbose")
        #expect(file.errors == "in this process\n")
        let refused = elsewhere.session.run("task", "show", "NONE", "--verbose", "--json")
        #expect(refused.exit == 3 && refused.errors == "in this process\n", "\(refused)")
        try elsewhere.up()
        for words in [["status"], ["task", "show", "NONE", "--json"]] {
            let served = elsewhere.session.run(words: words + ["--verbose"])
            #expect(served.errors.hasPrefix("by the gateway at unix:/"), "\(served)")
        }
        #expect(elsewhere.session.run("status").errors == "")
    }

    @Test(
        "An address that can't be used is refused with what can",
        arguments: [
            "https://127.0.0.1:37888", "http://example.org:80", "http://127.0.0.1",
            "127.0.0.1:37888", "http://127.0.0.1:0", "http://127.0.0.1:37888,", "http://[::1]:1",
        ]
    )
    func unusableAddress(address: String) throws {
        let session = try CommandLineSession(initialized: false)
        session.environment["WORKLEAD_GATEWAY"] = address
        session.environment["WORKLEAD_TOKEN"] = "S-1.x"
        let run = session.run("status", "--json")
        #expect(run.exit == 2 && run.code == "remote.address", "\(run)")
    }

    @Test("Without a token, or with a file that others can read, nobody is asked")
    func noToken() throws {
        let session = try CommandLineSession(initialized: false)
        session.environment["WORKLEAD_GATEWAY"] = "http://127.0.0.1:1"
        #expect(session.run("status", "--json").code == "remote.no_token")
        session.environment["WORKLEAD_TOKEN_FILE"] = session.folder + "/token"
        try session.shell("echo S-1.x > token; chmod 644 token")
        #expect(session.run("status", "--json").code == "session.credential_open")
        try session.shell("chmod 600 token")
        #expect(session.run("status", "--json").code == "remote.unreachable")
        session.environment["WORKLEAD_WORKSPACE"] = "api"
        #expect(session.run("status", "--json").code == "remote.two_workspaces")
    }

    @Test("What can't be sent is queued, said, and sent before what comes later")
    func queued() throws {
        let elsewhere = try Elsewhere()
        let first = elsewhere.far("message", "send", "founder", "one", "--json")
        #expect(first.exit == 0 && first.json?["queued"] == true, "\(first)")
        let bad = elsewhere.far("message", "send", "nobody", "two")
        #expect(bad.exit == 0 && bad.output.hasPrefix("queued: message.send"), "\(bad)")
        let named = elsewhere.far("message", "send", "founder", "three", "--print", "message")
        #expect(named.exit == 0 && named.output == "", "\(named)")
        let reading = elsewhere.far("inbox", "--json")
        #expect(reading.exit == 8 && reading.code == "remote.unreachable", "\(reading)")
        let vain = elsewhere.far("outbox", "flush", "--wait", "50ms", "--json")
        #expect(vain.exit == 8 && vain.json?["data"]?["waiting"] == .integer(3), "\(vain)")

        try elsewhere.up()
        let later = elsewhere.far("message", "send", "founder", "four", "--json")
        #expect(later.exit == 0 && later.json?["queued"] == nil, "\(later)")
        let inbox = try elsewhere.session.data(of: elsewhere.session.run("inbox", "--json"))
        let bodies = inbox.arrayValue?.map { $0["message"]?["body"]?.stringValue }
        #expect(bodies == ["one", "three", "four"])

        let left = elsewhere.far("outbox", "list", "--json").json?["data"]?.arrayValue
        #expect(left?.count == 1)
        #expect(left?.first?["refused"]?["code"] == "message.unknown_recipient", "\(bad)")
        #expect(elsewhere.far("outbox", "drop", "1", "--json").exit == 3)
        try elsewhere.session.good("status")
        #expect(elsewhere.far("outbox", "drop", "2").exit == 0)
        #expect(elsewhere.far("outbox", "list", "--json").json?["total"] == .integer(0))
    }

    @Test("A tool of the Model Context Protocol answers with success where its call is queued")
    func queuedTool() throws {
        let elsewhere = try Elsewhere()
        let call: JSONValue = [
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": [
                "name": "send", "arguments": ["to": ["founder"], "body": "by MCP"],
                "_meta": [
                    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities": [:],
                ],
            ],
        ]
        let run = elsewhere.far("mcp", input: call.canonicalText + "\n")
        let result = run.json?["result"]
        #expect(run.exit == 0 && result?["isError"] == nil, "\(run)")
        #expect(result?["structuredContent"]?["queued"] == true, "\(run)")
        try elsewhere.up()
        try #require(elsewhere.far("outbox", "flush").exit == 0)
        let inbox = try elsewhere.session.data(of: elsewhere.session.run("inbox", "--json"))
        let bodies = inbox.arrayValue?.map { $0["message"]?["body"]?.stringValue }
        #expect(bodies == ["by MCP"])
    }

    @Test("The files of the outbox are their owner's alone")
    func modes() throws {
        let elsewhere = try Elsewhere()
        #expect(elsewhere.far("message", "send", "founder", "one").exit == 0)
        let open = try elsewhere.session.shell(
            "find far/state -perm /077 ! -path far/state ! -path far/state/worklead"
        )
        #expect(open == "")
    }

    @Test("A workspace of this machine has no outbox")
    func noOutboxHere() throws {
        let session = try CommandLineSession()
        let run = session.run("outbox", "flush", "--json")
        #expect(run.exit == 2 && run.code == "outbox.unused", "\(run)")
    }
}
