import TestSupport
import Documents
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

/// What real fleets left behind.
enum Fleets {
    static let isPresent = Corpus("mayor").isPresent

    static func tree(_ folder: String) throws -> ImportTree {
        let corpus = Corpus(folder)
        return ImportTree(
            try corpus.files().map { path in
                ImportTree.File(path: path, content: .bytes(try corpus.bytes(path)))
            }
        )
    }
}
