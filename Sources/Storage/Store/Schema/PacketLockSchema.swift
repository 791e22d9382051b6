import SQLKit

/// What is kept of locked packets, and of what replays have run.
///
/// Replays of an earlier schema did not say which revision they ran: their columns stay empty.
enum PacketLockSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE packet_lock (
            task TEXT NOT NULL PRIMARY KEY REFERENCES task (key),
            revision BIGINT NOT NULL,
            digest TEXT NOT NULL,
            signer TEXT NOT NULL,
            signature TEXT NOT NULL,
            locked_at BIGINT NOT NULL,
            FOREIGN KEY (task, revision) REFERENCES packet (task, revision)
        )
        """,
        """
        CREATE TRIGGER packet_locked_stays BEFORE INSERT ON packet
        WHEN EXISTS (SELECT 1 FROM packet_lock WHERE task = NEW.task) BEGIN
            SELECT RAISE(ABORT, 'packet_is_locked');
        END
        """,
        """
        CREATE TABLE packet_variant (
            task TEXT NOT NULL PRIMARY KEY REFERENCES task (key),
            parent TEXT NOT NULL REFERENCES task (key),
            revision BIGINT NOT NULL,
            digest TEXT NOT NULL,
            CONSTRAINT packet_variant_of_another CHECK (task <> parent)
        )
        """,
        // The variants of a task.
        "CREATE INDEX packet_variant_by_parent ON packet_variant (parent)",
        "ALTER TABLE replay ADD COLUMN packet_revision BIGINT",
        "ALTER TABLE replay ADD COLUMN packet_digest TEXT",
    ]
}
