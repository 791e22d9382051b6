import Model

/// A gate, and what it may refuse.
package struct GateLine: Record {
    package static let name = "gate.line"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "Its name."),
        Field("level", \.level, "Its level."),
        Field("is_default", \.isDefault, "Whether nobody chose the level."),
        Field("is_command", \.isCommand, "Whether the repository defines it as a command."),
        Field("targets", \.targets, "What it can be run on."),
        Field("moments", \.moments, "When it is asked by itself."),
        Field("summary", \.summary, "What is so where it passes."),
    ]

    package var gate: GateName = .unset
    package var level: RuleLevel = .block
    package var isDefault = true
    package var isCommand = false
    package var targets: [GateTarget] = []
    package var moments: [GateMoment] = []
    package var summary = ""

    package init() {}
}

/// A gate with its cases and what it came to so far.
package struct GateDetail: Record {
    package static let name = "gate.detail"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("hint", \.hint, "What to do when it refuses."),
        Field("refuses", \.refuses, "What it is proven to refuse, the first ones."),
        Field("passes", \.passes, "What it is proven to pass, the first ones."),
        Field("cases", \.cases, "How many cases it has in all."),
        Field("cost", \.cost, "What its runs came to."),
        Field("paces", \.paces, "How long its last runs took, by what they looked at."),
    ]

    package var gate = GateLine()
    package var hint = ""
    package var refuses: [String] = []
    package var passes: [String] = []
    package var cases = 0
    package var cost: GateCostLine?
    package var paces: [GatePaceLine] = []

    package init() {}
}

/// How long the last runs of a gate took that came to a verdict.
package struct GatePaceLine: Record {
    package static let name = "gate.pace"
    package static let fields: [Field<Self>] = [
        Field("target", \.target, "What they were run on."),
        Field("runs", \.runs, "How many runs that is, the last twenty at most."),
        Field("usual_us", \.usualUs, "How long it usually takes, where enough is known."),
        Field("shortest_us", \.shortestUs, "How long the shortest took."),
        Field("longest_us", \.longestUs, "How long the longest took."),
    ]

    package var target: GateTarget = .worktree
    package var runs = 0
    package var usualUs: Int64?
    package var shortestUs: Int64 = 0
    package var longestUs: Int64 = 0

    package init() {}
}

/// Something that a gate refuses, with its place.
package struct GateFindingLine: Record {
    package static let name = "gate.finding"
    package static let fields: [Field<Self>] = [
        Field("text", \.text, "What is wrong."),
        Field("path", \.path, "The path from the repository's top on."),
        Field("line", \.line, "The line, from 1."),
        Field("rule", \.rule, "Which of the gate's rules was broken."),
    ]

    package var text = ""
    package var path: String?
    package var line: Int?
    package var rule: String?

    package init() {}
}

/// What a command left that was run as a gate.
package struct GateEvidenceLine: Record {
    package static let name = "gate.evidence"
    package static let fields: [Field<Self>] = [
        Field("command", \.command, "The command."),
        Field("ending", \.ending, "How it ended."),
        Field("tail", \.tail, "The end of what it wrote."),
        Field("digest", \.digest, "The digest of all that it wrote."),
        Field("bytes", \.bytes, "How much that was."),
        Field("layers", \.layers, "The layers of the sandbox that were on."),
    ]

    package var command = ""
    package var ending = ""
    package var tail = ""
    package var digest = ""
    package var bytes: Int64 = 0
    package var layers: [String] = []

    package init() {}
}

/// What one gate said.
package struct GateResultLine: Record {
    package static let name = "gate.result"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("level", \.level, "Its level."),
        Field("verdict", \.verdict, "How it ended."),
        Field("fault", \.fault, "What is wrong, as a sentence."),
        Field("reason", \.reason, "Why it was skipped, or could not judge."),
        Field("hint", \.hint, "What to do about it."),
        Field("figure", \.figure, "A number that it has to show."),
        Field("unit", \.unit, "What the number counts."),
        Field("findings", \.findings, "What it refuses, the first ones."),
        Field("finding_count", \.findingCount, "How much it refuses in all."),
        Field("evidence", \.evidence, "What its command left."),
        Field("duration_us", \.durationUs, "How long it took, in millionths of a second."),
        Field(
            "usual_us",
            \.usualUs,
            "How long it usually takes, where this was far faster and may not have looked."
        ),
    ]

    package var gate: GateName = .unset
    package var level: RuleLevel = .block
    package var verdict: GateVerdict = .pass
    package var fault: String?
    package var reason: String?
    package var hint: String?
    package var figure: Int64?
    package var unit: String?
    package var findings: [GateFindingLine] = []
    package var findingCount: Int64 = 0
    package var evidence: GateEvidenceLine?
    package var durationUs: Int64 = 0
    package var usualUs: Int64?

    package init() {}
}

/// What the runs of a gate came to.
package struct GateCostLine: Record {
    package static let name = "gate.cost.line"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("level", \.level, "Its level now; left out for a gate that is gone."),
        Field("runs", \.runs, "How often it was asked."),
        Field("passes", \.passes, "How often it passed."),
        Field("refusals", \.refusals, "How often it refused."),
        Field("skips", \.skips, "How often there was nothing to judge."),
        Field("errors", \.errors, "How often it could not judge."),
        Field("total_us", \.totalUs, "How long all that took, in millionths of a second."),
        Field("longest_us", \.longestUs, "How long the longest took."),
    ]

    package var gate: GateName = .unset
    package var level: RuleLevel?
    package var runs: Int64 = 0
    package var passes: Int64 = 0
    package var refusals: Int64 = 0
    package var skips: Int64 = 0
    package var errors: Int64 = 0
    package var totalUs: Int64 = 0
    package var longestUs: Int64 = 0

    package init() {}
}
