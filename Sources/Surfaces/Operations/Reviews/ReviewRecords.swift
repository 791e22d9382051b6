import Digests
import Model

/// A review, on one line.
package struct ReviewLine: Record {
    package static let name = "review.line"
    package static let fields: [Field<Self>] = [
        Field("review", \.review, "Its id."),
        Field("task", \.task, "The task whose delivery is looked at."),
        Field("delivery", \.delivery, "The delivery."),
        Field("repository", \.repository, "The repository."),
        Field("base", \.base, "Where what is looked at starts."),
        Field("commit", \.commit, "The commit that is looked at."),
        Field("focus", \.focus, "What it is about."),
        Field("slice", \.slice, "The review slice of a run that it is a part of."),
        Field("state", \.state, "Whether it is open.", .oneOf(["open", "closed", "abandoned"])),
        Field("round", \.round, "The round, from 1."),
        Field("rounds_max", \.roundsMax, "The most rounds that there can be."),
        Field("reviewer", \.reviewer, "Who looks at it in this round."),
        Field("authors", \.authors, "Who did what is looked at."),
        Field("findings", \.findings, "How many findings it has."),
        Field("unresolved", \.unresolved, "How many of them are open or disputed."),
        Field("stopping", \.stopping, "How many of those are blocking or high."),
        Field("started_at", \.startedAt, "When it started."),
        Field("closed_at", \.closedAt, "When it ended."),
        Field("note", \.note, "What was said at its end."),
    ]

    package var review: ReviewID = .unset
    package var task: TaskKey?
    package var delivery: DeliveryID?
    package var repository: RepositoryName = .unset
    package var base: String?
    package var commit: String = ""
    package var focus: String?
    package var slice: TaskKey?
    package var state: String = "open"
    package var round: Int64 = 1
    package var roundsMax: Int64 = 0
    package var reviewer: AgentID = .unset
    package var authors: [AgentID] = []
    package var findings: Int = 0
    package var unresolved: Int = 0
    package var stopping: Int = 0
    package var startedAt: Timestamp?
    package var closedAt: Timestamp?
    package var note: String?

    package init() {}
}

/// A finding, with where it is.
package struct ReviewedFinding: Record {
    package static let name = "review.finding"
    package static let fields: [Field<Self>] = [
        Field("finding", \.finding, "Its id."),
        Field("review", \.review, "The review."),
        Field("round", \.round, "The round that found it."),
        Field("severity", \.severity, "How much it matters."),
        Field("state", \.state, "Where it stands."),
        Field("owner", \.owner, "Who is to mend it."),
        Field("text", \.text, "What is wrong."),
        Field("path", \.path, "The file it was found in, from the repository's top on."),
        Field("first_line", \.firstLine, "The first line that it is about."),
        Field("last_line", \.lastLine, "The last one."),
        Field("commit", \.commit, "The commit it was found in."),
        Field("blob", \.blob, "The content of the file there, as git names it."),
        Field("standing", \.standing, "How its lines stand in the commit that is looked at."),
        Field("now_path", \.nowPath, "The file they are in there."),
        Field("now_first_line", \.nowFirstLine, "The first of them there."),
        Field("now_last_line", \.nowLastLine, "The last one there."),
        Field("changed_by", \.changedBy, "The commit that changed them or took them away."),
        Field("tool", \.tool, "The program that reported it."),
        Field("rule", \.rule, "The rule of that program."),
        Field("fix", \.fix, "The commit that is said to mend it."),
        Field("fix_round", \.fixRound, "The round in which that was said."),
        Field("reason", \.reason, "Why it is disputed, or let stand."),
        Field("follow_up", \.followUp, "The task that follows up."),
        Field("follow_up_owner", \.followUpOwner, "Who looks after it."),
    ]

    package var finding: FindingID = .unset
    package var review: ReviewID = .unset
    package var round: Int64 = 1
    package var severity: Severity = .low
    package var state: FindingStateName = .open
    package var owner: AgentID = .unset
    package var text: String = ""
    package var path: String?
    package var firstLine: Int?
    package var lastLine: Int?
    package var commit: String?
    package var blob: String?
    package var standing: AnchorStanding?
    package var nowPath: String?
    package var nowFirstLine: Int?
    package var nowLastLine: Int?
    package var changedBy: String?
    package var tool: String?
    package var rule: String?
    package var fix: String?
    package var fixRound: Int64?
    package var reason: String?
    package var followUp: TaskKey?
    package var followUpOwner: AgentID?

    package init() {}
}

/// A review with its findings.
package struct ReviewReport: Record {
    package static let name = "review.report"
    package static let fields: [Field<Self>] = [
        Field("review", \.review, "The review."),
        Field("at", \.at, "The commit that places are told for."),
        Field("findings", \.findings, "Its findings, in the order in which they were made."),
    ]

    package var review: ReviewLine = .init()
    package var at: String = ""
    package var findings: [ReviewedFinding] = []

    package init() {}
}

/// A review as a SARIF log.
package struct ReviewExport: Record {
    package static let name = "review.export.report"
    package static let fields: [Field<Self>] = [
        Field("review", \.review, "The review."),
        Field("results", \.results, "How many results the log has."),
        Field("log", \.log, "The log."),
    ]

    package var review: ReviewID = .unset
    package var results: Int = 0
    package var log: JSONValue = .object([:])

    package init() {}
}

/// What came of a log that was taken in.
package struct ImportReport: Record {
    package static let name = "finding.import.report"
    package static let fields: [Field<Self>] = [
        Field("review", \.review, "The review."),
        Field("added", \.added, "How many findings were added."),
        Field("known", \.known, "How many were there already."),
        Field("unplaced", \.unplaced, "How many have no place in the commit that is reviewed."),
        Field("passed_over", \.passedOver, "How many results are no findings, as their tool says."),
    ]

    package var review: ReviewID = .unset
    package var added: Int = 0
    package var known: Int = 0
    package var unplaced: Int = 0
    package var passedOver: Int = 0

    package init() {}
}
