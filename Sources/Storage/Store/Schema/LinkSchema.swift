import SQLKit

/// What is kept of links, and what reports look for among events and messages.
///
/// A store of an earlier schema gets an empty table; no event of it needs one.
enum LinkSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE link (
            name TEXT NOT NULL PRIMARY KEY,
            folded TEXT NOT NULL CONSTRAINT link_look_alike UNIQUE,
            target TEXT NOT NULL,
            repository TEXT REFERENCES repository (name),
            title TEXT NOT NULL,
            note TEXT,
            added_at BIGINT NOT NULL,
            CONSTRAINT link_leads_somewhere CHECK (length(target) BETWEEN 1 AND 500)
        )
        """,
        // The newest messages of a kind.
        "CREATE INDEX message_by_kind ON message (kind, place)",
        // What was handed in and decided since a moment.
        "CREATE INDEX delivery_by_decision ON delivery (decided_at) WHERE decided_at IS NOT NULL",
        "CREATE INDEX delivery_by_time ON delivery (delivered_at)",
    ].map(SQL.init(text:))
}
