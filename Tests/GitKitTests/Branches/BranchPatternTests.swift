import GitKit
import Testing

@Suite struct BranchPatternTests {
    @Test("A pattern makes names from values and finds the values in names")
    func roundTrip() throws {
        let pattern = try BranchPattern("agent/{agent}/{slug}")
        #expect(pattern.placeholders == ["agent", "slug"])
        let name = try pattern.name(with: ["agent": "ada", "slug": "fix-the-lease"])
        #expect(name.text == "agent/ada/fix-the-lease")
        #expect(pattern.values(in: name) == ["agent": "ada", "slug": "fix-the-lease"])
        for other in ["agent/ada", "agent/ada/x/y", "agents/ada/x", "main", "x/agent/ada/y"] {
            #expect(pattern.values(in: try BranchName(other)) == nil, "\(other)")
        }
    }

    @Test("Several placeholders of one part share it, the earlier ones as short as can be")
    func sharedPart() throws {
        let pattern = try BranchPattern("{key}-{slug}.x")
        #expect(
            pattern.values(in: try BranchName("a-b-c.x")) == ["key": "a", "slug": "b-c"]
        )
        #expect(pattern.values(in: try BranchName("a-.x")) == nil)
        #expect(
            pattern.values(in: try BranchName("é-b.x.x")) == ["key": "é", "slug": "b.x"]
        )
    }

    @Test("A pattern that can make no branch is refused, and so is a value that breaks it")
    func refusals() throws {
        for text in ["", "{a", "a/{}", "{a}/{a}", "-{a}", "a//{b}", "{a b}", "{a}.lock"] {
            gitError("git.name_refused") { try BranchPattern(text) }
        }
        let pattern = try BranchPattern("agent/{agent}")
        for value in ["", "a/b", "a..b", "x y", "..", "~"] {
            gitError("git.name_refused") { try pattern.name(with: ["agent": value]) }
        }
        gitError("git.name_refused") { try pattern.name(with: [:]) }
    }

    @Test("A slug of a title is short, lower-case ASCII and always a branch name")
    func slugs() throws {
        #expect(BranchSlug.slug(of: "Fix the lease!") == "fix-the-lease")
        #expect(BranchSlug.slug(of: "  --Ärger: P07/B4 --  ") == "rger-p07-b4")
        #expect(BranchSlug.slug(of: "日本語") == nil)
        #expect(BranchSlug.slug(of: "") == nil)
        #expect(BranchSlug.slug(of: "one two three", lengthMax: 8) == "one-two")
        #expect(BranchSlug.slug(of: "abcdefghij", lengthMax: 4) == "abcd")
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let scalars = (0..<Int.random(in: 0...60, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...0x2FF, using: &generator))
            }
            let title = String(String.UnicodeScalarView(scalars))
            guard let slug = BranchSlug.slug(of: title, lengthMax: 20) else { continue }
            #expect(slug.utf8.count <= 20 && BranchName.fault(in: slug) == nil, "'\(title)'")
        }
    }
}
