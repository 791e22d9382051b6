import Digests
import Model

/// Puts files into a task's open bundle.
package enum AddEvidence: Operation {
    package typealias Output = BundleReport
    package static let name = "evidence.add"
    package static let summary = "Puts files into a task's open bundle; opens one where none is."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["task.unknown", "bag.bad_name", "bag.unusable"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.files = ["review.sarif"]
    }

    /// What is asked of `evidence.add`.
    package struct Input: Record {
        package static let name = "evidence.add.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("files", \.files, "The paths of the files."),
            Field("under", \.under, "The folder of the bundle that they go into.", .hasDefault),
        ]

        package var task: TaskKey = .unset
        package var files: [String] = []
        package var under: String = "attachments"

        package init() {}
    }
}

/// Gathers a task's delivery into its open bundle.
package enum BundleEvidence: Operation {
    package typealias Output = BundleReport
    package static let name = "evidence.bundle"
    package static let summary =
        "Gathers a task's last delivery, its replays and its diff into the task's open bundle."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown", "evidence.nothing_delivered", "bag.bad_name", "bag.unusable",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `evidence.bundle`.
    package struct Input: Record {
        package static let name = "evidence.bundle.input"
        package static let fields: [Field<Self>] = [Field("task", \.task, "The task.")]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Tells what is to be signed to seal a bundle.
package enum PrepareSeal: Operation {
    package typealias Output = SealOrder
    package static let name = "evidence.prepare"
    package static let summary = "Tells what is to be signed to seal a bundle; writes nothing."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "evidence.unknown", "evidence.not_open", "evidence.empty", "evidence.altered",
        "rule.secrets", "bag.differs",
    ]
    package static let example = Input { $0.bundle = BundleID(trusted: "E-7") }

    /// What is asked of `evidence.prepare`.
    package struct Input: Record {
        package static let name = "evidence.prepare.input"
        package static let fields: [Field<Self>] = [Field("bundle", \.bundle, "The bundle.")]

        package var bundle: BundleID = .unset

        package init() {}
    }
}

/// Seals a bundle with a person's signature.
package enum SealEvidence: Operation {
    package typealias Output = BundleReport
    package static let name = "evidence.seal"
    package static let summary = "Seals a bundle with a person's signature over its tag manifest."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "evidence.unknown", "evidence.not_open", "evidence.altered", "evidence.no_policy",
        "evidence.unknown_signer", "signature.not_valid", "rule.secrets", "bag.differs",
        "bag.unusable",
    ]
    package static let example = Input { input in
        input.bundle = BundleID(trusted: "E-7")
        input.signature = "-----BEGIN SSH SIGNATURE-----"
    }

    /// What is asked of `evidence.seal`.
    package struct Input: Record {
        package static let name = "evidence.seal.input"
        package static let fields: [Field<Self>] = [
            Field("bundle", \.bundle, "The bundle."),
            Field("signature", \.signature, "The signature of its tag manifest, armoured."),
        ]

        package var bundle: BundleID = .unset
        package var signature: String = ""

        package init() {}
    }
}

/// Checks every byte of a bundle, its signature, and what the ledger says of it.
package enum VerifyEvidence: Operation {
    package typealias Output = EvidenceVerification
    package static let name = "evidence.verify"
    package static let summary =
        "Checks every byte of a bundle, its signature, and what the ledger says of it."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "evidence.unknown", "evidence.not_sealed", "evidence.removed", "evidence.altered",
        "evidence.no_policy", "evidence.unknown_signer", "evidence.unsigned",
        "signature.not_valid", "bag.differs", "bag.malformed", "bag.unusable",
    ]
    package static let example = Input { $0.bundle = BundleID(trusted: "E-7") }

    /// What is asked of `evidence.verify`.
    package struct Input: Record {
        package static let name = "evidence.verify.input"
        package static let fields: [Field<Self>] = [
            Field("bundle", \.bundle, "The bundle."),
            Field("path", \.path, "A folder to look at instead."),
            Field("signers", \.signers, "The file that says whose signatures count."),
        ]

        package var bundle: BundleID?
        package var path: String?
        package var signers: String?

        package init() {}
    }
}

/// Pins a sealed bundle, or lets a pin go.
package enum PinEvidence: Operation {
    package typealias Output = BundleReport
    package static let name = "evidence.pin"
    package static let summary = "Pins a sealed bundle, so that it is kept, or lets a pin go."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "evidence.unknown", "evidence.not_sealed", "evidence.removed", "evidence.not_pinned",
        "evidence.altered", "bag.differs", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.bundle = BundleID(trusted: "E-7")
        input.pin = .finalDone
    }

    /// What is asked of `evidence.pin`.
    package struct Input: Record {
        package static let name = "evidence.pin.input"
        package static let fields: [Field<Self>] = [
            Field("bundle", \.bundle, "The bundle."),
            Field("pin", \.pin, "What it is pinned as.", .hasDefault),
            Field("drop", \.drop, "Whether the pin is let go.", .hasDefault),
        ]

        package var bundle: BundleID = .unset
        package var pin: Pin = .evidence
        package var drop: Bool = false

        package init() {}
    }
}

/// Lists the bundles.
package enum ListEvidence: Operation {
    package typealias Output = Page<BundleLine>
    package static let name = "evidence.list"
    package static let summary = "Lists the bundles, with their state and their pins."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `evidence.list`.
    package struct Input: Record {
        package static let name = "evidence.list.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "Only those of this task."),
            Field("bundle", \.bundle, "Only this one."),
        ]

        package var task: TaskKey?
        package var bundle: BundleID?

        package init() {}
    }
}

/// Compares a folder of evidence with git and with the ledger.
package enum IndexEvidence: Operation {
    package typealias Output = EvidenceIndexReport
    package static let name = "evidence.index"
    package static let summary =
        "Tells which evidence is there, tracked by git, named in the ledger, and missing."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["bag.unusable"]
    package static let example = Input()

    /// What is asked of `evidence.index`.
    package struct Input: Record {
        package static let name = "evidence.index.input"
        package static let fields: [Field<Self>] = [
            Field("folder", \.folder, "The folder; by default that of the bundles.", .line(500)),
            Field("all", \.all, "Whether every file is listed.", .hasDefault),
        ]

        package var folder: String?
        package var all: Bool = false

        package init() {}
    }
}

/// Tells how soon evidence came after its task was planned.
package enum MeasureEvidence: Operation {
    package typealias Output = Page<LatencyLine>
    package static let name = "evidence.latency"
    package static let summary =
        "Tells how soon evidence came after its task was planned, by the ledger's times."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown"]
    package static let example = Input()

    /// What is asked of `evidence.latency`.
    package struct Input: Record {
        package static let name = "evidence.latency.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "Only that of this task.")
        ]

        package var task: TaskKey?

        package init() {}
    }
}

/// Removes old bundles that no pin holds.
package enum CollectEvidence: Operation {
    package typealias Output = Page<BundleLine>
    package static let name = "evidence.gc"
    package static let summary =
        "Removes the files of old sealed bundles; the newest of each task and pinned ones stay."
    package static let effect = Effect.destroys
    package static let takesTime = true
    package static let errors: [String] = ["agent.lacks_right"]
    package static let example = Input { $0.keep = 3 }

    /// What is asked of `evidence.gc`.
    package struct Input: Record {
        package static let name = "evidence.gc.input"
        package static let fields: [Field<Self>] = [
            Field("keep", \.keep, "How many of each task stay.", .minimum(1), .maximum(10_000))
        ]

        package var keep: Int = 0

        package init() {}
    }
}

/// Writes a sealed bundle in forms that others read.
package enum ExportEvidence: Operation {
    package typealias Output = EvidenceExport
    package static let name = "evidence.export"
    package static let summary =
        "Writes signed in-toto statements about a sealed bundle, or an archive of it."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "evidence.unknown", "evidence.not_sealed", "evidence.removed", "evidence.altered",
        "bag.differs", "bag.unusable",
    ]
    package static let example = Input { input in
        input.bundle = BundleID(trusted: "E-7")
        input.archive = "E-7.tar"
    }

    /// What is asked of `evidence.export`.
    package struct Input: Record {
        package static let name = "evidence.export.input"
        package static let fields: [Field<Self>] = [
            Field("bundle", \.bundle, "The bundle."),
            Field("statements", \.statements, "Where the statements go, one envelope a line."),
            Field("archive", \.archive, "Where the archive goes."),
        ]

        package var bundle: BundleID = .unset
        package var statements: String?
        package var archive: String?

        package init() {}
    }
}
