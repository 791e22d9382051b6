import SQLKit

/// How what stands where is counted, and what ends next is found, without reading the tasks.
///
/// SQLite takes the index of all states wherever a state is asked for, unless another begins with
/// the state too: those of leases and of what waits did not, and were never used.
enum StandingSchema {
    static let statements: [SQL] = [
        "DROP INDEX task_by_state",
        // How many tasks of a phase and lane stand where, from the index alone.
        "CREATE INDEX task_by_state ON task (state, phase, lane)",
        "DROP INDEX task_ending",
        // Leases and kept reworks by their end, for what can be taken over.
        """
        CREATE INDEX task_ending ON task (state, until) WHERE state IN ('claimed', 'rework')
        """,
        "DROP INDEX task_waiting",
        // How many wait for others.
        """
        CREATE INDEX task_waiting ON task (state, born)
        WHERE state = 'ready' AND open_dependencies > 0
        """,
        "DROP INDEX task_by_agent",
        // What an agent has in hand, oldest first within a state.
        "CREATE INDEX task_by_agent ON task (agent, state, born) WHERE agent IS NOT NULL",
        // The usual pace of a gate, without those of its answers that say nothing of it: a gate
        // that is always skipped has many.
        """
        CREATE INDEX gate_pace ON gate_result (gate, sequence)
        WHERE verdict IN ('pass', 'fail') AND duration_us > 0
        """,
        // What was blocked and unblocked, without the other events of each task.
        """
        CREATE INDEX event_of_blocking ON event (sequence)
        WHERE subject_kind = 'task' AND type IN ('task.blocked', 'task.unblocked')
        """,
    ]
}
