import Digests
import Glibc
import Testing

@Suite("Hashes of a tree in files")
struct MerkleFilesTests {
    private func leaf(_ index: Int) -> Digest {
        MerkleTree.leafHash([UInt8(index & 255), UInt8(index >> 8 & 255), UInt8(index >> 16)])
    }

    private func leaves(_ range: Range<Int>) -> [Digest] { range.map(leaf) }

    private func with(_ body: (String) throws -> Void) throws {
        let folder = try temporaryFolder()
        defer { remove(folder) }
        try body(folder)
    }

    @Test("Root and proofs are those of the tree, whatever steps it grew in", arguments: 1...6)
    func agreesWithTheTree(_ seed: Int) throws {
        try with { folder in
            let files = try MerkleFiles(in: folder)
            var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
            func number(_ limit: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % limit
            }
            for _ in 0..<12 {
                try files.append(leaves(files.size..<files.size + 1 + number(400)))
                let size = files.size
                let root = try files.root(of: 0..<size)
                #expect(root == MerkleTree.root(of: 0..<size, leaf: leaf), "seed \(seed)")
                let index = number(size)
                let proof = try MerkleTree.inclusionProof(of: index, size: size) {
                    try files.root(of: $0)
                }
                #expect(proof == MerkleTree.inclusionProof(of: index, size: size, leaf: leaf))
                #expect(
                    MerkleTree.verifyInclusion(
                        of: leaf(index),
                        at: index,
                        size: size,
                        root: root,
                        proof: proof
                    )
                )
                let old = number(size + 1)
                let grown = try MerkleTree.consistencyProof(from: old, to: size) {
                    try files.root(of: $0)
                }
                #expect(grown == MerkleTree.consistencyProof(from: old, to: size, leaf: leaf))
                #expect(
                    MerkleTree.verifyConsistency(
                        from: old,
                        oldRoot: try files.root(of: 0..<old),
                        to: size,
                        newRoot: root,
                        proof: grown
                    )
                )
            }
        }
    }

    @Test("It goes on where it was saved")
    func goesOn() throws {
        try with { folder in
            let first = try MerkleFiles(in: folder)
            try first.append(leaves(0..<70_000))
            try first.save()
            let second = try MerkleFiles(in: folder)
            #expect(second.size == 70_000)
            try second.append(leaves(70_000..<70_001))
            #expect(
                try second.root(of: 0..<70_001) == MerkleTree.root(of: 0..<70_001, leaf: leaf)
            )
        }
    }

    @Test("What was not saved, or was spoilt, is forgotten and not believed")
    func forgets() throws {
        try with { folder in
            let first = try MerkleFiles(in: folder)
            try first.append(leaves(0..<300))
            #expect(try MerkleFiles(in: folder).size == 0)
            try first.save()
            #expect(try MerkleFiles(in: folder).size == 300)
            truncate(folder + "/hashes-0", 32 * 299)
            #expect(try MerkleFiles(in: folder).size == 0)
        }
        try with { folder in
            let files = try MerkleFiles(in: folder)
            try files.append(leaves(0..<300))
            try files.save()
            try write("x", to: folder + "/hashes-8")
            #expect(try MerkleFiles(in: folder).size == 0)
        }
    }
}
