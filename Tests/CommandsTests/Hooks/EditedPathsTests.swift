import Digests
import Testing

@testable import Commands

@Suite("What a tool call would edit")
struct EditedPathsTests {
    @Test(
        "A shell command's plain targets are seen, and nothing is guessed",
        arguments: [
            ("echo hi", []),
            ("echo x > docs/a.md", ["docs/a.md"]),
            ("echo x >>'docs/a b.md' 2>&1", ["docs/a b.md"]),
            ("make 2>log.txt", ["log.txt"]),
            ("make &> all.log && touch done", ["all.log", "done"]),
            ("cat <<'EOF' > src/a.txt\nrm src/b.txt\nEOF", ["src/a.txt"]),
            ("sed -i 's/a/b/' src/a.txt src/b.txt", ["src/a.txt", "src/b.txt"]),
            ("sed s/a/b/ src/a.txt", []),
            ("A=1 sudo rm -f a b; mv c d | tee e", ["a", "b", "c", "d", "e"]),
            ("cp a b c", ["c"]),
            ("git rm a && git mv b c && git commit -m d", ["a", "b", "c"]),
            ("echo x > $HOME/a; echo y > \"$b\"; rm *.txt", []),
            ("echo 'a > b' \"c > d\" # > e", []),
            ("cd sub && echo x > a; echo y > /tmp/b", ["/tmp/b"]),
            ("ls > /dev/null", []),
        ] as [(String, [String])]
    )
    func shell(command: String, paths: [String]) {
        let found = EditedPaths(of: "Bash", ["command": .string(command)]).paths
        #expect(found == paths)
    }

    @Test("Each editing tool of either program names its file")
    func tools() {
        let patch = """
            *** Begin Patch
            *** Add File: new.txt
            +*** Add File: not.this
            *** Update File: src/old.txt
            *** Move to: src/moved.txt
            @@
            *** Delete File: gone.txt
            *** End Patch
            """
        let patched = ["new.txt", "src/old.txt", "src/moved.txt", "gone.txt"]
        let calls: [(String, JSONValue, [String])] = [
            ("Edit", ["file_path": "/w/a"], ["/w/a"]),
            ("Write", ["file_path": "/w/a", "content": "x"], ["/w/a"]),
            ("MultiEdit", ["file_path": "/w/a", "edits": []], ["/w/a"]),
            ("NotebookEdit", ["notebook_path": "/w/a.ipynb"], ["/w/a.ipynb"]),
            ("Read", ["file_path": "/w/a"], []),
            ("apply_patch", ["command": .string(patch)], patched),
            ("apply_patch", .string(patch), patched),
            ("Bash", ["command": ["bash", "-lc", "rm a"]], ["a"]),
            ("shell", ["command": .string("apply_patch <<'E'\n\(patch)\nE")], patched),
            ("Edit", ["file_path": 7], []),
            ("Bash", .null, []),
        ]
        for (tool, input, paths) in calls {
            #expect(EditedPaths(of: tool, input).paths == paths, "\(tool)")
        }
    }

    @Test("A moment is known in every spelling, and an unknown one is none")
    func events() {
        for name in ["pre-tool-use", "PreToolUse", "pre_tool_use", "preToolUse"] {
            #expect(HookEvent(named: name) == .preToolUse)
        }
        #expect(HookEvent(named: "Elicitation") == nil)
        #expect(HookEvent(named: "") == nil)
    }
}
