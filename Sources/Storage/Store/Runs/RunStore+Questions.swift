import Model
import SQLKit

// What founders are asked about the slices of runs.
extension RunStore {
    /// What a founder was asked about a run's slices, in its order.
    func questions(of name: RunName) throws -> [RunQuestion] {
        try transaction.query(
            Self.questionSelection + "WHERE run = \(name.text) ORDER BY place",
            Self.question
        )
    }

    /// The run that a question which is open is about, with the question.
    package func question(
        by decision: DecisionID
    ) throws -> (run: RunName, question: RunQuestion)? {
        try transaction.first(
            Self.questionSelection + "WHERE decision = \(decision.text) AND state = 'open'"
        ) { (try $0.name(5), try Self.question($0)) }
    }

    /// The question that is open about a slice.
    package func question(
        about slice: TaskKey,
        _ matter: RunQuestion.Matter,
        in name: RunName
    ) throws -> DecisionID? {
        try transaction.first(
            """
            SELECT decision FROM run_question
            WHERE run = \(name.text) AND slice = \(slice.text)
                AND matter = \(matter.rawValue) AND state = 'open'
            """
        ) { try $0.name(0) }
    }

    func fold(_ question: RunQuestion, of name: RunName, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO run_question (decision, run, slice, matter, number, launches, place, state)
            VALUES (\(question.decision.text), \(name.text), \(question.slice.text),
                \(question.matter.rawValue), \(question.number),
                \(sql: Self.launchesSoFar(of: name)), \(event.sequence),
                \(question.state.word))
            """
        )
    }

    func settle(_ decision: DecisionID, _ answer: RunQuestion.Answer?) throws {
        let state = answer.map(RunQuestion.State.answered) ?? .withdrawn
        _ = try transaction.run(
            """
            UPDATE run_question SET state = \(state.word) WHERE decision = \(decision.text)
            """
        )
    }

    /// The number of the last launch of a run: attempts are counted from there.
    static func launchesSoFar(of name: RunName) -> SQL {
        "(SELECT coalesce(max(number), 0) FROM run_launch WHERE run = \(name.text))"
    }

    private static let questionSelection: SQL = """
        SELECT decision, slice, matter, number, state, run FROM run_question

        """

    private static func question(_ row: SQLRow) throws -> RunQuestion {
        guard let state = RunQuestion.State(try row.text(4)) else {
            throw StoredValueError(table: "run_question", column: 4, fault: "an unknown word")
        }
        return RunQuestion(
            decision: try row.name(0),
            slice: try row.name(1),
            matter: try row.choice(2, of: "run_question"),
            number: try row.int64(3),
            state: state
        )
    }
}
