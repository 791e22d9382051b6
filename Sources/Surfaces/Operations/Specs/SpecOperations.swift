import Digests
import Model

extension SpecName: FieldValue {}

/// Registers a file of a repository as a spec.
package enum RegisterSpec: Operation {
    package typealias Output = SpecLine
    package static let name = "spec.register"
    package static let summary = "Registers a Markdown file of a repository as a spec."
    package static let effect = Effect.changes
    package static let errors: [String] = ["spec.taken", "repository.unknown"]
    package static let example = Input { input in
        input.spec = SpecName(trusted: "master")
        input.path = "docs/spec.md"
    }

    /// What is asked of `spec.register`.
    package struct Input: Record {
        package static let name = "spec.register.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "What it is to be called."),
            Field("path", \.path, "Its path from the repository's top on.", .line(400)),
            Field("repository", \.repository, "Its repository; by default the only one."),
        ]

        package var spec: SpecName = .unset
        package var path: String = ""
        package var repository: RepositoryName?

        package init() {}
    }
}

/// Makes a commit's text of a spec the version that holds.
package enum LockSpec: Operation {
    package typealias Output = SpecLine
    package static let name = "spec.lock"
    package static let summary =
        "Makes a commit's text of a spec the version that holds, by its digest."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "spec.unknown", "spec.absent", "spec.no_clauses", "spec.held",
    ]
    package static let example = Input { $0.spec = SpecName(trusted: "master") }

    /// What is asked of `spec.lock`.
    package struct Input: Record {
        package static let name = "spec.lock.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "The spec."),
            Field("at", \.at, "The commit; by default that of the main branch."),
        ]

        package var spec: SpecName = .unset
        package var at: String?

        package init() {}
    }
}

/// Lists the specs.
package enum ListSpecs: Operation {
    package typealias Output = Page<SpecLine>
    package static let name = "spec.list"
    package static let summary = "Lists the specs, with the version of each that holds."
    package static let effect = Effect.reads
    package static let errors: [String] = ["spec.unknown"]
    package static let example = Input()

    /// What is asked of `spec.list`.
    package struct Input: Record {
        package static let name = "spec.list.input"
        package static let fields: [Field<Self>] = [Field("spec", \.spec, "Only this one.")]

        package var spec: SpecName?

        package init() {}
    }
}

/// Ties a clause to a task or to a line that shows that it is kept.
package enum MapClause: Operation {
    package typealias Output = ClauseLine
    package static let name = "spec.map"
    package static let summary =
        "Ties a clause to the task that carries it out, or to evidence, or unties it."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "spec.unknown", "spec.not_locked", "spec.unknown_clause", "spec.bad_place", "spec.absent",
        "spec.no_such_line", "spec.not_tied", "task.unknown",
    ]
    package static let example = Input { input in
        input.spec = SpecName(trusted: "master")
        input.clause = "3f9a2c41d0"
        input.evidence = "Tests/StoreTests/StoreTests.swift:12"
    }

    /// What is asked of `spec.map`.
    package struct Input: Record {
        package static let name = "spec.map.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "The spec."),
            Field("clause", \.clause, "The clause's anchor, or the start of the digest in it."),
            Field("task", \.task, "The task that carries it out."),
            Field("evidence", \.evidence, "The line that shows that it is kept: FILE:LINE."),
            Field("at", \.at, "The commit of the evidence; by default that of the main branch."),
            Field("remove", \.remove, "Whether to untie it instead.", .hasDefault),
        ]

        package var spec: SpecName = .unset
        package var clause: String = ""
        package var task: TaskKey?
        package var evidence: String?
        package var at: String?
        package var remove: Bool = false

        package init() {}
    }
}

/// Shows how far the clauses of a spec are covered.
package enum CoverSpec: Operation {
    package typealias Output = Page<ClauseLine>
    package static let name = "spec.coverage"
    package static let summary =
        "Shows each clause of a spec with its tasks and its evidence."
    package static let effect = Effect.reads
    package static let errors: [String] = ["spec.unknown", "spec.not_locked"]
    package static let example = Input { $0.spec = SpecName(trusted: "master") }

    /// What is asked of `spec.coverage`.
    package struct Input: Record {
        package static let name = "spec.coverage.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "The spec."),
            Field("state", \.state, "Only clauses in this state."),
        ]

        package var spec: SpecName = .unset
        package var state: String?

        package init() {}
    }
}

/// Compares a spec and its evidence with a commit.
package enum RegressSpec: Operation {
    package typealias Output = RegressionReport
    package static let name = "spec.regress"
    package static let summary =
        "Compares a spec and its evidence with a commit: what moved, and what was lost."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["spec.unknown", "spec.not_locked"]
    package static let example = Input { $0.spec = SpecName(trusted: "master") }

    /// What is asked of `spec.regress`.
    package struct Input: Record {
        package static let name = "spec.regress.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "The spec."),
            Field("at", \.at, "The commit; by default that of the main branch."),
        ]

        package var spec: SpecName = .unset
        package var at: String?

        package init() {}
    }
}

/// A spec with the version that holds.
package struct SpecLine: Record {
    package static let name = "spec.line"
    package static let fields: [Field<Self>] = [
        Field("spec", \.spec, "Its name."),
        Field("repository", \.repository, "Its repository."),
        Field("path", \.path, "Its path from the repository's top on."),
        Field("version", \.version, "The number of the version that holds."),
        Field("commit", \.commit, "The commit that it was locked at."),
        Field("digest", \.digest, "The digest of its text."),
        Field("clauses", \.clauses, "How many clauses it has."),
    ]

    package var spec: SpecName = .unset
    package var repository: RepositoryName = .unset
    package var path: String = ""
    package var version: Int64?
    package var commit: String?
    package var digest: Digest?
    package var clauses: Int64 = 0

    package init() {}
}

/// A clause of a spec, with what it is tied to.
package struct ClauseLine: Record {
    package static let name = "spec.clause.line"
    package static let fields: [Field<Self>] = [
        Field("clause", \.clause, "Its anchor."),
        Field("level", \.level, "Whether it says MUST or SHOULD."),
        Field("text", \.text, "What it says."),
        Field("line", \.line, "The line that its paragraph started on when it was locked."),
        Field("state", \.state, "Whether it is covered, planned, lost or open."),
        Field("tasks", \.tasks, "The tasks that carry it out, each with its state."),
        Field("evidence", \.evidence, "The lines that show that it is kept."),
    ]

    package var clause: String = ""
    package var level: String = ""
    package var text: String = ""
    package var line: Int64 = 0
    package var state: String = ""
    package var tasks: [String] = []
    package var evidence: [String] = []

    package init() {}
}

/// What a comparison of a spec with a commit found.
package struct RegressionReport: Record {
    package static let name = "spec.regression"
    package static let fields: [Field<Self>] = [
        Field("spec", \.spec, "The spec."),
        Field("commit", \.commit, "The commit that was compared with."),
        Field("clauses", \.clauses, "How many clauses it has."),
        Field("covered", \.covered, "How many of them have evidence."),
        Field("findings", \.findings, "What moved and what was lost; none where it stands."),
    ]

    package var spec: SpecName = .unset
    package var commit: String = ""
    package var clauses: Int64 = 0
    package var covered: Int64 = 0
    package var findings: [RegressionLine] = []

    package init() {}
}

/// Something that is not as it was.
package struct RegressionLine: Record {
    package static let name = "spec.regression.line"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "Whether the spec or evidence moved, or a clause lost its evidence."),
        Field("clause", \.clause, "The clause's anchor."),
        Field("path", \.path, "The file."),
        Field("line", \.line, "The line."),
        Field("text", \.text, "What is so, as a sentence."),
    ]

    package var kind: String = ""
    package var clause: String?
    package var path: String = ""
    package var line: Int64?
    package var text: String = ""

    package init() {}
}
