import Digests
import Testing

@Suite("Merkle trees")
struct MerkleTests {
    /// The hashes of leaves that hold their own index.
    static let leaves = (0..<70).map { MerkleTree.leafHash([UInt8($0)]) }

    /// RFC 6962, 2.1, word for word: slow and obviously right.
    static func definition(_ leaves: ArraySlice<Digest>) -> Digest {
        if leaves.isEmpty { return Digest(of: "") }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        var k = 1
        while k * 2 < leaves.count { k *= 2 }
        let middle = leaves.startIndex + k
        let left = definition(leaves[..<middle])
        let right = definition(leaves[middle...])
        return Digest(of: [1] + left.bytes + right.bytes)
    }

    @Test("A leaf and a node are hashed with their prefixes")
    func prefixes() {
        let data = Array("event".utf8)
        #expect(MerkleTree.leafHash(data) == Digest(of: [0] + data))
        #expect(MerkleTree.leafHash([]) == Digest(of: [0]))
        let (left, right) = (Self.leaves[0], Self.leaves[1])
        #expect(MerkleTree.nodeHash(left, right) == Digest(of: [1] + left.bytes + right.bytes))
    }

    // The trees of the certificate-transparency project's own tests.
    static let published: [(Int, String)] = [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]

    static let publishedLeaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6F),
    ]

    @Test("The roots are those that others publish")
    func publishedRoots() {
        for (size, root) in Self.published {
            let computed = MerkleTree.root(of: 0..<size) {
                MerkleTree.leafHash(Self.publishedLeaves[$0])
            }
            #expect(computed.hex == root)
        }
    }

    @Test("A tree that grows has the root of the definition at every size, also after storage")
    func frontier() throws {
        var frontier = MerkleFrontier()
        for size in 0...Self.leaves.count {
            #expect(frontier.size == size)
            #expect(frontier.root == Self.definition(Self.leaves[..<size]))
            let encoded = frontier.encoded
            #expect(encoded.count == 8 + 32 * size.nonzeroBitCount)
            let stored = try #require(MerkleFrontier(encoded: encoded))
            #expect(stored == frontier)
            frontier = stored
            if size < Self.leaves.count { frontier.append(Self.leaves[size]) }
        }
    }

    @Test("A stored frontier that was cut, extended, or has another size is refused")
    func malformedFrontiers() {
        var frontier = MerkleFrontier()
        for leaf in Self.leaves.prefix(5) { frontier.append(leaf) }
        let encoded = frontier.encoded
        for count in 0..<encoded.count {
            #expect(MerkleFrontier(encoded: Array(encoded.prefix(count))) == nil)
        }
        #expect(MerkleFrontier(encoded: encoded + [0]) == nil)
        #expect(MerkleFrontier(encoded: [0xFF] + encoded.dropFirst()) == nil)
    }

    @Test("Every leaf of every tree has a proof that holds, and holds for nothing else")
    func inclusion() {
        for size in 1...Self.leaves.count {
            let root = Self.definition(Self.leaves[..<size])
            for index in 0..<size {
                let proof = MerkleTree.inclusionProof(of: index, size: size) { Self.leaves[$0] }
                func holds(
                    _ leaf: Digest = Self.leaves[index],
                    at place: Int = index,
                    proof path: [Digest]
                ) -> Bool {
                    MerkleTree.verifyInclusion(
                        of: leaf,
                        at: place,
                        size: size,
                        root: root,
                        proof: path
                    )
                }
                #expect(holds(proof: proof))
                #expect(!holds(MerkleTree.leafHash([0xFF, 0xFF]), proof: proof))
                #expect(!holds(at: index + 1, proof: proof))
                #expect(!holds(at: -1, proof: proof))
                #expect(!holds(proof: proof + [root]))
                if !proof.isEmpty {
                    #expect(!holds(proof: Array(proof.dropLast())))
                    #expect(!holds(proof: Array(proof.dropFirst())))
                    #expect(!holds(proof: proof.dropLast() + [root]))
                }
            }
        }
    }

    @Test("Every tree has a proof that each older one is its beginning, and of nothing else")
    func consistency() {
        let other = MerkleTree.leafHash([0xFF, 0xFF])
        for new in 0...Self.leaves.count {
            let newRoot = Self.definition(Self.leaves[..<new])
            for old in 0...new {
                let oldRoot = Self.definition(Self.leaves[..<old])
                let proof = MerkleTree.consistencyProof(from: old, to: new) { Self.leaves[$0] }
                func holds(_ first: Digest, _ second: Digest, _ path: [Digest]) -> Bool {
                    MerkleTree.verifyConsistency(
                        from: old,
                        oldRoot: first,
                        to: new,
                        newRoot: second,
                        proof: path
                    )
                }
                #expect(holds(oldRoot, newRoot, proof))
                #expect(!holds(other, newRoot, proof))
                // Any tree appends to one without leaves.
                if old > 0 { #expect(!holds(oldRoot, other, proof)) }
                #expect(!holds(oldRoot, newRoot, proof + [other]))
                if !proof.isEmpty {
                    #expect(!holds(oldRoot, newRoot, Array(proof.dropLast())))
                    #expect(!holds(oldRoot, newRoot, Array(proof.dropFirst())))
                    #expect(!holds(oldRoot, newRoot, proof.dropLast() + [other]))
                }
            }
        }
    }

    @Test("The examples of RFC 6962, 2.1.3, are proved by the nodes it names")
    func examplesOfTheStandard() {
        let d = Self.leaves
        func node(_ range: Range<Int>) -> Digest { Self.definition(d[range]) }
        func path(_ index: Int) -> [Digest] {
            MerkleTree.inclusionProof(of: index, size: 7) { d[$0] }
        }
        #expect(path(0) == [d[1], node(2..<4), node(4..<7)])
        #expect(path(3) == [d[2], node(0..<2), node(4..<7)])
        #expect(path(4) == [d[5], d[6], node(0..<4)])
        #expect(path(6) == [node(4..<6), node(0..<4)])

        func proof(_ old: Int) -> [Digest] {
            MerkleTree.consistencyProof(from: old, to: 7) { d[$0] }
        }
        #expect(proof(3) == [d[2], d[3], node(0..<2), node(4..<7)])
        #expect(proof(4) == [node(4..<7)])
        #expect(proof(6) == [node(4..<6), d[6], node(0..<4)])
    }
}
