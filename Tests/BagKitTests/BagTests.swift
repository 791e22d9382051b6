import BagKit
import Digests
import Glibc
import Testing

@Suite("Bags")
struct BagTests {
    @Test("A sealed bag verifies, and its digest pins all of it")
    func verifies() throws {
        try Bags.with { bags in
            let bag = try bags.seal()
            let content = try bag.verify()
            #expect(content.bytes == 4)
            #expect(content.entries.map(\.name.text) == ["data/a.txt", "data/b/c.txt"])
            #expect(content.information["Payload-Oxum"] == "4.2")
            #expect(content.information["External-Identifier"] == "T-1")
            #expect(content.digest == Digest(of: try bag.tagManifest()))
            #expect(try bag.signature() == Array("signature".utf8))
        }
    }

    @Test("The same payload gives the same bytes, whatever the order it came in")
    func isReproducible() throws {
        var digests: Set<Digest> = []
        for _ in 0..<4 {
            try Bags.with { bags in
                digests.insert(try bags.seal().verify().digest)
                let archive = BagArchive(of: SealedBag(at: bags.sealed), under: "E-1")
                digests.insert(try archive.write(to: bags.folder + "/bag.tar").digest)
            }
        }
        #expect(digests.count == 2)
    }

    @Test("Each byte that is changed is found, and its file is named")
    func findsChanges() throws {
        try Bags.with { bags in
            let bag = try bags.seal()
            for name in ["data/a.txt", "data/b/c.txt", "bagit.txt", "bag-info.txt"] {
                let before = try bags.read("sealed/" + name)
                try bags.write("x" + before.dropFirst(), to: "sealed/" + name)
                #expect(
                    throws: BagError.differs(
                        path: bags.sealed,
                        altered: [name],
                        missing: [],
                        unlisted: []
                    )
                ) { try bag.verify() }
                try bags.write(before, to: "sealed/" + name)
            }
            _ = try bag.verify()
        }
    }

    @Test("A stray file, a missing file and one put in another's place are named")
    func findsStrays() throws {
        try Bags.with { bags in
            let bag = try bags.seal()
            try bags.write("stray", to: "sealed/data/stray.txt")
            try bags.write("stray", to: "sealed/stray")
            unlink(bags.sealed + "/data/a.txt")
            #expect(
                throws: BagError.differs(
                    path: bags.sealed,
                    altered: [],
                    missing: ["data/a.txt"],
                    unlisted: ["data/stray.txt", "stray"]
                )
            ) { try bag.verify() }
        }
    }

    @Test("A link in a bag is refused, wherever it leads")
    func refusesLinks() throws {
        try Bags.with { bags in
            let bag = try bags.seal()
            rename(bags.sealed + "/data/a.txt", bags.folder + "/a.txt")
            symlink("../../a.txt", bags.sealed + "/data/a.txt")
            #expect(throws: BagError.self) { try bag.verify() }
        }
    }

    @Test("A manifest that is rewritten with its files breaks the tag manifest")
    func findsRewrittenManifests() throws {
        try Bags.with { bags in
            let bag = try bags.seal()
            let manifest = try bags.read("sealed/manifest-sha256.txt")
            try bags.write("b", to: "sealed/data/a.txt")
            try bags.write(
                manifest.replacing(Digest(of: "a").hex, with: Digest(of: "b").hex),
                to: "sealed/manifest-sha256.txt"
            )
            #expect(
                throws: BagError.differs(
                    path: bags.sealed,
                    altered: ["manifest-sha256.txt"],
                    missing: [],
                    unlisted: []
                )
            ) { try bag.verify() }
        }
    }

    @Test("A draft with a file that is not listed, or without one that is, does not close")
    func refusesUnlistedFiles() throws {
        try Bags.with { bags in
            let draft = try BagDraft(at: bags.draft)
            _ = try draft.add([(try BagName("data/a.txt"), .bytes([1]))])
            try bags.write("stray", to: ".draft/data/stray.txt")
            #expect(throws: BagError.self) { try draft.tagManifest([]) }
            unlink(bags.draft + "/data/stray.txt")
            _ = try draft.tagManifest([])
            unlink(bags.draft + "/data/a.txt")
            #expect(throws: BagError.self) { try draft.tagManifest([]) }
        }
    }

    @Test("Names that differ in case alone are refused before anything is copied")
    func refusesLookAlikes() throws {
        try Bags.with { bags in
            let draft = try BagDraft(at: bags.draft)
            #expect(throws: BagError.self) {
                try draft.add([
                    (try BagName("data/a.txt"), .bytes([1])),
                    (try BagName("data/A.txt"), .bytes([2])),
                ])
            }
            #expect(try draft.entries().isEmpty)
        }
    }

    @Test("What is added again is replaced, and what was left unfinished is swept away")
    func replaces() throws {
        try Bags.with { bags in
            let name = try BagName("data/a.txt")
            _ = try BagDraft(at: bags.draft).add([(name, .bytes([1]))])
            try bags.write("half", to: ".draft/data/b.txt.unfinished")
            let draft = try BagDraft(at: bags.draft)
            _ = try draft.add([(name, .bytes([2, 3]))])
            #expect(try draft.entries() == [BagEntry(name: name, digest: Digest(of: [2, 3]))])
            _ = try draft.tagManifest([])
        }
    }

    @Test("A source that is a link or no file is refused")
    func refusesOddSources() throws {
        try Bags.with { bags in
            let draft = try BagDraft(at: bags.draft)
            try bags.write("secret", to: "secret")
            symlink(bags.folder + "/secret", bags.folder + "/link")
            let name = try BagName("data/a.txt")
            for source in ["link", "none", "."] {
                #expect(throws: BagError.self) {
                    try draft.add([(name, .file(bags.folder + "/" + source))])
                }
            }
            _ = try draft.add([(name, .file(bags.folder + "/secret"))])
            #expect(try draft.entries().map(\.digest) == [Digest(of: "secret")])
        }
    }

    @Test("A file that was changed after it was added is not sealed, and no sealed bag is left")
    func refusesChangedFiles() throws {
        try Bags.with { bags in
            let draft = try BagDraft(at: bags.draft)
            _ = try draft.add([(try BagName("data/a.txt"), .bytes([1]))])
            try bags.write("2", to: ".draft/data/a.txt")
            #expect(throws: BagError.self) {
                try draft.seal([], signature: [1], as: bags.sealed)
            }
            #expect(access(bags.sealed, F_OK) != 0)
        }
    }

    @Test("A bag is not sealed over another")
    func neverOverwrites() throws {
        try Bags.with { bags in
            try bags.seal()
            #expect(throws: BagError.exists(path: bags.sealed)) { try bags.seal(["data/b": "b"]) }
            #expect(try SealedBag(at: bags.sealed).verify().bytes == 4)
        }
    }

    @Test(
        "A manifest that `sha256sum` would read otherwise is refused",
        arguments: [
            "x", "\(Digest(of: "a").hex)  data/a", "\(Digest(of: "a").hex) *data/a\n",
            "\(Digest(of: "a").hex.uppercased())  data/a\n", "\(Digest(of: "a").hex)  ../a\n",
            "\\\(Digest(of: "a").hex)  data/a\n", "\n",
            "\(Digest(of: "a").hex)  data/a\n\(Digest(of: "b").hex)  data/a\n",
        ]
    )
    func refusesOtherManifests(_ text: String) {
        #expect(throws: BagError.self) {
            try BagManifest(parsing: Array(text.utf8), of: "manifest-sha256.txt")
        }
    }
}
