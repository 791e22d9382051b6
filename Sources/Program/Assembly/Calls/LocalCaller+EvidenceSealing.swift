import BagKit
import Digests
import Documents
import Engine
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func provideEvidenceSealing(_ provider: inout OperationProvider) {
        provider.provide(PrepareSeal.self) { [unowned self] input, _ in
            // What is not there leaves no lock behind.
            _ = try bundle(input.bundle)
            let lock = try evidenceLock()
            defer { withExtendedLifetime(lock) {} }
            return Reply(try sealOrder(try bundle(input.bundle)))
        }
        provider.provide(SealEvidence.self) { [unowned self] input, context in
            try await seal(input, context)
        }
        provider.provide(VerifyEvidence.self) { [unowned self] input, _ in
            Reply(try verify(input))
        }
        provider.provide(PinEvidence.self) { [unowned self] input, context in
            if !input.drop { _ = try verified(try bundle(input.bundle).stored) }
            return try await change(PinEvidence.self, input, context, right: .judge) { change in
                let bundle =
                    try input.drop
                    ? change.evidence.unpin(input.bundle, from: input.pin)
                    : change.evidence.pin(input.bundle, as: input.pin)
                var report = try self.report(bundle.id, in: change.view)
                if let seal = bundle.seal, !input.drop {
                    report.pinLine =
                        "\(seal.digest.hex)  \(bundle.task)/\(bundle.id) \(input.pin.rawValue) "
                        + "\(seal.signer) \(change.now.text)"
                }
                return report
            }
        }
        provider.provide(CollectEvidence.self) { [unowned self] input, context in
            try await collect(input, context)
        }
    }

    /// The bundle of the ledger as it lies on the disk: every byte, its digest and its signature.
    func verified(
        _ stored: EvidenceStore.Stored,
        signers: String? = nil
    ) throws -> (content: SealedBag.Content, signer: String, path: String) {
        let bundle = stored.bundle
        switch bundle.state {
        case .open: throw EvidenceError.notSealed(bundle.id)
        case .removed: throw EvidenceError.removed(bundle.id)
        case .sealed(let seal):
            let (place, repository) = try place(of: bundle)
            let path = place.sealed(bundle)
            let (content, signer) = try look(
                at: path,
                signers: signers,
                of: repository,
                at: stored.sealedAt
            )
            guard content.digest == seal.digest else {
                throw EvidenceFault.otherDigest(
                    bundle.id,
                    found: content.digest,
                    sealed: seal.digest
                )
            }
            return (content, signer, path)
        }
    }

    private func look(
        at path: String,
        signers: String?,
        of repository: Repository?,
        at moment: Timestamp?
    ) throws -> (SealedBag.Content, signer: String) {
        guard access(path, F_OK) == 0 else { throw EvidenceFault.absent(path: path) }
        let bag = SealedBag(at: path)
        let content = try bag.verify()
        guard try bag.signature() != nil else { throw EvidenceFault.unsigned(path: path) }
        let signer = try signerPolicy(signers, of: repository).signer(
            of: try bag.tagManifest(),
            signature: "\(path)/\(BagFiles.signature)",
            shown: path,
            at: moment
        )
        return (content, signer)
    }

    private func verify(_ input: VerifyEvidence.Input) throws -> EvidenceVerification {
        let start = time.elapsed()
        var report = EvidenceVerification()
        let content: SealedBag.Content
        if let id = input.bundle {
            let stored = try bundle(id).stored
            let found = try verified(stored, signers: input.signers)
            (content, report.signer, report.path) = found
            (report.bundle, report.inLedger) = (id, true)
        } else if let path = input.path.map(surroundings.absolute) {
            // Whoever gave it away may have taken it from here.
            let digest = Digest(of: try SealedBag(at: path).tagManifest())
            let known = try open().engine.read { view in
                try view.evidence.bundles().first { $0.bundle.seal?.digest == digest }
            }
            let repository = try known.map { try place(of: $0.bundle).repository } ?? nil
            (content, report.signer) = try look(
                at: path,
                signers: input.signers,
                of: repository,
                at: known?.sealedAt
            )
            (report.path, report.bundle) = (path, known?.bundle.id)
            report.inLedger = known != nil
        } else {
            throw EvidenceFault.nothingAsked
        }
        report.task = content.information["External-Identifier"]
        report.digest = content.digest
        report.files = Int64(content.entries.count)
        report.bytes = content.bytes
        report.durationMs = (time.elapsed() - start).wholeMilliseconds
        return report
    }

    private typealias KnownBundle = (stored: EvidenceStore.Stored, files: [EvidenceFile])

    private func sealOrder(_ known: KnownBundle) throws -> SealOrder {
        let bundle = known.stored.bundle
        guard bundle.state == .open else { throw EvidenceError.notOpen(bundle.id) }
        guard !known.files.isEmpty else { throw EvidenceError.empty(bundle.id) }
        let (place, repository) = try place(of: bundle)
        var order = SealOrder()
        order.bundle = bundle.id
        order.namespace = EvidenceNamespace.text
        if access(place.sealed(bundle), F_OK) == 0 {
            // Sealed by a process that did not live to note it.
            order.sealed = true
            return order
        }
        let draft = try draft(of: bundle, at: place, files: known.files)
        // Before anybody signs.
        order.advice = try secrets(in: draft, of: repository)
        let text = try draft.tagManifest(information(of: known.stored))
        order.tagManifest = String(decoding: text, as: UTF8.self)
        return order
    }

    /// The draft of a bundle, if it lists what the ledger lists.
    private func draft(
        of bundle: EvidenceBundle,
        at place: EvidencePlace,
        files: [EvidenceFile]
    ) throws -> BagDraft {
        let path = place.draft(bundle)
        guard access(path, F_OK) == 0 else { throw EvidenceFault.absent(path: path) }
        let draft = try BagDraft(at: path)
        try require(try draft.entries(), files, of: bundle.id)
        return draft
    }

    private func require(
        _ entries: [BagEntry],
        _ files: [EvidenceFile],
        of id: BundleID
    ) throws {
        let there = Set(entries.map { "\($0.digest.hex) \($0.name)" })
        let listed = Set(files.map { "\($0.digest.hex) \($0.path)" })
        guard there == listed else {
            let paths = there.symmetricDifference(listed).map { String($0.dropFirst(65)) }
            throw EvidenceFault.otherFiles(id, paths: Set(paths).sorted())
        }
    }

    /// The fields of `bag-info.txt`: nothing in them depends on when and where it is sealed.
    private func information(
        of stored: EvidenceStore.Stored
    ) throws -> [(label: String, value: String)] {
        let bundle = stored.bundle
        return try open().engine.read { view in
            let task = try view.task(bundle.task).task
            var fields = [
                ("Bag-Software-Agent", "worklead"),
                ("Bagging-Date", String(stored.openedAt.text.prefix(10))),
                ("External-Identifier", bundle.task.text),
                ("Internal-Sender-Identifier", bundle.id.text),
            ]
            if let phase = task.phase { fields.append(("Bag-Group-Identifier", "\(phase)")) }
            return fields
        }
    }

    private func seal(
        _ input: SealEvidence.Input,
        _ context: CallContext
    ) async throws -> Reply<BundleReport> {
        let request = try request(SealEvidence.self, input, context, right: nil)
        let workspace = try open()
        _ = try workspace.engine.read(as: request.caller, expecting: request.expected) {
            try $0.requireAsker()
        }
        _ = try bundle(input.bundle)
        let lock = try evidenceLock()
        defer { withExtendedLifetime(lock) {} }
        let known = try bundle(input.bundle)
        let bundle = known.stored.bundle
        if bundle.state != .open {
            // Sealed before by the same call: what counts is that it holds.
            _ = try verified(known.stored)
            let view = try workspace.engine.read { view in
                (try self.report(bundle.id, in: view), try view.ledger.head())
            }
            return Reply(view.0, revision: view.1, already: true)
        }
        let seal = try put(input.signature, on: known, isDryRun: request.isDryRun)
        return try await change(SealEvidence.self, input, context, right: nil) { change in
            _ = try change.evidence.seal(bundle.id, as: seal)
            return try self.report(bundle.id, in: change.view)
        }
    }

    /// Seals a bundle on the disk, or finds that it is.
    private func put(
        _ signature: String,
        on known: KnownBundle,
        isDryRun: Bool
    ) throws -> Seal {
        let bundle = known.stored.bundle
        let (place, repository) = try place(of: bundle)
        let final = place.sealed(bundle)
        if access(final, F_OK) == 0 {
            let (content, signer) = try look(at: final, signers: nil, of: repository, at: nil)
            try require(content.entries, known.files, of: bundle.id)
            return Seal(content, by: signer)
        }
        guard !known.files.isEmpty else { throw EvidenceError.empty(bundle.id) }
        let draft = try draft(of: bundle, at: place, files: known.files)
        // Who prepared the seal has heard the advice.
        _ = try secrets(in: draft, of: repository)
        let fields = try information(of: known.stored)
        let text = try draft.tagManifest(fields)
        let copy = try open().found.stateDirectory + "/evidence.signature"
        try PrivateFile.write(signature, to: copy)
        defer { unlink(copy) }
        let signer = try signerPolicy(nil, of: repository).signer(
            of: text,
            signature: copy,
            shown: bundle.id.text,
            at: nil
        )
        if isDryRun {
            let bytes = known.files.reduce(0) { $0 + $1.bytes }
            let count = Int64(known.files.count)
            return Seal(digest: Digest(of: text), files: count, bytes: bytes, signer: signer)
        }
        let content = try draft.seal(fields, signature: Array(signature.utf8), as: final)
        return Seal(content, by: signer)
    }

    /// What looks like a secret in the files of a draft: sealed, it would be kept for good.
    ///
    /// - Returns: What there is to advise.
    /// - Throws: ``RuleError`` where the rule is at level `block`.
    private func secrets(in draft: BagDraft, of repository: Repository?) throws -> [String] {
        let level = try open().engine.read { try $0.workspace.level(of: .secrets) }
        guard level != .off else { return [] }
        let scanner = try (repository.map(gateSettings(of:)) ?? GateSettings()).secretScanner
        var advice: [String] = []
        for entry in try draft.entries() {
            // Larger files and those with a NUL are no texts that a person has written.
            guard let bytes = try draft.bytes(of: entry.name, most: 16 << 20),
                !bytes.prefix(8192).contains(0),
                let found = scanner.findings(in: bytes, of: entry.name.text).first
            else { continue }
            let fault = "Line \(found.line) of \(entry.name) has \(found.text)."
            if level == .block {
                throw RuleError(
                    rule: .secrets,
                    fault: fault,
                    remedy: "Add the file again without it; what is none is allowed by "
                        + "[secrets] in .worklead/gates.toml."
                )
            }
            advice.append(fault)
        }
        return advice
    }

    private func collect(
        _ input: CollectEvidence.Input,
        _ context: CallContext
    ) async throws -> Reply<Page<BundleLine>> {
        let workspace = try open()
        let state = workspace.found.stateDirectory
        let lock = context.options.dryRun ? nil : try evidenceLock()
        defer { withExtendedLifetime(lock) {} }
        let reply = try await change(CollectEvidence.self, input, context, right: .plan) { change in
            let collected = try change.evidence.collect(keeping: input.keep)
            let lines = try collected.compactMap { try change.view.evidence.bundle($0.id) }
                .map { try BundleLine($0, in: change.view, stateDirectory: state) }
            return Page(lines, total: lines.count)
        }
        if !reply.isDryRun { try removeFiles() }
        return reply
    }

    /// Removes the files of all bundles that were given up, those of an earlier call among them
    /// that did not live to do it.
    private func removeFiles() throws {
        let removed = try open().engine.read { try $0.evidence.bundles() }.map(\.bundle).filter {
            if case .removed = $0.state { true } else { false }
        }
        for bundle in removed {
            let place = try place(of: bundle).place
            let (path, doomed) = (place.sealed(bundle), place.doomed(bundle))
            if rename(path, doomed) != 0, errno != ENOENT {
                throw FileError(doing: "remove", path: path, number: errno)
            }
            try FolderRemoval.remove(doomed)
        }
    }
}

extension Seal {
    fileprivate init(_ content: SealedBag.Content, by signer: String) {
        self.init(
            digest: content.digest,
            files: Int64(content.entries.count),
            bytes: content.bytes,
            signer: signer
        )
    }
}
