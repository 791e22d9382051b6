import Model
import Testing

@Suite("Path patterns")
struct PathPatternTests {
    @Test(
        "A pattern matches what git's globs match, anchored at the repository's root",
        arguments: [
            ("src/a.swift", "src/a.swift", true),
            ("src/a.swift", "src/b.swift", false),
            ("src/a.swift", "lib/src/a.swift", false),
            ("src", "src", true),
            ("src", "src/deep/a.swift", true),
            ("src", "srcs/a.swift", false),
            ("src/", "src/a.swift", true),
            ("src/", "src/deep/er/a.swift", true),
            ("src/", "src", false),
            ("src/*", "src/a.swift", true),
            ("src/*", "src/deep/a.swift", false),
            ("src/*.swift", "src/.swift", true),
            ("src/*.swift", "src/a.swifty", false),
            ("src/*/", "src/deep/a.swift", true),
            ("src/*/", "src/a.swift", false),
            ("*.md", "README.md", true),
            ("*.md", "docs/README.md", false),
            ("**/*.md", "README.md", true),
            ("**/*.md", "docs/deep/README.md", true),
            ("**", "anything/at/all", true),
            ("src/**", "src/a", true),
            ("src/**", "src", false),
            ("src/**/test", "src/test", true),
            ("src/**/test", "src/a/b/test/c", true),
            ("src/**/test", "src/a/b/tests", false),
            ("a**b", "axxb", true),
            ("a**b", "a/b", false),
            ("?.txt", "a.txt", true),
            ("?.txt", "ä.txt", true),
            ("?.txt", "ab.txt", false),
            ("[a-c].txt", "b.txt", true),
            ("[!a-c].txt", "b.txt", false),
            ("[^a-c].txt", "d.txt", true),
            ("[]a].txt", "].txt", true),
            ("[a-].txt", "-.txt", true),
            ("\\[id\\].tsx", "[id].tsx", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("*a*b*c", "xxaxxbxxc", true),
            ("*a*b*c", "xxaxxcxxb", false),
        ]
    )
    func matching(pattern: String, path: String, expected: Bool) throws {
        #expect(try PathPattern(pattern).matches(path) == expected)
    }

    @Test(
        "A text that is no pattern is refused with the reason",
        arguments: [
            ("", PathPatternError.Fault.empty),
            ("/etc/passwd", .absolute),
            ("../up", .parent),
            ("a/../b", .parent),
            ("a/\\..", .backslash),
            ("./a", .dotName),
            ("a//b", .emptyName),
            ("!a", .negated),
            ("a\0b", .control),
            ("a\nb", .control),
            ("a\u{1B}[31m", .control),
            ("src\\backend", .backslash),
            ("a\\", .backslash),
            ("[ab", .openClass),
            ("[a\\", .openClass),
            ("[b-a]", .emptyClass),
            ("[[:alpha:]]", .namedClass),
            (String(repeating: "a", count: 256), .longName),
            (String(repeating: "a/", count: 65), .tooDeep(names: 65)),
            (String(repeating: "a", count: 513), .tooLong(bytes: 513)),
        ]
    )
    func refusal(text: String, fault: PathPatternError.Fault) {
        #expect(throws: PathPatternError(text: text, fault: fault)) { try PathPattern(text) }
    }

    @Test("What is no path of a repository is never matched")
    func foreignPaths() throws {
        let all = try PathPattern("**")
        for path in ["", "/etc/passwd", "a//b", "../a", "a/..", "a/./b", "a/"] {
            #expect(!all.matches(path), "\(path)")
        }
    }

    @Test("Only patterns that reach every file cover the repository")
    func coverage() throws {
        for text in ["**", "**/*", "**/**"] {
            #expect(try PathPattern(text).coversRepository, "\(text)")
        }
        for text in ["*", "*/**", "src/**", "**/*.md", "**/", "*/"] {
            #expect(try !PathPattern(text).coversRepository, "\(text)")
        }
    }

    @Test("A refusal shows no raw control characters and is short")
    func refusalIsPrintable() {
        let hostile = "\u{1B}[2J" + String(repeating: "x", count: 10_000)
        #expect {
            try PathPattern(hostile)
        } throws: { error in
            guard let error = error as? PathPatternError else { return false }
            return error.message.utf8.count < 300 && !error.message.contains("\u{1B}")
        }
    }
}
