import Documents
import Model
import Testing

@Suite("The settings of gates")
struct GateSettingsTests {
    private func read(_ text: String) throws -> GateSettings {
        try GateSettings.read(Array(text.utf8))
    }

    @Test("All of it is read, and a command that was written down reads back")
    func whole() throws {
        let definition = CommandDefinition(
            name: GateName(trusted: "shell"),
            summary: "Scripts are \"fine\".",
            command: ["sh", "-c", "a 'b' \\c\n"],
            level: .advise,
            hint: "Mend it.",
            isAskedAtDelivery: true,
            refuses: [CommandDefinition.Case(name: "bad", files: ["a b/c": "x\n\ty"])],
            passes: [CommandDefinition.Case(name: "good", files: ["a": ""])]
        )
        let settings = try read(
            """
            artifact = "artifacts/{phase}/{task}.md"
            scratch = ["out/scratch/"]

            [tokens]
            files = ["docs/**"]
            ignore = ["and/or"]

            [[paths]]
            forbidden = ["**/*.pem"]
            reason = "Keys stay out."

            [roles.lead]
            never = ["src/"]

            [roles.validator]
            only = ["docs/"]

            """ + definition.text
        )
        #expect(settings.commands == [definition])
        #expect(settings.artifact == "artifacts/{phase}/{task}.md")
        #expect(settings.scratch.map(\.text) == ["out/scratch/"])
        #expect(settings.roles[.lead]?.allows("docs/a") == true)
        #expect(settings.roles[.lead]?.allows("src/a") == false)
        #expect(settings.roles[.validator]?.allows("docs/a") == true)
        #expect(settings.roles[.validator]?.allows("a") == false)
        #expect(settings.roles[.worker] == nil)
    }

    private static let place = "placeholders.languages[0]"
    private static let language = """
        [[placeholders.languages]]
        language = "x"
        files = ["a"]
        [[placeholders.languages.rules]]

        """

    private static let command = """
        [[commands]]
        name = "a"
        summary = "A."
        command = ["true"]
        [[commands.refuses]]
        name = "bad"
        files = { a = "x" }

        """

    @Test(
        "Whatever is wrong is named with its line and key",
        arguments: [
            ("scrach = []\n", "Line 1: the key 'scrach' is not known."),
            (
                "artifact = \"a/b\"\n",
                "Line 1: 'artifact' must be a path in the repository with '{task}'."
            ),
            (
                "[[secrets.allow]]\nrule = \"a\"\nreason = \"ok\"\n",
                "Line 3: 'secrets.allow[0].reason' must say why, in some words."
            ),
            (
                "[[commands]]\nname = \"a\"\nsummary = \"A.\"\ncommand = [\"true\"]\n",
                "Line 1: 'commands[0].refuses' must have a case under which the command fails."
            ),
            (
                "[licences]\n",
                "Line 1: 'licences' must name licences under 'allowed' or 'forbidden'."
            ),
            (
                "[licences]\nallowed = [\"M*T\"]\n",
                "Line 2: 'licences.allowed[0]' must be the name of a licence, "
                    + "with '*' at its end for all that begin so."
            ),
            (
                "[roles.lead]\n",
                "Line 1: 'roles.lead' must have paths under 'only' or 'never'."
            ),
            (
                "[[paths]]\nreason = \"x y\"\n",
                "Line 2: 'paths[0].reason' must stand beside 'forbidden', "
                    + "or 'files' and 'texts'."
            ),
        ]
    )
    func faults(_ text: String, _ message: String) {
        let error = #expect(throws: DocumentError.self) { _ = try read(text) }
        #expect(error?.message == message)
    }

    private static let ruleFaults: [(String, String)] = [
        (
            "\(command)\(command)",
            "Line 9: 'commands[1].name' must be another than the gate's before it."
        ),
        (
            command.replacing("{ a ", with: "{ \"../a\" "),
            "Line 7: 'commands[0].refuses[0].files.\"../a\"' must be a path in the repository."
        ),
        (
            command.replacing("{ a ", with: "{ \"/a\" "),
            "Line 7: 'commands[0].refuses[0].files.\"/a\"' must be a path in the repository."
        ),
        (
            "[[paths]]\nfiles = [\"a\"]\ntexts = [\"abc\", \"ab\"]\nreason = \"x y\"\n",
            "Line 3: 'paths[0].texts' must have texts of at least three bytes."
        ),
        (
            "[[paths]]\nforbidden = [\"a\"]\nreason = \" \"\n",
            "Line 3: 'paths[0].reason' must be one line that says something."
        ),
        (
            "[[secrets.allow]]\nreason = \"made by tests\"\n",
            "Line 2: 'secrets.allow[0].reason' must stand beside a 'rule', a 'path' or both."
        ),
        (
            "[[secrets.rules]]\nliterals = [\"abc\", \"ab\"]\n",
            "Line 2: 'secrets.rules[0].literals' must have texts of at least three bytes."
        ),
        (
            "[[secrets.rules]]\nliterals = [\"abc\"]\nrefuses = [\"abc\"]\n",
            "Line 3: 'secrets.rules[0].refuses' must have a case, and so must 'passes'."
        ),
        (
            "[[placeholders.languages]]\nlanguage = \"x\"\n",
            "Line 1: '\(place).files' must name files, and there must be rules for them."
        ),
        (
            "\(language)literals = [\"ab\"]\n",
            "Line 5: '\(place).rules[0].literals' must have texts of at least three bytes."
        ),
        (
            "\(language)literals = [\"abc\"]\npasses = [\"a\"]\n",
            "Line 4: '\(place).rules[0].refuses' must have a case, and so must 'passes'."
        ),
        (
            "[[keys]]\nfiles = [\"a\"]\nreason = \"x y\"\n",
            "Line 2: 'keys[0].files' must name manifests, and some key must be told of them."
        ),
        ("[tokens]\nfiles = []\n", "Line 2: 'tokens.files' must name documents."),
    ]

    @Test("A rule that says too little is named with its line and key", arguments: ruleFaults)
    func faultsOfRules(_ text: String, _ message: String) { faults(text, message) }

    @Test("Code in documents names paths that are there, or says that it is an example")
    func tokens() {
        let policy = TokenPolicy(files: [], ignored: ["and/or"])
        func found(_ text: String) -> [String] {
            policy.findings(in: Array(text.utf8), of: "a.md", among: ["src/a.swift", "docs/b.md"])
                .map { "\($0.line ?? 0) \($0.text)" }
        }
        #expect(found("# See `src/a.swift`\n\nIn `src/` and `src`.\n") == [])
        #expect(found("One\n`src/b.swift`\ntwo\n") == ["2 `src/b.swift` is no path here."])
        #expect(found("> - `docs/c.md`\n") == ["1 `docs/c.md` is no path here."])
        #expect(found("`src&#47;b.swift`, `and/or`, `a b/c`, `https://a/b`, `/etc/x`\n") == [])
        #expect(found("```\nsrc/none\n```\n") == [])
    }
}
