import SQLKit

/// What is kept of bundles of evidence.
///
/// A store of an earlier schema gets empty tables; no event of it needs one.
enum EvidenceSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE bundle (
            id TEXT NOT NULL PRIMARY KEY,
            task TEXT NOT NULL REFERENCES task (key),
            folder TEXT,
            state TEXT NOT NULL,
            delivery TEXT REFERENCES delivery (id),
            replay TEXT REFERENCES replay (id),
            opened_at BIGINT NOT NULL,
            first_at BIGINT,
            last_at BIGINT,
            digest TEXT,
            files BIGINT,
            bytes BIGINT,
            signer TEXT,
            sealed_at BIGINT,
            CONSTRAINT bundle_state CHECK (state IN ('open', 'sealed', 'removed')),
            CONSTRAINT bundle_sealed_as_something CHECK (
                (state = 'open') = (digest IS NULL) AND (digest IS NULL) = (files IS NULL)
                AND (digest IS NULL) = (bytes IS NULL) AND (digest IS NULL) = (signer IS NULL)
                AND (digest IS NULL) = (sealed_at IS NULL)
            ),
            CONSTRAINT bundle_sealed_with_files CHECK (files IS NULL OR files > 0)
        )
        """,
        // The bundles of a task, and how soon its evidence came.
        "CREATE INDEX bundle_by_task ON bundle (task)",
        """
        CREATE TABLE bundle_file (
            bundle TEXT NOT NULL REFERENCES bundle (id),
            path TEXT NOT NULL,
            digest TEXT NOT NULL,
            bytes BIGINT NOT NULL,
            PRIMARY KEY (bundle, path),
            CONSTRAINT bundle_file_bytes CHECK (bytes >= 0)
        )
        """,
        """
        CREATE TABLE pin (
            bundle TEXT NOT NULL REFERENCES bundle (id),
            kind TEXT NOT NULL,
            pinned_at BIGINT NOT NULL,
            PRIMARY KEY (bundle, kind),
            CONSTRAINT pin_kind CHECK (kind IN ('baseline', 'final-done', 'evidence'))
        )
        """,
        """
        CREATE TRIGGER bundle_pinned_stays BEFORE UPDATE OF state ON bundle
        WHEN NEW.state = 'removed' AND EXISTS (SELECT 1 FROM pin WHERE bundle = NEW.id) BEGIN
            SELECT RAISE(ABORT, 'bundle_is_pinned');
        END
        """,
        """
        CREATE TRIGGER bundle_seal_stays BEFORE UPDATE OF digest ON bundle
        WHEN OLD.digest IS NOT NULL AND NEW.digest IS NOT OLD.digest BEGIN
            SELECT RAISE(ABORT, 'bundle_seal_never_changes');
        END
        """,
    ]
}
