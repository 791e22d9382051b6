import BagKit
import Digests
import Glibc
import Testing

@Suite("Archives of bags")
struct BagArchiveTests {
    @Test("tar unpacks an archive into the same bag, long and foreign names too")
    func unpacks() throws {
        try Bags.with { bags in
            let long = String(repeating: "long/", count: 30) + "name.txt"
            try bags.seal(["data/a": "a", "data/" + long: "b", "data/日本.txt": "c"])
            let bag = SealedBag(at: bags.sealed)
            _ = try BagArchive(of: bag, under: "E-1").write(to: bags.folder + "/bag.tar")
            #expect(system("tar -xf \(bags.folder)/bag.tar -C \(bags.folder)") == 0)
            #expect(
                try SealedBag(at: bags.folder + "/E-1").verify().digest == bag.verify().digest
            )
        }
    }
}
