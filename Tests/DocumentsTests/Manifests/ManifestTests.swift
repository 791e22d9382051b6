import Documents
import Model
import Testing

@Suite("Manifests")
struct ManifestTests {
    private func keys(_ text: String, _ path: String) throws -> [String] {
        try ManifestKeys(Array(text.utf8), of: path).keys.map {
            "\($0.line) \($0.path.joined(separator: "."))"
        }
    }

    @Test("The same keys are read from JSON, TOML and YAML, each with its line")
    func languages() throws {
        let json = "{\n  \"a\": {\"b\": 1,\n \"c\": [{\"d\": 2}]}\n}"
        #expect(try keys(json, "x.json") == ["2 a", "2 a.b", "3 a.c", "3 a.c.0.d"])
        let toml = "[a]\nb = 1\n\n[[a.c]]\nd = 2\n"
        #expect(try Set(keys(toml, "x.toml")).isSuperset(of: ["2 a.b", "5 a.c.0.d"]))
        let yaml = "a:\n  b: 1\n  c:\n  - d: 2\n"
        #expect(try keys(yaml, "x.yaml") == ["1 a", "2 a.b", "3 a.c", "4 a.c.0.d"])
        #expect(try keys("{a: {b: 1}}\n---\ne: 3\n", "x.yml") == ["1 a", "1 a.b", "3 e"])
    }

    @Test("What is not well formed is refused, and aliases make nothing longer")
    func hostile() throws {
        let bomb =
            "a: &a [x, x]\n" + (0..<30).map { "b\($0): &b\($0) [*a, *a, *a]\n" }.joined()
        #expect(try keys(bomb, "x.yaml").count == 31)
        for (text, path) in [
            ("{", "x.json"), ("{\"a\": 1, \"a\": 2}", "x.json"), ("a = ", "x.toml"),
            ("a: [", "x.yaml"), ("a: *none\nb: : :\n", "x.yaml"), ("a", "x.ini"),
            (String(repeating: "[", count: 5000), "x.yaml"),
            (String(repeating: "- ", count: 500) + "a", "x.yaml"),
            ("a: \u{0}", "x.yaml"),
        ] {
            #expect(throws: ManifestError.self, "\(text.prefix(20))") { _ = try keys(text, path) }
        }
    }

    @Test("Keys are forbidden at their place or anywhere, and missing ones are named")
    func rules() throws {
        let settings = try GateSettings.read(
            Array(
                """
                [[keys]]
                files = ["plugins/*/package.json"]
                forbidden = ["rawr.channel", "**.publishTier", "x.*.y"]
                required = ["rawr.capability"]
                reason = "The old keys are gone."
                """.utf8
            )
        )
        let rule = try #require(settings.manifests.first)
        #expect(rule.covers("plugins/a/package.json") && !rule.covers("package.json"))
        func found(_ text: String) -> [String] {
            rule.findings(in: Array(text.utf8), of: "p.json").map {
                "\($0.rule ?? "") \($0.line ?? 0)"
            }
        }
        #expect(found(#"{"rawr": {"capability": 1}}"#) == [])
        #expect(found("{\"rawr\":\n {\"channel\": 1}}") == ["forbidden 2", "required 1"])
        #expect(found(#"{"rawr": {"capability": {"publishTier": 1}}}"#) == ["forbidden 1"])
        #expect(found(#"{"rawr": {"capability": 1}, "x": {"z": {"y": 1}}}"#) == ["forbidden 1"])
        #expect(found(#"{"rawr": {"capability": 1}, "channel": 1}"#) == [])
    }
}
