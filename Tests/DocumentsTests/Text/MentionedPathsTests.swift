import Documents
import Testing

@Suite("Paths that a text names")
struct MentionedPathsTests {
    @Test(
        "What could be a file is found, and nothing else",
        arguments: [
            ("See reports/p07.md, and `out/a.log:12`.", ["reports/p07.md", "out/a.log"]),
            ("(docs/ä/b-1.txt) docs/ä/b-1.txt again", ["docs/ä/b-1.txt"]),
            ("./src/a.swift and /var/log/x/y.", ["src/a.swift", "/var/log/x/y"]),
            ("src/ https://a.example/b src/** a/../b a//b word a.md", ["src/"]),
        ] as [(String, [String])]
    )
    func found(text: String, paths: [String]) {
        // A pattern leaves the folder before it, which names no file.
        #expect(MentionedPaths.paths(in: text) == paths.filter { !$0.hasSuffix("/") })
    }

    @Test("A word that no path can be as long as is none")
    func long() {
        let name = String(repeating: "a", count: 499)
        #expect(MentionedPaths.paths(in: "a/\(name)") == [])
        #expect(MentionedPaths.paths(in: "a/\(name.dropLast(1))").count == 1)
    }
}
