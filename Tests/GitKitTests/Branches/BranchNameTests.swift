import GitKit
import SubprocessKit
import TestSupport
import Testing

@Suite struct BranchNameTests {
    @Test("A branch name is taken exactly when git takes it", arguments: [1, 2, 3] as [UInt64])
    func agreesWithGit(seed: UInt64) throws {
        try Fixture.with { fixture in
            var generator = SplitMix64(seed: seed)
            for _ in 0..<250 {
                let name = Self.randomName(using: &generator)
                let result = try Fixture.run(
                    "git",
                    ["check-ref-format", "--branch", name],
                    in: fixture.root,
                    fixture.environment
                )
                // git takes '@' here, and means HEAD by it everywhere else.
                let isTaken = result.isSuccess && name != "@"
                #expect(
                    (BranchName.fault(in: name) == nil) == isTaken,
                    "seed \(seed): '\(name)': \(BranchName.fault(in: name) ?? "no fault")"
                )
            }
        }
    }

    private static let pieces = [
        "a", "B", "7", "/", "/", ".", "..", ".lock", "@", "{", "}", "-", "_", "é", "~", "^", ":",
        "?", "*", "[", "]", "\\", " ", "\t", "\u{7F}", "HEAD", "'", "\"", "$(x)", "\u{202E}", "\n",
        "refs/heads/", "#", "%", "+", ",", ";", "=", "|", "!",
    ]

    private static func randomName(using generator: inout SplitMix64) -> String {
        let count = Int.random(in: 1...5, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "a" }.joined()
    }

    @Test("A refused name says what is wrong with it")
    func faults() {
        for (name, fault) in [
            ("", "it is empty"), ("-x", "it must not start with '-'"),
            ("--upload-pack=x", "it must not start with '-'"),
            ("a b", "it must not have spaces or control characters"),
            ("a..b", "it must not have '..'"), ("a:b", "it must not have ':'"),
            ("x.lock", "no part of it may end with '.lock'"),
            ("HEAD", "git keeps that name for itself"),
        ] {
            #expect(BranchName.fault(in: name) == fault)
            let error = gitError("git.name_refused") { try BranchName(name) }
            #expect(error?.message == "'\(name)' is not a branch name: \(fault).")
        }
        #expect(BranchName.fault(in: String(repeating: "x", count: 251)) != nil)
        #expect(BranchName.fault(in: String(repeating: "x", count: 250)) == nil)
    }

    @Test("Names that look alike and have other bytes are other branches")
    func bytesDecide() throws {
        #expect(try BranchName("caf\u{E9}") != BranchName("cafe\u{301}"))
    }
}
