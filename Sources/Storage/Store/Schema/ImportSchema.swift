import Model
import SQLKit

/// What is kept of what others had written down before.
///
/// A store of an earlier schema gets an empty table; no event of it needs it.
enum ImportSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE imported (
            layout TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            file TEXT NOT NULL,
            line BIGINT,
            said_at BIGINT,
            agent TEXT,
            task TEXT,
            summary TEXT NOT NULL,
            content TEXT,
            became TEXT,
            first_place BIGINT NOT NULL,
            place BIGINT NOT NULL,
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (layout, kind, name),
            CONSTRAINT imported_layout CHECK (layout IN ('parallel', 'mayor')),
            CONSTRAINT imported_once CHECK (first_place <= place)
        )
        """,
        // What was said of a task before it came here.
        "CREATE INDEX imported_of_task ON imported (task, first_place) WHERE task IS NOT NULL",
    ].map(SQL.init(text:))
}
