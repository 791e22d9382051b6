extension MerkleTree {
    /// The proof that the leaf at `index` is in the tree of the first `size` leaves.
    ///
    /// RFC 6962, 2.1.1. Asks for every other leaf once.
    package static func inclusionProof(
        of index: Int,
        size: Int,
        leaf: (Int) throws -> Digest
    ) rethrows -> [Digest] {
        try inclusionProof(of: index, size: size) { try root(of: $0, leaf: leaf) }
    }

    /// The same proof, from the roots of subtrees.
    ///
    /// - Parameter subtree: Asked for the root over a range of leaves, at most once for each level.
    package static func inclusionProof(
        of index: Int,
        size: Int,
        subtree: (Range<Int>) throws -> Digest
    ) rethrows -> [Digest] {
        precondition(index >= 0 && index < size, "the leaf must be in the tree")
        var range = 0..<size
        var proof: [Digest] = []
        while range.count > 1 {
            let middle = range.lowerBound + split(range.count)
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            let (own, other) = index < middle ? (left, right) : (right, left)
            proof.append(try subtree(other))
            range = own
        }
        return proof.reversed()
    }

    /// The proof that the tree of the first `newSize` leaves only appends to that of `oldSize`.
    ///
    /// RFC 6962, 2.1.2. Empty when the sizes are equal or the old tree has no leaf. Asks for each
    /// leaf at most once.
    package static func consistencyProof(
        from oldSize: Int,
        to newSize: Int,
        leaf: (Int) throws -> Digest
    ) rethrows -> [Digest] {
        try consistencyProof(from: oldSize, to: newSize) { try root(of: $0, leaf: leaf) }
    }

    /// The same proof, from the roots of subtrees.
    ///
    /// - Parameter subtree: Asked for the root over a range of leaves, at most once for each level.
    package static func consistencyProof(
        from oldSize: Int,
        to newSize: Int,
        subtree: (Range<Int>) throws -> Digest
    ) rethrows -> [Digest] {
        precondition(oldSize >= 0 && oldSize <= newSize, "a tree only grows")
        guard oldSize > 0, oldSize < newSize else { return [] }
        var range = 0..<newSize
        var proof: [Digest] = []
        while range.upperBound != oldSize {
            let middle = range.lowerBound + split(range.count)
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            let (own, other) = oldSize <= middle ? (left, right) : (right, left)
            proof.append(try subtree(other))
            range = own
        }
        // The verifier knows the old root itself, but not that of a later subtree.
        if range.lowerBound > 0 {
            proof.append(try subtree(range))
        }
        return proof.reversed()
    }

    /// Whether `proof` shows the leaf at `index` in the tree of `size` leaves with this root.
    ///
    /// The steps of RFC 9162, 2.1.3.2.
    package static func verifyInclusion(
        of leafHash: Digest,
        at index: Int,
        size: Int,
        root: Digest,
        proof: [Digest]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var position = index
        var last = size - 1
        var hash = leafHash
        for sibling in proof {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                hash = nodeHash(sibling, hash)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = nodeHash(hash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows that the newer tree only appends to the older one.
    ///
    /// The steps of RFC 9162, 2.1.4.2. Any tree appends to one without leaves.
    package static func verifyConsistency(
        from oldSize: Int,
        oldRoot: Digest,
        to newSize: Int,
        newRoot: Digest,
        proof: [Digest]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        // A full old tree is itself a subtree of the new one, so its root starts the path.
        var path = (oldSize.nonzeroBitCount == 1 ? [oldRoot] : []) + proof
        guard !path.isEmpty else { return false }
        var position = oldSize - 1
        var last = newSize - 1
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var old = path.removeFirst()
        var new = old
        for sibling in path {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = nodeHash(new, sibling)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
