import Digests
import JSONRPCKit
import MCP
import Testing

@Suite("Messages of a conversation")
struct MessageTests {
    @Test(
        "What is no message is answered with why, and the conversation goes on",
        arguments: [
            ("{", -32700), ("[]", -32600), ("3", -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
            (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600),
        ] as [(String, Int64)]
    )
    func faults(_ line: String, _ number: Int64) async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-06-18")
            peer.send(line)
            #expect(try await peer.next()?.errorNumber == number)
            #expect(try await peer.ask("ping")["result"] == [:])
        }
    }

    @Test("The revision that has batches gets one answer for all of it")
    func batch() async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-03-26")
            peer.send(
                """
                [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},\
                {"jsonrpc":"2.0","id":2,"method":"nothing"},7]
                """
            )
            let answers = try await peer.next()?.arrayValue ?? []
            #expect(answers.count == 3)
            #expect(answers.contains { $0["id"] == 1 && $0["result"] == [:] })
            #expect(
                answers.contains { $0["id"] == 2 && $0.errorNumber == ErrorNumber.unknownMethod }
            )
            #expect(
                answers.contains {
                    $0["id"] == .null && $0.errorNumber == ErrorNumber.invalidRequest
                }
            )
        }
    }

    @Test("A batch of notifications gets no answer at all")
    func silentBatch() async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-03-26")
            peer.send(#"[{"jsonrpc":"2.0","method":"x"}]"#)
            #expect(try await peer.ask("ping")["result"] == [:])
        }
    }

    @Test("A request that waits holds up no other, and can be cancelled")
    func cancelled() async throws {
        let pauses = HeldPauses()
        try await Peer.talk(to: SampleWorkspace(hasMessages: false), pauses: pauses) { peer in
            try await peer.initialize("2025-06-18")
            let wait: [String: JSONValue] = ["name": "wait", "arguments": ["for": "message"]]
            peer.send(.request(RPCRequest(.number(5), "tools/call", wait)))
            await pauses.untilOneBegins()
            #expect(try await peer.ask("ping")["result"] == [:])
            peer.send(
                .notification(RPCNotification("notifications/cancelled", ["requestId": 5]))
            )
            peer.end()
            #expect(try await peer.next() == nil, "a cancelled request is not answered")
        }
    }

    @Test("What waits ends when the peer goes away; what works is still answered")
    func endOfInput() async throws {
        let pauses = HeldPauses()
        try await Peer.talk(to: SampleWorkspace(hasMessages: false), pauses: pauses) {
            peer async throws -> Void in
            let wait: [String: JSONValue] = ["name": "wait", "arguments": ["for": "message"]]
            peer.send(.request(RPCRequest(.number(5), "tools/call", wait.stateless())))
            await pauses.untilOneBegins()
            let status: [String: JSONValue] = ["name": "status"]
            peer.send(.request(RPCRequest(.number(6), "tools/call", status.stateless())))
            peer.end()
            #expect(try await peer.next()?["id"] == 6)
            #expect(try await peer.next() == nil)
        }
    }

    @Test("An id that is still being answered cannot be used again")
    func usedID() async throws {
        let pauses = HeldPauses()
        try await Peer.talk(to: SampleWorkspace(hasMessages: false), pauses: pauses) {
            peer async throws -> Void in
            let wait: [String: JSONValue] = ["name": "wait", "arguments": ["for": "message"]]
            let request = RPCRequest(.number(5), "tools/call", wait.stateless())
            peer.send(.request(request))
            await pauses.untilOneBegins()
            peer.send(.request(request))
            #expect(try await peer.next()?.errorNumber == ErrorNumber.invalidRequest)
        }
    }

    @Test("A long call says that it is at work, where the client asked to be told")
    func progress() async throws {
        let pauses = HeldPauses()
        try await Peer.talk(to: SampleWorkspace(hasMessages: false), pauses: pauses) { peer in
            let wait: [String: JSONValue] = ["name": "wait", "arguments": ["for": "message"]]
            let parameters = wait.stateless(["progressToken": "p"])
            peer.send(.request(RPCRequest(.number(5), "tools/call", parameters)))
            await pauses.untilOneBegins()
            await pauses.untilOneBegins()
            // One of the two that pause is the wait itself, so both are let go.
            pauses.end()
            pauses.end()
            let told = try await peer.next()
            #expect(told?["method"] == "notifications/progress")
            #expect(told?["params"]?["progressToken"] == "p")
            #expect(told?["params"]?["progress"] == 5)
        }
    }
}
