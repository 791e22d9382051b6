import Model
import TOMLKit
import YAMLKit

/// The keys of a manifest, each with the way to it and its line, whatever its language.
package struct ManifestKeys: Hashable, Sendable {
    /// A key on its way from the top.
    package struct Key: Hashable, Sendable {
        /// The keys and places on the way, its own last.
        package let path: [String]
        package let line: Int
    }

    package private(set) var keys: [Key] = []

    /// The languages of manifests, told by the ending of a file's name.
    package static let endings = ["json", "toml", "yaml", "yml"]

    /// Reads a manifest.
    ///
    /// - Throws: ``ManifestError`` for what is not well formed, and for an ending that is none of
    ///   ``endings``.
    package init(_ bytes: [UInt8], of path: String) throws(ManifestError) {
        switch path.split(separator: ".").last.map(String.init) {
        case "json": try readJSON(bytes)
        case "toml": try readTOML(bytes)
        case "yaml", "yml": try readYAML(bytes)
        default: throw ManifestError(fault: "is neither JSON nor TOML nor YAML", line: nil)
        }
    }

    private mutating func readJSON(_ bytes: [UInt8]) throws(ManifestError) {
        let source: JSONSource
        do {
            source = try JSONSource(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw ManifestError(fault: "is not JSON: \(error.message)", line: nil)
        }
        var ends: [Int] = []
        for (index, byte) in source.bytes.enumerated() where byte == 10 { ends.append(index) }
        walk(source.root, [], LineEnds(ends))
    }

    private mutating func walk(_ node: JSONSource.Node, _ path: [String], _ lines: LineEnds) {
        switch node.content {
        case .table(let members):
            for member in members {
                let way = path + [member.key]
                keys.append(Key(path: way, line: lines.line(of: member.range.lowerBound)))
                walk(member.value, way, lines)
            }
        case .list(let elements):
            for (index, element) in elements.enumerated() {
                walk(element, path + ["\(index)"], lines)
            }
        case .text, .literal: return
        }
    }

    private mutating func readTOML(_ bytes: [UInt8]) throws(ManifestError) {
        do {
            walk(try TOMLDocument(parsing: bytes).table, [])
        } catch {
            throw ManifestError(fault: "is not TOML: \(error.message)", line: error.line)
        }
    }

    private mutating func walk(_ table: TOMLTable, _ path: [String]) {
        for entry in table.entries {
            keys.append(Key(path: path + [entry.key], line: entry.value.line))
            walk(entry.value, path + [entry.key])
        }
    }

    private mutating func walk(_ value: TOMLValue, _ path: [String]) {
        switch value.kind {
        case .table(let table): walk(table, path)
        case .array(let elements):
            for (index, element) in elements.enumerated() { walk(element, path + ["\(index)"]) }
        case .string, .integer, .float, .boolean, .date: return
        }
    }

    private mutating func readYAML(_ bytes: [UInt8]) throws(ManifestError) {
        do {
            for document in try YAMLDocuments.parse(bytes) { walk(document, []) }
        } catch {
            throw ManifestError(fault: "is not YAML: it \(error.fault)", line: error.line)
        }
    }

    private mutating func walk(_ node: YAMLNode, _ path: [String]) {
        switch node {
        case .table(let entries, _):
            for entry in entries {
                keys.append(Key(path: path + [entry.key], line: entry.line))
                walk(entry.value, path + [entry.key])
            }
        case .list(let elements, _):
            for (index, element) in elements.enumerated() { walk(element, path + ["\(index)"]) }
        case .scalar, .alias: return
        }
    }
}

/// A manifest that can't be read.
package struct ManifestError: Error, Hashable, Sendable {
    /// What is wrong, as a sentence's end.
    package let fault: String
    package let line: Int?
}

/// Where the lines of a text end.
private struct LineEnds {
    private let ends: [Int]

    init(_ ends: [Int]) {
        self.ends = ends
    }

    func line(of offset: Int) -> Int {
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
