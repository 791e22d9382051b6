import Documents
import FoundationEssentials
import Model

/// A tree of files that a test writes itself.
struct ImportFixture {
    static let now = Timestamp("2026-03-01T00:00:00Z") ?? .earliest

    private var files: [String: String] = [:]

    init(_ files: [String: String]) {
        self.files = files
    }

    var tree: ImportTree {
        ImportTree(files.map { .init(path: $0.key, content: .bytes(Array($0.value.utf8))) })
    }

    func reading(_ layout: ImportLayout) -> ImportReading {
        ImportReader.read(tree, layout: layout, now: Self.now)
    }

    /// What is odd about the tree: kind, place, what was read, what was done.
    func oddities(_ layout: ImportLayout) -> [String] {
        reading(layout).anomalies.map(\.told)
    }

    /// What is odd of one kind, without the kind.
    func oddities(_ layout: ImportLayout, _ kind: ImportOddity) -> [String] {
        reading(layout).anomalies.filter { $0.kind == kind }.map {
            "\($0.place) \($0.read) \($0.handling.rawValue)"
        }
    }
}

extension ImportAnomaly {
    var place: String { line.map { "\(file):\($0)" } ?? file }
    var told: String { "\(kind.rawValue) \(place) \(read) \(handling.rawValue)" }
}

/// What real fleets left behind, kept beside the package where it is at hand.
enum Fleets {
    static let root: String = {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + package + "/../shared/corpora"
    }()

    static let isPresent = FileManager.default.fileExists(atPath: root + "/mayor")

    static func tree(_ folder: String) throws -> ImportTree {
        let start = root + "/" + folder
        var files: [ImportTree.File] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: start) {
            var isFolder = false
            guard
                FileManager.default.fileExists(atPath: start + "/" + path, isDirectory: &isFolder),
                !isFolder
            else { continue }
            let bytes = Array(try Data(contentsOf: URL(filePath: start + "/" + path)))
            files.append(.init(path: path, content: .bytes(bytes)))
        }
        return ImportTree(files)
    }
}
