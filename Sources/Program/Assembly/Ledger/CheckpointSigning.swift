import Engine
import Model
import Operations
import SignatureKit
import Store

/// Signs a ledger as it is, beside its writers.
struct CheckpointSigning {
    let stateDirectory: String
    let engine: WorkspaceEngine

    /// A checkpoint that stands, and whether it was made now.
    struct Made {
        let checkpoint: Checkpoint
        let note: String
        let folder: CheckpointFolder
        let isNew: Bool
    }

    /// Signs what the ledger is now; where that was done before, there is nothing new.
    ///
    /// - Throws: ``CheckpointError`` where the ledger does not go on from what was signed.
    func sign(by signer: NoteSigner) throws -> Made {
        let folder = CheckpointFolder(in: stateDirectory, by: signer.verifier)
        return try engine.read { view in
            let tree = try LedgerTree(in: stateDirectory, upTo: view)
            if let last = try folder.newest() {
                try tree.require(last.checkpoint)
                if last.checkpoint.size == tree.size {
                    return Made(
                        checkpoint: last.checkpoint,
                        note: last.note,
                        folder: folder,
                        isNew: false
                    )
                }
            }
            let checkpoint = Checkpoint(
                origin: signer.verifier.name,
                size: tree.size,
                root: try tree.root(of: tree.size)
            )
            let note = checkpoint.signed(by: signer)
            try folder.keep(note, of: checkpoint.size)
            return Made(checkpoint: checkpoint, note: note.written, folder: folder, isNew: true)
        }
    }
}

extension LocalCaller {
    /// Signs the ledger without being asked: where there is a key, and no repository says never.
    ///
    /// No key is made for it: whoever wants signatures has signed something before.
    ///
    /// - Returns: When it is to be looked at again.
    package func signByItself() throws -> CheckpointPace {
        let workspace = try open()
        let state = workspace.found.stateDirectory
        guard let key = try WorkspaceKey.existing(in: state) else { return .standard }
        guard let pace = try checkpointPace() else { return .standard }
        _ = try CheckpointSigning(stateDirectory: state, engine: workspace.engine).sign(
            by: key.note
        )
        return pace
    }

    /// How often the ledger is to be signed without being asked; `nil` for never.
    package func checkpointPace() throws -> CheckpointPace? {
        let workspace = try open()
        // Without a key nothing is signed, so no repository need be asked.
        guard try WorkspaceKey.existing(in: workspace.found.stateDirectory) != nil else {
            return nil
        }
        let repositories = try workspace.engine.read { try $0.repositories.repositories() }
        return CheckpointSetting.pace(
            of: try repositories.compactMap { try configuration(of: $0).checkpoints }
        )
    }
}

extension SharedStore {
    /// How many events the newest checkpoint is of; 0 where there is none.
    package func signedSize() throws -> Int64 {
        try CheckpointFolder(in: stateDirectory, by: nil).sizes().last ?? 0
    }
}
