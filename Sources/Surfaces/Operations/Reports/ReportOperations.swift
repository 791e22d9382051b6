import Model
import ReportKit

/// Shows who does what, who is heard of, and what needs somebody.
package enum ReportCoordination: Operation {
    package typealias Output = ReportPage
    package static let name = "report.coordination"
    package static let summary =
        "Shows claims, presence by both clocks, guidance, leftovers, what is open, and alerts."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Shows what came of the work since a moment.
package enum ReportShift: Operation {
    package typealias Output = ReportPage
    package static let name = "report.manager"
    package static let summary = "Shows what was delivered, decided and left open since a moment."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `report.manager`.
    package struct Input: Record {
        package static let name = "report.manager.input"
        package static let fields: [Field<Self>] = [
            Field("since", \.since, "From that moment on; the last day by default."),
            Field("shift", \.shift, "What the stretch of work is called.", .line(80)),
            Field("meta", \.meta, "More to say of it, as name=value.", .hasDefault, .line(200)),
        ]

        package var since: Timestamp?
        package var shift: String?
        package var meta: [String] = []

        package init() {}
    }
}

/// Shows what evidence there is and how soon it came.
package enum ReportEvidence: Operation {
    package typealias Output = ReportPage
    package static let name = "report.evidence"
    package static let summary =
        "Shows which work has sealed evidence, what is amiss, and how soon."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `report.evidence`.
    package struct Input: Record {
        package static let name = "report.evidence.input"
        package static let fields: [Field<Self>] = [
            Field(
                "folder",
                \.folder,
                "The folder that is indexed; by default where bundles lie.",
                .line(500)
            )
        ]

        package var folder: String?

        package init() {}
    }
}

/// Shows what lies about and could be put away.
package enum ReportCleanup: Operation {
    package typealias Output = ReportPage
    package static let name = "report.cleanup"
    package static let summary = "Shows what lies about, each with the safe command for it."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `report.cleanup`.
    package struct Input: Record {
        package static let name = "report.cleanup.input"
        package static let fields: [Field<Self>] = [
            Field(
                "idle_seconds",
                \.idle,
                "How long something may lie before it is listed.",
                .minimum(0),
                .maximum(315_360_000)
            )
        ]

        package var idle: Duration?

        package init() {}
    }
}

/// Shows whether a phase is ready, and what is in the way.
package enum ReportReadiness: Operation {
    package typealias Output = ReadinessReport
    package static let name = "report.readiness"
    package static let summary =
        "Shows whether a phase, or all work, is ready: what is in the way, whose it is, what first."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["phase.unknown"]
    package static let example = Input { $0.phase = PhaseName(trusted: "P07") }

    /// What is asked of `report.readiness`.
    package struct Input: Record {
        package static let name = "report.readiness.input"
        package static let fields: [Field<Self>] = [
            Field("phase", \.phase, "The phase; everything without it.")
        ]

        package var phase: PhaseName?

        package init() {}
    }
}

/// Whether something is ready, with the page that says why.
package struct ReadinessReport: Record {
    package static let name = "report.readiness.report"
    package static let fields: [Field<Self>] = [
        Field("ready", \.isReady, "Whether nothing is in the way."),
        Field("blockers", \.blockers, "What is in the way, in the order in which to see to it."),
        Field("page", \.page, "The same as a page."),
    ]

    package var isReady = false
    package var blockers: [ReadinessBlocker] = []
    package var page = ReportDocument(title: "")

    package init() {}
}

/// Something that is in the way.
package struct ReadinessBlocker: Record {
    package static let name = "report.readiness.blocker"
    package static let fields: [Field<Self>] = [
        Field("order", \.order, "Its place: what has a lower number comes first."),
        Field("kind", \.kind, "What it is."),
        Field("subject", \.subject, "What it is about."),
        Field("owner", \.owner, "Whose it is; left out where it is nobody's."),
        Field("text", \.text, "What is in the way, as a sentence."),
        Field("command", \.command, "The command that helps, if one does."),
    ]

    package var order = 0
    package var kind = ""
    package var subject = ""
    package var owner: String?
    package var text = ""
    package var command: String?

    package init() {}
}
