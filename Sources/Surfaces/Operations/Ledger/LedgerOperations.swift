import Digests
import Model

/// Lists events of the ledger.
package enum ListEvents: Operation {
    package typealias Output = EventPage
    package static let name = "event.list"
    package static let summary = "Lists events of the ledger."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `event.list`.
    package struct Input: Record {
        package static let name = "event.list.input"
        package static let fields: [Field<Self>] = [
            Field("after", \.after, "Only events after this revision; without it, the newest."),
            Field("through", \.through, "Only events up to this revision."),
            Field("actor", \.actor, "Only what this agent did."),
            Field("subject", \.subject, "Only what is about this task, agent or message."),
            Field("type", \.type, "Only events of this type; `*` stands for anything."),
            Field("preset", \.preset, "Only the types of this name."),
            Field("since", \.since, "Only events from this moment on."),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(10000)
            ),
        ]

        package var after: Int64?
        package var through: Int64?
        package var actor: AgentID?
        package var subject: String?
        package var type: String?
        package var preset: EventPreset?
        package var since: Timestamp?
        package var limit: Int = 50

        package init() {}
    }
}

/// Events in the ledger's order.
package struct EventPage: Record {
    package static let name = "event.page"
    package static let fields: [Field<Self>] = [
        Field("events", \.events, "The events."),
        Field("head", \.head, "The revision of the ledger."),
    ]

    package var events: [JSONValue] = []
    package var head: Int64 = 0

    package init() {}
}

/// Checks each event, rebuilds the tables beside the live ones, and compares.
package enum VerifyLedger: Operation {
    package typealias Output = LedgerReport
    package static let name = "ledger.verify"
    package static let summary =
        "Checks each event, rebuilds the tables beside the live ones, and compares."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "ledger.altered",
        "ledger.gap",
        "ledger.table_differs",
        "ledger.unreadable",
        "ledger.truncated",
        "ledger.rewritten",
        "ledger.checkpoint_not_ours",
    ]
    package static let example = Input()

    /// What is asked of `ledger.verify`.
    package struct Input: Record {
        package static let name = "ledger.verify.input"
        package static let fields: [Field<Self>] = [
            Field(
                "checkpoint",
                \.checkpoint,
                "A checkpoint that was kept elsewhere, to be held against the ledger too."
            )
        ]

        package var checkpoint: String?

        package init() {}
    }
}

/// Makes the tables anew from the ledger, after a backup.
package enum RebuildLedger: Operation {
    package typealias Output = LedgerReport
    package static let name = "ledger.rebuild"
    package static let summary = "Makes the tables anew from the ledger, after a backup."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let takesTime = true
    package static let errors: [String] = ["ledger.altered", "ledger.gap", "ledger.unreadable"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What the ledger came to.
package struct LedgerReport: Record {
    package static let name = "ledger.report"
    package static let fields: [Field<Self>] = [
        Field("events", \.events, "How many events it has."),
        Field("root", \.root, "The root of the tree over all events."),
        Field("tables", \.tables, "How many tables agree with it."),
        Field("checkpoints", \.checkpoints, "How many signed checkpoints agree with it."),
        Field("backup", \.backup, "The backup that was taken."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
    ]

    package var events: Int64 = 0
    package var root: Digest = .unset
    package var tables: Int = 0
    package var checkpoints: Int?
    package var backup: String?
    package var durationMs: Int64 = 0

    package init() {}
}

/// Writes a copy of the store that can be restored.
package enum BackupLedger: Operation {
    package typealias Output = BackupReport
    package static let name = "ledger.backup"
    package static let summary = "Writes a copy of the store that can be restored."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["store.exists"]
    package static let example = Input { input in
        input.path = "backup.db"
    }

    /// What is asked of `ledger.backup`.
    package struct Input: Record {
        package static let name = "ledger.backup.input"
        package static let fields: [Field<Self>] = [
            Field("path", \.path, "Where to; nothing may be there yet.")
        ]

        package var path: String = ""

        package init() {}
    }
}

/// Puts a backup in the store's place; the store that was there is kept beside it.
package enum RestoreLedger: Operation {
    package typealias Output = BackupReport
    package static let name = "ledger.restore"
    package static let summary =
        "Puts a backup in the store's place; the store that was there is kept beside it."
    package static let effect = Effect.destroys
    package static let needsPlace = true
    package static let errors: [String] = [
        "store.foreign", "ledger.altered", "workspace.exists",
    ]
    package static let example = Input { input in
        input.path = "backup.db"
    }

    /// What is asked of `ledger.restore`.
    package struct Input: Record {
        package static let name = "ledger.restore.input"
        package static let fields: [Field<Self>] = [
            Field("path", \.path, "The backup.")
        ]

        package var path: String = ""

        package init() {}
    }
}

/// A backup.
package struct BackupReport: Record {
    package static let name = "ledger.backup.report"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Where it is."),
        Field("events", \.events, "How many events it has."),
        Field("bytes", \.bytes, "Its size."),
        Field("replaced", \.replaced, "Where the store is kept that was there before."),
        Field("store", \.store, "The store that it was put into."),
        Field("repository", \.repository, "The repository that is here now, where it has moved."),
    ]

    package var path: String = ""
    package var events: Int64 = 0
    package var bytes: Int64 = 0
    package var replaced: String?
    package var store: String?
    package var repository: RepositoryName?

    package init() {}
}
