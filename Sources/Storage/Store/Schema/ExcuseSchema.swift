import SQLKit

/// The schema's part about acknowledgements that are asked for no more.
///
/// Expects inboxes in which nobody was excused yet.
enum ExcuseSchema {
    static let statements: [SQL] = [
        // Who is excused owes nothing, so that what finds debts need not look here.
        """
        ALTER TABLE inbox ADD COLUMN excused_at BIGINT
        CONSTRAINT inbox_excused_owes_nothing CHECK (
            excused_at IS NULL OR acknowledge_by IS NULL AND acknowledged_at IS NULL
        )
        """,
        """
        ALTER TABLE inbox ADD COLUMN excuse TEXT
        CONSTRAINT inbox_excused_with_reason CHECK ((excused_at IS NULL) = (excuse IS NULL))
        """,
    ]
}
