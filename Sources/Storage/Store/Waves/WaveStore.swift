import Digests
import Model
import SQLKit

/// The waves, rendered and sent.
package struct WaveStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A wave with its times.
    package struct Stored: Hashable, Sendable {
        package let wave: Wave
        package let renderedAt: Timestamp
        package let sentAt: Timestamp?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, phase, for_window, follows, spec, lanes, files, state, tasks, messages,
            rendered_at, sent_at
        FROM wave

        """

    /// The wave of that name.
    package func wave(_ name: WaveName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", Self.decode)
    }

    /// The wave whose name folds like the given one.
    package func lookAlike(of name: WaveName) throws -> WaveName? {
        try transaction.first("SELECT name FROM wave WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    /// All waves, in the order in which they were first rendered.
    package func waves() throws -> [Stored] {
        try transaction.query(Self.selection + "ORDER BY place", Self.decode)
    }

    /// Whether a file was ever written with that content.
    package func wrote(_ file: WrittenFile) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 FROM wave_file
            WHERE path = \(file.path) AND digest = \(file.digest.description)
            """
        ) { try $0.int64(0) } != nil
    }

    func fold(_ change: WaveEvent, of name: WaveName, at event: Event) throws {
        switch change {
        case .rendered(let rendering):
            let lanes = JSONValue.array(rendering.lanes.map(\.json)).canonicalText
            let files = JSONValue.array(rendering.files.map(\.json)).canonicalText
            _ = try transaction.run(
                """
                INSERT INTO wave (
                    name, place, folded, phase, for_window, follows, spec, lanes, files, state,
                    rendered_at
                ) VALUES (
                    \(name.text), \(event.sequence), \(name.folded), \(rendering.phase.text),
                    \(rendering.window.text), \(rendering.follows?.text), \(rendering.spec),
                    \(lanes), \(files), 'rendered', \(event.time.milliseconds)
                )
                ON CONFLICT (name) DO UPDATE SET phase = excluded.phase,
                    for_window = excluded.for_window, follows = excluded.follows,
                    spec = excluded.spec, lanes = excluded.lanes, files = excluded.files,
                    rendered_at = excluded.rendered_at
                """
            )
            for file in rendering.files {
                _ = try transaction.run(
                    """
                    INSERT INTO wave_file (path, digest)
                    VALUES (\(file.path), \(file.digest.description))
                    ON CONFLICT (path, digest) DO NOTHING
                    """
                )
            }
        case .sent(let dispatch):
            _ = try transaction.run(
                """
                UPDATE wave SET state = 'sent', sent_at = \(event.time.milliseconds),
                    tasks = \(stored(dispatch.tasks.map(\.text))),
                    messages = \(stored(dispatch.messages.map(\.text)))
                WHERE name = \(name.text)
                """
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        let sentAt = try row.optionalMoment(11)
        let state: Wave.State =
            if sentAt == nil {
                .rendered
            } else {
                .sent(
                    WaveDispatch(
                        tasks: try row.texts(8, of: "wave").map(TaskKey.init(trusted:)),
                        messages: try row.texts(9, of: "wave").map(MessageID.init(trusted:))
                    )
                )
            }
        return Stored(
            wave: Wave(
                name: try row.name(0),
                rendering: WaveRendering(
                    phase: try row.name(1),
                    window: try row.name(2),
                    follows: try row.optionalName(3),
                    spec: try row.text(4),
                    lanes: try WaveLane.list(row.json(5, of: "wave"), "wave"),
                    files: try WrittenFile.list(row.json(6, of: "wave"), "wave")
                ),
                state: state
            ),
            renderedAt: try row.moment(10),
            sentAt: sentAt
        )
    }
}
