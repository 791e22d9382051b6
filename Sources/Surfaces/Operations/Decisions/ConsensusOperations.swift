import Model

/// Writes down what was decided elsewhere.
package enum RecordDecision: Operation {
    package typealias Output = DecisionLine
    package static let name = "decision.record"
    package static let summary = "Writes down what was decided elsewhere, with what shows it."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "decision.known_reference", "decision.too_long", "decision.empty", "task.unknown",
        "evidence.unknown", "rule.secrets",
    ]
    package static let example = Input { input in
        input.text = "Which database for the retention job?"
        input.outcome = "SQLite."
        input.decider = "the board"
        input.reference = "DEC-2025-07"
    }

    /// What is asked of `decision.record`.
    package struct Input: Record {
        package static let name = "decision.record.input"
        package static let fields: [Field<Self>] = [
            Field("text", \.text, "What was to be decided."),
            Field("outcome", \.outcome, "What was decided."),
            Field("kind", \.kind, "What it is about.", .hasDefault),
            Field("decider", \.decider, "Who decided.", .line(200)),
            Field("at", \.at, "When."),
            Field("reference", \.reference, "What it is called there.", .line(200)),
            Field("tasks", \.tasks, "What it is about.", .hasDefault),
            Field("thread", \.thread, "Where it is talked about; by default in a new one."),
            Field("files", \.files, "Files that show it.", .hasDefault),
            Field("bundles", \.bundles, "Bundles that show it.", .hasDefault),
        ]

        package var text: String = ""
        package var outcome: String = ""
        package var kind: DecisionKind = .routine
        package var decider: String?
        package var at: Timestamp?
        package var reference: String?
        package var tasks: [TaskKey] = []
        package var thread: ThreadID?
        package var files: [EvidenceFileInput] = []
        package var bundles: [BundleID] = []

        package init() {}
    }
}

/// Links evidence to a decision.
package enum AttachDecisionEvidence: Operation {
    package typealias Output = DecisionDetail
    package static let name = "decision.evidence"
    package static let summary = "Links what shows that a decision was taken, or what came of it."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "decision.unknown", "decision.no_evidence", "decision.too_long", "evidence.unknown",
        "rule.secrets",
    ]
    package static let example = Input { input in
        input.decision = DecisionID(trusted: "D-1")
        input.files = [EvidenceFileInput { $0.path = "docs/minutes.md" }]
    }

    /// What is asked of `decision.evidence`.
    package struct Input: Record {
        package static let name = "decision.evidence.input"
        package static let fields: [Field<Self>] = [
            Field("decision", \.decision, "The decision."),
            Field("files", \.files, "Files that show it.", .hasDefault),
            Field("bundles", \.bundles, "Bundles that show it.", .hasDefault),
            Field("note", \.note, "What they show."),
        ]

        package var decision: DecisionID = .unset
        package var files: [EvidenceFileInput] = []
        package var bundles: [BundleID] = []
        package var note: String?

        package init() {}
    }
}

/// Lists what was decided.
package enum ListDecided: Operation {
    package typealias Output = Page<DecisionLine>
    package static let name = "decision.ledger"
    package static let summary = "Lists what was decided, by whomever and wherever, newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `decision.ledger`.
    package struct Input: Record {
        package static let name = "decision.ledger.input"
        package static let fields: [Field<Self>] = [
            Field("since", \.since, "Only what was settled from this moment on."),
            Field("agent", \.agent, "Only what this agent asked, wrote down or decided."),
            Field("task", \.task, "Only what is about this task."),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var since: Timestamp?
        package var agent: AgentID?
        package var task: TaskKey?
        package var limit: Int = 50

        package init() {}
    }
}

/// Shows which decisions are not finished.
package enum ShowDecisionBoard: Operation {
    package typealias Output = DecisionBoard
    package static let name = "decision.dashboard"
    package static let summary =
        "Shows the decisions that are open or have no evidence, with their age."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `decision.dashboard`.
    package struct Input: Record {
        package static let name = "decision.dashboard.input"
        package static let fields: [Field<Self>] = [
            Field("since", \.since, "Only what was asked or settled from this moment on."),
            Field("task", \.task, "Only what is about this task."),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var since: Timestamp?
        package var task: TaskKey?
        package var limit: Int = 100

        package init() {}
    }
}

/// The decisions that are not finished.
package struct DecisionBoard: Record {
    package static let name = "decision.board"
    package static let fields: [Field<Self>] = [
        Field("open", \.open, "How many are open."),
        Field("lacking", \.lacking, "How many have had no evidence for too long."),
        Field("decisions", \.decisions, "Those that are open or have no evidence, newest first."),
        Field("total", \.total, "How many of these there are."),
    ]

    package var open: Int = 0
    package var lacking: Int = 0
    package var decisions: [DecisionLine] = []
    package var total: Int = 0

    package init() {}
}

/// Reports what was decided in a day or a week.
package enum ReportDecisions: Operation {
    package typealias Output = CadenceReport
    package static let name = "decision.cadence"
    package static let summary = "Reports what was asked and decided in a day or a week."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.period = "weekly" }

    /// What is asked of `decision.cadence`.
    package struct Input: Record {
        package static let name = "decision.cadence.input"
        package static let fields: [Field<Self>] = [
            Field("period", \.period, "How far back.", .oneOf(["daily", "weekly"])),
            Field("until", \.until, "Where the period ends; by default now."),
        ]

        package var period: String = "daily"
        package var until: Timestamp?

        package init() {}
    }
}

/// What was decided in a stretch of time.
package struct CadenceReport: Record {
    package static let name = "decision.cadence.report"
    package static let fields: [Field<Self>] = [
        Field("period", \.period, "How far it looks back."),
        Field("from", \.from, "Where it begins."),
        Field("until", \.until, "Where it ends."),
        Field("healthy", \.healthy, "Whether no decision lacks evidence."),
        Field("asked", \.asked, "What was asked in it."),
        Field("settled", \.settled, "What was settled in it."),
        Field("open", \.open, "What is open, longest open first."),
        Field("lacking", \.lacking, "What has had no evidence for too long."),
    ]

    package var period: String = "daily"
    package var from: Timestamp = .unset
    package var until: Timestamp = .unset
    package var healthy: Bool = false
    package var asked: [DecisionLine] = []
    package var settled: [DecisionLine] = []
    package var open: [DecisionLine] = []
    package var lacking: [DecisionLine] = []

    package init() {}
}
