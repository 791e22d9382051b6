import Digests
import Engine
import Model
import Operations
import SignatureKit
import Store

extension LocalCaller {
    func provideProofs(_ provider: inout OperationProvider) {
        provider.provide(MakeCheckpoint.self) { [unowned self] input, context in
            let request = try request(MakeCheckpoint.self, input, context, right: nil)
            _ = try open().engine.read(as: request.caller, expecting: request.expected) {
                try $0.requireAsker()
            }
            return try checkpoint(isDryRun: context.options.dryRun)
        }
        provider.provide(ShowLedgerKey.self) { [unowned self] _, _ in
            guard let (note, key) = try WorkspaceKey.existing(in: open().found.stateDirectory)
            else { throw CheckpointError.noKey }
            return Reply(
                LedgerKeyReport {
                    $0.name = note.verifier.name
                    $0.key = note.verifier.description
                    $0.pem = key.verifying.pem
                    $0.fingerprint = key.verifying.fingerprint
                }
            )
        }
        provider.provide(ProveEvent.self) { [unowned self] input, _ in
            Reply(try prove(input.event))
        }
        provider.provide(ProveConsistency.self) { [unowned self] input, _ in
            Reply(try prove(from: input.from, to: input.to))
        }
    }

    /// The key of the workspace, made when something is first signed.
    func workspaceKey() throws -> (note: NoteSigner, key: SigningKey) {
        let workspace = try open()
        guard let name = try workspace.engine.read({ try $0.workspace.name() }) else {
            throw WorkspaceError.absent
        }
        return try WorkspaceKey.signer(
            in: workspace.found.stateDirectory,
            of: name,
            seed: identifiers.secret
        )
    }

    private func checkpoints() throws -> CheckpointFolder {
        let state = try open().found.stateDirectory
        return CheckpointFolder(
            in: state,
            by: try WorkspaceKey.existing(in: state)?.note.verifier
        )
    }

    /// The checkpoints that were signed, their roots by their sizes, and one kept elsewhere.
    func signedRoots(and foreign: String?) throws -> [Int64: Digest] {
        let folder = try checkpoints()
        var roots: [Int64: Digest] = [:]
        var all = try folder.all().map(\.checkpoint)
        if let foreign { all.append(try folder.foreign(foreign)) }
        for checkpoint in all {
            if let other = roots[checkpoint.size], other != checkpoint.root {
                throw CheckpointError.rewritten(size: checkpoint.size)
            }
            roots[checkpoint.size] = checkpoint.root
        }
        return roots
    }

    /// Signs the ledger as it is; nothing is signed that does not go on from what was signed.
    private func checkpoint(isDryRun: Bool) throws -> Reply<CheckpointReport> {
        let workspace = try open()
        if isDryRun { return try triedCheckpoint() }
        let made = try CheckpointSigning(
            stateDirectory: workspace.found.stateDirectory,
            engine: workspace.engine
        ).sign(by: workspaceKey().note)
        return Reply(
            CheckpointReport(made.checkpoint, made.note, in: made.folder),
            revision: made.checkpoint.size,
            already: !made.isNew
        )
    }

    /// What would be signed; no file is made for it, not even of the cache.
    private func triedCheckpoint() throws -> Reply<CheckpointReport> {
        let workspace = try open()
        let folder = try checkpoints()
        return try workspace.engine.read { view in
            var frontier = MerkleFrontier()
            try view.ledger.leaves(from: 1) { frontier.append($0) }
            let name = try view.workspace.name()?.text ?? ""
            let checkpoint = Checkpoint(
                origin: "worklead/\(name)",
                size: Int64(frontier.size),
                root: frontier.root
            )
            return Reply(
                CheckpointReport(checkpoint, checkpoint.text, in: folder),
                isDryRun: true
            )
        }
    }

    private func prove(_ name: String) throws -> EventProof {
        let folder = try checkpoints()
        let state = try open().found.stateDirectory
        return try open().engine.read { view in
            let sequence = try view.sequence(ofEvent: name)
            guard let (event, leaf) = try view.ledger.proven(sequence) else {
                throw CheckpointError.noSuchEvent(name)
            }
            guard let kept = try folder.newest(), kept.checkpoint.size >= sequence else {
                throw CheckpointError.none(through: sequence)
            }
            let (size, root) = (kept.checkpoint.size, kept.checkpoint.root)
            let tree = try LedgerTree(in: state, upTo: view)
            try tree.require(kept.checkpoint)
            let path = try tree.inclusionProof(of: sequence, in: size)
            // Nothing is given out that would not convince us.
            guard
                MerkleTree.verifyInclusion(
                    of: leaf,
                    at: Int(sequence) - 1,
                    size: Int(size),
                    root: root,
                    proof: path
                )
            else { throw LedgerDifference.leaf(sequence: sequence) }
            return EventProof {
                $0.event = event.json
                $0.leaf = leaf
                ($0.index, $0.size, $0.root, $0.path) = (sequence - 1, size, root, path)
                $0.checkpoint = kept.note
                $0.key = folder.verifier?.description ?? ""
                $0.proof =
                    InclusionProof(index: sequence - 1, path: path, note: kept.note).text
            }
        }
    }

    private func prove(from: Int64, to: Int64) throws -> ConsistencyProof {
        let folder = try checkpoints()
        let state = try open().found.stateDirectory
        let (old, new) = (min(from, to), max(from, to))
        return try open().engine.read { view in
            let tree = try LedgerTree(in: state, upTo: view)
            guard new <= tree.size else { throw CheckpointError.noSuchEvent(String(new)) }
            let kept = try [old, new].map(folder.checkpoint)
            for case let kept? in kept { try tree.require(kept.checkpoint) }
            var proof = ConsistencyProof()
            (proof.from, proof.to) = (old, new)
            (proof.fromRoot, proof.toRoot) = (try tree.root(of: old), try tree.root(of: new))
            proof.path = try tree.consistencyProof(from: old, to: new)
            (proof.fromCheckpoint, proof.toCheckpoint) = (kept[0]?.note, kept[1]?.note)
            guard
                MerkleTree.verifyConsistency(
                    from: Int(old),
                    oldRoot: proof.fromRoot,
                    to: Int(new),
                    newRoot: proof.toRoot,
                    proof: proof.path
                )
            else { throw CheckpointError.rewritten(size: old) }
            return proof
        }
    }
}

extension View {
    /// The sequence of an event that is named by it, or by its id.
    fileprivate func sequence(ofEvent name: String) throws -> Int64 {
        if let sequence = Int64(name), sequence > 0 { return sequence }
        guard let sequence = try ledger.sequence(of: EventID(trusted: name)) else {
            throw CheckpointError.noSuchEvent(name)
        }
        return sequence
    }
}

extension CheckpointReport {
    fileprivate init(_ checkpoint: Checkpoint, _ note: String, in folder: CheckpointFolder) {
        self.init()
        (size, root) = (checkpoint.size, checkpoint.root)
        (self.note, path) = (note, folder.path)
    }
}
