import Digests
import Model
import Testing

@Suite("What a delivery claims, beside what a replay found")
struct ProofMatrixTests {
    private static let test = CheckCommand("make test")
    private static let lint = CheckCommand("make lint")

    private static func standings(
        _ claims: [ClaimedResult],
        _ found: [FoundCheck]
    ) -> [ProofMatrix.Standing] {
        ProofMatrix(plan: [test, lint], claims: ReplayClaims(results: claims), found: found)
            .rows.map(\.standing)
    }

    @Test("What was only said is asserted, and what nobody said or ran is not run")
    func asserted() {
        let claim = ClaimedResult(command: Self.test, exitCode: 0)
        #expect(Self.standings([claim], []) == [.assertedOnly, .notRun])
        let other = ClaimedResult(command: CheckCommand("make all"), exitCode: 0)
        let rows = ProofMatrix(
            plan: [Self.test],
            claims: ReplayClaims(results: [other]),
            found: [FoundCheck(Self.test, ending: "exit 0", passed: true)]
        ).rows
        #expect(rows.map(\.standing) == [.verified, .assertedOnly])
        #expect(rows.map(\.isPlanned) == [true, false])
    }

    @Test("A claim is verified where the same was found, and differs where it was not")
    func compared() {
        let claim = ClaimedResult(command: Self.test, exitCode: 0, executed: 12)
        func found(_ executed: Int?, failed: Int? = nil, passed: Bool = true) -> [FoundCheck] {
            [
                FoundCheck(
                    Self.test,
                    ending: passed ? "exit 0" : "exit 1",
                    passed: passed,
                    executed: executed,
                    failed: failed
                )
            ]
        }
        #expect(Self.standings([claim], found(12))[0] == .verified)
        #expect(Self.standings([claim], found(11))[0] == .differs)
        #expect(Self.standings([claim], found(12, failed: 1))[0] == .failed)
        #expect(Self.standings([claim], found(12, passed: false))[0] == .failed)
        let bad = ClaimedResult(command: Self.test, exitCode: 1)
        #expect(Self.standings([bad], found(nil))[0] == .differs)
    }

    @Test("The checks of a record are read back, with the end of what failed")
    func read() {
        let record: JSONValue = [
            "results": [
                [
                    "command": "make test", "ending": "exit 1", "passed": false,
                    "duration_ms": 1200, "counts": ["executed": 12, "failed": 2],
                    "output_head": "a", "output_tail": "two failed",
                ],
                ["command": "make lint", "ending": "exit 0", "passed": true, "output_head": "x"],
                ["nothing": "known"],
            ]
        ]
        let found = FoundCheck.list(of: record)
        #expect(found.map(\.command) == [Self.test, Self.lint])
        #expect(found[0].milliseconds == 1200 && found[0].failed == 2)
        #expect(found.map(\.output) == ["two failed", nil])
    }
}
