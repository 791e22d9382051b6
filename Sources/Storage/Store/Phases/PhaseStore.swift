import Model
import SQLKit

/// The phases, open and closed.
package struct PhaseStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A phase with its times.
    package struct Stored: Hashable, Sendable {
        package let phase: Phase
        package let openedAt: Timestamp
        package let closedAt: Timestamp?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, title, specs, opened_at, closed_at, accepted, closed_specs FROM phase

        """

    /// The phase of that name.
    package func phase(_ name: PhaseName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", Self.decode)
    }

    /// All phases, in the order in which they were opened.
    package func phases() throws -> [Stored] {
        try transaction.query(Self.selection + "ORDER BY opened_at, name", Self.decode)
    }

    func fold(_ change: PhaseEvent, of name: PhaseName, at event: Event) throws {
        switch change {
        case .opened(let title, let specs):
            _ = try transaction.run(
                """
                INSERT INTO phase (name, title, specs, opened_at)
                VALUES (\(name.text), \(title), \(stored(specs.map(\.text))),
                    \(event.time.milliseconds))
                """
            )
        case .closed(let closure):
            _ = try transaction.run(
                """
                UPDATE phase SET closed_at = \(event.time.milliseconds),
                    accepted = \(closure.accepted), closed_specs = \(stored(closure.specs))
                WHERE name = \(name.text)
                """
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        let closedAt = try row.optionalMoment(4)
        let state: Phase.State =
            if closedAt == nil {
                .open
            } else {
                .closed(
                    PhaseClosure(
                        accepted: try row.int64(5),
                        specs: try row.texts(6, of: "phase")
                    )
                )
            }
        return Stored(
            phase: Phase(
                name: try row.name(0),
                title: try row.optionalText(1),
                specs: try row.texts(2, of: "phase").map(SpecName.init(trusted:)),
                state: state
            ),
            openedAt: try row.moment(3),
            closedAt: closedAt
        )
    }
}
