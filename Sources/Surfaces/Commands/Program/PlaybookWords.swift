/// What the words of the playbooks are called here.
enum PlaybookWords {
    struct Translation: Sendable {
        let here: String
        /// Commands without the program's name.
        let commands: [String]
    }

    /// The translation of a word, whatever its case, separators or ending of a script.
    static func translation(of word: String) -> Translation? {
        table[folded(word)]
    }

    private static func folded(_ word: String) -> String {
        var text = word.lowercased()
        for ending in [".sh", ".py"] where text.hasSuffix(ending) { text.removeLast(3) }
        return text.filter { $0.isLetter || $0.isNumber }
    }

    private static let table: [String: Translation] = {
        let rows: [([String], String, [String])] = [
            (["mayor", "orchestrator"], "an agent with the role lead", ["agent register"]),
            (["coder", "engineer"], "an agent with the role worker", ["agent register"]),
            (
                ["packet", "work packet", "wp", "bead", "ticket"],
                "a task, and its packet", ["task create", "task show"]
            ),
            (["slice", "runbook", "run book"], "a task of a run", ["run new", "run status"]),
            (["checkout", "bus_claim", "bus_claim claim"], "a claim", ["claim", "next --claim"]),
            (["bus_claim release"], "giving a claim back", ["task release"]),
            (["bus_event", "bus_watch"], "the ledger's events", ["event list", "event watch"]),
            (
                ["bus_message", "agent_comms", "ping_codex", "comms"], "messages",
                ["message send", "inbox"]
            ),
            (["bus_ping", "heartbeat"], "a heartbeat", ["beat"]),
            (
                ["bus_heartbeat"], "looking after the agents",
                ["agent sweep --dry-run", "agent presence"]
            ),
            (
                ["session_save", "session-save"], "a note of where an agent stands",
                ["session save", "session switch"]
            ),
            (["session_brief"], "what an agent needs to know", ["session brief", "prime"]),
            (["cold start", "handoff bundle"], "what a lead needs after a pause", ["prime"]),
            (
                ["bus_status", "coord_dashboard"], "the status",
                ["status", "report coordination"]
            ),
            (["task_board"], "the board", ["report board", "task list"]),
            (["manager_report"], "the report of a stretch of work", ["report manager"]),
            (
                ["receipts_index", "receipts_metrics"], "the report on evidence",
                ["report evidence"]
            ),
            (["doc_links", "quick-links"], "the index of documents", ["links list"]),
            (["agent_flags", "unread"], "the inbox", ["inbox"]),
            (["task_assign"], "assigning a task", ["task assign"]),
            (["idle_pickup"], "the best task to take up", ["next --list", "next --claim"]),
            (["memory-gateway", "memory_gateway"], "what is remembered", ["memory search"]),
            (
                ["session_boot", "manifest_helper", "agent_manifest"], "starting a session",
                ["session start"]
            ),
            (["packet_lint", "pre-work", "pre_work"], "lint of a packet", ["task lint"]),
            (["packet_bootstrap", "create-task-packet"], "making a task", ["task create"]),
            (["packet_closeout", "post-work", "completion"], "a delivery", ["deliver"]),
            (
                ["phase_prep_builder", "launch pack", "autorun"], "a wave",
                ["wave render", "wave next"]
            ),
            (["long_run_mode", "long-run"], "a window", ["window open", "window close"]),
            (["resume prompt", "launch prompt"], "a prompt", ["task prompt", "task handoff"]),
            (["replay"], "running a delivery's checks again", ["replay"]),
            (["validated"], "a delivery that was replayed and accepted", ["accept"]),
            (
                ["cid", "requires_ack"], "a message that asks for an acknowledgement",
                ["message send", "message ack"]
            ),
            (["planner", "planner.cli", "plan"], "a plan", ["plan new", "plan show"]),
            (
                ["planner.validate", "receipts_index"], "holding plans against the rules",
                ["plan validate --strict"]
            ),
            (["plan_hygiene"], "mending drifted words", ["plan hygiene"]),
            (["lane", "park"], "a lane, or putting it aside", ["lane list", "lane park"]),
            (["in_scope_paths", "autonomy_boundary"], "the scope of a packet", ["task show"]),
            (
                ["test_plan", "done_means", "risk_tier", "rollback_hint"], "a part of a packet",
                ["task lint"]
            ),
            (["seat"], "a session of an agent", ["session show"]),
            (["worktree"], "the worktree of a claim", ["worktree list"]),
        ]
        var table: [String: Translation] = [:]
        for (words, here, commands) in rows {
            for word in words { table[folded(word)] = Translation(here: here, commands: commands) }
        }
        return table
    }()
}
