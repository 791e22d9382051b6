import Model
import SQLKit

/// The reviews.
package struct ReviewStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, repository, task, base, focus, reviewer, round, commit_id, delivery, state, note,
            started_at, closed_at, abandoned, slice,
            (SELECT json_group_array(agent) FROM (
                SELECT agent FROM review_author WHERE review_author.review = review.id
                    ORDER BY agent
            ))
        FROM review

        """

    /// A review with its times.
    package struct Stored: Hashable, Sendable {
        package let review: Review
        package let startedAt: Timestamp
        package let closedAt: Timestamp?
    }

    /// The review of that id.
    package func review(_ id: ReviewID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            decode
        )
    }

    /// The newest reviews, newest first.
    ///
    /// - Parameters:
    ///   - task: Those of a task alone.
    ///   - isOpen: Those that are open, or those that are closed.
    package func reviews(
        of task: TaskKey? = nil,
        isOpen: Bool? = nil,
        limit: Int = 1000
    ) throws -> [Stored] {
        let state = isOpen.map { $0 ? "open" : "closed" }
        return try transaction.query(
            Self.selection + """
                WHERE (\(task?.text) IS NULL OR task = \(task?.text))
                    AND (\(state) IS NULL OR state = \(state))
                ORDER BY place DESC LIMIT \(Int64(limit))
                """,
            decode
        )
    }

    /// The reviews of a task whose findings stand against accepting it: those that are open, and
    /// those that were given up, until one that was started after that is closed.
    package func standing(of task: TaskKey) throws -> [Stored] {
        try transaction.query(
            Self.selection + "WHERE task = \(task.text) AND " + Self.stands + " ORDER BY place",
            decode
        )
    }

    /// The reviews that are parts of a review slice, in the order in which they were started.
    package func reviews(of slice: TaskKey) throws -> [Stored] {
        try transaction.query(
            Self.selection + "WHERE slice = \(slice.text) ORDER BY place",
            decode
        )
    }

    /// Those of them that keep the slice from being accepted: which are open, or were given up
    /// and none that was started afterwards on the same is closed.
    package func standing(in slice: TaskKey) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE slice = \(slice.text) AND (
                    state = 'open' OR (abandoned IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM review later WHERE later.slice = review.slice
                            AND later.state = 'closed'
                            AND coalesce(later.task, '') = coalesce(review.task, '')
                            AND later.abandoned IS NULL AND later.place > review.abandoned
                    ))
                ) ORDER BY place
                """,
            decode
        )
    }

    /// That the findings of a row of `review` stand.
    static let stands: SQL = """
        (state = 'open' OR (abandoned IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM review later WHERE later.task = review.task AND later.state = 'closed'
                AND later.abandoned IS NULL AND later.place > review.abandoned
        )))
        """

    /// How many there are.
    package func count(of task: TaskKey? = nil, isOpen: Bool? = nil) throws -> Int {
        let state = isOpen.map { $0 ? "open" : "closed" }
        return try transaction.count(
            """
            SELECT count(*) FROM review WHERE (\(task?.text) IS NULL OR task = \(task?.text))
                AND (\(state) IS NULL OR state = \(state))
            """
        )
    }

    func fold(_ change: ReviewEvent, of id: ReviewID, at event: Event) throws {
        switch change {
        case .started(let review): try insert(review, at: event)
        case .takenUp(let round, let authors):
            _ = try transaction.run(
                """
                UPDATE review SET round = \(round.number), commit_id = \(round.commit),
                    delivery = \(round.delivery?.text), reviewer = \(event.actor.text)
                WHERE id = \(id.text)
                """
            )
            try note(authors, of: id)
        case .closed(let note):
            _ = try transaction.run(
                """
                UPDATE review SET state = 'closed', note = \(note),
                    closed_at = \(event.time.milliseconds)
                WHERE id = \(id.text)
                """
            )
        case .abandoned(let reason):
            _ = try transaction.run(
                """
                UPDATE review SET state = 'closed', note = \(reason),
                    closed_at = \(event.time.milliseconds), abandoned = \(event.sequence)
                WHERE id = \(id.text)
                """
            )
        }
    }

    private func insert(_ review: Review, at event: Event) throws {
        let round = review.round
        _ = try transaction.run(
            """
            INSERT INTO review (id, place, repository, task, base, focus, reviewer, round,
                commit_id, delivery, state, started_at, slice)
            VALUES (\(review.id.text), \(event.sequence), \(review.repository.text),
                \(review.task?.text), \(review.base), \(review.focus), \(review.reviewer.text),
                \(round.number), \(round.commit), \(round.delivery?.text), 'open',
                \(event.time.milliseconds), \(review.slice?.text))
            """
        )
        try note(review.authors, of: review.id)
        try Counter(transaction).raise(.review, past: review.id.text)
    }

    private func note(_ authors: [AgentID], of id: ReviewID) throws {
        for author in authors {
            _ = try transaction.run(
                """
                INSERT INTO review_author (review, agent) VALUES (\(id.text), \(author.text))
                ON CONFLICT (review, agent) DO NOTHING
                """
            )
        }
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let round = Review.Round(
            number: try row.int64(6),
            commit: try row.text(7),
            delivery: try row.optionalName(8)
        )
        let note = try row.optionalText(10)
        let state: Review.State =
            if try row.text(9) == "open" {
                .open(round)
            } else if try row.optionalInt64(13) != nil {
                .abandoned(round, reason: note ?? "")
            } else {
                .closed(round, note: note)
            }
        let review = Review(
            id: try row.name(0),
            repository: try row.name(1),
            task: try row.optionalName(2),
            base: try row.optionalText(3),
            focus: try row.optionalText(4),
            slice: try row.optionalName(14),
            authors: try row.texts(15, of: "review_author").map(AgentID.init(trusted:)),
            reviewer: try row.name(5),
            state: state
        )
        return Stored(
            review: review,
            startedAt: try row.moment(11),
            closedAt: try row.optionalMoment(12)
        )
    }
}
