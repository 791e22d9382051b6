import Digests

/// What can happen to a task in the merge queue.
package enum MergeEvent: Hashable, Sendable {
    case queued(AcceptedChange)
    /// The branch is about to be moved; what the checks on the merged tree came to.
    case moving(MergeMove, record: JSONValue)
    case merged
    /// The branch was not moved.
    case returned(reason: String)
    case refused(MergeRefusal, record: JSONValue?)
    case dropped(reason: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .queued(let change):
            FactWriter().with("repository", change.repository).with("delivery", change.delivery)
                .with("commit", change.commit).with("base", change.base).fact("merge.queued")
        case .moving(let move, let record):
            FactWriter().with("branch", move.branch).with("old", move.old).with("new", move.new)
                .with("grade", move.grade.rawValue).with("record", record).fact("merge.moving")
        case .merged: FactWriter().fact("merge.merged")
        case .returned(let reason): FactWriter().with("reason", reason).fact("merge.returned")
        case .refused(let refusal, let record):
            FactWriter().with("reason", refusal.reason.rawValue).with("branch", refusal.branch)
                .with("tip", refusal.tip)
                .with("findings", .array(refusal.findings.map(\.json))).with("record", record)
                .fact("merge.refused")
        case .dropped(let reason): FactWriter().with("reason", reason).fact("merge.dropped")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type.hasPrefix("merge.") else { return nil }
        let reader = try FactReader(fact)
        switch fact.type {
        case "merge.queued":
            self = .queued(
                AcceptedChange(
                    repository: try reader.name("repository"),
                    delivery: try reader.name("delivery"),
                    commit: try reader.text("commit"),
                    base: try reader.optionalText("base")
                )
            )
        case "merge.moving":
            self = .moving(
                MergeMove(
                    branch: try reader.text("branch"),
                    old: try reader.text("old"),
                    new: try reader.text("new"),
                    grade: try reader.choice("grade")
                ),
                record: reader.value("record") ?? .null
            )
        case "merge.merged": self = .merged
        case "merge.returned": self = .returned(reason: try reader.text("reason"))
        case "merge.refused":
            self = .refused(
                MergeRefusal(
                    reason: try reader.choice("reason"),
                    branch: try reader.text("branch"),
                    tip: try reader.text("tip"),
                    findings: try MergeFinding.list(reader.value("findings"), fact.type)
                ),
                record: reader.value("record")
            )
        case "merge.dropped": self = .dropped(reason: try reader.text("reason"))
        default: return nil
        }
    }
}
