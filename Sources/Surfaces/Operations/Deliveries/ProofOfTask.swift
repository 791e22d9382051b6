import Digests
import Model

extension ProofMatrix.Standing: FieldValue {}

/// Shows what a delivery claims beside what its newest replay found.
package enum ShowProof: Operation {
    package typealias Output = TaskProof
    package static let name = "task.proof"
    package static let summary =
        "Shows what a delivery claims beside what its newest replay found."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "delivery.unknown"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `task.proof`.
    package struct Input: Record {
        package static let name = "task.proof.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("delivery", \.delivery, "The delivery; by default the newest."),
        ]

        package var task: TaskKey = .unset
        package var delivery: DeliveryID?

        package init() {}
    }
}

/// What speaks for a delivery: each claim with its check.
package struct TaskProof: Record {
    package static let name = "task.proof.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "The delivery; left out where nothing was handed in."),
        Field("agent", \.agent, "Who handed it in."),
        Field("commit", \.commit, "The commit that was handed in."),
        Field("replay", \.replay, "Its newest replay."),
        Field("replayer", \.replayer, "Who ran that."),
        Field("replayed_at", \.replayedAt, "When."),
        Field("grade", \.grade, "What it came to."),
        Field("gaps", \.gaps, "What it leaves open, or found wrong."),
        Field("checks", \.checks, "The commands of the test plan, and others that are claimed."),
        Field("artifacts", \.artifacts, "The files that were handed in."),
        Field("asserted", \.asserted, "What was claimed that no check can look at."),
        Field("sandbox", \.sandbox, "What the checks were run in."),
        Field("layers", \.layers, "The layers of the sandbox."),
        Field("network", \.network, "What of a network the checks could reach."),
        Field("profile", \.profile, "The digest of the replay profile."),
        Field("duration_ms", \.durationMs, "How long the checks took, in milliseconds."),
        Field("report", \.report, "What the worker reported, as Markdown."),
    ]

    package var task: TaskKey = .unset
    package var delivery: DeliveryID?
    package var agent: AgentID?
    package var commit: String?
    package var replay: ReplayID?
    package var replayer: AgentID?
    package var replayedAt: Timestamp?
    package var grade: String?
    package var gaps: [String] = []
    package var checks: [ProofCheckLine] = []
    package var artifacts: [ProofArtifactLine] = []
    package var asserted: [String] = []
    package var sandbox: String?
    package var layers: [String] = []
    package var network: String?
    package var profile: String?
    package var durationMs: Int64 = 0
    package var report: String?

    package init() {}
}

/// A check, as it was claimed and as it was found.
package struct ProofCheckLine: Record {
    package static let name = "task.proof.check"
    package static let fields: [Field<Self>] = [
        Field("command", \.command, "The command."),
        Field("planned", \.planned, "Whether the test plan asks for it."),
        Field("standing", \.standing, "What claim and check come to."),
        Field("claimed", \.claimed, "What the worker says it gave."),
        Field("outcome", \.outcome, "How it ended when it was run again."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
        Field("executed", \.executed, "How many tests ran, where the runner tells."),
        Field("failed", \.failed, "How many of them failed."),
        Field("output", \.output, "The end of what it printed, where it failed."),
    ]

    package var command: String = ""
    package var planned: Bool = false
    package var standing: ProofMatrix.Standing = .notRun
    package var claimed: String?
    package var outcome: String?
    package var durationMs: Int64?
    package var executed: Int?
    package var failed: Int?
    package var output: String?

    package init() {}
}

/// A file that was handed in, as it was claimed and as it was found.
package struct ProofArtifactLine: Record {
    package static let name = "task.proof.artifact"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Its path from the repository's top on."),
        Field("standing", \.standing, "What claim and replay come to."),
        Field("digest", \.digest, "Its digest, as it was handed in."),
        Field("found", \.found, "Its digest after the checks."),
        Field("bytes", \.bytes, "How many bytes it has."),
    ]

    package var path: String = ""
    package var standing: ProofMatrix.Standing = .assertedOnly
    package var digest: Digest = .unset
    package var found: String?
    package var bytes: Int64 = 0

    package init() {}
}
