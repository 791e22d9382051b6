import FoundationEssentials
import Testing

/// Packets that people and agents wrote, kept beside the package where they are at hand.
enum Corpus {
    static let root: String = {
        let file = #filePath
        let package = file.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + package + "/../shared/corpora/packets"
    }()

    static let isPresent = FileManager.default.fileExists(atPath: root)

    /// Every Markdown file, by its path below the corpus.
    static func files() throws -> [String] {
        var result: [String] = []
        func visit(_ folder: String) throws {
            let full = folder.isEmpty ? root : root + "/" + folder
            for name in try FileManager.default.contentsOfDirectory(atPath: full).sorted() {
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder = false
                _ = FileManager.default.fileExists(
                    atPath: root + "/" + path,
                    isDirectory: &isFolder
                )
                if isFolder {
                    try visit(path)
                } else if name.hasSuffix(".md") {
                    result.append(path)
                }
            }
        }
        try visit("")
        return result
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: root + "/" + path)))
    }
}

/// Text that a test expects, kept beside it.
enum Golden {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/"

    /// Compares, or writes the file anew where the environment has `WORKLEAD_UPDATE_GOLDEN`.
    static func expect(_ text: String, equals name: String) throws {
        let path = folder + name
        if ProcessInfo.processInfo.environment["WORKLEAD_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        let kept = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(text == kept, "Golden/\(name) differs; WORKLEAD_UPDATE_GOLDEN=1 writes it anew")
    }
}
