import Digests
import Model

/// What is to be signed to lock a packet.
package struct PacketLockOrder: Record {
    package static let name = "packet.lock.order"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("revision", \.revision, "The revision of its packet."),
        Field("namespace", \.namespace, "The namespace of the signature."),
        Field("canonical", \.canonical, "The text that is to be signed."),
    ]

    package var task: TaskKey = .unset
    package var revision: Int64 = 0
    package var namespace: String = ""
    package var canonical: String = ""

    package init() {}
}

/// Where a packet stands: its revision, its lock, its parent and its variants.
package struct PacketReport: Record {
    package static let name = "packet.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("revision", \.revision, "The revision of its packet."),
        Field("digest", \.digest, "The digest of the packet's text."),
        Field("signer", \.signer, "Who locked it; absent while it may be changed."),
        Field("locked_at", \.lockedAt, "When it was locked."),
        Field("parent", \.parent, "The task whose packet it was made from."),
        Field("parent_revision", \.parentRevision, "The revision that it was made from."),
        Field("variants", \.variants, "The tasks whose packets were made from it."),
    ]

    package var task: TaskKey = .unset
    package var revision: Int64 = 0
    package var digest: Digest = Digest(of: "")
    package var signer: String?
    package var lockedAt: Timestamp?
    package var parent: TaskKey?
    package var parentRevision: Int64?
    package var variants: [TaskKey] = []

    package init() {}
}

/// The files of an exported packet, and how others check them.
package struct PacketExport: Record {
    package static let name = "packet.export.report"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The file of the canonical bytes."),
        Field("signature", \.signature, "The file of the signature."),
        Field("signer", \.signer, "The principal who signed."),
        Field("namespace", \.namespace, "The namespace of the signature."),
    ]

    package var path: String = ""
    package var signature: String = ""
    package var signer: String = ""
    package var namespace: String = ""

    package init() {}
}
