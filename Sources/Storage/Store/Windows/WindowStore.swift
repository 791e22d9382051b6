import Digests
import Model
import SQLKit

/// The windows, open and closed, and the bundles of their lanes.
package struct WindowStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A window with its times.
    package struct Stored: Hashable, Sendable {
        package let window: Window
        package let openedAt: Timestamp
        package let closedAt: Timestamp?
        /// What the last intake came to.
        package let intake: WindowIntake?
    }

    /// A bundle with who handed it in.
    package struct Bundled: Hashable, Sendable {
        package let bundle: LaneBundle
        package let agent: AgentID
        package let bundledAt: Timestamp
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, lead, wave, covers_all, state, opened_at, closed_at, digests, without,
            reason, intake
        FROM work_window

        """

    /// The window of that name.
    package func window(_ name: WindowName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", decode)
    }

    /// The window whose name folds like the given one.
    package func lookAlike(of name: WindowName) throws -> WindowName? {
        try transaction.first("SELECT name FROM work_window WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    /// All windows, in the order in which they were opened.
    package func windows() throws -> [Stored] {
        try transaction.query(Self.selection + "ORDER BY place", decode)
    }

    /// Those that are open, the oldest first.
    package func open() throws -> [Stored] {
        try transaction.query(Self.selection + "WHERE state = 'open' ORDER BY place", decode)
    }

    /// The oldest open window that has an agent in it: as its lead, as the owner of one of its
    /// lanes, or with a task of one in hand or to be done.
    package func holding(_ agent: AgentID) throws -> WindowName? {
        try transaction.first(
            """
            SELECT name FROM work_window WHERE state = 'open' AND (
                lead = \(agent.text)
                OR EXISTS (
                    SELECT 1 FROM lane WHERE owner = \(agent.text) AND (covers_all = 1 OR key IN (
                        SELECT lane FROM window_lane WHERE window_lane.name = work_window.name
                    ))
                )
                OR EXISTS (
                    SELECT 1 FROM task
                    WHERE (assignee = \(agent.text) OR agent = \(agent.text)) AND lane IS NOT NULL
                        AND state NOT IN ('accepted', 'cancelled', 'superseded')
                        AND (covers_all = 1 OR lane IN (
                            SELECT lane FROM window_lane
                            WHERE window_lane.name = work_window.name
                        ))
                )
            ) ORDER BY place LIMIT 1
            """
        ) { try $0.name(0) }
    }

    /// The bundles of a window, by lane.
    package func bundles(of name: WindowName) throws -> [Bundled] {
        try transaction.query(
            """
            SELECT bundle, agent, bundled_at FROM window_bundle
            WHERE name = \(name.text) ORDER BY lane
            """
        ) { row in
            Bundled(
                bundle: try LaneBundle(row.json(0, of: "window_bundle")),
                agent: try row.name(1),
                bundledAt: try row.moment(2)
            )
        }
    }

    func fold(_ change: WindowEvent, of name: WindowName, at event: Event) throws {
        switch change {
        case .opened(let plan): try insert(plan, name, event)
        case .bundled(let bundle):
            _ = try transaction.run(
                """
                INSERT INTO window_bundle (name, lane, agent, bundle, bundled_at)
                VALUES (\(name.text), \(bundle.lane.text), \(event.actor.text),
                    \(bundle.json.canonicalText), \(event.time.milliseconds))
                ON CONFLICT (name, lane) DO UPDATE SET agent = excluded.agent,
                    bundle = excluded.bundle, bundled_at = excluded.bundled_at
                """
            )
        case .takenIn(let intake):
            _ = try transaction.run(
                """
                UPDATE work_window SET
                    intake = \(WindowEvent.takenIn(intake).fact.data.canonicalText),
                    taken_in_at = \(event.time.milliseconds)
                WHERE name = \(name.text)
                """
            )
        case .closed(let closing): try close(name, closing, event)
        }
    }

    private func insert(_ plan: WindowPlan, _ name: WindowName, _ event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO work_window (
                name, place, folded, lead, wave, covers_all, state, opened_at
            ) VALUES (
                \(name.text), \(event.sequence), \(name.folded), \(event.actor.text),
                \(plan.wave?.text), \(Int64(plan.coversAll ? 1 : 0)), 'open',
                \(event.time.milliseconds)
            )
            """
        )
        for (position, lane) in plan.lanes.enumerated() {
            _ = try transaction.run(
                """
                INSERT INTO window_lane (name, lane, position)
                VALUES (\(name.text), \(lane.text), \(Int64(position)))
                """
            )
        }
    }

    /// Ends the window and shows what it held, each reader's with the digest that tells of it.
    ///
    /// What was to be acknowledged has as long as it had when it was sent.
    private func close(_ name: WindowName, _ closing: WindowClosing, _ event: Event) throws {
        for digest in closing.digests {
            _ = try transaction.run(
                """
                UPDATE inbox SET digest = \(digest.message.text),
                    shown = (SELECT place FROM message WHERE id = \(digest.message.text)),
                    acknowledge_by = CASE WHEN excused_at IS NULL THEN (
                        SELECT acknowledge_by - sent_at + \(event.time.milliseconds)
                        FROM message WHERE message.id = inbox.message
                    ) END
                WHERE held_in = \(name.text) AND agent = \(digest.reader.text)
                    AND digest IS NULL
                """
            )
        }
        _ = try transaction.run(
            """
            UPDATE work_window SET state = 'closed', closed_at = \(event.time.milliseconds),
                digests = \(JSONValue.array(closing.digests.map(\.json)).canonicalText),
                without = \(stored(closing.without.map(\.text))), reason = \(closing.reason)
            WHERE name = \(name.text)
            """
        )
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let name: WindowName = try row.name(0)
        let lanes: [LaneKey] = try transaction.query(
            "SELECT lane FROM window_lane WHERE name = \(name.text) ORDER BY position"
        ) { try $0.name(0) }
        let closedAt = try row.optionalMoment(6)
        let state: Window.State =
            if closedAt == nil {
                .open
            } else {
                .closed(
                    WindowClosing(
                        digests: try WindowDigest.list(row.json(7, of: "work_window")),
                        without: try row.texts(8, of: "work_window").map(LaneKey.init(trusted:)),
                        reason: try row.optionalText(9)
                    )
                )
            }
        return Stored(
            window: Window(
                name: name,
                plan: WindowPlan(wave: try row.optionalName(2), lanes: lanes),
                lead: try row.name(1),
                state: state
            ),
            openedAt: try row.moment(5),
            closedAt: closedAt,
            intake: try row.optionalText(10).map { _ in try intake(row) }
        )
    }

    private func intake(_ row: SQLRow) throws -> WindowIntake {
        let fact = Fact(type: "window.taken_in", data: try row.json(10, of: "work_window"))
        guard case .takenIn(let intake)? = try WindowEvent(fact) else {
            throw FactError(type: fact.type, fault: "it is no intake")
        }
        return intake
    }
}
