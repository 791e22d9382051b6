import Digests
import Testing

@testable import AgentProtocols

@Suite("Codex, one way and both ways")
struct CodexCodecTests {
    private static func working(_ access: CodexAccess = CodexAccess()) -> Talk {
        var talk = Talk(.codexServer(access))
        talk.hear(#"{"id":0,"result":{"userAgent":"codex"}}"# + "\n")
        talk.hear(#"{"id":1,"result":{"thread":{"id":"t"},"model":"m"}}"# + "\n")
        talk.hear(#"{"id":2,"result":{"turn":{"id":"u"}}}"# + "\n")
        return talk
    }

    @Test("The server is opened, given a thread, and told its prompt, in that order")
    func order() {
        let talk = Self.working(CodexAccess(.readOnly, asking: .untrusted))
        #expect(
            talk.said.map { $0["method"] } == [
                "initialize", "initialized", "thread/start", "turn/start",
            ]
        )
        #expect(talk.said.allSatisfy { $0["jsonrpc"] == nil })
        #expect(talk.said[2]["params"]?["sandbox"] == "read-only")
        #expect(talk.said[2]["params"]?["approvalPolicy"] == "untrusted")
        #expect(talk.conversation.session?.model == "m")
    }

    @Test("A change of files asks with the paths that its item named before")
    func fileChange() throws {
        var talk = Self.working()
        talk.hear(
            """
            {"method":"item/started","params":{"threadId":"t","item":{"type":"fileChange","id":"i",\
            "status":"inProgress","changes":[{"path":"/w/a.txt","kind":{"type":"add"},"diff":""}]}}}
            {"id":0,"method":"item/fileChange/requestApproval","params":{"itemId":"i","threadId":"t"}}

            """
        )
        let request = try #require(talk.conversation.open[PermissionID("0")])
        #expect(request.tool.paths == ["/w/a.txt"])
        talk.answer("0", .allow)
        #expect(talk.said.last == ["id": 0, "result": ["decision": "accept"]])
    }

    @Test("Each answer has its word on the wire")
    func decisions() {
        for (answer, word) in [
            (PermissionAnswer.allow, "accept"), (.deny(reason: "no"), "decline"),
            (.choose(option: "acceptForSession"), "acceptForSession"), (.cancel, "cancel"),
        ] {
            var talk = Self.working()
            talk.hear(
                """
                {"id":5,"method":"item/commandExecution/requestApproval","params":{"itemId":"i",\
                "command":"/bin/bash -lc 'ls'"}}

                """
            )
            talk.answer("5", answer)
            #expect(talk.said.last == ["id": 5, "result": ["decision": .string(word)]])
        }
    }

    @Test("An interrupt names the thread and the turn; a turn of another thread ends nothing")
    func interrupt() {
        var talk = Self.working()
        talk.hear(
            #"{"method":"turn/completed","params":{"threadId":"x","turn":{"status":"completed"}}}"#
                + "\n"
        )
        #expect(talk.conversation.ending == nil)
        talk.interrupt()
        #expect(talk.said.last?["params"] == ["threadId": "t", "turnId": "u"])
        talk.hear(
            #"{"method":"turn/completed","params":{"threadId":"t","turn":{"status":"interrupted"}}}"#
                + "\n"
        )
        #expect(talk.conversation.ending == .interrupted)
        #expect(talk.isInputClosed)
    }

    @Test("The tokens from the cache are not counted as read again")
    func tokens() {
        var talk = Talk(.codexExec)
        talk.hear(
            #"{"type":"turn.completed","usage":{"input_tokens":44,"cached_input_tokens":40,"output_tokens":28}}"#
                + "\n"
        )
        #expect(talk.conversation.usage.inputTokens == 4)
        #expect(talk.conversation.usage.cacheReadTokens == 40)
        #expect(talk.conversation.usage.totalTokens == 72)
    }

    @Test("A model that can't be reached is told again and again, and is no progress")
    func reconnecting() {
        var talk = Talk(.codexExec)
        for _ in 0..<3 { talk.hear(#"{"type":"error","message":"Reconnecting..."}"# + "\n") }
        let news = talk.news()
        #expect(news.count == 3 && news.allSatisfy { !$0.isProgress })
        #expect(talk.conversation.ending == nil)
        talk.hear(#"{"type":"turn.failed","error":{"message":"gone"}}"# + "\n")
        #expect(talk.conversation.ending == .failed("gone"))
    }

    @Test("The prompt goes to its input, and a thread is taken up by its id")
    func arguments() {
        let brief = AgentBrief(prompt: "-x", directory: "/w", session: "t")
        #expect(
            AgentDialect.codexExec.arguments(brief) == ["exec", "--json", "resume", "t", "-"]
        )
        #expect(Talk(.codexExec).isInputClosed)
    }
}
