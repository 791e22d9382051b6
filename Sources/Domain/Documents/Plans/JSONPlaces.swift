import Digests
import Model

/// Where the values of a JSON document stand in its bytes.
///
/// With it a single value can be mended and everything else left as somebody wrote it: the order of
/// keys, indentation, numbers, and fields that are not known here.
package struct JSONPlaces {
    /// One step into a document.
    package enum Key: Hashable, Sendable, CustomStringConvertible {
        case name(String)
        case index(Int)

        package var description: String {
            switch self {
            case .name(let name): name.printable(limit: 60)
            case .index(let index): "[\(index)]"
            }
        }
    }

    private let bytes: [UInt8]
    private var ranges: [[Key]: Range<Int>] = [:]
    private var lineStarts: [Int] = [0]

    /// Looks through a document.
    ///
    /// - Parameter bytes: A document that ``Digests/JSONValue/init(parsing:)`` has read: this only
    ///   walks along it.
    package init(walking bytes: [UInt8]) {
        self.bytes = bytes
        for (offset, byte) in bytes.enumerated() where byte == 0x0A {
            lineStarts.append(offset + 1)
        }
        var offset = 0
        walk([], &offset)
    }

    /// The bytes of a value.
    package func range(of path: [Key]) -> Range<Int>? { ranges[path] }

    /// The line that a value starts in, from 1; for one that is not there, that of the nearest
    /// value around it.
    package func line(of path: [Key]) -> Int {
        var path = path
        while true {
            if let range = ranges[path] { return line(at: range.lowerBound) }
            guard path.popLast() != nil else { return 1 }
        }
    }

    private func line(at offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// A place in words: `steps[2].status`.
    package static func text(_ path: [Key]) -> String {
        path.enumerated().map { index, key in
            switch key {
            case .name: index == 0 ? key.description : ".\(key)"
            case .index: key.description
            }
        }.joined()
    }

    private mutating func walk(_ path: [Key], _ offset: inout Int) {
        skipSpace(&offset)
        let start = offset
        switch byte(at: offset) {
        case UInt8(ascii: "{"): walkObject(path, &offset)
        case UInt8(ascii: "["): walkArray(path, &offset)
        case UInt8(ascii: "\""): skipString(&offset)
        default:
            while let byte = byte(at: offset), !Self.ends.contains(byte) { offset += 1 }
        }
        ranges[path] = start..<offset
    }

    private mutating func walkObject(_ path: [Key], _ offset: inout Int) {
        offset += 1
        while true {
            skipSpace(&offset)
            guard let byte = byte(at: offset) else { return }
            offset += byte == UInt8(ascii: "\"") ? 0 : 1
            if byte == UInt8(ascii: "}") { return }
            guard byte == UInt8(ascii: "\"") else { continue }
            let start = offset
            skipString(&offset)
            let key = name(in: start..<offset)
            skipSpace(&offset)
            offset += 1
            walk(path + [.name(key)], &offset)
        }
    }

    private mutating func walkArray(_ path: [Key], _ offset: inout Int) {
        offset += 1
        var index = 0
        while true {
            skipSpace(&offset)
            guard let byte = byte(at: offset) else { return }
            if byte == UInt8(ascii: "]") {
                offset += 1
                return
            }
            if byte == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            walk(path + [.index(index)], &offset)
            index += 1
        }
    }

    private func name(in range: Range<Int>) -> String {
        do throws(JSONError) {
            return try JSONValue(parsing: Array(bytes[range])).stringValue ?? ""
        } catch {
            // The document was read before, so each of its keys is a text.
            return ""
        }
    }

    private func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func skipSpace(_ offset: inout Int) {
        while let byte = byte(at: offset), Self.spaces.contains(byte) { offset += 1 }
    }

    private func skipString(_ offset: inout Int) {
        offset += 1
        while let byte = byte(at: offset) {
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
    }

    private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    private static let ends = spaces.union([
        UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"),
    ])
}
