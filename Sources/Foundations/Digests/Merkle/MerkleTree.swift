import CDigests

/// The Merkle tree hash of RFC 6962, section 2.1, over SHA-256.
///
/// Leaves and nodes are hashed with different prefixes, so that a node can never be passed off as
/// a leaf. The functions ask for leaf hashes by position and keep none of them.
package enum MerkleTree {
    /// The root of a tree without leaves: the digest of nothing.
    package static let emptyRoot = Digest(of: [UInt8]())

    /// The hash of a leaf that holds `data`.
    package static func leafHash(_ data: [UInt8]) -> Digest {
        Digest { cdigests_merkle_leaf(data, data.count, $0.baseAddress) }
    }

    /// The hash of a leaf that holds what was written into the buffer.
    static func leafHash(of buffer: borrowing JSONBuffer) -> Digest {
        buffer.withBytes { bytes in
            Digest { cdigests_merkle_leaf(bytes.baseAddress, bytes.count, $0.baseAddress) }
        }
    }

    /// The hash of a node over two children.
    package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        Digest { target in
            left.withBytes { left in
                right.withBytes { right in
                    cdigests_merkle_node(left.baseAddress, right.baseAddress, target.baseAddress)
                }
            }
        }
    }

    /// The root over the leaves in `range`, which is a whole tree when it starts at zero.
    ///
    /// Asks for each leaf of the range once, in order.
    package static func root(
        of range: Range<Int>,
        leaf: (Int) throws -> Digest
    ) rethrows -> Digest {
        var frontier = MerkleFrontier()
        for index in range {
            frontier.append(try leaf(index))
        }
        return frontier.root
    }

    /// The size of the left subtree of a tree of `size` leaves: "the largest power of two smaller
    /// than n".
    static func split(_ size: Int) -> Int {
        1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
    }
}
