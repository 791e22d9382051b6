import Digests
import Engine
import Model
import Telemetry
import TestSupport

/// A git of one repository for merging, kept in memory, that a test can cut off or get ahead of.
final class FakeMerging: BranchMerging {
    struct Contents: Sendable {
        /// The branch `main`.
        var tip = "m0"
        /// What each commit comes from, itself included.
        var parts: [String: Set<String>] = ["m0": ["m0", "base"], "base": ["base"]]
        var conflicts: Set<String> = []
        var losses: [String: [MergeFinding]] = [:]
        var isCheckoutChanged = false
        /// Does something while the checks run.
        var meanwhile: (@Sendable (inout Contents) -> Void)?
        /// Whether the next move dies before, or after, the branch is moved.
        var cut: Cut?

        mutating func merge(_ commit: String, into tip: String) -> String {
            let merged = "\(tip)+\(commit)"
            parts[merged] = (parts[tip] ?? []).union(parts[commit] ?? [commit, "base"])
                .union([merged])
            return merged
        }
    }

    enum Cut: Error { case before, after }

    private let contents = Lock(Contents())

    func edit(_ change: (inout Contents) -> Void) { contents.withLock { change(&$0) } }

    var now: Contents { contents.withLock { $0 } }

    func tip(of branch: String, in path: String) throws -> String? {
        branch == "main" ? now.tip : nil
    }

    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool {
        now.parts[other]?.contains(commit) ?? false
    }

    func merge(
        _ commit: String,
        into tip: String,
        saying message: String,
        in path: String
    ) throws -> MergedTree {
        contents.withLock { contents in
            contents.conflicts.contains(commit)
                ? .conflict([MergeFinding("both sides changed it", path: "file")])
                : .made(commit: contents.merge(commit, into: tip))
        }
    }

    func losses(of change: AcceptedChange, in later: String, path: String) throws -> [MergeFinding]
    {
        now.losses[change.commit] ?? []
    }

    func requireMovable(_ branch: String, in path: String) throws {
        guard !now.isCheckoutChanged else {
            throw MergeError.checkoutChanged(branch: branch, path: path, files: ["file"])
        }
    }

    func move(_ branch: String, from old: String, to new: String, in path: String) throws -> Bool {
        try contents.withLock { contents in
            let cut = contents.cut
            contents.cut = nil
            if cut == .before { throw Cut.before }
            guard contents.tip == old else { return false }
            contents.tip = new
            if cut == .after { throw Cut.after }
            return true
        }
    }
}

/// Checks that pass unless the commit's name says otherwise.
struct NamedReplays: Replaying {
    let git: FakeMerging

    func replay(_ order: ReplayOrder) throws -> ReplayEvidence {
        git.edit { contents in
            let meanwhile = contents.meanwhile
            contents.meanwhile = nil
            meanwhile?(&contents)
        }
        return ReplayEvidence(
            commit: order.commit,
            tree: "tree",
            base: order.base,
            profileDigest: Digest(of: "profile"),
            environmentDigest: Digest(of: "environment"),
            sandbox: SandboxReport(kind: .namespaces, layers: Set(SandboxLayer.allCases)),
            results: order.checks.map { check in
                CheckResult(
                    command: check,
                    ending: .exited(order.commit.contains("broken") ? 1 : 0),
                    duration: .seconds(1),
                    counts: TestCounts(passed: 4, failed: 0, source: "pytest"),
                    treeBefore: "tree",
                    treeAfter: "tree"
                )
            }
        )
    }

    func missing() -> [String] { [] }
}

/// Reads each packet as one that asks for a check.
struct OneCheckPackets: PacketReading {
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket {
        WrittenPacket(
            format: format,
            text: text,
            packet: Packet(title: "Packet", testPlan: CommandPlan(commands: ["make test"])),
            findings: []
        )
    }
}
