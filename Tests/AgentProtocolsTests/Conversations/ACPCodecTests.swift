import Digests
import Testing

@testable import AgentProtocols

@Suite("The Agent Client Protocol")
struct ACPCodecTests {
    private static func opened(session: String? = nil, capabilities: String = "{}") -> Talk {
        var talk = Talk(.agentClient, session: session)
        talk.hear(
            #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":1,"agentCapabilities":"#
                + capabilities + "}}\n"
        )
        return talk
    }

    private static func working() -> Talk {
        var talk = opened()
        talk.hear(#"{"jsonrpc":"2.0","id":1,"result":{"sessionId":"s"}}"# + "\n")
        return talk
    }

    private static func question(_ options: String) -> String {
        """
        {"jsonrpc":"2.0","id":0,"method":"session/request_permission","params":{"sessionId":"s",\
        "toolCall":{"toolCallId":"t"},"options":[\(options)]}}

        """
    }

    private static func option(_ id: String, _ kind: String) -> String {
        "{\"optionId\":\"\(id)\",\"name\":\"\(id)\",\"kind\":\"\(kind)\"}"
    }

    @Test("It is opened, given a session in its directory, and told its prompt, in that order")
    func order() {
        let talk = Self.working()
        #expect(talk.said.map { $0["method"] } == ["initialize", "session/new", "session/prompt"])
        #expect(talk.said[1]["params"]?["cwd"] == "/w")
        #expect(talk.said[2]["params"]?["sessionId"] == "s")
    }

    @Test("A session is resumed in silence where that can be, and loaded otherwise")
    func resumes() {
        let silent = Self.opened(
            session: "s",
            capabilities: #"{"sessionCapabilities":{"resume":{}}}"#
        )
        #expect(silent.said.last?["method"] == "session/resume")

        var loud = Self.opened(session: "s", capabilities: #"{"loadSession":true}"#)
        #expect(loud.said.last?["method"] == "session/load")
        _ = loud.news()
        let old = """
            {"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":\
            {"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"old"}}}}

            """
        loud.hear(old)
        #expect(loud.news() == [.sign("replayed")])
        loud.hear(#"{"jsonrpc":"2.0","id":1,"result":null}"# + "\n")
        loud.hear(old)
        #expect(loud.news().last == .text(AgentText(.agent, "old", isPiece: true)))
        #expect(loud.said.last?["method"] == "session/prompt")

        let unable = Self.opened(session: "s")
        #expect(unable.conversation.ending?.word == "failed")
        #expect(unable.isInputClosed)
    }

    @Test("A yes takes the option with the least reach, wherever it stands in the list")
    func leastReach() {
        let options = [
            Self.option("forever", "allow_always"), Self.option("once", "allow_once"),
            Self.option("no", "reject_once"),
        ].joined(separator: ",")
        for (answer, choice) in [
            (PermissionAnswer.allow, "once"), (.deny(reason: ""), "no"),
            (.choose(option: "forever"), "forever"),
        ] {
            var talk = Self.working()
            talk.hear(Self.question(options))
            talk.answer("0", answer)
            let outcome: JSONValue = ["outcome": "selected", "optionId": .string(choice)]
            #expect(talk.said.last?["result"] == ["outcome": outcome])
            #expect(talk.said.last?["id"] == 0)
        }
    }

    @Test("A no to an agent that offers none is a cancellation")
    func noOption() {
        var talk = Self.working()
        talk.hear(Self.question(Self.option("y", "allow_once")))
        talk.answer("0", .deny(reason: ""))
        #expect(talk.said.last?["result"] == ["outcome": ["outcome": "cancelled"]])
    }

    @Test("A cancellation answers what is open, and the turn ends as interrupted")
    func cancel() {
        var talk = Self.working()
        talk.hear(Self.question(Self.option("y", "allow_once")))
        talk.interrupt()
        #expect(talk.said.suffix(2).first?["method"] == "session/cancel")
        #expect(talk.said.last?["result"] == ["outcome": ["outcome": "cancelled"]])
        talk.hear(#"{"jsonrpc":"2.0","id":2,"result":{"stopReason":"cancelled"}}"# + "\n")
        #expect(talk.conversation.ending == .interrupted)
    }

    @Test("Before a prompt was sent there is nothing to cancel")
    func cancelEarly() {
        var talk = Talk(.agentClient)
        talk.interrupt()
        #expect(talk.said.count == 1)
    }

    @Test("What it asks for beside leave is refused, so that it does not wait for ever")
    func unknownRequest() {
        var talk = Self.working()
        talk.hear(#"{"jsonrpc":"2.0","id":7,"method":"fs/read_text_file","params":{}}"# + "\n")
        #expect(talk.said.last?["error"]?["code"] == -32601)
        #expect(talk.said.last?["id"] == 7)
    }

    @Test("Another version of the protocol, or an error, ends the work with its reason")
    func refusals() {
        var other = Talk(.agentClient)
        other.hear(#"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":2}}"# + "\n")
        #expect(other.conversation.ending?.word == "failed")
        var refused = Self.opened()
        refused.hear(
            #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Log in first"}}"# + "\n"
        )
        #expect(refused.conversation.ending == .failed("Log in first (-32000)"))
        #expect(refused.isInputClosed)
    }

    @Test("More requests than can wait are answered with a no")
    func manyRequests() {
        var talk = Self.working()
        for number in 0..<100 {
            talk.hear(
                """
                {"jsonrpc":"2.0","id":\(number),"method":"session/request_permission","params":\
                {"toolCall":{"toolCallId":"t\(number)"},"options":[]}}

                """
            )
        }
        #expect(talk.conversation.open.count == 64)
        #expect(talk.said.count == 3 + 36)
    }
}
