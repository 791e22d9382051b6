import Digests
import JSONRPCKit
import MCP
import Testing

@Suite("How a conversation begins")
struct OpeningTests {
    @Test(
        "An older revision that is spoken here is agreed on",
        arguments: ["2025-03-26", "2025-06-18", "2025-11-25"]
    )
    func older(_ version: String) async throws {
        try await Peer.talk { peer in
            let answer = try await peer.initialize(version)
            #expect(answer["result"]?["protocolVersion"] == .string(version))
            #expect(answer["result"]?["serverInfo"]?["version"] == "1.2.3")
            #expect(answer["result"]?["instructions"]?.stringValue?.contains("worker") == true)
            #expect(try await peer.ask("ping")["result"] == [:])
        }
    }

    @Test(
        "A revision that is not spoken, or does not begin so, gets the newest that does",
        arguments: ["2024-11-05", "2026-07-28", "1", "2099-01-01"]
    )
    func others(_ version: String) async throws {
        try await Peer.talk { peer in
            let answer = try await peer.initialize(version)
            #expect(answer["result"]?["protocolVersion"] == "2025-11-25")
        }
    }

    @Test("Discovery tells all revisions, what there is, and what a model should know")
    func discover() async throws {
        try await Peer.talk { peer in
            let answer = try await peer.askStateless("server/discover")["result"]
            let versions: JSONValue = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]
            #expect(answer?["supportedVersions"] == versions)
            #expect(answer?["resultType"] == "complete")
            #expect(answer?["cacheScope"] == "private")
            #expect(answer?["instructions"]?.stringValue?.isEmpty == false)
            let server = answer?["_meta"]?["io.modelcontextprotocol/serverInfo"]
            #expect(server?["name"] == "worklead")
        }
    }

    @Test("Nothing is answered before it is known which revision is meant")
    func noVersion() async throws {
        try await Peer.talk { peer async throws -> Void in
            #expect(try await peer.ask("tools/list").errorNumber == ErrorNumber.invalidParameters)
            #expect(
                try await peer.ask("server/discover").errorNumber == ErrorNumber.invalidParameters
            )
        }
    }

    @Test("A request of 2026 must say what its client can do")
    func noCapabilities() async throws {
        try await Peer.talk { peer async throws -> Void in
            let meta: JSONValue = ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]
            #expect(
                try await peer.ask("tools/list", ["_meta": meta]).errorNumber
                    == ErrorNumber.invalidParameters
            )
        }
    }

    @Test("A revision in a request that is not spoken is refused with those that are")
    func unknownVersion() async throws {
        try await Peer.talk { peer in
            let parameters: [String: JSONValue] = [:]
            let answer = try await peer.ask(
                "tools/list",
                parameters.stateless(version: "2099-01-01")
            )
            #expect(answer.errorNumber == ErrorNumber.unsupportedVersion)
            #expect(answer["error"]?["data"]?["requested"] == "2099-01-01")
            #expect(answer["error"]?["data"]?["supported"]?[0] == "2026-07-28")
        }
    }

    @Test(
        "What the newest revision took away is not there in it",
        arguments: [
            "initialize", "ping", "logging/setLevel", "resources/subscribe", "nothing/here",
        ]
    )
    func removed(_ method: String) async throws {
        try await Peer.talk { peer async throws -> Void in
            #expect(try await peer.askStateless(method).errorNumber == ErrorNumber.unknownMethod)
        }
    }

    @Test(
        "What the newest revision brought is not there in the older ones",
        arguments: ["server/discover", "subscriptions/listen", "logging/setLevel"]
    )
    func added(_ method: String) async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-11-25")
            #expect(
                try await peer.ask(method, ["level": "info"]).errorNumber
                    == ErrorNumber.unknownMethod
            )
        }
    }

    @Test("Both ways of asking work on one connection")
    func bothEras() async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-06-18")
            let older = try await peer.ask("tools/list")["result"]
            let newer = try await peer.askStateless("tools/list")["result"]
            #expect(older?["resultType"] == nil && older?["ttlMs"] == nil)
            #expect(newer?["resultType"] == "complete" && newer?["ttlMs"] != nil)
            #expect(older?["tools"] == newer?["tools"])
        }
    }

    @Test("The first revision gets no structured answers, which it does not know")
    func march() async throws {
        try await Peer.talk { peer in
            try await peer.initialize("2025-03-26")
            let tool = try await peer.ask("tools/list")["result"]?["tools"]?[0]
            #expect(tool?["name"] != nil && tool?["annotations"] != nil)
            #expect(tool?["outputSchema"] == nil && tool?["title"] == nil)
            let answer = try await peer.ask("tools/call", ["name": "status"])
            #expect(answer["result"]?["structuredContent"] == nil)
            #expect(answer.toolText?["workspace"] == "api")
        }
    }
}
