import Model
import SQLKit

// What owners dispute: only a person settles that.
extension FindingStore {
    /// A disputed finding, with what its review is about.
    package struct Dispute: Hashable, Sendable {
        package let finding: FindingID
        package let review: ReviewID
        package let severity: Severity
        package let text: String
        package let owner: AgentID
        package let task: TaskKey?
        package let repository: RepositoryName
        package let disputedAt: Timestamp
    }

    /// The blocking and high findings that their owners dispute, oldest first, of all reviews whose
    /// findings stand.
    package func disputed(limit: Int) throws -> [Dispute] {
        try transaction.query(
            """
            SELECT finding.id, finding.review, severity, text, owner, (
                SELECT task FROM review WHERE review.id = finding.review
            ), (
                SELECT repository FROM review WHERE review.id = finding.review
            ), changed_at
            FROM finding
            """ + Self.isDisputed + "ORDER BY place LIMIT \(Int64(limit))"
        ) { row in
            Dispute(
                finding: try row.name(0),
                review: try row.name(1),
                severity: try row.choice(2, of: "finding"),
                text: try row.text(3),
                owner: try row.name(4),
                task: try row.optionalName(5),
                repository: try row.name(6),
                disputedAt: try row.moment(7)
            )
        }
    }

    /// How many of them there are.
    package func disputedCount() throws -> Int {
        try transaction.count("SELECT count(*) FROM finding" + Self.isDisputed)
    }

    // Literal, since the partial index is found by it.
    private static let isDisputed: SQL =
        " WHERE finding.state = 'disputed' AND severity IN ('high', 'blocking') AND EXISTS ("
        + "SELECT 1 FROM review WHERE review.id = finding.review AND " + ReviewStore.stands + ") "
}
