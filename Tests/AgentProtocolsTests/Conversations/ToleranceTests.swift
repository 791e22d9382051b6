import Testing

@testable import AgentProtocols

@Suite("A conversation goes on whatever comes in")
struct ToleranceTests {
    static let dialects: [AgentDialect] = [
        .claudeCode, .codexExec, .codexServer(CodexAccess()), .agentClient, .vibe,
    ]

    /// A stream of each dialect, with good lines between bad ones.
    static func stream(_ dialect: AgentDialect) -> [UInt8] {
        let good: [String] =
            switch dialect {
            case .claudeCode:
                [
                    #"{"type":"system","subtype":"init","session_id":"s","model":"m"}"#,
                    #"{"type":"assistant","message":{"id":"a","content":[{"type":"text","text":"é😀"}]}}"#,
                    #"{"type":"control_request","request_id":"r","request":{"subtype":"can_use_tool","tool_name":"T"}}"#,
                    #"{"type":"result","subtype":"success","usage":{"output_tokens":3}}"#,
                ]
            case .codexExec:
                [
                    #"{"type":"thread.started","thread_id":"t"}"#,
                    #"{"type":"item.completed","item":{"id":"1","type":"agent_message","text":"é😀"}}"#,
                    #"{"type":"turn.completed","usage":{"output_tokens":3}}"#,
                ]
            case .codexServer:
                [
                    #"{"id":0,"result":{}}"#,
                    #"{"id":1,"result":{"thread":{"id":"t"},"model":"m"}}"#,
                    #"{"id":0,"method":"item/commandExecution/requestApproval","params":{"itemId":"1","command":"ls"}}"#,
                    #"{"method":"turn/completed","params":{"threadId":"t","turn":{"id":"u","status":"completed"}}}"#,
                ]
            default:
                [
                    #"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":1}}"#,
                    #"{"jsonrpc":"2.0","id":1,"result":{"sessionId":"s"}}"#,
                    #"{"jsonrpc":"2.0","id":0,"method":"session/request_permission","params":{"toolCall":{"toolCallId":"1"}}}"#,
                    #"{"jsonrpc":"2.0","id":2,"result":{"stopReason":"end_turn"}}"#,
                ]
            }
        let bad: [[UInt8]] = [
            Array("no JSON at all".utf8), Array("{\"type\":\"never heard of\"}".utf8),
            Array("{\"type\":\"text\",\"broken\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8),
            Array("[1,2,3]".utf8), Array("\r".utf8), [0, 1, 2],
            Array(#"{"type":"a","half":"\ud83d"}"#.utf8),
        ]
        var bytes: [UInt8] = []
        for (index, line) in good.enumerated() {
            bytes += bad[index % bad.count] + [10] + Array(line.utf8) + [10]
        }
        return bytes + bad.flatMap { $0 + [10] } + Array("the end without a line's en".utf8)
    }

    @Test(
        "A stream cut at any byte gives the same happenings and the same answers",
        arguments: dialects
    )
    func everyCut(_ dialect: AgentDialect) {
        let bytes = Self.stream(dialect)
        var whole = Talk(dialect)
        whole.hear(bytes)
        whole.end()
        #expect(whole.happenings.count >= 8)
        for cut in 0...bytes.count {
            var talk = Talk(dialect)
            talk.hear(Array(bytes[..<cut]))
            talk.hear(Array(bytes[cut...]))
            talk.end()
            #expect(talk.happenings == whole.happenings, "cut at \(cut)")
            #expect(talk.said == whole.said, "cut at \(cut)")
        }
    }

    @Test("What is not understood is told, with its bytes, and ends nothing", arguments: dialects)
    func unknown(_ dialect: AgentDialect) throws {
        var talk = Talk(dialect)
        talk.hear([0xFF, 0xFE, 10])
        let happening = try #require(talk.news().last)
        guard case .unknown(let piece) = happening else {
            Issue.record("\(happening)")
            return
        }
        #expect(piece.bytes == [0xFF, 0xFE])
        #expect(talk.conversation.ending == nil)
    }

    @Test("A line beyond the limit is told once, and what follows it is read")
    func longLine() {
        var talk = Talk(.codexExec, lineBytesMax: 1000)
        for _ in 0..<100 { talk.hear(String(repeating: "x", count: 500)) }
        talk.hear("\n{\"type\":\"turn.started\"}\n")
        #expect(talk.news() == [.unknown(UnknownPiece(.tooLong)), .sign("turn.started")])
    }

    @Test("Bytes that are no UTF-8 and half pairs of surrogates don't cost the line")
    func mended() throws {
        var talk = Talk(.codexExec)
        let item = #"{"type":"item.completed","item":{"type":"agent_message","text":"#
        talk.hear(Array((item + "\"a").utf8) + [0xFF] + Array("b\"}}\n".utf8))
        talk.hear(item + #""a\ud83db \\ud83d \ud83d\ude00"}}"# + "\n")
        #expect(
            talk.news() == [
                .text(AgentText(.agent, "a\u{FFFD}b")),
                .text(AgentText(.agent, "a\u{FFFD}b \\ud83d 😀")),
            ]
        )
    }

    @Test("A long text is clipped between characters, and its whole length is told")
    func clipped() {
        let text = ClippedText("a" + String(repeating: "é", count: ClippedText.bytesMax))
        #expect(text.text.utf8.count == ClippedText.bytesMax - 1)
        #expect(text.wholeBytes == 2 * ClippedText.bytesMax + 1)
        #expect(!text.isWhole && ClippedText("é").isWhole)
    }

    @Test("Unknown kinds are counted by name, of which there are only so many")
    func tally() {
        var talk = Talk(.claudeCode)
        for number in 0..<1000 { talk.hear("{\"type\":\"kind\(number % 500)\"}\n") }
        let tally = talk.conversation.tally
        #expect(tally[.unknown] == 1000)
        #expect(tally.unknownKinds["kind3"] == 2)
        #expect(tally.unknownKinds.count == HappeningTally.namesMax + 1)
        #expect(tally.unknownKinds.values.reduce(0, +) == 1000)
    }
}
