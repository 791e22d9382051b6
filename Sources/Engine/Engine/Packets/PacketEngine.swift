import Digests
import Model
import Store

/// What happens to packets beside their revisions.
package struct PacketEngine {
    let change: Change

    /// Notes that a person has signed a packet's revision; it is never changed afterwards.
    ///
    /// Who calls this has checked the signature.
    ///
    /// - Parameter sheet: What was signed.
    package func lock(_ sheet: PacketSheet, by signer: String, _ signature: String) throws {
        let current = try change.view.packetSheet(of: sheet.task)
        guard current.revision == sheet.revision else {
            throw PacketLockError.revised(
                sheet.task,
                signed: sheet.revision,
                current: current.revision
            )
        }
        guard current == sheet else { throw PacketLockError.altered(sheet.task) }
        if let held = try change.view.packets.lock(of: sheet.task)?.lock {
            throw PacketLockError.locked(sheet.task, by: held.signer)
        }
        let lock = PacketLock(
            revision: sheet.revision,
            digest: sheet.digest,
            signer: signer,
            signature: signature
        )
        try change.record(PacketEvent.locked(lock).fact, on: .task(sheet.task))
    }

    /// Makes a task whose packet differs from that of another, which it names as its parent.
    ///
    /// - Parameter supersedes: Whether the new task takes the place of the other.
    package func vary(
        _ parent: TaskKey,
        into draft: TaskEngine.Draft,
        supersedes: Bool
    ) throws -> TaskEngine.Outcome {
        let sheet = try change.view.packetSheet(of: parent)
        guard let packet = draft.packet, packet.text != sheet.text else {
            throw PacketLockError.same(parent)
        }
        let outcome = try change.tasks.create(draft)
        let origin = PacketParent(task: parent, revision: sheet.revision, digest: sheet.digest)
        let key = outcome.task.task.key
        try change.record(PacketEvent.varied(from: origin).fact, on: .task(key))
        if supersedes { try change.tasks.supersede(parent, by: key) }
        return outcome
    }
}

extension View {
    /// A task's packet as it stands, in the form that is signed.
    ///
    /// - Throws: ``PacketLockError/absent(_:)`` where the task has none.
    package func packetSheet(of key: TaskKey) throws -> PacketSheet {
        let revision = try task(key).task.packetRevision
        guard let text = try tasks.packet(of: key, revision: revision) else {
            throw PacketLockError.absent(key)
        }
        return PacketSheet(
            task: key,
            revision: revision,
            format: text.format,
            text: text.text,
            parent: try packets.parent(of: key)
        )
    }
}
