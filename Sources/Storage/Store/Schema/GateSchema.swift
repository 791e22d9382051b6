import SQLKit

/// What is kept of the runs of gates.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum GateSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE gate_run (
            id TEXT NOT NULL PRIMARY KEY,
            actor TEXT NOT NULL REFERENCES agent (id),
            target TEXT NOT NULL,
            task TEXT,
            phase TEXT,
            commit_id TEXT,
            moment TEXT,
            ran_at BIGINT NOT NULL,
            sequence BIGINT NOT NULL CONSTRAINT gate_run_once UNIQUE
        )
        """,
        // A run asks a gate once. What a gate said, newest first: its history, and its usual pace.
        """
        CREATE TABLE gate_result (
            gate TEXT NOT NULL,
            sequence BIGINT NOT NULL REFERENCES gate_run (sequence),
            level TEXT NOT NULL,
            verdict TEXT NOT NULL,
            figure BIGINT,
            findings BIGINT NOT NULL,
            duration_us BIGINT NOT NULL,
            result TEXT NOT NULL,
            PRIMARY KEY (gate, sequence),
            CONSTRAINT gate_result_level CHECK (level IN ('off', 'advise', 'block')),
            CONSTRAINT gate_result_verdict CHECK (
                verdict IN ('pass', 'fail', 'skipped', 'error')
            ),
            CONSTRAINT gate_result_fails_with_findings CHECK (
                (verdict = 'fail') = (findings > 0)
            ),
            CONSTRAINT gate_result_took_time CHECK (duration_us >= 0)
        )
        """,
        // The last run on a task.
        "CREATE INDEX gate_run_of_task ON gate_run (task, sequence) WHERE task IS NOT NULL",
    ]
}
