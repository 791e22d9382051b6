import Digests
import JSONRPCKit
import MCP
import Testing

@Suite("Resources, prompts and completion")
struct ResourceTests {
    @Test("What is listed can be read")
    func readable() async throws {
        try await Peer.talk { peer in
            let list = try await peer.askStateless("resources/list")["result"]?["resources"]
            let addresses = (list?.arrayValue ?? []).compactMap { $0["uri"]?.stringValue }
            #expect(addresses.contains("worklead://task/P07-B4"))
            for address in addresses where address != "worklead://agents" {
                let read = try await peer.askStateless("resources/read", ["uri": .string(address)])
                #expect(read["result"]?["contents"]?[0]?["uri"] == .string(address))
                #expect(read["result"]?["ttlMs"]?.int64Value != nil)
            }
        }
    }

    @Test("Packet, evidence, thread and artifacts are read by their templates")
    func templates() async throws {
        try await Peer.talk { peer in
            let packet = try await peer.askStateless(
                "resources/read",
                ["uri": "worklead://packet/P07-B4"]
            )
            #expect(packet["result"]?["contents"]?[0]?["text"] == "# P07-B4\n")
            let thread = try await peer.askStateless(
                "resources/read",
                ["uri": "worklead://thread/hub"]
            )
            let contents = thread["result"]?["contents"]?[0]
            #expect(contents?["_meta"]?["worklead/untrusted"] == true)
            let evidence = try await peer.askStateless(
                "resources/read",
                ["uri": "worklead://evidence/P07-B4"]
            )
            #expect(evidence["result"]?["contents"]?[0]?["mimeType"] == "application/json")
            let artifacts = try await peer.askStateless(
                "resources/read",
                ["uri": "worklead://artifacts/phase-a"]
            )
            let left = artifacts["result"]?["contents"]?[0]
            #expect(left?["text"]?.stringValue?.contains("phase-a") == true, "\(artifacts)")
            #expect(left?["_meta"]?["worklead/untrusted"] == true)
        }
    }

    @Test(
        "An address that leads nowhere is refused by the number of the revision",
        arguments: [
            "worklead://task/P99", "worklead://task/a b", "worklead://nothing",
            "file:///etc/passwd",
            "worklead://thread/none", "worklead://artifacts/none",
            "worklead://task/P07-B4/../status", "",
        ]
    )
    func nowhere(_ address: String) async throws {
        try await Peer.talk { peer in
            let read: [String: JSONValue] = ["uri": .string(address)]
            #expect(
                try await peer.askStateless("resources/read", read).errorNumber
                    == ErrorNumber.invalidParameters
            )
            try await peer.initialize("2025-11-25")
            #expect(
                try await peer.ask("resources/read", read).errorNumber
                    == ErrorNumber.unknownResource
            )
        }
    }

    @Test(
        "A cursor that was not given out is refused",
        arguments: ["tools/list", "resources/list", "resources/templates/list", "prompts/list"]
    )
    func cursors(_ method: String) async throws {
        try await Peer.talk { peer in
            for cursor in ["x", "t0", "t-1", "t01", "99999999999999999999", 7] as [JSONValue] {
                let answer = try await peer.askStateless(method, ["cursor": cursor])
                #expect(answer.errorNumber == ErrorNumber.invalidParameters, "\(cursor)")
            }
        }
    }

    @Test("A change of a watched resource is told, in both eras")
    func subscriptions() async throws {
        let workspace = SampleWorkspace()
        let pauses = HeldPauses()
        try await Peer.talk(to: workspace, pauses: pauses) { peer in
            let address: JSONValue = "worklead://task/P07-B5"
            let filter: [String: JSONValue] = [
                "notifications": ["resourceSubscriptions": [address], "toolsListChanged": true]
            ]
            peer.send(.request(RPCRequest(.number(3), "subscriptions/listen", filter.stateless())))
            let granted = try await peer.next()
            #expect(granted?["method"] == "notifications/subscriptions/acknowledged")
            #expect(
                granted?["params"]?["notifications"] == ["resourceSubscriptions": [address]],
                "the tools of a role never change"
            )
            await pauses.untilOneBegins()
            workspace.claim("P07-B5")
            pauses.end()
            let told = try await peer.next()
            #expect(told?["method"] == "notifications/resources/updated")
            #expect(told?["params"]?["uri"] == address)
            let tag = told?["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"]
            #expect(tag == 3)
            await pauses.untilOneBegins()
            peer.send(
                .notification(RPCNotification("notifications/cancelled", ["requestId": 3]))
            )

            try await peer.initialize("2025-06-18")
            let other: JSONValue = "worklead://task/P07-B4"
            #expect(try await peer.ask("resources/subscribe", ["uri": other])["result"] == [:])
            await pauses.untilOneBegins()
            workspace.claim("P07-B4")
            pauses.end()
            let older = try await peer.next()
            #expect(older?["params"]?["uri"] == other)
            #expect(try await peer.ask("resources/unsubscribe", ["uri": other])["result"] == [:])
        }
    }

    @Test("What is not there cannot be watched")
    func watchNothing() async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-06-18")
            let answer = try await peer.ask("resources/subscribe", ["uri": "worklead://task/P99"])
            #expect(answer.errorNumber == ErrorNumber.unknownResource)
        }
    }

    @Test("Prompts of a role are listed and filled")
    func prompts() async throws {
        try await Peer.talk(role: .validator) { peer in
            let list = try await peer.askStateless("prompts/list")["result"]?["prompts"]
            #expect(
                list?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["brief", "review"]
            )
            let review = try await peer.askStateless(
                "prompts/get",
                ["name": "review", "arguments": ["task": "P07-B4"]]
            )
            let text = review["result"]?["messages"]?[0]?["content"]?["text"]?.stringValue
            #expect(text?.contains("P07-B4") == true)
            let brief = try await peer.askStateless("prompts/get", ["name": "brief"])
            #expect(brief["result"]?["messages"]?[0]?["role"] == "user")
        }
    }

    @Test("A prompt that is not there, or lacks what it needs, is refused")
    func badPrompts() async throws {
        try await Peer.talk(role: .validator) { peer in
            for parameters in [
                ["name": "nothing"], ["name": "review"], [:],
                ["name": "review", "arguments": ["task": 1]],
            ] as [[String: JSONValue]] {
                let answer = try await peer.askStateless("prompts/get", parameters)
                #expect(answer.errorNumber == ErrorNumber.invalidParameters)
            }
        }
    }

    @Test("The keys of tasks are completed, however they are written")
    func completion() async throws {
        try await Peer.talk(role: .validator) { peer in
            for reference in [
                ["type": "ref/prompt", "name": "review"],
                ["type": "ref/resource", "uri": "worklead://packet/{task}"],
            ] as [JSONValue] {
                let answer = try await peer.askStateless(
                    "completion/complete",
                    ["ref": reference, "argument": ["name": "task", "value": "p07-b5"]]
                )
                #expect(answer["result"]?["completion"]?["values"] == ["P07-B5"])
                #expect(answer["result"]?["completion"]?["hasMore"] == false)
            }
            let bad = try await peer.askStateless("completion/complete", ["ref": [:]])
            #expect(bad.errorNumber == ErrorNumber.invalidParameters)
        }
    }
}
