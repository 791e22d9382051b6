import Digests
import Testing

@testable import AgentProtocols

@Suite("Claude Code's stream")
struct ClaudeCodecTests {
    private static let question = """
        {"type":"control_request","request_id":"q1","request":{"subtype":"can_use_tool",\
        "tool_name":"Write","input":{"file_path":"/w/a.txt","content":"x"},"tool_use_id":"t1"}}

        """

    @Test("It is told its prompt after a control request opened the conversation")
    func begins() {
        let talk = Talk(.claudeCode)
        #expect(talk.said.map { $0["type"] } == ["control_request", "user"])
        #expect(talk.said[0]["request"]?["subtype"] == "initialize")
        #expect(talk.said[1]["message"]?["content"] == "make a file")
    }

    @Test("A yes sends the tool's input back, a no its reason")
    func answers() {
        var talk = Talk(.claudeCode)
        talk.hear(Self.question)
        talk.answer("q1", .allow)
        #expect(
            talk.said.last?["response"] == [
                "subtype": "success", "request_id": "q1",
                "response": [
                    "behavior": "allow",
                    "updatedInput": ["file_path": "/w/a.txt", "content": "x"],
                ],
            ]
        )
        talk.hear(Self.question)
        talk.answer("q1", .deny(reason: "Not there."))
        let response = talk.said.last?["response"]?["response"]
        #expect(response == ["behavior": "deny", "message": "Not there."])
        let count = talk.said.count
        talk.answer("q1", .allow)
        #expect(talk.said.count == count, "an answer counts once")
    }

    @Test("A request that it takes back is not open any more")
    func withdrawn() {
        var talk = Talk(.claudeCode)
        talk.hear(Self.question)
        #expect(talk.conversation.open.count == 1)
        talk.hear(#"{"type":"control_cancel_request","request_id":"q1"}"# + "\n")
        #expect(talk.conversation.open.isEmpty)
        #expect(talk.news().last == .permissionWithdrawn(PermissionID("q1")))
    }

    @Test("A control request that is not known is refused, so that it does not wait for ever")
    func unknownControl() {
        var talk = Talk(.claudeCode)
        talk.hear(
            #"{"type":"control_request","request_id":"q","request":{"subtype":"new"}}"# + "\n"
        )
        #expect(talk.said.last?["response"]?["subtype"] == "error")
        #expect(talk.conversation.tally.unknownKinds == ["control_request/new": 1])
    }

    @Test("An interrupt is a control request, and answers what is open")
    func interrupt() {
        var talk = Talk(.claudeCode)
        talk.hear(Self.question)
        talk.interrupt()
        #expect(talk.said.suffix(2).contains { $0["request"]?["subtype"] == "interrupt" })
        #expect(talk.conversation.open.isEmpty)
        talk.hear(#"{"type":"result","subtype":"error_during_execution","is_error":true}"# + "\n")
        #expect(talk.conversation.ending == .interrupted)
        #expect(talk.isInputClosed)
    }

    @Test(
        "Each way to end has its word",
        arguments: [
            (#""subtype":"success","is_error":false"#, AgentEnding.completed),
            (#""subtype":"success","stop_reason":"refusal""#, .refused),
            (#""subtype":"success","stop_reason":"max_tokens""#, .tooManyTokens),
            (#""subtype":"success","is_error":true,"result":"down""#, .failed("down")),
            (#""subtype":"error_max_turns","is_error":true"#, .tooManyTurns),
            (#""subtype":"error_max_budget_usd""#, .overBudget),
            (#""subtype":"error_during_execution""#, .failed("error_during_execution")),
        ]
    )
    func endings(_ members: String, _ ending: AgentEnding) {
        var talk = Talk(.claudeCode)
        talk.hear("{\"type\":\"result\",\(members)}\n")
        #expect(talk.conversation.ending == ending)
    }

    @Test("The first end counts, whatever is told of a turn after it")
    func firstEnd() {
        var talk = Talk(.claudeCode)
        talk.hear(#"{"type":"result","subtype":"error_max_turns"}"# + "\n")
        talk.hear(#"{"type":"result","subtype":"success"}"# + "\n")
        #expect(talk.conversation.ending == .tooManyTurns)
    }

    @Test("The tokens of a message count once, though each of its parts repeats them")
    func tokens() {
        var talk = Talk(.claudeCode)
        for (id, text) in [("a", "1"), ("a", "2"), ("b", "3")] {
            talk.hear(
                """
                {"type":"assistant","message":{"id":"\(id)","content":[{"type":"text","text":\
                "\(text)"}],"usage":{"input_tokens":10,"output_tokens":2}}}

                """
            )
        }
        #expect(talk.conversation.usage.inputTokens == 20)
        #expect(talk.conversation.usage.outputTokens == 4)
        talk.hear(
            """
            {"type":"result","subtype":"success","total_cost_usd":0.000414,"usage":\
            {"input_tokens":30,"output_tokens":6,"cache_read_input_tokens":5}}

            """
        )
        #expect(talk.conversation.usage.inputTokens == 30)
        #expect(talk.conversation.usage.cacheReadTokens == 5)
        #expect(talk.conversation.usage.costMicrodollars == 414)
    }

    @Test("Its list of what is to be done is a plan")
    func plan() {
        var talk = Talk(.claudeCode)
        talk.hear(
            """
            {"type":"assistant","message":{"id":"a","content":[{"type":"tool_use","id":"t","name":\
            "TodoWrite","input":{"todos":[{"content":"one","status":"completed"},\
            {"content":"two","status":"in_progress"},{"content":"three","status":"pending"}]}}]}}

            """
        )
        #expect(
            talk.news() == [
                .plan([
                    PlanEntry("one", .completed), PlanEntry("two", .inProgress),
                    PlanEntry("three", .pending),
                ])
            ]
        )
    }

    @Test("A session is taken up again by its id")
    func resumes() {
        let brief = AgentBrief(prompt: "", directory: "/w", model: "m", session: "s")
        let arguments = AgentDialect.claudeCode.arguments(brief)
        #expect(Array(arguments.suffix(4)) == ["--model", "m", "--resume", "s"])
    }
}
