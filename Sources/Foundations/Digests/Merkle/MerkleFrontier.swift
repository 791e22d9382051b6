/// A growing Merkle tree reduced to what its next leaves need: the roots of its full subtrees.
///
/// It takes 32 bytes for each one bit of the size, so a million leaves need at most 640 bytes, and
/// appending costs two hashes on average.
package struct MerkleFrontier: Hashable, Sendable {
    /// How many leaves have been appended.
    package private(set) var size: Int

    // The roots of the full subtrees, the largest first: one for each one bit of `size`.
    private var subtrees: [Digest]

    /// A tree without leaves.
    package init() {
        size = 0
        subtrees = []
    }

    /// Reads what ``encoded`` wrote; `nil` if it is anything else.
    package init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let size = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let size = Int(exactly: size), bytes.count == 8 + 32 * size.nonzeroBitCount else {
            return nil
        }
        self.size = size
        subtrees = stride(from: 8, to: bytes.count, by: 32)
            .map { Digest(bytes: Array(bytes[$0..<$0 + 32])) }
    }

    /// Adds a leaf by its hash (see ``MerkleTree/leafHash(_:)``).
    package mutating func append(_ leafHash: Digest) {
        var hash = leafHash
        // As in binary addition: each trailing one bit is a full subtree that now has a neighbour.
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
        }
        subtrees.append(hash)
        size += 1
    }

    /// The root of the tree; the digest of nothing while there is no leaf.
    package var root: Digest {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() {
            root = MerkleTree.nodeHash(subtree, root)
        }
        return root
    }

    /// The frontier for storage: the size in eight bytes, most significant first, then the roots.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + 32 * subtrees.count)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: size >> shift))
        }
        for subtree in subtrees {
            bytes.append(contentsOf: subtree.bytes)
        }
        return bytes
    }
}
