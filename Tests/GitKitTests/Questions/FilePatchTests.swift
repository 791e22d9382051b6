import GitKit
import Testing

@Suite struct FilePatchTests {
    @Test("Each file that differs is told with its lines, whatever it is and became")
    func files() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("moved", (1...40).map { "line \($0)\n" }.joined())
            try repository.write("gone", "diff --git a/x b/x\n")
            try repository.write("kind", "kind\n")
            try fixture.write("\(repository.path)/bin", [0, 1, 2, 0])
            let old = try repository.commit("Old")
            let odd = "new\n\"name\"\t\\ \u{E9}"
            try fixture.shell(
                in: repository.path,
                "git mv moved there; rm gone kind; ln -s README kind; printf x >>bin"
            )
            try repository.write(odd, "odd\ndiff --git a/y b/y\n+++ b/z\n@@ -1 +1 @@\n")
            try repository.write("empty", "")
            let new = try repository.commit("New")
            let patches = try repository.git.filePatches(from: old, to: new)
            let names = try repository.git.changes(from: old, to: new).map(\.path.text)
            #expect(patches.map(\.change.path.text) == names)
            let found = Dictionary(uniqueKeysWithValues: patches.map { ($0.change.path.text, $0) })
            #expect(found["bin"]?.isBinary == true)
            #expect(found["there"]?.lines.isEmpty == true, "a move alone changes no line")
            #expect(found["empty"]?.lines.isEmpty == true)
            #expect(found["gone"].map { [$0.added, $0.removed] } == [0, 1])
            #expect(found[odd].map { [$0.added, $0.removed] } == [4, 0])
            #expect(found["kind"].map { [$0.added, $0.removed] } == [1, 1])
            #expect(try repository.git.filePatches(from: new, to: new).isEmpty)
        }
    }

    @Test("A line of the new file is found in its patch, and one that is not shown is not")
    func lines() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("text", (1...40).map { "line \($0)\n" }.joined())
            let old = try repository.commit("Old")
            try repository.write(
                "text",
                (1...40).map { $0 == 2 ? "" : $0 == 30 ? "changed\n" : "line \($0)\n" }.joined()
            )
            let new = try repository.commit("New")
            let patch = try #require(try repository.git.filePatches(from: old, to: new).first)
            let place = try #require(patch.place(ofLine: 29))
            #expect(String(decoding: patch.lines[place], as: UTF8.self) == "+changed")
            #expect(patch.place(ofLine: 15) == nil)
            #expect(patch.place(ofLine: 1).map { patch.lines[$0].first } == UInt8(ascii: " "))
        }
    }
}
