import Model
import Testing

@Suite("Lines of a packet's scope")
struct ScopeLineTests {
    @Test(
        "A path is found with its remarks and quotes taken off",
        arguments: [
            ("src/a.swift", "src/a.swift"),
            ("`src/a.swift`", "src/a.swift"),
            ("\"src/a.swift\"", "src/a.swift"),
            ("app/src/App.tsx (Route/Navigation)", "app/src/App.tsx"),
            ("`app/src/App.tsx` (the view)", "app/src/App.tsx"),
            ("src/api/ - all of it", "src/api/"),
            ("src/api/ — all of it", "src/api/"),
            ("src/api/: all of it", "src/api/"),
            ("migrations/*.sql", "migrations/*.sql"),
            ("./src/a.swift", "src/a.swift"),
            (".gitattributes", ".gitattributes"),
            ("Cargo.toml,", "Cargo.toml"),
            ("justfile (Update)", "justfile"),
            ("Makefile", "Makefile"),
            ("`docs/My File.md`", "docs/My File.md"),
        ]
    )
    func paths(line: String, pattern: String) {
        #expect(ScopeLine(line).pattern?.text == pattern)
        #expect(ScopeLine(line).text == line)
    }

    @Test(
        "A sentence is no path",
        arguments: [
            "All application source code.", "Any changes to the backend (`src/backend/`).", "None",
            "n/a",
            "UI/frontend work", "All `.ts` files under `app/src/`.", "https://example.org/a",
            "`a.rs` and `b.rs`", "{specific file or directory}", "Interactive PTY / streaming",
            "Backend",
            "src/a.rs src/b.rs", "-", "",
        ]
    )
    func sentences(line: String) {
        #expect(ScopeLine(line).pattern == nil)
        #expect(ScopeLine(line).fault == nil)
    }

    @Test("A path that may not be is known with its fault")
    func faults() {
        #expect(ScopeLine("/etc/passwd").fault?.fault == .absolute)
        #expect(ScopeLine("`../x/y`").fault?.fault == .parent)
        #expect(ScopeLine("src//a.rs (new)").fault?.fault == .emptyName)
    }

    @Test("Keys of tasks are found in sentences, and names of standards are not keys")
    func mentionedKeys() {
        let text =
            "Needs WP-1-Flight-Recorder (done), P07-B4. UTF-8, SHA-256, [CX-573E], one-off, v2-x"
        #expect(TaskKey.mentioned(in: text).map(\.text) == ["WP-1-Flight-Recorder", "P07-B4"])
    }
}
