import FoundationEssentials

/// What real people and agents left behind, kept beside the package where it is at hand.
///
/// It is read and never copied; a suite of it says that it was skipped where it is not there.
package struct Corpus: Sendable {
    /// The absolute path of its folder.
    package let root: String

    /// - Parameter name: The folder below that of all corpora; empty is all of them.
    package init(_ name: String = "") {
        let package = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
        root = "/" + package + "/../shared/corpora" + (name.isEmpty ? "" : "/" + name)
    }

    package var isPresent: Bool { FileManager.default.fileExists(atPath: root) }

    /// Whether something is there below the root.
    package func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    /// All files below a folder, from the folder on, in order.
    package func files(below folder: String = "") throws -> [String] {
        let start = folder.isEmpty ? root : root + "/" + folder
        return try FileManager.default.subpathsOfDirectory(atPath: start).sorted().filter { path in
            var isFolder = false
            let isThere = FileManager.default.fileExists(
                atPath: start + "/" + path,
                isDirectory: &isFolder
            )
            return isThere && !isFolder
        }
    }

    package func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: root + "/" + path)))
    }

    package func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }
}
