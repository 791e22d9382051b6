import Model

/// Adds a finding to a review, and tells who is to mend it.
package enum AddFinding: Operation {
    package typealias Output = ReviewedFinding
    package static let name = "finding.add"
    package static let summary = "Adds a finding to a review, and tells who is to mend it."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "review.unknown", "review.closed", "review.own_work", "finding.no_file",
        "finding.no_line", "finding.needs_owner", "agent.unknown", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.review = ReviewID(trusted: "RV-1")
        input.severity = .high
        input.text = "The lock is not freed where the write fails."
        input.place = "src/store.swift:12-14"
    }

    /// What is asked of `finding.add`.
    package struct Input: Record {
        package static let name = "finding.add.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("severity", \.severity, "How much it matters."),
            Field("text", \.text, "What is wrong, and what would be right.", .line(2000)),
            Field(
                "place",
                \.place,
                "The path from the repository's top on, with its lines.",
                .line(600),
                .example("src/store.swift:12-14")
            ),
            Field("owner", \.owner, "Who is to mend it; by default whose work is reviewed."),
        ]

        package var review: ReviewID = .unset
        package var severity: Severity = .medium
        package var text: String = ""
        package var place: String?
        package var owner: AgentID?

        package init() {}
    }
}

/// Lists findings, those that matter most first.
package enum ListFindings: Operation {
    package typealias Output = Page<ReviewedFinding>
    package static let name = "finding.list"
    package static let summary = "Lists findings of all reviews, those that matter most first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.severity = .high }

    /// What is asked of `finding.list`.
    package struct Input: Record {
        package static let name = "finding.list.input"
        package static let fields: [Field<Self>] = [
            Field("finding", \.finding, "Only this one."),
            Field("review", \.review, "Only those of this review."),
            Field("owner", \.owner, "Only those that this agent is to mend."),
            Field("severity", \.severity, "Only those that matter so much."),
            Field("all", \.all, "Whether to list those that are settled too.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var finding: FindingID?
        package var review: ReviewID?
        package var owner: AgentID?
        package var severity: Severity?
        package var all: Bool = false
        package var limit: Int = 100

        package init() {}
    }
}

/// Says which commit mends a finding.
package enum FixFinding: Operation {
    package typealias Output = ReviewedFinding
    package static let name = "finding.fix"
    package static let summary = "Says which commit mends a finding."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "finding.unknown", "finding.settled", "finding.fix_not_new", "review.closed",
        "review.elsewhere", "git.unknown_revision", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.finding = FindingID(trusted: "F-1")
        input.path = "."
    }

    /// What is asked of `finding.fix`.
    package struct Input: Record {
        package static let name = "finding.fix.input"
        package static let fields: [Field<Self>] = [
            Field("finding", \.finding, "The finding."),
            Field("revision", \.revision, "The commit that mends it.", .hasDefault),
            Field("path", \.path, "The directory that the revision is meant in.", .hasDefault),
        ]

        package var finding: FindingID = .unset
        package var revision: String = "HEAD"
        package var path: String = "."

        package init() {}
    }
}

/// Says that a finding is none; only its owner may.
package enum DisputeFinding: Operation {
    package typealias Output = ReviewedFinding
    package static let name = "finding.dispute"
    package static let summary = "Says that a finding is none; only its owner may."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "finding.unknown", "finding.settled", "finding.not_owner", "review.closed",
    ]
    package static let example = Input { input in
        input.finding = FindingID(trusted: "F-1")
        input.reason = "the caller holds the lock"
    }

    /// What is asked of `finding.dispute`.
    package struct Input: Record {
        package static let name = "finding.dispute.input"
        package static let fields: [Field<Self>] = [
            Field("finding", \.finding, "The finding."),
            Field("reason", \.reason, "Why it is none.", .line(500)),
        ]

        package var finding: FindingID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Lets a finding stand, with who looks after it and how; grants a dispute.
package enum AcceptFinding: Operation {
    package typealias Output = ReviewedFinding
    package static let name = "finding.accept"
    package static let summary = "Lets a finding stand, with who looks after it and how."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "finding.unknown", "finding.settled", "finding.must_be_fixed", "finding.needs_follow_up",
        "review.closed", "review.own_work", "task.unknown", "agent.unknown", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.finding = FindingID(trusted: "F-1")
        input.task = TaskKey(trusted: "P07-B5")
    }

    /// What is asked of `finding.accept`.
    package struct Input: Record {
        package static let name = "finding.accept.input"
        package static let fields: [Field<Self>] = [
            Field("finding", \.finding, "The finding."),
            Field("owner", \.owner, "Who looks after it; by default whose it is to mend."),
            Field("task", \.task, "The task that follows up."),
            Field("reason", \.reason, "Why nothing follows.", .line(500)),
        ]

        package var finding: FindingID = .unset
        package var owner: AgentID?
        package var task: TaskKey?
        package var reason: String?

        package init() {}
    }
}

/// Makes findings of what a linter wrote as SARIF, or of what gates refused; what was taken in
/// before is not doubled.
package enum ImportFindings: Operation {
    package typealias Output = ImportReport
    package static let name = "finding.import"
    package static let summary =
        "Makes findings of what a linter wrote as SARIF 2.1.0, or of what gates refused."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "review.unknown", "review.closed", "review.own_work", "finding.needs_owner",
        "sarif.not_json", "sarif.other_version", "sarif.no_runs", "sarif.too_many",
        "finding.no_run", "finding.other_commit", "finding.no_reports",
        "agent.unknown", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.review = ReviewID(trusted: "RV-1")
        input.log = "{\"version\":\"2.1.0\",\"runs\":[]}"
    }

    /// What is asked of `finding.import`.
    package struct Input: Record {
        package static let name = "finding.import.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("log", \.log, "The SARIF log, as its tool wrote it."),
            Field("run", \.run, "The run of gates, in place of a log."),
            Field("owner", \.owner, "Who is to mend them; by default whose work is reviewed."),
        ]

        package var review: ReviewID = .unset
        package var log: String?
        package var run: GateRunID?
        package var owner: AgentID?

        package init() {}
    }
}
