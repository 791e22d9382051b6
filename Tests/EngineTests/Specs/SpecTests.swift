import Digests
import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Specs")
struct SpecTests {
    static let spec = SpecName(trusted: "master")
    static let api = RepositoryName(trusted: "api")
    static let text = "# A\n\nIt MUST be.\n\nIt SHOULD do.\n"
    static let test = "import Testing\n\n    expect(it)\n"

    /// Registers and locks the spec, and ties its MUST to line 3 of a test.
    static func lock(_ text: String = text, in workspace: TestWorkspace) async throws {
        try await workspace.change { change in
            try change.specs.register(spec, "docs/spec.md", in: api)
            let clauses = try SpecificationReader.clauses(of: text)
            try change.specs.lock(spec, at: "c1", Digest(of: text), clauses)
        }
    }

    static func tie(in workspace: TestWorkspace) async throws {
        try await workspace.change { change in
            let clause = try change.view.spec(spec).version?.clauses[0].anchor.description
            let evidence = SpecEvidence(
                path: "Tests/a",
                line: 3,
                commit: "c1",
                digest: SpecEvidence.digest(ofLine: "expect(it)")
            )
            try change.specs.tie(spec, clause ?? "", to: .evidence(evidence))
        }
    }

    private func kinds(
        of workspace: TestWorkspace,
        spec text: String? = text,
        test: String? = test
    ) throws -> [SpecRegression.Kind] {
        let coverage = try workspace.read { try SpecCoverage(of: Self.spec, in: $0) }
        return try SpecRegression(of: coverage) { path in
            (path == "docs/spec.md" ? text : test).map { Array($0.utf8) }
        }.findings.map(\.kind)
    }

    @Test("The regression check fails when the spec or the evidence moved, changed or went")
    func regression() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.lock(in: workspace)
            try await Self.tie(in: workspace)
            #expect(try kinds(of: workspace) == [])
            #expect(try kinds(of: workspace, test: Self.test + "more\n") == [])
            #expect(try kinds(of: workspace, spec: Self.text + "\n") == [.spec])
            #expect(try kinds(of: workspace, spec: nil) == [.spec])
            #expect(try kinds(of: workspace, test: "\n" + Self.test) == [.evidence])
            #expect(try kinds(of: workspace, test: "import Testing\n\nexpect(this)") == [.evidence])
            #expect(try kinds(of: workspace, test: "import Testing\n") == [.evidence])
            #expect(try kinds(of: workspace, test: nil) == [.evidence])
        }
    }

    @Test("A clause that had evidence and has none is lost, until it has other evidence")
    func lost() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.lock(in: workspace)
            try await Self.tie(in: workspace)
            let states = {
                try workspace.read { view in
                    try SpecCoverage(of: Self.spec, in: view).entries.map(\.state)
                }
            }
            #expect(try states() == [.covered, .open])
            let words = ClauseAnchor(section: "", sentence: "It MUST be.").words
            try await workspace.change { change in
                try change.specs.untie(Self.spec, words, from: "Tests/a:3")
            }
            #expect(try states() == [.lost, .open])
            #expect(try kinds(of: workspace) == [.lost])
            await #expect(throws: SpecError.notTied(clause: words)) {
                try await workspace.change { change in
                    try change.specs.untie(Self.spec, words, from: "Tests/a:3")
                }
            }
            try await Self.tie(in: workspace)
            #expect(try kinds(of: workspace) == [])
        }
    }

    @Test("A tie follows a clause to another heading, and a clause that is gone is named")
    func newVersion() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.lock(in: workspace)
            try await Self.tie(in: workspace)
            let moved = "# B\n\nIt MUST be.\n"
            try await Self.lock(moved, in: workspace)
            #expect(try kinds(of: workspace, spec: moved) == [])
            let reworded = "# B\n\nIt MUST go.\n"
            try await Self.lock(reworded, in: workspace)
            #expect(try kinds(of: workspace, spec: reworded) == [.lost])
            #expect(try workspace.read { try $0.spec(Self.spec) }.version?.number == 3)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("What is asked of a spec wrongly is refused, each with its code")
    func refusals() async throws {
        try await TestWorkspace.with { workspace in
            let spec = Self.spec
            func code(_ body: @escaping @Sendable (Change) throws -> Void) async -> String? {
                do {
                    try await workspace.change(body)
                    return nil
                } catch {
                    return (error as? any Reportable)?.code
                }
            }
            let unknown = await code { try $0.specs.lock(spec, at: "c", Digest(of: ""), []) }
            #expect(unknown == "spec.unknown")
            let none = RepositoryName(trusted: "none")
            let lost = await code { try $0.specs.register(spec, "a.md", in: none) }
            #expect(lost == "repository.unknown")
            for _ in 1...2 {
                try await workspace.change { try $0.specs.register(spec, "a.md", in: Self.api) }
            }
            let taken = await code { try $0.specs.register(spec, "b.md", in: Self.api) }
            #expect(taken == "spec.taken")
            let empty = await code { try $0.specs.lock(spec, at: "c", Digest(of: ""), []) }
            #expect(empty == "spec.no_clauses")
            let loose = await code { _ = try SpecCoverage(of: spec, in: $0.view) }
            #expect(loose == "spec.not_locked")
            let untied = await code { try $0.specs.untie(spec, "abcd", from: "a:1") }
            #expect(untied == "spec.not_locked")
        }
    }

    @Test("A clause is named by its anchor or by at least four digits of its words")
    func naming() async throws {
        try await TestWorkspace.with { workspace in
            try await Self.lock(in: workspace)
            let spec = try workspace.read { try $0.spec(Self.spec) }
            let clause = try #require(spec.version?.clauses.first)
            #expect(try spec.clause(clause.anchor.description) == clause)
            #expect(try spec.clause(String(clause.anchor.words.prefix(4))) == clause)
            #expect(throws: SpecError.self) {
                try spec.clause(String(clause.anchor.words.prefix(3)))
            }
            #expect(throws: SpecError.self) { try spec.clause("zzzz") }
        }
    }
}
