/// What the words of the playbooks are called here.
package enum PlaybookWords {
    /// Words of the playbooks that mean the same.
    package struct Row: Sendable {
        package let words: [String]
        /// What that is here, in a few words.
        package let here: String
        /// The heading of the glossary that it belongs to.
        package let term: String
        /// Commands without the program's name.
        package let commands: [String]

        fileprivate init(
            _ words: [String],
            _ here: String,
            of term: String,
            _ commands: [String]
        ) {
            (self.words, self.here, self.term, self.commands) = (words, here, term, commands)
        }
    }

    /// The translation of a word, whatever its case, separators or ending of a script.
    package static func translation(of word: String) -> Row? {
        table[folded(word)]
    }

    private static func folded(_ word: String) -> String {
        var text = word.lowercased()
        for ending in [".sh", ".py"] where text.hasSuffix(ending) { text.removeLast(3) }
        return text.filter { $0.isLetter || $0.isNumber }
    }

    private static let table: [String: Row] = {
        var table: [String: Row] = [:]
        for row in rows {
            for word in row.words { table[folded(word)] = row }
        }
        return table
    }()

    /// All of them.
    package static let rows: [Row] = [
        Row(
            ["mayor", "orchestrator"],
            "an agent with the role lead",
            of: "role",
            ["agent register"]
        ),
        Row(
            ["coder", "engineer"],
            "an agent with the role worker",
            of: "role",
            ["agent register"]
        ),
        Row(
            ["packet", "work packet", "wp", "bead", "ticket"],
            "a task, and its packet",
            of: "task",
            ["task create", "task show"]
        ),
        Row(
            ["slice", "runbook", "run book"],
            "a task of a run",
            of: "run, stage, slice",
            ["run new", "run status"]
        ),
        Row(
            ["checkout", "bus_claim", "bus_claim claim"],
            "a claim",
            of: "claim",
            ["claim", "next --claim"]
        ),
        Row(
            ["bus_claim release"],
            "giving a claim back",
            of: "claim",
            ["task release"]
        ),
        Row(
            ["bus_event", "bus_watch"],
            "the ledger's events",
            of: "event",
            ["event list", "event watch"]
        ),
        Row(
            ["bus_message", "agent_comms", "ping_codex", "comms"],
            "messages",
            of: "message",
            ["message send", "inbox"]
        ),
        Row(
            ["bus_ping", "heartbeat"],
            "a heartbeat",
            of: "heartbeat, beat",
            ["beat"]
        ),
        Row(
            ["bus_heartbeat"],
            "looking after the agents",
            of: "presence",
            ["agent sweep --dry-run", "agent presence"]
        ),
        Row(
            ["session_save", "session-save"],
            "a note of where an agent stands",
            of: "note",
            ["session save", "session switch"]
        ),
        Row(
            ["session_brief"],
            "what an agent needs to know",
            of: "brief",
            ["session brief", "prime"]
        ),
        Row(
            ["cold start", "handoff bundle"],
            "what a lead needs after a pause",
            of: "brief",
            ["prime"]
        ),
        Row(
            ["bus_status", "coord_dashboard"],
            "the status",
            of: "report, page",
            ["status", "report coordination"]
        ),
        Row(
            ["task_board"],
            "the board",
            of: "board",
            ["report board", "task list"]
        ),
        Row(
            ["manager_report"],
            "the report of a stretch of work",
            of: "report, page",
            ["report manager"]
        ),
        Row(
            ["receipts_index", "receipts_metrics"],
            "the report on evidence",
            of: "evidence",
            ["report evidence"]
        ),
        Row(
            ["doc_links", "quick-links"],
            "the index of documents",
            of: "link",
            ["links list"]
        ),
        Row(
            ["agent_flags", "unread"],
            "the inbox",
            of: "message",
            ["inbox"]
        ),
        Row(
            ["task_assign"],
            "assigning a task",
            of: "task",
            ["task assign"]
        ),
        Row(
            ["idle_pickup"],
            "the best task to take up",
            of: "task",
            ["next --list", "next --claim"]
        ),
        Row(
            ["memory-gateway", "memory_gateway"],
            "what is remembered",
            of: "memory",
            ["memory search"]
        ),
        Row(
            ["session_boot", "manifest_helper", "agent_manifest"],
            "starting a session",
            of: "session",
            ["session start"]
        ),
        Row(
            ["packet_lint", "pre-work", "pre_work"],
            "lint of a packet",
            of: "packet",
            ["task lint"]
        ),
        Row(
            ["packet_bootstrap", "create-task-packet"],
            "making a task",
            of: "task",
            ["task create"]
        ),
        Row(
            ["packet_closeout", "post-work", "completion"],
            "a delivery",
            of: "delivery",
            ["deliver"]
        ),
        Row(
            ["phase_prep_builder", "launch pack", "autorun"],
            "a wave",
            of: "phase, wave, window",
            ["wave render", "wave next"]
        ),
        Row(
            ["long_run_mode", "long-run"],
            "a window",
            of: "phase, wave, window",
            ["window open", "window close"]
        ),
        Row(
            ["resume prompt", "launch prompt"],
            "a prompt",
            of: "brief",
            ["task prompt", "task handoff"]
        ),
        Row(
            ["replay"],
            "running a delivery's checks again",
            of: "replay",
            ["replay"]
        ),
        Row(
            ["validated"],
            "a delivery that was replayed and accepted",
            of: "verdict",
            ["accept"]
        ),
        Row(
            ["cid", "requires_ack"],
            "a message that asks for an acknowledgement",
            of: "message",
            ["message send", "message ack"]
        ),
        Row(
            ["planner", "planner.cli", "plan"],
            "a plan",
            of: "plan, step, checkpoint",
            ["plan new", "plan show"]
        ),
        Row(
            ["planner.validate"],
            "holding plans against the rules",
            of: "plan, step, checkpoint",
            ["plan validate --strict"]
        ),
        Row(
            ["plan_hygiene"],
            "mending drifted words",
            of: "plan, step, checkpoint",
            ["plan hygiene"]
        ),
        Row(
            ["lane", "park"],
            "a lane, or putting it aside",
            of: "lane",
            ["lane list", "lane park"]
        ),
        Row(
            ["in_scope_paths", "autonomy_boundary"],
            "the scope of a packet",
            of: "packet",
            ["task show"]
        ),
        Row(
            ["test_plan", "done_means", "risk_tier", "rollback_hint"],
            "a part of a packet",
            of: "packet",
            ["task lint"]
        ),
        Row(
            ["seat"],
            "a session of an agent",
            of: "session",
            ["session show"]
        ),
        Row(
            ["worktree"],
            "the worktree of a claim",
            of: "worktree",
            ["worktree list"]
        ),
    ]
}
