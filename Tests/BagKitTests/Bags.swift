import BagKit
import Digests
import Glibc
import Testing

/// A folder for bags that is removed afterwards.
struct Bags {
    let folder: String

    var draft: String { folder + "/.draft" }
    var sealed: String { folder + "/sealed" }

    static func with(_ body: (Bags) throws -> Void) throws {
        var template = Array("/tmp/worklead-bags-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer { remove(folder) }
        try body(Bags(folder: folder))
    }

    /// A sealed bag with some files.
    @discardableResult
    func seal(
        _ files: [String: String] = ["data/a.txt": "a", "data/b/c.txt": "ccc"]
    ) throws
        -> SealedBag
    {
        let draft = try BagDraft(at: draft)
        _ = try draft.add(
            files.map { (name: try BagName($0.key), source: .bytes(Array($0.value.utf8))) }
        )
        _ = try draft.seal(
            [("External-Identifier", "T-1")],
            signature: Array("signature".utf8),
            as: sealed
        )
        return SealedBag(at: sealed)
    }

    func write(_ text: String, to name: String) throws {
        let file = try #require(fopen(folder + "/" + name, "w"))
        fputs(text, file)
        fclose(file)
    }

    func read(_ name: String) throws -> String {
        let file = try #require(fopen(folder + "/" + name, "r"))
        defer { fclose(file) }
        var text: [UInt8] = []
        while true {
            let byte = fgetc(file)
            if byte == EOF { return String(decoding: text, as: UTF8.self) }
            text.append(UInt8(byte))
        }
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(stream)
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
