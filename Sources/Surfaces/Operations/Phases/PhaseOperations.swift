import Model
import ReportKit

extension PhaseName: FieldValue {}

/// Opens a phase.
package enum OpenPhase: Operation {
    package typealias Output = PhaseLine
    package static let name = "phase.open"
    package static let summary = "Opens a phase; its specs do not change until it is closed."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "phase.taken", "phase.look_alike", "spec.unknown", "spec.not_locked",
    ]
    package static let example = Input { input in
        input.phase = PhaseName(trusted: "P07")
        input.specs = [SpecName(trusted: "master")]
    }

    /// What is asked of `phase.open`.
    package struct Input: Record {
        package static let name = "phase.open.input"
        package static let fields: [Field<Self>] = [
            Field("phase", \.phase, "Its name, which tasks give as theirs."),
            Field("title", \.title, "What it is about.", .line(200)),
            Field("specs", \.specs, "The specs that it carries out.", .hasDefault),
        ]

        package var phase: PhaseName = .unset
        package var title: String?
        package var specs: [SpecName] = []

        package init() {}
    }
}

/// Lists the phases.
package enum ListPhases: Operation {
    package typealias Output = Page<PhaseLine>
    package static let name = "phase.list"
    package static let summary = "Lists the phases, open and closed."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `phase.list`.
    package struct Input: Record {
        package static let name = "phase.list.input"
        package static let fields: [Field<Self>] = []

        package init() {}
    }
}

/// Lists what keeps a phase from being closed.
package enum CheckPhase: Operation {
    package typealias Output = PhaseDetail
    package static let name = "phase.check"
    package static let summary = "Shows a phase, and all that keeps it from being closed."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["phase.unknown"]
    package static let example = Input { $0.phase = PhaseName(trusted: "P07") }

    /// What is asked of `phase.check`.
    package struct Input: Record {
        package static let name = "phase.check.input"
        package static let fields: [Field<Self>] = [Field("phase", \.phase, "The phase.")]

        package var phase: PhaseName = .unset

        package init() {}
    }
}

/// Closes a phase from which nothing is missing.
package enum ClosePhase: Operation {
    package typealias Output = PhaseDetail
    package static let name = "phase.close"
    package static let summary =
        "Closes a phase for good, if nothing is missing; its waivers end with it."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = ["phase.unknown", "phase.closed", "phase.incomplete"]
    package static let example = Input { $0.phase = PhaseName(trusted: "P07") }

    /// What is asked of `phase.close`.
    package struct Input: Record {
        package static let name = "phase.close.input"
        package static let fields: [Field<Self>] = [Field("phase", \.phase, "The phase.")]

        package var phase: PhaseName = .unset

        package init() {}
    }
}

/// Writes the check-ins of a phase.
package enum ReportPhase: Operation {
    package typealias Output = PhaseReport
    package static let name = "phase.report"
    package static let summary =
        "Makes the check-ins of a phase from the ledger: STATUS, GUIDANCE and BLOCKERS."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["phase.unknown"]
    package static let example = Input { $0.phase = PhaseName(trusted: "P07") }

    /// What is asked of `phase.report`.
    package struct Input: Record {
        package static let name = "phase.report.input"
        package static let fields: [Field<Self>] = [
            Field("phase", \.phase, "The phase."),
            Field("folder", \.folder, "The folder that the files are written into."),
        ]

        package var phase: PhaseName = .unset
        package var folder: String?

        package init() {}
    }
}

/// A phase.
package struct PhaseLine: Record {
    package static let name = "phase.line"
    package static let fields: [Field<Self>] = [
        Field("phase", \.phase, "Its name."),
        Field("title", \.title, "What it is about."),
        Field("state", \.state, "Whether it is open or closed."),
        Field("specs", \.specs, "The specs that it carries out."),
        Field("opened_at", \.openedAt, "When it was opened."),
        Field("closed_at", \.closedAt, "When it was closed."),
    ]

    package var phase: PhaseName = .unset
    package var title: String?
    package var state: String = ""
    package var specs: [SpecName] = []
    package var openedAt = Timestamp(milliseconds: 0)
    package var closedAt: Timestamp?

    package init() {}
}

/// A phase with its tasks, and what keeps it from being closed.
package struct PhaseDetail: Record {
    package static let name = "phase.detail"
    package static let fields: [Field<Self>] = [
        Field("phase", \.phase, "The phase."),
        Field("tasks", \.tasks, "How many tasks it has."),
        Field("accepted", \.accepted, "How many of them are accepted."),
        Field("missing", \.missing, "What keeps it from being closed."),
        Field("closed_specs", \.closedSpecs, "The specs that it was closed with."),
    ]

    package var phase: PhaseLine = .init()
    package var tasks: Int64 = 0
    package var accepted: Int64 = 0
    package var missing: [LackLine] = []
    package var closedSpecs: [String] = []

    package init() {}
}

/// Something that keeps a phase from being closed.
package struct LackLine: Record {
    package static let name = "phase.lack"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "Whether it is a task, a dependency, a spec or a waiver."),
        Field("subject", \.subject, "What it is about."),
        Field("text", \.text, "What is missing, as a sentence."),
    ]

    package var kind: String = ""
    package var subject: String = ""
    package var text: String = ""

    package init() {}
}

/// The check-ins of a phase, as Markdown.
package struct PhaseReport: Record {
    package static let name = "phase.report.texts"
    package static let fields: [Field<Self>] = [
        Field("phase", \.phase, "The phase."),
        Field("status", \.status, "What stands where."),
        Field("guidance", \.guidance, "What can be done next, and what holds."),
        Field("blockers", \.blockers, "What stops it."),
        Field("files", \.files, "The files that were written."),
        Field("pages", \.pages, "The same three as pages.", .hasDefault),
    ]

    package var phase: PhaseName = .unset
    package var status: String = ""
    package var guidance: String = ""
    package var blockers: String = ""
    package var files: [String] = []
    package var pages: [ReportDocument] = []

    package init() {}
}
