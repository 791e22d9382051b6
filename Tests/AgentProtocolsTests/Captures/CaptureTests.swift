import Testing

@testable import AgentProtocols

@Suite(
    "What real agents wrote is understood",
    .enabled(if: Captures.isPresent, "the captures are not beside the package")
)
struct CaptureTests {
    /// A capture, who wrote it, and what is in it.
    struct Capture: Sendable, CustomTestStringConvertible {
        let name: String
        let dialect: AgentDialect
        let kinds: [AgentHappening.Kind: Int]
        let ending: AgentEnding?
        let outputTokens: Int64

        var testDescription: String { name }

        func bytes() throws -> [UInt8] {
            dialect == .agentClient ? try Captures.heard(name) : try Captures.bytes(name)
        }
    }

    static let all = [
        Capture(
            name: "claude-stream-json.jsonl",
            dialect: .claudeCode,
            kinds: [.started: 1, .tool: 2, .text: 1, .usage: 3, .finished: 1],
            ending: .completed,
            outputTokens: 14
        ),
        Capture(
            name: "claude-hook-deny-and-stop-block.jsonl",
            dialect: .claudeCode,
            kinds: [
                .started: 1, .sign: 2, .tool: 2, .text: 3, .usage: 4, .notice: 1, .finished: 1,
            ],
            ending: .completed,
            outputTokens: 21
        ),
        Capture(
            name: "codex-exec-mcp-and-commands.jsonl",
            dialect: .codexExec,
            kinds: [
                .started: 1, .notice: 1, .sign: 1, .tool: 6, .text: 1, .usage: 1, .finished: 1,
            ],
            ending: .completed,
            outputTokens: 28
        ),
        Capture(
            name: "acp-claude-code-py.jsonl",
            dialect: .agentClient,
            kinds: [.started: 1, .sign: 1, .tool: 2, .permissionAsked: 1, .text: 1, .finished: 1],
            ending: .completed,
            outputTokens: 0
        ),
        Capture(
            name: "acp-fast-agent.jsonl",
            dialect: .agentClient,
            kinds: [.started: 1, .sign: 2, .text: 1, .finished: 1],
            ending: .completed,
            outputTokens: 0
        ),
        Capture(
            name: "acp-mistral-vibe.jsonl",
            dialect: .agentClient,
            kinds: [
                .started: 1, .sign: 2, .text: 2, .usage: 7, .tool: 2, .permissionAsked: 1,
                .finished: 1,
            ],
            ending: .completed,
            outputTokens: 14
        ),
        Capture(
            name: "vibe-streaming.jsonl",
            dialect: .vibe,
            kinds: [.started: 1, .text: 2, .tool: 1],
            ending: nil,
            outputTokens: 0
        ),
    ]

    @Test("Each line of a capture is understood, and the kinds are these", arguments: all)
    func kinds(_ capture: Capture) throws {
        var talk = Talk(capture.dialect)
        talk.hear(try capture.bytes())
        talk.end()
        #expect(talk.conversation.tally.unknownKinds == [:])
        #expect(talk.conversation.tally.counts == capture.kinds)
        #expect(talk.conversation.ending == capture.ending)
        #expect(talk.conversation.usage.outputTokens == capture.outputTokens)
        #expect(talk.conversation.session?.id?.isEmpty == false)
    }

    @Test("However a capture is cut, the same happens", arguments: all)
    func cuts(_ capture: Capture) throws {
        let bytes = try capture.bytes()
        var whole = Talk(capture.dialect)
        whole.hear(bytes)
        whole.end()
        for length in [1, 2, 7, 64, 4096] {
            var cut = Talk(capture.dialect)
            for start in stride(from: 0, to: bytes.count, by: length) {
                cut.hear(Array(bytes[start..<min(start + length, bytes.count)]))
            }
            cut.end()
            #expect(cut.happenings == whole.happenings, "pieces of \(length) bytes")
            #expect(cut.said == whole.said, "pieces of \(length) bytes")
        }
    }

    @Test("A command that waits for leave is told with the request, also where only its id came")
    func requestIsWhole() throws {
        for name in ["acp-mistral-vibe.jsonl", "acp-claude-code-py.jsonl"] {
            var talk = Talk(.agentClient)
            talk.hear(try Captures.heard(name))
            let requests = talk.happenings.compactMap { happening in
                if case .permissionAsked(let request) = happening { request } else { nil }
            }
            let request = try #require(requests.first)
            #expect(request.tool.command?.hasPrefix("touch made-by") == true)
            #expect(request.tool.kind == .execute)
        }
    }
}
