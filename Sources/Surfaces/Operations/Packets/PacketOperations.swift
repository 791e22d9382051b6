import Digests
import Model

/// Tells what is to be signed to lock a packet.
package enum PreparePacketLock: Operation {
    package typealias Output = PacketLockOrder
    package static let name = "packet.prepare"
    package static let summary = "Tells what is to be signed to lock a packet; writes nothing."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "packet.absent", "packet.locked"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `packet.prepare`.
    package struct Input: Record {
        package static let name = "packet.prepare.input"
        package static let fields: [Field<Self>] = [Field("task", \.task, "The task.")]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Locks a packet with a person's signature.
package enum LockPacket: Operation {
    package typealias Output = PacketReport
    package static let name = "packet.lock"
    package static let summary =
        "Locks a packet with a person's signature over its canonical bytes."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "task.unknown", "packet.absent", "packet.locked", "packet.revised", "packet.altered",
        "evidence.no_policy", "evidence.unknown_signer", "signature.not_valid",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.revision = 1
        input.signature = "-----BEGIN SSH SIGNATURE-----"
    }

    /// What is asked of `packet.lock`.
    package struct Input: Record {
        package static let name = "packet.lock.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("revision", \.revision, "The revision that was signed."),
            Field("signature", \.signature, "The signature of its canonical bytes, armoured."),
        ]

        package var task: TaskKey = .unset
        package var revision: Int64 = 0
        package var signature: String = ""

        package init() {}
    }
}

/// Checks a lock's signature against the packet as it is kept.
package enum VerifyPacket: Operation {
    package typealias Output = PacketReport
    package static let name = "packet.verify"
    package static let summary = "Checks a lock's signature against the packet as it is kept."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "task.unknown", "packet.absent", "packet.not_locked", "packet.altered",
        "evidence.no_policy", "evidence.unknown_signer", "signature.not_valid",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `packet.verify`.
    package struct Input: Record {
        package static let name = "packet.verify.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("signers", \.signers, "The file that says whose signatures count."),
        ]

        package var task: TaskKey = .unset
        package var signers: String?

        package init() {}
    }
}

/// Writes a packet's canonical bytes and its signature into files.
package enum ExportPacket: Operation {
    package typealias Output = PacketExport
    package static let name = "packet.export"
    package static let summary =
        "Writes a packet's canonical bytes and its signature into files, for others to check."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let errors: [String] = ["task.unknown", "packet.absent", "packet.not_locked"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.path = "P07-B4.json"
    }

    /// What is asked of `packet.export`.
    package struct Input: Record {
        package static let name = "packet.export.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("path", \.path, "The file for the bytes; the signature gets `.sig` after it."),
        ]

        package var task: TaskKey = .unset
        package var path: String = ""

        package init() {}
    }
}

/// Shows whether a packet is locked, and what it was made from.
package enum ShowPacket: Operation {
    package typealias Output = PacketReport
    package static let name = "packet.show"
    package static let summary = "Shows whether a packet is locked, by whom, and its variants."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "packet.absent"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `packet.show`.
    package struct Input: Record {
        package static let name = "packet.show.input"
        package static let fields: [Field<Self>] = [Field("task", \.task, "The task.")]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Makes a task with a changed packet that names its parent.
package enum VaryPacket: Operation {
    package typealias Output = TaskChange
    package static let name = "packet.variant"
    package static let summary = "Makes a task with a changed packet, which names its parent."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "task.unknown", "packet.absent", "packet.same", "task.taken", "task.look_alike",
    ]
    package static let example = Input { input in
        input.parent = TaskKey(trusted: "P07-B4")
        input.task = TaskKey(trusted: "P07-B4-2")
        input.packet = "# Task Packet: P07-B4-2\n"
    }

    /// What is asked of `packet.variant`.
    package struct Input: Record {
        package static let name = "packet.variant.input"
        package static let fields: [Field<Self>] = [
            Field("parent", \.parent, "The task whose packet is to be changed."),
            Field("task", \.task, "The new task's key; by default the parent's with a number."),
            Field("packet", \.packet, "The text of the new packet."),
            Field("format", \.format, "The language of the packet.", .hasDefault),
            Field("file", \.file, "The name of the packet's file, for lint."),
            Field("supersedes", \.supersedes, "Whether it takes the parent's place.", .hasDefault),
        ]

        package var parent: TaskKey = .unset
        package var task: TaskKey?
        package var packet: String = ""
        package var format: PacketFormat = .markdown
        package var file: String?
        package var supersedes: Bool = false

        package init() {}
    }
}
