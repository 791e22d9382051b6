import Model
import Testing

@Suite("Path scopes")
struct PathScopeTests {
    private func scope(_ inScope: [String], out: [String] = []) throws -> PathScope {
        PathScope(
            inScope: try inScope.map { try PathPattern($0) },
            outOfScope: try out.map { try PathPattern($0) }
        )
    }

    @Test("Changed paths outside the scope are named, and so is what keeps one out")
    func violations() throws {
        let scope = try scope(["src/", "README.md"], out: ["src/generated/"])
        let found = scope.violations(
            of: ["src/a.swift", "README.md", "src/generated/b.swift", "Package.swift"]
        )
        #expect(
            found == [
                PathViolation(
                    path: "src/generated/b.swift",
                    reason: .keptOut(try PathPattern("src/generated/"))
                ),
                PathViolation(path: "Package.swift", reason: .notInScope),
            ]
        )
        #expect(scope.allows("src/a.swift"))
    }

    @Test("A scope without paths allows nothing")
    func emptyScope() throws {
        let scope = try scope([])
        #expect(scope.isEmpty)
        #expect(scope.violations(of: ["a"]) == [PathViolation(path: "a", reason: .notInScope)])
    }

    @Test("Two scopes that could change the same file name both patterns and an example")
    func overlap() throws {
        let mine = try scope(["docs/", "src/api/"])
        let theirs = try scope(["tests/", "src/**/jobs.rs"])
        let overlap = try #require(mine.overlap(with: theirs))
        #expect(overlap.mine.text == "src/api/")
        #expect(overlap.theirs.text == "src/**/jobs.rs")
        #expect(overlap.example == "src/api/jobs.rs")
        #expect(try scope(["docs/"]).overlap(with: theirs) == nil)
    }

    @Test("A folder that one scope keeps out does not collide with the scope that has it")
    func exclusion() throws {
        let mine = try scope(["src/"], out: ["src/generated/"])
        let theirs = try scope(["src/generated/"])
        #expect(mine.overlap(with: theirs) == nil)
        #expect(theirs.overlap(with: mine) == nil)
        #expect(mine.overlap(with: try scope(["src/"])) != nil)
    }
}
