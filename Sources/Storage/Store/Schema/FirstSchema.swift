import Model
import SQLKit

/// The tables of the main job.
///
/// Times are whole milliseconds since 1970; lists are JSON arrays.
///
/// The database enforces what the model promises, so that a bug above it fails loudly instead of
/// being kept. Triggers are SQLite's; PostgreSQL says the same with functions.
enum FirstSchema {
    static let statements: [SQL] =
        (ledger + workspace + tasks + moves + claims + deliveries + messages + worktrees)
        .map(SQL.init(text:))

    private static let ledger = [
        """
        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            time BIGINT NOT NULL,
            claimed_time BIGINT,
            actor TEXT NOT NULL,
            session TEXT,
            subject_kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            data TEXT NOT NULL,
            leaf BLOB NOT NULL,
            CONSTRAINT event_sequence_positive CHECK (sequence > 0),
            CONSTRAINT event_leaf_is_sha256 CHECK (length(leaf) = 32)
        )
        """,
        // The history of one task, agent or message.
        "CREATE INDEX event_by_subject ON event (subject, subject_kind, sequence)",
        // What an agent did, and when last.
        "CREATE INDEX event_by_actor ON event (actor, sequence)",
        """
        CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN
            SELECT RAISE(ABORT, 'event_is_append_only');
        END
        """,
        """
        CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN
            SELECT RAISE(ABORT, 'event_is_append_only');
        END
        """,
        """
        CREATE TRIGGER event_has_no_gap BEFORE INSERT ON event
        WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM event) BEGIN
            SELECT RAISE(ABORT, 'event_sequence_without_gap');
        END
        """,
        """
        CREATE TABLE request (
            key TEXT NOT NULL PRIMARY KEY,
            operation TEXT NOT NULL,
            input TEXT NOT NULL,
            output TEXT NOT NULL,
            sequence BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE counter (
            kind TEXT NOT NULL PRIMARY KEY,
            value BIGINT NOT NULL,
            CONSTRAINT counter_positive CHECK (value > 0)
        )
        """,
    ]

    private static let workspace = [
        """
        CREATE TABLE workspace (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            CONSTRAINT workspace_is_one CHECK (id = 1)
        )
        """,
        "CREATE TABLE rule (name TEXT NOT NULL PRIMARY KEY, level TEXT NOT NULL)",
        """
        CREATE TABLE repository (
            name TEXT NOT NULL PRIMARY KEY,
            folded TEXT NOT NULL CONSTRAINT repository_look_alike UNIQUE,
            path TEXT NOT NULL,
            common_directory TEXT NOT NULL CONSTRAINT repository_registered_once UNIQUE,
            default_branch TEXT NOT NULL,
            profile_digest TEXT
        )
        """,
        """
        CREATE TABLE lane (
            key TEXT NOT NULL PRIMARY KEY,
            folded TEXT NOT NULL CONSTRAINT lane_look_alike UNIQUE,
            function TEXT NOT NULL,
            owner TEXT REFERENCES agent (id),
            repository TEXT REFERENCES repository (name),
            park_reason TEXT,
            park_blocker TEXT,
            CONSTRAINT lane_blocker_needs_reason CHECK (
                park_blocker IS NULL OR park_reason IS NOT NULL
            )
        )
        """,
        """
        CREATE TABLE agent (
            id TEXT NOT NULL PRIMARY KEY,
            folded TEXT NOT NULL CONSTRAINT agent_look_alike UNIQUE,
            role TEXT NOT NULL,
            capabilities TEXT NOT NULL,
            retirement TEXT,
            registered_at BIGINT NOT NULL,
            read_through BIGINT NOT NULL,
            CONSTRAINT agent_role CHECK (
                role IN ('founder', 'lead', 'worker', 'validator', 'auditor')
            )
        )
        """,
        """
        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY,
            agent TEXT NOT NULL REFERENCES agent (id),
            worktree TEXT,
            repository TEXT REFERENCES repository (name),
            credential TEXT NOT NULL,
            focus TEXT,
            started_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            ended_at BIGINT,
            CONSTRAINT session_ends_after_start CHECK (ended_at IS NULL OR ended_at >= started_at)
        )
        """,
        // A worktree is bound to one live session.
        """
        CREATE UNIQUE INDEX session_worktree_bound_once ON session (worktree)
        WHERE ended_at IS NULL AND worktree IS NOT NULL
        """,
        // The live sessions of an agent.
        "CREATE INDEX session_by_agent ON session (agent) WHERE ended_at IS NULL",
    ]

    private static let tasks = [
        """
        CREATE TABLE task (
            key TEXT NOT NULL PRIMARY KEY,
            folded TEXT NOT NULL CONSTRAINT task_look_alike UNIQUE,
            title TEXT NOT NULL,
            state TEXT NOT NULL,
            repository TEXT REFERENCES repository (name),
            lane TEXT REFERENCES lane (key),
            phase TEXT,
            risk TEXT,
            priority BIGINT NOT NULL,
            assignee TEXT REFERENCES agent (id),
            packet_revision BIGINT NOT NULL,
            packet_digest TEXT,
            fence BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            agent TEXT REFERENCES agent (id),
            session TEXT,
            until BIGINT,
            acknowledged INTEGER,
            delivery TEXT,
            replay TEXT,
            reason TEXT,
            blocker TEXT,
            standing TEXT,
            successor TEXT,
            open_dependencies BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            changed_at BIGINT NOT NULL,
            born BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            CONSTRAINT task_state CHECK (state IN (
                'draft', 'ready', 'claimed', 'paused', 'delivered', 'rework', 'blocked', 'parked',
                'accepted', 'cancelled', 'superseded'
            )),
            CONSTRAINT task_counts CHECK (
                fence >= 0 AND attempts >= 0 AND packet_revision >= 0 AND open_dependencies >= 0
            ),
            CONSTRAINT task_packet CHECK ((packet_revision = 0) = (packet_digest IS NULL)),
            CONSTRAINT task_held CHECK (
                state NOT IN ('claimed', 'paused')
                OR (agent IS NOT NULL AND session IS NOT NULL AND until IS NOT NULL
                    AND acknowledged IS NOT NULL AND fence > 0)
            ),
            CONSTRAINT task_delivered CHECK (
                state <> 'delivered'
                OR (delivery IS NOT NULL AND agent IS NOT NULL AND session IS NOT NULL)
            ),
            CONSTRAINT task_rework CHECK (
                state <> 'rework'
                OR (delivery IS NOT NULL AND agent IS NOT NULL AND until IS NOT NULL)
            ),
            CONSTRAINT task_accepted CHECK (
                state <> 'accepted'
                OR (delivery IS NOT NULL AND replay IS NOT NULL AND agent IS NOT NULL)
            ),
            CONSTRAINT task_reason CHECK (
                state NOT IN ('blocked', 'parked', 'paused', 'cancelled') OR reason IS NOT NULL
            ),
            CONSTRAINT task_standing CHECK (
                (state IN ('blocked', 'parked')) = (standing IS NOT NULL)
            ),
            CONSTRAINT task_successor CHECK ((state = 'superseded') = (successor IS NOT NULL)),
            CONSTRAINT task_free CHECK (
                state NOT IN ('draft', 'ready', 'blocked', 'parked', 'cancelled', 'superseded')
                OR agent IS NULL
            )
        )
        """,
        // What can be claimed next.
        """
        CREATE INDEX task_next ON task (priority, born)
        WHERE state = 'ready' AND open_dependencies = 0
        """,
        // Leases and kept reworks by their end, for what can be taken over.
        "CREATE INDEX task_ending ON task (until) WHERE state IN ('claimed', 'rework')",
        // How many tasks stand where, and the list of one state.
        "CREATE INDEX task_by_state ON task (state, born)",
        // What an agent has in hand.
        "CREATE INDEX task_by_agent ON task (agent, state) WHERE agent IS NOT NULL",
        // What an agent is to take.
        "CREATE INDEX task_by_assignee ON task (assignee) WHERE assignee IS NOT NULL",
        // How many wait for others.
        """
        CREATE INDEX task_waiting ON task (born)
        WHERE state = 'ready' AND open_dependencies > 0
        """,
        """
        CREATE TABLE packet (
            task TEXT NOT NULL REFERENCES task (key),
            revision BIGINT NOT NULL,
            format TEXT NOT NULL,
            text TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (task, revision)
        )
        """,
        """
        CREATE TABLE task_scope (
            task TEXT NOT NULL REFERENCES task (key),
            position BIGINT NOT NULL,
            pattern TEXT NOT NULL,
            anchor TEXT NOT NULL,
            PRIMARY KEY (task, position)
        )
        """,
        """
        CREATE TABLE dependency (
            task TEXT NOT NULL REFERENCES task (key),
            on_task TEXT NOT NULL REFERENCES task (key),
            PRIMARY KEY (task, on_task),
            CONSTRAINT dependency_on_another CHECK (task <> on_task)
        )
        """,
        // What an accepted task unlocks.
        "CREATE INDEX dependency_by_other ON dependency (on_task)",
    ]

    /// The model's table of moves, and the rules about fences and acceptance, once more.
    private static let moves =
        [
            """
            CREATE TABLE task_move (
                origin TEXT NOT NULL,
                target TEXT NOT NULL,
                PRIMARY KEY (origin, target)
            )
            """
        ]
        + TaskState.Name.allCases.flatMap { origin in
            origin.successors.map(\.rawValue).sorted().map { target in
                "INSERT INTO task_move VALUES ('\(origin.rawValue)', '\(target)')"
            }
        }
        + [
            """
            CREATE TRIGGER task_moves BEFORE UPDATE OF state ON task
            WHEN OLD.state <> NEW.state AND NOT EXISTS (
                SELECT 1 FROM task_move WHERE origin = OLD.state AND target = NEW.state
            ) BEGIN
                SELECT RAISE(ABORT, 'task_move_illegal');
            END
            """,
            """
            CREATE TRIGGER task_fence_rises BEFORE UPDATE OF fence, agent, state ON task
            WHEN NEW.fence < OLD.fence
                OR (NEW.state = 'claimed' AND NEW.fence = OLD.fence
                    AND (OLD.state NOT IN ('claimed', 'paused') OR OLD.agent <> NEW.agent))
            BEGIN
                SELECT RAISE(ABORT, 'task_fence_rises_with_each_hand');
            END
            """,
            """
            CREATE TRIGGER task_accepted_after_replay BEFORE UPDATE OF state ON task
            WHEN NEW.state = 'accepted' AND OLD.state <> 'accepted' AND NOT EXISTS (
                SELECT 1 FROM replay JOIN delivery ON delivery.id = replay.delivery
                WHERE replay.id = NEW.replay AND delivery.id = NEW.delivery
                    AND delivery.task = NEW.key AND replay.replayer <> delivery.agent
            ) BEGIN
                SELECT RAISE(ABORT, 'task_accepted_after_replay_by_another');
            END
            """,
            """
            CREATE TRIGGER task_born_draft_or_ready BEFORE INSERT ON task
            WHEN NEW.state NOT IN ('draft', 'ready') BEGIN
                SELECT RAISE(ABORT, 'task_born_draft_or_ready');
            END
            """,
        ]

    private static let claims = [
        """
        CREATE TABLE claim (
            task TEXT NOT NULL REFERENCES task (key),
            fence BIGINT NOT NULL,
            agent TEXT NOT NULL REFERENCES agent (id),
            session TEXT NOT NULL REFERENCES session (id),
            claimed_at BIGINT NOT NULL,
            ended_at BIGINT,
            ending TEXT,
            PRIMARY KEY (task, fence),
            CONSTRAINT claim_ended_how CHECK ((ended_at IS NULL) = (ending IS NULL))
        )
        """,
        // A task has one claim at a time.
        "CREATE UNIQUE INDEX claim_one_at_a_time ON claim (task) WHERE ended_at IS NULL",
        """
        CREATE TABLE reservation (
            task TEXT NOT NULL REFERENCES task (key),
            position BIGINT NOT NULL,
            repository TEXT NOT NULL,
            pattern TEXT NOT NULL,
            anchor TEXT NOT NULL,
            PRIMARY KEY (task, position)
        )
        """,
        // The reservations that a pattern might overlap.
        "CREATE INDEX reservation_by_anchor ON reservation (repository, anchor)",
        """
        CREATE TABLE waiter (
            task TEXT NOT NULL REFERENCES task (key),
            agent TEXT NOT NULL REFERENCES agent (id),
            until BIGINT NOT NULL,
            place BIGINT NOT NULL,
            PRIMARY KEY (task, agent)
        )
        """,
    ]

    private static let deliveries = [
        """
        CREATE TABLE delivery (
            id TEXT NOT NULL PRIMARY KEY,
            task TEXT NOT NULL REFERENCES task (key),
            fence BIGINT NOT NULL,
            agent TEXT NOT NULL REFERENCES agent (id),
            session TEXT NOT NULL,
            commit_id TEXT NOT NULL,
            base TEXT,
            branch TEXT,
            report TEXT NOT NULL,
            claims TEXT NOT NULL,
            artifacts TEXT NOT NULL,
            advice TEXT NOT NULL,
            packet_revision BIGINT NOT NULL,
            delivered_at BIGINT NOT NULL,
            outcome TEXT,
            judge TEXT REFERENCES agent (id),
            replay TEXT,
            findings TEXT,
            waived_gaps TEXT,
            decided_at BIGINT,
            CONSTRAINT delivery_outcome CHECK (outcome IN ('accepted', 'sent_back', 'rejected')),
            CONSTRAINT delivery_decided CHECK (
                (outcome IS NULL) = (judge IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)
            ),
            CONSTRAINT delivery_judged_by_another CHECK (judge IS NULL OR judge <> agent)
        )
        """,
        // The deliveries of a task, oldest first.
        "CREATE INDEX delivery_by_task ON delivery (task, delivered_at)",
        """
        CREATE TABLE replay (
            id TEXT NOT NULL PRIMARY KEY,
            task TEXT NOT NULL REFERENCES task (key),
            delivery TEXT NOT NULL REFERENCES delivery (id),
            replayer TEXT NOT NULL REFERENCES agent (id),
            commit_id TEXT NOT NULL,
            grade TEXT NOT NULL,
            gaps TEXT NOT NULL,
            record TEXT NOT NULL,
            replayed_at BIGINT NOT NULL,
            sequence BIGINT NOT NULL
        )
        """,
        // The newest replay of a delivery.
        "CREATE INDEX replay_by_delivery ON replay (delivery, sequence)",
        // Earlier replays of a task, for what is usual.
        "CREATE INDEX replay_by_task ON replay (task, sequence)",
    ]

    private static let messages = [
        """
        CREATE TABLE message (
            id TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            thread TEXT NOT NULL,
            sender TEXT NOT NULL REFERENCES agent (id),
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            task TEXT,
            reply_to TEXT,
            acknowledge_by BIGINT,
            sent_at BIGINT NOT NULL
        )
        """,
        // A conversation in order.
        "CREATE INDEX message_by_thread ON message (thread, place)",
        """
        CREATE TABLE inbox (
            agent TEXT NOT NULL REFERENCES agent (id),
            place BIGINT NOT NULL,
            message TEXT NOT NULL REFERENCES message (id),
            acknowledge_by BIGINT,
            acknowledged_at BIGINT,
            note TEXT,
            resent BIGINT NOT NULL,
            escalated_at BIGINT,
            PRIMARY KEY (agent, place)
        )
        """,
        // Each recipient of a message.
        "CREATE INDEX inbox_by_message ON inbox (message)",
        // What an agent is still to acknowledge, by deadline.
        """
        CREATE INDEX inbox_unacknowledged ON inbox (agent, acknowledge_by)
        WHERE acknowledge_by IS NOT NULL AND acknowledged_at IS NULL
        """,
        // What is overdue and was not yet brought to others.
        """
        CREATE INDEX inbox_overdue ON inbox (acknowledge_by)
        WHERE acknowledge_by IS NOT NULL AND acknowledged_at IS NULL AND escalated_at IS NULL
        """,
    ]

    private static let worktrees = [
        """
        CREATE TABLE worktree (
            name TEXT NOT NULL PRIMARY KEY,
            repository TEXT NOT NULL REFERENCES repository (name),
            path TEXT NOT NULL,
            branch TEXT,
            start TEXT NOT NULL,
            task TEXT,
            agent TEXT NOT NULL REFERENCES agent (id),
            fence BIGINT,
            state TEXT NOT NULL,
            parked_ref TEXT,
            parked_commit TEXT,
            CONSTRAINT worktree_state CHECK (state IN ('planned', 'made', 'parked', 'removed'))
        )
        """,
        // A path is used by one worktree at a time.
        "CREATE UNIQUE INDEX worktree_path_once ON worktree (path) WHERE state <> 'removed'",
        // The worktrees of a task.
        "CREATE INDEX worktree_by_task ON worktree (task)",
    ]
}
