import SQLKit

/// What is kept of plans and their steps.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum PlanStepSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE plan (
            name TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            summary TEXT NOT NULL,
            author TEXT NOT NULL REFERENCES agent (id),
            repository TEXT REFERENCES repository (name),
            state TEXT NOT NULL,
            note TEXT,
            checkpoint TEXT,
            checkpoint_owner TEXT,
            checkpoint_state TEXT,
            receipts TEXT NOT NULL,
            approver TEXT REFERENCES agent (id),
            approved_digest TEXT,
            approved_note TEXT,
            approved_at BIGINT,
            created_at BIGINT NOT NULL,
            changed_at BIGINT NOT NULL,
            CONSTRAINT plan_state CHECK (
                state IN ('queued', 'in_progress', 'blocked', 'done', 'rejected')
            ),
            CONSTRAINT plan_stopped_for_a_reason CHECK (
                state NOT IN ('blocked', 'rejected') OR note IS NOT NULL
            ),
            CONSTRAINT plan_checkpoint_whole CHECK (
                (checkpoint IS NULL) = (checkpoint_owner IS NULL)
                AND (checkpoint IS NULL) = (checkpoint_state IS NULL)
            ),
            CONSTRAINT plan_checkpoint_state CHECK (
                checkpoint_state IS NULL
                OR checkpoint_state IN ('pending', 'satisfied', 'superseded')
            ),
            CONSTRAINT plan_approved_whole CHECK (
                (approver IS NULL) = (approved_digest IS NULL)
                AND (approver IS NULL) = (approved_at IS NULL)
                AND (approver IS NOT NULL OR approved_note IS NULL)
            ),
            CONSTRAINT plan_done_at_its_checkpoint CHECK (
                state <> 'done' OR checkpoint_state IS NULL OR checkpoint_state <> 'pending'
            )
        )
        """,
        // Where a step follows a task it has no state of its own.
        """
        CREATE TABLE plan_step (
            plan TEXT NOT NULL REFERENCES plan (name),
            position BIGINT NOT NULL,
            id TEXT NOT NULL,
            title TEXT,
            task TEXT REFERENCES task (key),
            state TEXT,
            note TEXT,
            receipts TEXT NOT NULL,
            PRIMARY KEY (plan, position),
            CONSTRAINT plan_step_once UNIQUE (plan, id),
            CONSTRAINT plan_step_titled CHECK (title IS NOT NULL OR task IS NOT NULL),
            CONSTRAINT plan_step_stands_somewhere CHECK ((task IS NULL) = (state IS NOT NULL)),
            CONSTRAINT plan_step_state CHECK (
                state IS NULL
                OR state IN ('queued', 'in_progress', 'blocked', 'done', 'cancelled')
            )
        )
        """,
        // The plans that a task is a step of.
        "CREATE INDEX plan_step_of_task ON plan_step (task) WHERE task IS NOT NULL",
        """
        CREATE TABLE plan_link (
            plan TEXT NOT NULL REFERENCES plan (name),
            position BIGINT NOT NULL,
            kind TEXT NOT NULL,
            target TEXT NOT NULL,
            PRIMARY KEY (plan, position),
            CONSTRAINT plan_link_once UNIQUE (plan, kind, target)
        )
        """,
    ]
}
