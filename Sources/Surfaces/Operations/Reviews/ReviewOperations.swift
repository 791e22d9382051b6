import Digests
import Model

/// Starts a review of a delivery or of a range of commits.
package enum StartReview: Operation {
    package typealias Output = ReviewLine
    package static let name = "review.start"
    package static let summary = "Starts a review of a delivery or of a range of commits."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "task.unknown", "review.nothing_delivered", "review.own_work", "review.elsewhere",
        "review.empty_range", "git.unknown_revision", "agent.lacks_right", "run.no_review_slice",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `review.start`.
    package struct Input: Record {
        package static let name = "review.start.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task whose newest delivery is looked at."),
            Field("revision", \.revision, "The commit that is looked at instead."),
            Field("base", \.base, "Where a range starts; else where it left the default branch."),
            Field("repository", \.repository, "The repository of a range."),
            Field("focus", \.focus, "What it is about, such as structure.", .line(80)),
            Field(
                "slice",
                \.slice,
                "The review slice of a run that it is a part of; by default the one in hand."
            ),
            Field("path", \.path, "The directory that the revision is meant in.", .hasDefault),
        ]

        package var task: TaskKey?
        package var revision: String?
        package var base: String?
        package var repository: RepositoryName?
        package var focus: String?
        package var slice: TaskKey?
        package var path: String = "."

        package init() {}
    }
}

/// Lists the reviews, newest first.
package enum ListReviews: Operation {
    package typealias Output = Page<ReviewLine>
    package static let name = "review.list"
    package static let summary = "Lists the reviews, newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.open = true }

    /// What is asked of `review.list`.
    package struct Input: Record {
        package static let name = "review.list.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "Only those of a task."),
            Field("open", \.open, "Whether only open ones are listed.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var task: TaskKey?
        package var open: Bool = false
        package var limit: Int = 50

        package init() {}
    }
}

/// Shows a review with its findings, and where each of them is in a commit.
package enum ShowReview: Operation {
    package typealias Output = ReviewReport
    package static let name = "review.show"
    package static let summary = "Shows a review with its findings, and where each is in a commit."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["review.unknown", "git.unknown_revision"]
    package static let example = Input { $0.review = ReviewID(trusted: "RV-1") }

    /// What is asked of `review.show`.
    package struct Input: Record {
        package static let name = "review.show.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("at", \.at, "The revision to tell places for; by default what is reviewed."),
        ]

        package var review: ReviewID = .unset
        package var at: String?

        package init() {}
    }
}

/// Looks again at what was mended: the next round.
package enum TakeUpReview: Operation {
    package typealias Output = ReviewLine
    package static let name = "review.rereview"
    package static let summary = "Looks again at what was mended: the next round."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "review.unknown", "review.closed", "review.own_work", "review.no_more_rounds",
        "review.fix_missing", "finding.settled", "finding.other_review", "finding.unknown",
        "git.unknown_revision", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.review = ReviewID(trusted: "RV-1")
        input.reopen = [FindingID(trusted: "F-2")]
    }

    /// What is asked of `review.rereview`.
    package struct Input: Record {
        package static let name = "review.rereview.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field(
                "revision",
                \.revision,
                "The commit that is looked at now; by default what was delivered last."
            ),
            Field("path", \.path, "The directory that the revision is meant in.", .hasDefault),
            Field(
                "reopen",
                \.reopen,
                "The findings that are not mended, or whose dispute is not granted.",
                .hasDefault
            ),
        ]

        package var review: ReviewID = .unset
        package var revision: String?
        package var path: String = "."
        package var reopen: [FindingID] = []

        package init() {}
    }
}

/// Ends a review in which nothing is left open.
package enum CloseReview: Operation {
    package typealias Output = ReviewLine
    package static let name = "review.close"
    package static let summary = "Ends a review in which nothing is left open."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "review.unknown", "review.closed", "review.own_work", "review.open_findings",
        "review.undecided_findings", "review.fixes_unseen", "agent.lacks_right",
    ]
    package static let example = Input { $0.review = ReviewID(trusted: "RV-1") }

    /// What is asked of `review.close`.
    package struct Input: Record {
        package static let name = "review.close.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("note", \.note, "A word about it.", .line(500)),
        ]

        package var review: ReviewID = .unset
        package var note: String?

        package init() {}
    }
}

/// Gives a review up that nobody will finish.
package enum AbandonReview: Operation {
    package typealias Output = ReviewLine
    package static let name = "review.abandon"
    package static let summary = "Gives a review up that nobody will finish; what it found stands."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "review.unknown", "review.closed", "review.own_work", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.review = ReviewID(trusted: "RV-1")
        input.reason = "The task is cancelled."
    }

    /// What is asked of `review.abandon`.
    package struct Input: Record {
        package static let name = "review.abandon.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("reason", \.reason, "Why nobody will finish it.", .line(500)),
        ]

        package var review: ReviewID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Writes a review as a SARIF 2.1.0 log.
package enum ExportReview: Operation {
    package typealias Output = ReviewExport
    package static let name = "review.export"
    package static let summary = "Writes a review as a SARIF 2.1.0 log."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["review.unknown", "git.unknown_revision"]
    package static let example = Input { $0.review = ReviewID(trusted: "RV-1") }

    /// What is asked of `review.export`.
    package struct Input: Record {
        package static let name = "review.export.input"
        package static let fields: [Field<Self>] = [
            Field("review", \.review, "The review."),
            Field("at", \.at, "The revision to tell places for; by default what is reviewed."),
        ]

        package var review: ReviewID = .unset
        package var at: String?

        package init() {}
    }
}
