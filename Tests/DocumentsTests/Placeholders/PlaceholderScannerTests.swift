import Documents
import Model
import Testing

@Suite("Placeholders")
struct PlaceholderScannerTests {
    @Test("Each rule by itself finds its cases, and no other line of its own")
    func eachRule() throws {
        for language in StandardPlaceholderRules.all {
            let scanner = PlaceholderScanner([language])
            let path = Self.path(of: language)
            for rule in language.rules {
                for line in rule.refuses {
                    let found = scanner.findings(in: AddedFile(path: path, text: line))
                    let names = found.map(\.rule)
                    #expect(names.contains("\(language.language).\(rule.name)"), "\(line)")
                }
                for line in rule.passes {
                    let found = scanner.findings(in: AddedFile(path: path, text: line))
                    let names = found.map(\.rule)
                    #expect(!names.contains("\(language.language).\(rule.name)"), "\(line)")
                }
            }
        }
    }

    private static func path(of language: PlaceholderRules) -> String {
        let endings = [
            "any": "c", "swift": "swift", "rust": "rs", "python": "py", "typescript": "ts",
            "go": "go", "java": "java", "shell": "sh",
        ]
        return "src/a." + (endings[language.language] ?? "")
    }

    @Test("A finding has the line of the file, and tests may do what code may not")
    func places() {
        let lines = [
            AddedFile.Line(number: 7, text: "let a = b.unwrap();"),
            AddedFile.Line(number: 40, text: "todo!()"),
        ]
        let scanner = StandardPlaceholderRules.scanner
        let found = scanner.findings(in: AddedFile(path: "src/a.rs", lines: lines))
        #expect(found.map(\.place) == ["src/a.rs:7", "src/a.rs:40"])
        #expect(scanner.findings(in: AddedFile(path: "tests/a.rs", lines: lines)).isEmpty)
        #expect(scanner.findings(in: AddedFile(path: "src/a.zig", lines: lines)).isEmpty)
    }

    @Test("A repository adds languages and excepts paths")
    func settings() throws {
        let settings = try GateSettings.read(
            Array(
                """
                [placeholders]
                except = ["vendor/**"]

                [[placeholders.languages]]
                language = "zig"
                files = ["**/*.zig"]

                [[placeholders.languages.rules]]
                name = "stub"
                about = "the body was left out"
                literals = ["@panic(\\"later"]
                refuses = ["@panic(\\"later\\")"]
                passes = ["@panic(name)"]
                """.utf8
            )
        )
        let scanner = settings.placeholderScanner
        let text = "@panic(\"later\")"
        #expect(scanner.findings(in: AddedFile(path: "a.zig", text: text)).count == 1)
        #expect(scanner.findings(in: AddedFile(path: "vendor/a.zig", text: text)).isEmpty)
    }
}
