import Model

/// A file that somebody is to leave.
package struct RunArtifactLine: Record {
    package static let name = "run.artifact"
    package static let fields: [Field<Self>] = [
        Field("slice", \.slice, "The slice; absent for a file of the run as a whole."),
        Field("agent", \.agent, "Who leaves it."),
        Field("kind", \.kind, "What it is."),
        Field("path", \.path, "The path from the repository's top on."),
        Field("state", \.state, "Whether it is there, and as it should be."),
        Field("commit", \.commit, "The commit that was looked at."),
        Field("faults", \.faults, "What is wrong with it, by line."),
    ]

    package var slice: TaskKey?
    package var agent: AgentID?
    package var kind: ArtifactKind = .other
    package var path = ""
    package var state: LeftState = .due
    package var commit: String?
    package var faults: [RunArtifactFault] = []

    package init() {}
}

/// Something that is wrong with a file that an agent left.
package struct RunArtifactFault: Record {
    package static let name = "run.artifact.fault"
    package static let fields: [Field<Self>] = [
        Field("rule", \.rule, "A stable name for it."),
        Field("line", \.line, "The line of the file, from 1."),
        Field("text", \.text, "What is wrong, as a sentence."),
        Field("hint", \.hint, "What to do about it."),
    ]

    package var rule = ""
    package var line: Int?
    package var text = ""
    package var hint = ""

    package init() {}
}

/// How many files stand in one way.
package struct ArtifactCount: Record {
    package static let name = "run.artifact.count"
    package static let fields: [Field<Self>] = [
        Field("state", \.state, "How they stand."), Field("count", \.count, "How many."),
    ]

    package var state: LeftState = .due
    package var count = 0

    package init() {}
}

/// What agents left of what a run asks for.
package struct RunArtifacts: Record {
    package static let name = "run.artifacts"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("root", \.root, "The folder below which they lie."),
        Field("counts", \.counts, "How many of them stand how."),
        Field("total", \.total, "How many files were asked about."),
        Field("files", \.files, "The files, slice by slice, the run's own at the end."),
    ]

    package var run: RunName = .unset
    package var root: String?
    package var counts: [ArtifactCount] = []
    package var total = 0
    package var files: [RunArtifactLine] = []

    package init() {}
}

/// The documents that were made for an agent.
package struct RunScaffold: Record {
    package static let name = "run.scaffold.made"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("agent", \.agent, "Who is to fill them."),
        Field("root", \.root, "The working directory that they are in."),
        Field("made", \.made, "Those that are new."),
        Field("kept", \.kept, "Those that were there, and were left as they are."),
    ]

    package var run: RunName = .unset
    package var agent: AgentID = .unset
    package var root = ""
    package var made: [String] = []
    package var kept: [String] = []

    package init() {}
}

/// A file that a clean-up moves or deletes.
package struct RunCleanupStep: Record {
    package static let name = "run.cleanup.step"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The path from the repository's top on."),
        Field("to", \.to, "Where it is archived; absent where it is deleted."),
    ]

    package var path = ""
    package var to: String?

    package init() {}
}

/// What a clean-up does, and what is wrong with it.
package struct RunCleanupReport: Record {
    package static let name = "run.cleanup"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("manifest", \.manifest, "The file that names what is to go."),
        Field("applied", \.applied, "Whether it was done."),
        Field("named", \.named, "How many files the manifest names."),
        Field("steps", \.steps, "What is done, or is to be done."),
        Field("faults", \.faults, "What refuses it."),
        Field("advice", \.advice, "What is worth a look."),
    ]

    package var run: RunName = .unset
    package var manifest = ""
    package var applied = false
    package var named = 0
    package var steps: [RunCleanupStep] = []
    package var faults: [GateFindingLine] = []
    package var advice: [GateFindingLine] = []

    package init() {}
}
