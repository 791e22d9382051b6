import Digests
import Model

extension BundleID: FieldValue {}
extension Pin: FieldValue {}

/// A bundle of evidence.
package struct BundleLine: Record {
    package static let name = "evidence.bundle.line"
    package static let fields: [Field<Self>] = [
        Field("bundle", \.bundle, "Its id."),
        Field("task", \.task, "The task that it is evidence for."),
        Field("state", \.state, "Whether it is open, sealed or removed."),
        Field("path", \.path, "The folder that it lies in."),
        Field("delivery", \.delivery, "The delivery that was gathered."),
        Field("replay", \.replay, "The last replay that was gathered."),
        Field("files", \.files, "How many files it has."),
        Field("bytes", \.bytes, "How many bytes they have together."),
        Field("digest", \.digest, "The digest that pins all of it, once it is sealed."),
        Field("signer", \.signer, "Who sealed it."),
        Field("sealed_at", \.sealedAt, "When it was sealed."),
        Field("pins", \.pins, "What it is pinned as."),
    ]

    package var bundle: BundleID = .unset
    package var task: TaskKey = .unset
    package var state: String = ""
    package var path: String = ""
    package var delivery: DeliveryID?
    package var replay: ReplayID?
    package var files: Int64 = 0
    package var bytes: Int64 = 0
    package var digest: Digest?
    package var signer: String?
    package var sealedAt: Timestamp?
    package var pins: [Pin] = []

    package init() {}
}

/// A bundle, with what was just done to it.
package struct BundleReport: Record {
    package static let name = "evidence.bundle.report"
    package static let fields: [Field<Self>] = [
        Field("bundle", \.bundle, "The bundle."),
        Field("added", \.added, "The paths in it that were added now."),
        Field("pin_line", \.pinLine, "One line that pins it, to be kept elsewhere."),
    ]

    package var bundle: BundleLine = .init()
    package var added: [String] = []
    package var pinLine: String?

    package init() {}
}

/// What is to be signed to seal a bundle.
package struct SealOrder: Record {
    package static let name = "evidence.seal.order"
    package static let fields: [Field<Self>] = [
        Field("bundle", \.bundle, "The bundle."),
        Field("namespace", \.namespace, "The namespace of the signature."),
        Field("tag_manifest", \.tagManifest, "The text that is to be signed."),
        Field("sealed", \.sealed, "Whether a seal is on it already, and needs only to be noted."),
        Field("advice", \.advice, "What rules at level `advise` have to say."),
    ]

    package var bundle: BundleID = .unset
    package var namespace: String = ""
    package var tagManifest: String = ""
    package var sealed: Bool = false
    package var advice: [String] = []

    package init() {}
}

/// What a verification found.
package struct EvidenceVerification: Record {
    package static let name = "evidence.verification"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The folder that was looked at."),
        Field("bundle", \.bundle, "Its id, where the ledger knows it."),
        Field("task", \.task, "The task that it says it is for."),
        Field("digest", \.digest, "The digest that pins all of it."),
        Field("signer", \.signer, "Who sealed it, by the policy."),
        Field("files", \.files, "How many files it has."),
        Field("bytes", \.bytes, "How many bytes they have together."),
        Field("in_ledger", \.inLedger, "Whether the ledger has this very digest."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
    ]

    package var path: String = ""
    package var bundle: BundleID?
    package var task: String?
    package var digest: Digest = .unset
    package var signer: String = ""
    package var files: Int64 = 0
    package var bytes: Int64 = 0
    package var inLedger: Bool = false
    package var durationMs: Int64 = 0

    package init() {}
}

/// How soon a task's evidence came.
package struct LatencyLine: Record {
    package static let name = "evidence.latency.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("planned_at", \.plannedAt, "When it was created."),
        Field("first_at", \.firstAt, "When its first evidence came."),
        Field("last_at", \.lastAt, "When its last evidence came."),
        Field("first_seconds", \.first, "From the plan to the first evidence."),
        Field("last_seconds", \.last, "From the plan to the last evidence."),
    ]

    package var task: TaskKey = .unset
    package var plannedAt: Timestamp = .unset
    package var firstAt: Timestamp?
    package var lastAt: Timestamp?
    package var first: Duration?
    package var last: Duration?

    package init() {}
}

/// What is where of what should be.
package struct EvidenceIndexReport: Record {
    package static let name = "evidence.index.report"
    package static let fields: [Field<Self>] = [
        Field("folder", \.folder, "The folder that was looked at."),
        Field("files", \.files, "How many files are there."),
        Field("tracked", \.tracked, "How many of them git tracks."),
        Field("referenced", \.referenced, "How many of them the ledger names."),
        Field("missing", \.missing, "How many the ledger names that are not there."),
        Field("added", \.added, "How many came since the last time."),
        Field("changed", \.changed, "How many have changed since the last time."),
        Field("gone", \.gone, "How many have gone since the last time."),
        Field("items", \.items, "The files asked for: those with something amiss, or all."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
    ]

    package var folder: String = ""
    package var files: Int = 0
    package var tracked: Int = 0
    package var referenced: Int = 0
    package var missing: Int = 0
    package var added: Int = 0
    package var changed: Int = 0
    package var gone: Int = 0
    package var items: [IndexedFile] = []
    package var durationMs: Int64 = 0

    package init() {}
}

/// A file of an index.
package struct IndexedFile: Record {
    package static let name = "evidence.index.file"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Its path in the folder."),
        Field("exists", \.exists, "Whether it is there."),
        Field("tracked", \.tracked, "Whether git tracks it."),
        Field("referenced", \.referenced, "Whether the ledger names it."),
        Field("digest", \.digest, "Its digest, where it is there."),
        Field(
            "named_by",
            \.namedBy,
            "What names it in the ledger: bundle, artifact, report, message, packet.",
            .hasDefault
        ),
    ]

    package var path: String = ""
    package var exists: Bool = false
    package var tracked: Bool = false
    package var referenced: Bool = false
    package var digest: Digest?
    package var namedBy: [String] = []

    package init() {}
}

/// What was written for others.
package struct EvidenceExport: Record {
    package static let name = "evidence.export.report"
    package static let fields: [Field<Self>] = [
        Field("bundle", \.bundle, "The bundle."),
        Field("statements", \.statements, "The file of signed statements."),
        Field("predicates", \.predicates, "What they state, by the types of their predicates."),
        Field("archive", \.archive, "The archive."),
        Field("archive_digest", \.archiveDigest, "The archive's digest."),
    ]

    package var bundle: BundleID = .unset
    package var statements: String?
    package var predicates: [String] = []
    package var archive: String?
    package var archiveDigest: Digest?

    package init() {}
}
