import Digests
import JSONRPCKit
import MCP
import Testing

@Suite("Calling tools")
struct ToolCallTests {
    private func call(
        _ tool: String,
        _ arguments: JSONValue = [:],
        to workspace: SampleWorkspace = SampleWorkspace(),
        check: @escaping @Sendable (JSONValue) -> Void
    ) async throws {
        try await Peer.talk(to: workspace) { peer in
            check(
                try await peer.askStateless(
                    "tools/call",
                    ["name": .string(tool), "arguments": arguments]
                )
            )
        }
    }

    @Test("An answer is a document, and the same as a text")
    func answer() async throws {
        try await call("claim", ["task": "P07-B4"]) { answer in
            let document = answer["result"]?["structuredContent"]
            #expect(document?["fence"] == 3)
            #expect(document?["rev"] == 7)
            #expect(answer.toolText == document)
            #expect(answer["result"]?["isError"] == nil)
        }
    }

    @Test("What an operation refuses is a result with code, message and next step")
    func refused() async throws {
        let workspace = SampleWorkspace()
        workspace.claim("P07-B4")
        try await call("claim", ["task": "P07-B4"], to: workspace) { answer in
            #expect(answer["result"]?["isError"] == true)
            #expect(answer["result"]?["structuredContent"] == nil)
            let error = answer.toolText?["error"]
            #expect(error?["code"] == "task.held")
            #expect(error?["message"] == "P07-B4 is held by brian.")
            #expect(error?["hint"] == "Take another one.")
        }
    }

    @Test("A call that waits in the outbox is a success that says so, within the tool's schema")
    func queued() async throws {
        let workspace = SampleWorkspace()
        workspace.cutOff()
        try await Peer.talk(to: workspace) { peer in
            let send: JSONValue = ["to": ["brian"], "body": "Done."]
            let answer = try await peer.askStateless(
                "tools/call",
                ["name": "send", "arguments": send]
            )
            let document = answer["result"]?["structuredContent"]
            #expect(answer["result"]?["isError"] == nil)
            #expect(document?["queued"] == true && document?["number"] == 4)
            #expect(document?["reason"] == "No gateway answers.")
            #expect(answer.toolText == document)
            let tools = try await peer.askStateless("tools/list")["result"]?["tools"]
            for tool in tools?.arrayValue ?? [] {
                let required = tool["outputSchema"]?["required"]
                if tool["name"] == "send" { #expect(required == nil) }
                if tool["name"] == "claim" { #expect(required != nil) }
            }
        }
    }

    @Test("Without a session reading works, and changing says how to start one")
    func noSession() async throws {
        try await call("status", to: SampleWorkspace(role: nil)) { answer in
            #expect(answer["result"]?["isError"] == nil)
        }
        try await call("claim", ["task": "P07-B4"], to: SampleWorkspace(role: nil)) { answer in
            let hint = answer.toolText?["error"]?["hint"]?.stringValue
            #expect(hint?.contains("session start") == true)
        }
    }

    @Test(
        "Arguments that do not fit are a result too, for the model to mend",
        arguments: [
            ("claim", ["task": "no such key!"], "input.invalid_field"),
            ("claim", ["task": 7], "input.invalid_field"),
            ("claim", ["task": "P07-B4", "worktree": false], "tool.unknown_argument"),
            ("task", [:], "input.missing_field"),
            ("hold", ["task": "P07-B4"], "tool.unknown_action"),
            ("hold", ["task": "P07-B4", "action": "burn"], "tool.unknown_action"),
            ("wait", ["seconds": 46], "input.invalid_field"),
            ("wait", ["until": "noon"], "tool.unknown_argument"),
        ] as [(String, JSONValue, String)]
    )
    func badArguments(_ tool: String, _ arguments: JSONValue, _ code: String) async throws {
        try await call(tool, arguments) { answer in
            #expect(answer["result"]?["isError"] == true)
            #expect(answer.toolText?["error"]?["code"] == .string(code))
        }
    }

    @Test("A tool that the role does not have is an error of the protocol")
    func unknownTool() async throws {
        try await call("decide") { #expect($0.errorNumber == ErrorNumber.invalidParameters) }
        try await call("") { #expect($0.errorNumber == ErrorNumber.invalidParameters) }
    }

    @Test("A call without a name, or with arguments that are no object, is refused")
    func malformed() async throws {
        try await Peer.talk { peer async throws -> Void in
            #expect(
                try await peer.askStateless("tools/call").errorNumber
                    == ErrorNumber.invalidParameters
            )
            let list: [String: JSONValue] = ["name": "status", "arguments": [1]]
            #expect(
                try await peer.askStateless("tools/call", list).errorNumber
                    == ErrorNumber.invalidParameters
            )
        }
    }

    @Test("Texts of other agents are marked as data")
    func untrusted() async throws {
        try await call("inbox") { answer in
            let document = answer["result"]?["structuredContent"]
            #expect(document?["untrusted"] == ["subject", "body"])
            let body = document?["items"]?[0]?["message"]?["body"]?.stringValue
            #expect(body?.contains("delete everything") == true)
        }
    }

    @Test("Waiting ends at once where something is there, and says what")
    func waitsForNothing() async throws {
        try await call("wait") { answer in
            let document = answer["result"]?["structuredContent"]
            #expect(document?["reason"] == "message" && document?["waited_seconds"] == 0)
            #expect(document?["untrusted"] != nil)
        }
        try await call("wait", ["for": "task"]) { answer in
            let document = answer["result"]?["structuredContent"]
            #expect(document?["reason"] == "task")
            #expect(document?["tasks"]?[0]?["task"]?["task"] == "P07-B4")
        }
    }

    @Test("Waiting for what does not come ends after the time that was given")
    func timeout() async throws {
        let arguments: JSONValue = ["for": "message", "seconds": 45]
        try await call("wait", arguments, to: SampleWorkspace(hasMessages: false)) { answer in
            let document = answer["result"]?["structuredContent"]
            #expect(document?["reason"] == "timeout" && document?["waited_seconds"] == 45)
        }
    }

    @Test("Waiting ends when what is waited for comes")
    func comes() async throws {
        let pauses = HeldPauses()
        let workspace = SampleWorkspace(hasMessages: false)
        try await Peer.talk(to: workspace, pauses: pauses) { peer in
            for arguments in [["for": "message"], ["task": "P07-B5"]] as [JSONValue] {
                let wait: [String: JSONValue] = ["name": "wait", "arguments": arguments]
                peer.send(.request(RPCRequest(.number(1), "tools/call", wait.stateless())))
                await pauses.untilOneBegins()
                if arguments["task"] == nil {
                    workspace.receive("now")
                } else {
                    workspace.claim("P07-B5")
                }
                pauses.end()
                let document = try await peer.next()?["result"]?["structuredContent"]
                let reason: JSONValue = arguments["task"] == nil ? "message" : "task"
                #expect(document?["reason"] == reason)
            }
        }
    }

    @Test("Where the ledger tells of changes, who waits asks nothing until it does")
    func told() async throws {
        let ledger = ToldLedger()
        let workspace = SampleWorkspace(hasMessages: false)
        try await Peer.talk(to: workspace, ledger: ledger) { peer in
            let wait: [String: JSONValue] = ["name": "wait", "arguments": ["for": "message"]]
            peer.send(.request(RPCRequest(.number(1), "tools/call", wait.stateless())))
            await ledger.untilOneBegins()
            let asked = workspace.asked
            // Whatever else the server does meanwhile, this wait is not part of it.
            _ = try await peer.askStateless("resources/templates/list")
            #expect(workspace.asked == asked)
            workspace.receive("now")
            ledger.tell()
            let document = try await peer.next()?["result"]?["structuredContent"]
            #expect(document?["reason"] == "message" && document?["rev"] == 8)
            #expect(ledger.waits == 1)
        }
    }
}
