import Digests
import MCP
import Model
import Operations
import Testing

@Suite("The tools of each role")
struct RoleProfileTests {
    @Test("A role has at most twelve tools, and their list at most 8 KB", arguments: Role.allCases)
    func budget(_ role: Role) async throws {
        try await Peer.talk(role: role) { peer in
            let list = try await peer.askStateless("tools/list")["result"]?["tools"]
            let tools = list?.arrayValue ?? []
            #expect((1...RoleProfile.toolsMax).contains(tools.count))
            let bytes = list?.canonicalBytes.count ?? 0
            #expect(bytes <= RoleProfile.listBytesMax, "\(role): \(bytes) bytes")
            #expect(tools.map { $0["name"]?.stringValue ?? "" } == RoleProfile(role).names)
        }
    }

    @Test("Each tool can be read by a model: described, titled, typed", arguments: Role.allCases)
    func described(_ role: Role) async throws {
        try await Peer.talk(role: role) { peer in
            let list = try await peer.askStateless("tools/list")["result"]?["tools"]
            for tool in list?.arrayValue ?? [] {
                let name = tool["name"]?.stringValue ?? ""
                #expect((1...300).contains(tool["description"]?.stringValue?.count ?? 0), "\(name)")
                #expect(tool["title"]?.stringValue?.isEmpty == false, "\(name)")
                #expect(tool["outputSchema"]?["type"] == "object", "\(name)")
                let properties = tool["inputSchema"]?["properties"]?.objectValue
                for (field, schema) in properties ?? [:] {
                    #expect(schema["type"]?.stringValue != nil, "\(name).\(field)")
                    #expect(schema["description"]?.stringValue != nil, "\(name).\(field)")
                }
                for field in tool["inputSchema"]?["required"]?.arrayValue ?? [] {
                    #expect(properties?[field.stringValue ?? ""] != nil, "\(name).\(field)")
                }
            }
        }
    }

    @Test("A tool says of itself what its operations do")
    func annotations() async throws {
        var hints: [String: JSONValue] = [:]
        for role in Role.allCases {
            for tool in try RoleProfile(role).listed(in: .all) { hints[tool.name] = tool.hints }
        }
        #expect(hints["status"] == ["readOnlyHint": true, "openWorldHint": false])
        #expect(hints["wait"]?["readOnlyHint"] == true)
        #expect(hints["claim"] == ["destructiveHint": false, "openWorldHint": false])
        #expect(
            hints["send"]
                == ["destructiveHint": false, "idempotentHint": true, "openWorldHint": false]
        )
        // `list` reads, but `register` does not.
        #expect(hints["agents"]?["readOnlyHint"] == nil)
    }

    @Test("Without a role that was named, it is the session's; without a session the worker's")
    func roles() async throws {
        for (session, expected) in [(Role.lead, Role.lead), (nil, .worker)] as [(Role?, Role)] {
            try await Peer.talk(to: SampleWorkspace(role: session)) { peer in
                let list = try await peer.askStateless("tools/list")["result"]?["tools"]
                let names = list?.arrayValue?.compactMap { $0["name"]?.stringValue }
                #expect(names == RoleProfile(expected).names)
            }
        }
    }

    @Test("docs/mcp.md lists the tools of each role", arguments: Role.allCases)
    func documented(_ role: Role) throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(4).joined(separator: "/")
        let page = try #require(TextFile.read(root + "/docs/mcp.md"))
        let tools = RoleProfile(role).names.map { "`\($0)`" }.joined(separator: ", ")
        #expect(page.contains("| \(role.rawValue) | \(tools) |"))
    }

    @Test("The instructions of each role fit, and name only tools that it has")
    func instructions() async throws {
        for role in Role.allCases {
            try await Peer.talk(role: role) { peer in
                let text = try await peer.askStateless("server/discover")["result"]?["instructions"]
                let words = text?.stringValue ?? ""
                #expect((1...1500).contains(words.count), "\(role)")
                let quoted = words.split(separator: "`", omittingEmptySubsequences: false)
                    .enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
                for name in quoted where !name.hasPrefix("worklead ") && name != "untrusted" {
                    #expect(RoleProfile(role).names.contains(name), "\(role): \(name)")
                }
            }
        }
    }
}

extension ToolDescription {
    fileprivate var hints: JSONValue? { json(in: .july2026)["annotations"] }
}
