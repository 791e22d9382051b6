import Digests
import Model

/// Signs what the ledger is now.
package enum MakeCheckpoint: Operation {
    package typealias Output = CheckpointReport
    package static let name = "ledger.checkpoint"
    package static let summary =
        "Signs what the ledger is now; later nobody can rewrite it without being found out."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "ledger.truncated", "ledger.rewritten", "ledger.checkpoint_not_ours", "ledger.bad_key",
    ]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// A signed checkpoint.
package struct CheckpointReport: Record {
    package static let name = "ledger.checkpoint.report"
    package static let fields: [Field<Self>] = [
        Field("size", \.size, "How many events it is of."),
        Field("root", \.root, "The root of the tree over them."),
        Field("note", \.note, "The checkpoint as a signed note."),
        Field("path", \.path, "The file that keeps it."),
    ]

    package var size: Int64 = 0
    package var root: Digest = .unset
    package var note: String = ""
    package var path: String = ""

    package init() {}
}

/// Shows the key that checkpoints are signed with.
package enum ShowLedgerKey: Operation {
    package typealias Output = LedgerKeyReport
    package static let name = "ledger.key"
    package static let summary = "Shows the public key that checkpoints are checked with."
    package static let effect = Effect.reads
    package static let errors: [String] = ["ledger.bad_key", "ledger.no_key"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// The public key of a workspace.
package struct LedgerKeyReport: Record {
    package static let name = "ledger.key.report"
    package static let fields: [Field<Self>] = [
        Field("name", \.name, "What the ledger is called in its checkpoints."),
        Field("key", \.key, "The key in the form of signed notes."),
        Field("pem", \.pem, "The key in PEM."),
        Field("fingerprint", \.fingerprint, "The key's id in envelopes."),
    ]

    package var name: String = ""
    package var key: String = ""
    package var pem: String = ""
    package var fingerprint: String = ""

    package init() {}
}

/// Proves that an event is in the ledger.
package enum ProveEvent: Operation {
    package typealias Output = EventProof
    package static let name = "ledger.prove"
    package static let summary =
        "Proves that an event is in the ledger, to who trusts the key alone."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "ledger.no_event", "ledger.no_checkpoint", "ledger.altered", "ledger.rewritten",
        "ledger.checkpoint_not_ours",
    ]
    package static let example = Input { $0.event = "12" }

    /// What is asked of `ledger.prove`.
    package struct Input: Record {
        package static let name = "ledger.prove.input"
        package static let fields: [Field<Self>] = [
            Field("event", \.event, "The event's revision, or its id.")
        ]

        package var event: String = ""

        package init() {}
    }
}

/// That an event is in the ledger.
package struct EventProof: Record {
    package static let name = "ledger.prove.report"
    package static let fields: [Field<Self>] = [
        Field("event", \.event, "The event; its canonical bytes are the leaf."),
        Field("leaf", \.leaf, "The hash of the leaf."),
        Field("index", \.index, "The leaf's place in the tree, from zero."),
        Field("size", \.size, "How many leaves the tree has."),
        Field("root", \.root, "The root of the tree."),
        Field("path", \.path, "The hashes beside the way from the leaf up."),
        Field("checkpoint", \.checkpoint, "The signed checkpoint of the tree."),
        Field("key", \.key, "The key that it is signed with."),
        Field("proof", \.proof, "All of it but the event, in the form of C2SP's tlog-proof."),
    ]

    package var event: JSONValue = .object([:])
    package var leaf: Digest = .unset
    package var index: Int64 = 0
    package var size: Int64 = 0
    package var root: Digest = .unset
    package var path: [Digest] = []
    package var checkpoint: String = ""
    package var key: String = ""
    package var proof: String = ""

    package init() {}
}

/// Proves that the ledger only grew between two sizes.
package enum ProveConsistency: Operation {
    package typealias Output = ConsistencyProof
    package static let name = "ledger.consistency"
    package static let summary = "Proves that between two sizes the ledger only grew."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "ledger.no_event", "ledger.rewritten", "ledger.checkpoint_not_ours",
    ]
    package static let example = Input { input in
        input.from = 5
        input.to = 12
    }

    /// What is asked of `ledger.consistency`.
    package struct Input: Record {
        package static let name = "ledger.consistency.input"
        package static let fields: [Field<Self>] = [
            Field("from", \.from, "How many events there were.", .minimum(0)),
            Field("to", \.to, "How many there were later.", .minimum(0)),
        ]

        package var from: Int64 = -1
        package var to: Int64 = -1

        package init() {}
    }
}

/// That a ledger only grew.
package struct ConsistencyProof: Record {
    package static let name = "ledger.consistency.report"
    package static let fields: [Field<Self>] = [
        Field("from", \.from, "How many events there were."),
        Field("from_root", \.fromRoot, "The root of the tree then."),
        Field("to", \.to, "How many there were later."),
        Field("to_root", \.toRoot, "The root of the tree later."),
        Field("path", \.path, "The proof, as RFC 6962 orders it."),
        Field(
            "from_checkpoint",
            \.fromCheckpoint,
            "The signed checkpoint of then, if one is kept."
        ),
        Field("to_checkpoint", \.toCheckpoint, "The signed checkpoint of later, if one is kept."),
    ]

    package var from: Int64 = 0
    package var fromRoot: Digest = .unset
    package var to: Int64 = 0
    package var toRoot: Digest = .unset
    package var path: [Digest] = []
    package var fromCheckpoint: String?
    package var toCheckpoint: String?

    package init() {}
}
