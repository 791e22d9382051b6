import Digests
import Engine
import Model
import SignatureKit
import Store

/// The hashes of a ledger's tree, brought up to the ledger.
struct LedgerTree {
    private let lock: FileLock
    private let files: MerkleFiles
    /// How many events it has.
    let size: Int64

    /// Brings the kept hashes up to the snapshot; reads the leaves that came since the last time.
    init(in stateDirectory: String, upTo view: View) throws {
        let directory = stateDirectory + "/tree"
        try PrivateFile.makeDirectory(directory)
        lock = try FileLock(directory + "/lock")
        files = try MerkleFiles(in: directory)
        size = try view.ledger.head()
        // A store that was put back, or another one in its place, has other leaves.
        if files.size > 0 {
            let last = try view.ledger.leaf(of: Int64(files.size))
            if try last != files.leaf(files.size - 1) { try files.empty() }
        }
        guard files.size < size else { return }
        var pending: [Digest] = []
        try view.ledger.leaves(from: Int64(files.size) + 1) { leaf in
            pending.append(leaf)
            if pending.count == Self.batch {
                try files.append(pending)
                pending.removeAll(keepingCapacity: true)
            }
        }
        try files.append(pending)
        try files.save()
    }

    private static let batch = 65_536

    /// The root over the first events.
    func root(of size: Int64) throws -> Digest { try files.root(of: 0..<Int(size)) }

    /// - Throws: ``CheckpointError`` where a checkpoint is not of these events.
    func require(_ checkpoint: Checkpoint) throws {
        guard checkpoint.size <= size else {
            throw CheckpointError.beyond(size: checkpoint.size, events: size)
        }
        guard try root(of: checkpoint.size) == checkpoint.root else {
            throw CheckpointError.rewritten(size: checkpoint.size)
        }
    }

    func leaf(of sequence: Int64) throws -> Digest { try files.leaf(Int(sequence) - 1) }

    /// The proof that an event is among the first events.
    func inclusionProof(of sequence: Int64, in size: Int64) throws -> [Digest] {
        try MerkleTree.inclusionProof(of: Int(sequence) - 1, size: Int(size)) {
            try files.root(of: $0)
        }
    }

    /// The proof that the ledger has only grown between two sizes.
    func consistencyProof(from old: Int64, to new: Int64) throws -> [Digest] {
        try MerkleTree.consistencyProof(from: Int(old), to: Int(new)) { try files.root(of: $0) }
    }
}

extension MerkleFilesError: Reportable {
    package var category: ErrorCategory { .failure }
    package var hint: String? {
        "It is a cache: where its folder is removed, it is made anew from the ledger."
    }
}
