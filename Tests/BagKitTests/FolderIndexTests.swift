import BagKit
import Digests
import Glibc
import Testing

@Suite("Indexes of folders")
struct FolderIndexTests {
    @Test("Files are found with their digests, links and hidden ones are passed over")
    func finds() throws {
        try Bags.with { bags in
            mkdir(bags.folder + "/in", 0o755)
            try bags.write("a", to: "a.txt")
            try bags.write("b", to: "in/b.txt")
            try bags.write("c", to: ".hidden")
            symlink("a.txt", bags.folder + "/link")
            let index = try FolderIndex(of: bags.folder, after: FolderIndex())
            #expect(index.entries.map(\.path) == ["a.txt", "in/b.txt"])
            #expect(index.entries.map(\.digest) == [Digest(of: "a"), Digest(of: "b")])
        }
    }

    @Test("What was added, changed and removed since the last look is told, after storage too")
    func tellsDifferences() throws {
        try Bags.with { bags in
            for name in ["a", "b", "c"] { try bags.write(name, to: name) }
            let first = try FolderIndex(of: bags.folder, after: FolderIndex())
            let kept = FolderIndex(encoded: first.encoded)
            #expect(kept.entries == first.entries)
            #expect(try FolderIndex(of: bags.folder, after: kept).difference(from: kept) == .init())
            unlink(bags.folder + "/a")
            try bags.write("B", to: "b")
            try bags.write("d", to: "d")
            let second = try FolderIndex(of: bags.folder, after: kept)
            var expected = FolderIndex.Difference()
            (expected.added, expected.changed, expected.gone) = (1, 1, 1)
            #expect(second.difference(from: kept) == expected)
            #expect(second.entries.map(\.digest) == ["B", "c", "d"].map { Digest(of: $0) })
        }
    }

    @Test("A file that is as it was is not read again")
    func readsOnce() throws {
        try Bags.with { bags in
            try bags.write("a", to: "a")
            let first = try FolderIndex(of: bags.folder, after: FolderIndex())
            // Nobody can read it any more; what was seen of it still holds.
            var spoilt = first.encoded
            let digest = Digest(of: "other").bytes
            spoilt.replaceSubrange(40..<72, with: digest)
            let again = try FolderIndex(
                of: bags.folder,
                after: FolderIndex(encoded: spoilt)
            )
            #expect(again.entries.map(\.digest) == [Digest(of: "other")])
        }
    }

    @Test("An index that is cut off is one of nothing", arguments: [1, 39, 71, 72])
    func refusesHalf(_ count: Int) throws {
        try Bags.with { bags in
            try bags.write("a", to: "a")
            let bytes = try FolderIndex(of: bags.folder, after: FolderIndex()).encoded
            #expect(FolderIndex(encoded: Array(bytes.prefix(count))).entries.isEmpty)
        }
    }
}
