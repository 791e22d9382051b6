import SQLKit

/// What is kept of specs, phases, waivers and dependencies.
///
/// A store of an earlier schema gets empty tables; phases that tasks name are opened by a person.
enum PlanSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE spec (
            name TEXT NOT NULL PRIMARY KEY,
            repository TEXT NOT NULL REFERENCES repository (name),
            path TEXT NOT NULL,
            version BIGINT,
            commit_id TEXT,
            digest TEXT,
            CONSTRAINT spec_locked_as_something CHECK (
                (version IS NULL) = (commit_id IS NULL) AND (version IS NULL) = (digest IS NULL)
            ),
            CONSTRAINT spec_version_positive CHECK (version IS NULL OR version > 0)
        )
        """,
        """
        CREATE TABLE spec_clause (
            spec TEXT NOT NULL REFERENCES spec (name),
            position BIGINT NOT NULL,
            section TEXT NOT NULL,
            words TEXT NOT NULL,
            level TEXT NOT NULL,
            text TEXT NOT NULL,
            line BIGINT NOT NULL,
            PRIMARY KEY (spec, position),
            CONSTRAINT spec_clause_level CHECK (level IN ('must', 'should'))
        )
        """,
        """
        CREATE TABLE spec_task (
            spec TEXT NOT NULL REFERENCES spec (name),
            section TEXT NOT NULL,
            words TEXT NOT NULL,
            task TEXT NOT NULL REFERENCES task (key),
            PRIMARY KEY (spec, section, words, task)
        )
        """,
        // Evidence that was taken away stays as lost, so that a clause that had some is known.
        """
        CREATE TABLE spec_evidence (
            spec TEXT NOT NULL REFERENCES spec (name),
            section TEXT NOT NULL,
            words TEXT NOT NULL,
            path TEXT NOT NULL,
            line BIGINT NOT NULL,
            commit_id TEXT NOT NULL,
            digest TEXT NOT NULL,
            is_lost BIGINT NOT NULL,
            PRIMARY KEY (spec, section, words, path, line),
            CONSTRAINT spec_evidence_line CHECK (line > 0)
        )
        """,
        """
        CREATE TABLE phase (
            name TEXT NOT NULL PRIMARY KEY,
            title TEXT,
            specs TEXT NOT NULL,
            opened_at BIGINT NOT NULL,
            closed_at BIGINT,
            accepted BIGINT,
            closed_specs TEXT,
            CONSTRAINT phase_closed_with_something CHECK (
                (closed_at IS NULL) = (accepted IS NULL)
                AND (closed_at IS NULL) = (closed_specs IS NULL)
            )
        )
        """,
        """
        CREATE TRIGGER phase_closed_stays BEFORE UPDATE ON phase
        WHEN OLD.closed_at IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'phase_is_closed');
        END
        """,
        """
        CREATE TABLE waiver (
            id TEXT NOT NULL PRIMARY KEY,
            rule TEXT NOT NULL,
            task TEXT REFERENCES task (key),
            phase TEXT REFERENCES phase (name),
            reason TEXT NOT NULL,
            approver TEXT NOT NULL REFERENCES agent (id),
            granted_at BIGINT NOT NULL,
            until BIGINT,
            revoked_at BIGINT,
            revocation TEXT,
            CONSTRAINT waiver_ends CHECK (phase IS NOT NULL OR until IS NOT NULL),
            CONSTRAINT waiver_revoked_for_a_reason CHECK (
                (revoked_at IS NULL) = (revocation IS NULL)
            )
        )
        """,
        // Whether a rule is waived.
        "CREATE INDEX waiver_by_rule ON waiver (rule) WHERE revoked_at IS NULL",
        """
        CREATE TABLE supply (
            ecosystem TEXT NOT NULL,
            name TEXT NOT NULL,
            licence TEXT NOT NULL,
            version TEXT,
            reason TEXT,
            registered_at BIGINT NOT NULL,
            PRIMARY KEY (ecosystem, name)
        )
        """,
    ]
}
