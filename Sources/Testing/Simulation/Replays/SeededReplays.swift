import Digests
import Engine
import Model
import Telemetry
import TestSupport

/// A replayer that runs nothing: what its checks come to is drawn from a seed.
final class SeededReplays: Replaying {
    private let chance: Lock<SplitMix64>

    init(seed: UInt64) {
        chance = Lock(SplitMix64(seed: seed))
    }

    func missing() -> [String] { [] }

    func replay(_ order: ReplayOrder) throws -> ReplayEvidence {
        let drawn = chance.withLock { chance in
            (
                isFailing: chance.oneIn(6), isSilent: chance.oneIn(12),
                took: chance.duration(.seconds(20), .seconds(60))
            )
        }
        let results = order.checks.map { check in
            CheckResult(
                command: check,
                ending: .exited(drawn.isFailing ? 1 : 0),
                duration: drawn.took,
                counts: drawn.isSilent
                    ? nil
                    : TestCounts(passed: 40, failed: drawn.isFailing ? 2 : 0, source: "pytest"),
                treeBefore: "tree",
                treeAfter: "tree"
            )
        }
        return ReplayEvidence(
            commit: order.commit,
            tree: "tree",
            base: order.base,
            profileDigest: Digest(of: "profile"),
            environmentDigest: Digest(of: "environment"),
            sandbox: SandboxReport(kind: .namespaces, layers: Set(SandboxLayer.allCases)),
            results: results
        )
    }
}
