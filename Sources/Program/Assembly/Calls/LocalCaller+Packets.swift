import Engine
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func providePackets(_ provider: inout OperationProvider) {
        provider.read(PreparePacketLock.self, self) { view, input in
            let sheet = try view.packetSheet(of: input.task)
            if let held = try view.packets.lock(of: input.task)?.lock {
                throw PacketLockError.locked(input.task, by: held.signer)
            }
            return PacketLockOrder { order in
                order.task = input.task
                order.revision = sheet.revision
                order.namespace = PacketNamespace.text
                order.canonical = sheet.canonicalText
            }
        }
        provider.provide(LockPacket.self) { [unowned self] input, context in
            let (sheet, repository) = try open().engine.read { view in
                (
                    try view.packetSheet(of: input.task),
                    try view.repository(ofTask: input.task)
                )
            }
            guard sheet.revision == input.revision else {
                throw PacketLockError.revised(
                    input.task,
                    signed: input.revision,
                    current: sheet.revision
                )
            }
            let policy = try signerPolicy(nil, of: repository)
            let signer = try signer(of: sheet, input.signature, policy, at: nil)
            return try await change(LockPacket.self, input, context, right: .plan) { change in
                try change.packets.lock(sheet, by: signer, input.signature)
                return try PacketReport(input.task, in: change.view)
            }
        }
        provider.read(ShowPacket.self, self) { view, input in
            try PacketReport(input.task, in: view)
        }
        provider.provide(VaryPacket.self) { [unowned self] input, context in
            try await vary(input, context)
        }
        providePacketChecks(&provider)
    }

    private func providePacketChecks(_ provider: inout OperationProvider) {
        provider.provide(VerifyPacket.self) { [unowned self] input, context in
            let (locked, repository) = try open().engine.read { view in
                (try view.lockedPacket(input.task), try view.repository(ofTask: input.task))
            }
            let policy = try signerPolicy(input.signers, of: repository)
            let signer = try signer(
                of: locked.sheet,
                locked.kept.lock.signature,
                policy,
                at: locked.kept.lockedAt
            )
            guard signer == locked.kept.lock.signer else {
                throw PacketLockError.altered(input.task)
            }
            return try read(VerifyPacket.self, context) { try PacketReport(input.task, in: $0) }
        }
        provider.provide(ExportPacket.self) { [unowned self] input, context in
            let locked = try open().engine.read { try $0.lockedPacket(input.task) }
            let path = surroundings.absolute(input.path)
            let report = PacketExport { report in
                report.path = path
                report.signature = path + ".sig"
                report.signer = locked.kept.lock.signer
                report.namespace = PacketNamespace.text
            }
            try PrivateFile.write(locked.sheet.canonicalText, to: report.path)
            try PrivateFile.write(locked.kept.lock.signature, to: report.signature)
            return try read(ExportPacket.self, context) { _ in report }
        }
    }

    /// Who signed a packet, by the policy.
    ///
    /// ssh-keygen takes a signature from a file only.
    private func signer(
        of sheet: PacketSheet,
        _ signature: String,
        _ policy: SignerPolicy,
        at moment: Timestamp?
    ) throws -> String {
        let file =
            try open().found.stateDirectory + "/packet-\(identifiers.eventID(at: time.now())).sig"
        try PrivateFile.write(signature, to: file)
        defer { unlink(file) }
        return try policy.signer(
            of: Array(sheet.canonicalText.utf8),
            signature: file,
            shown: "the signature of \(sheet.task)'s packet",
            namespace: PacketNamespace.text,
            at: moment
        )
    }

    private func vary(
        _ input: VaryPacket.Input,
        _ context: CallContext
    ) async throws -> Reply<TaskChange> {
        let packet = try packets.read(input.packet, input.format, file: input.file, key: input.task)
        return try await change(VaryPacket.self, input, context, right: .plan) { change in
            let parent = try change.view.task(input.parent).task
            let number = try change.view.packets.variants(of: input.parent).count + 2
            let draft = TaskEngine.Draft(
                key: input.task ?? TaskKey(trusted: "\(input.parent)-V\(number)"),
                repository: parent.repository,
                lane: parent.lane,
                phase: parent.phase,
                priority: parent.priority,
                dependencies: try change.view.tasks.dependencies(of: input.parent).map(\.key),
                packet: packet
            )
            let outcome = try change.packets.vary(
                input.parent,
                into: draft,
                supersedes: input.supersedes
            )
            return TaskChange(outcome.task, advice: outcome.advice)
        }
    }
}

extension View {
    /// A locked packet as it is kept, and its lock.
    ///
    /// - Throws: ``PacketLockError/altered(_:)`` where the two do not fit each other.
    fileprivate func lockedPacket(
        _ key: TaskKey
    ) throws -> (sheet: PacketSheet, kept: PacketStore.Locked) {
        let sheet = try packetSheet(of: key)
        guard let kept = try packets.lock(of: key) else { throw PacketLockError.notLocked(key) }
        guard kept.lock.revision == sheet.revision, kept.lock.digest == sheet.digest else {
            throw PacketLockError.altered(key)
        }
        return (sheet, kept)
    }
}

extension PacketReport {
    fileprivate init(_ key: TaskKey, in view: View) throws {
        self.init()
        let sheet = try view.packetSheet(of: key)
        let kept = try view.packets.lock(of: key)
        task = key
        (revision, digest) = (sheet.revision, sheet.digest)
        (signer, lockedAt) = (kept?.lock.signer, kept?.lockedAt)
        (parent, parentRevision) = (sheet.parent?.task, sheet.parent?.revision)
        variants = try view.packets.variants(of: key)
    }
}

/// What signatures of packets are made for, so that no other signature of the key is taken for one.
enum PacketNamespace {
    static let text = "packet@worklead"
}
