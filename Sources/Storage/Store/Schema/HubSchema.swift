import SQLKit

/// What is kept so that a directive can be found from the hub.
///
/// Messages of an earlier schema have no pointer, and none of them is a directive.
enum HubSchema {
    static let statements: [SQL] = [
        // No reference: whether the pointer is there is asked when the directive is written.
        "ALTER TABLE message ADD COLUMN pointer TEXT",
        // Whether a thread has a directive.
        "CREATE INDEX message_directive ON message (thread) WHERE kind = 'directive'",
        // When an agent was last nudged.
        "CREATE INDEX message_nudge ON message (place) WHERE kind = 'nudge'",
        """
        CREATE TRIGGER message_directive_has_pointer BEFORE INSERT ON message
        WHEN NEW.kind = 'directive' AND NEW.thread <> 'hub' AND NOT EXISTS (
            SELECT 1 FROM message WHERE id = NEW.pointer AND thread = 'hub' AND kind = 'pointer'
                AND sender = NEW.sender
        ) AND NOT EXISTS (
            SELECT 1 FROM message WHERE thread = NEW.thread AND kind = 'directive'
        ) BEGIN
            SELECT RAISE(ABORT, 'message_directive_has_pointer');
        END
        """,
        """
        CREATE TRIGGER message_stays BEFORE UPDATE OF id, thread, sender, kind, pointer ON message
        BEGIN
            SELECT RAISE(ABORT, 'message_stays');
        END
        """,
    ]
}
