import Documents
import Model
import TestSupport
import Testing

@Suite("Our part in other programs' settings")
struct SettingsTests {
    private static func handler(_ command: String) -> SettingsValue {
        .table([
            SettingsValue.Member(
                "hooks",
                .list([.table([SettingsValue.Member("command", .text(command))])])
            )
        ])
    }

    private static let json = JSONSettings(
        parts: [
            .hooks(path: ["hooks", "Stop"], value: handler("worklead hook stop")),
            .hooks(path: ["hooks", "PreToolUse"], value: handler("worklead hook pre-tool-use")),
            .member(path: ["mcpServers"], key: "worklead", value: .table([])),
        ],
        commandStart: "worklead hook "
    )

    private static let toml = MarkedBlock(
        .toml,
        "[mcp_servers.worklead]\ncommand = \"worklead\"\n\n[[hooks.Stop]]\nmatcher = \"x\""
    )

    @Test("Taken out again, nothing is left and no other byte has moved", arguments: 1...60)
    func thereAndBack(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let json = SampleSettings.json(&chance)
        let added = try Self.json.added(to: json)
        #expect(try Self.json.isWhole(in: added), "seed \(seed): \(added)")
        #expect(try Self.json.added(to: added) == added, "seed \(seed)")
        #expect(try Self.json.removed(from: added) == json, "seed \(seed): \(added)")
        let toml = SampleSettings.toml(&chance)
        let marked = try Self.toml.added(to: toml)
        #expect(try Self.toml.added(to: marked) == marked, "seed \(seed)")
        #expect(try Self.toml.isWhole(in: marked), "seed \(seed): \(marked)")
        #expect(try Self.toml.removed(from: marked) == toml, "seed \(seed): \(marked)")
    }

    @Test("What somebody added since stays, and only ours goes")
    func changedSince() throws {
        let before = "{\n  \"a\": 1\n}\n"
        let added = try Self.json.added(to: before)
        let changed = added.replacing("\"a\": 1", with: "\"a\": 2, \"b\": [\"worklead hook\"]")
        #expect(
            try Self.json.removed(from: changed)
                == "{\n  \"a\": 2, \"b\": [\"worklead hook\"]\n}\n"
        )
        let theirs = added.replacing(
            "\"command\": \"worklead hook stop\"",
            with: "\"command\": \"worklead hook stop --mine\""
        )
        #expect(try Self.json.isPresent(in: theirs) && !Self.json.isWhole(in: theirs))
        #expect(try Self.json.removed(from: theirs) == before, "an older line of ours is ours")
        let mixed = """
            {"hooks":{"Stop":[{"hooks":[{"command":"mine"},{"command":"worklead hook stop"}]}]}}
            """
        #expect(
            try Self.json.removed(from: mixed)
                == "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"command\":\"mine\"}]}]}}"
        )
    }

    @Test(
        "What is no JSON, or has something else in our place, is refused",
        arguments: [
            "", "{", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "// c\n{}", "[]", "{\"hooks\":[]}",
            "{\"hooks\":{\"Stop\":{}}}", "{\"a\":01}", "{\"a\":\"\u{1}\"}", "{} {}",
            "{\"a\":tru}", "{\"a\":1e}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}", "{\"mcpServers\":7}",
            "\u{feff}{}", String(repeating: "[", count: 200), "{a\":1}",
            "{\"a\":\(String(repeating: "[", count: 64))\(String(repeating: "]", count: 64))}",
        ]
    )
    func refusedJSON(text: String) {
        #expect(throws: SettingsError.self) { try Self.json.added(to: text) }
    }

    @Test(
        "What is no TOML, has our tables already or broken marks is refused",
        arguments: [
            "a = ", "[a\n", "[mcp_servers.worklead]\nurl = \"x\"\n", "hooks = 1\n",
            "# worklead:begin\n", "# worklead:end\n# worklead:begin\n",
            "# worklead:begin\n# worklead:begin\n# worklead:end\n",
            "[hooks]\nStop = [{matcher = \"y\"}]\n",
        ]
    )
    func refusedTOML(text: String) {
        #expect(throws: SettingsError.self) { try Self.toml.added(to: text) }
    }

    @Test("A file that is not ours is not written over")
    func inTheWay() throws {
        let edit = SettingsEdit.whole(text: "# ours\nnew\n", mark: "# ours")
        #expect(try edit.added(to: nil) == "# ours\nnew\n")
        #expect(try edit.added(to: "# ours\nold\n") == "# ours\nnew\n")
        #expect(throws: SettingsError.self) { try edit.added(to: "theirs\n") }
    }

    @Test("A block takes the place of an earlier one, wherever it stands")
    func replaced() throws {
        let block = MarkedBlock(.markdown, "new")
        let text = "# A\n\n<!-- worklead:begin -->\nold\n<!-- worklead:end -->\n\nmore\n"
        #expect(
            try block.added(to: text)
                == "# A\n\n<!-- worklead:begin -->\nnew\n<!-- worklead:end -->\n\nmore\n"
        )
        #expect(try block.removed(from: text) == "# A\n\nmore\n")
    }
}
