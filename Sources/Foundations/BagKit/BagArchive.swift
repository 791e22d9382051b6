import Digests
import Glibc

/// A bag as one tar file whose bytes depend on the content alone.
///
/// Plain ustar (POSIX.1-1988), files in the order of their names, no owner, no time; a name or a
/// size that does not fit has an extended header (POSIX.1-2001).
package struct BagArchive: Sendable {
    /// The folder that everything is in.
    package let top: String
    package let bag: SealedBag

    package init(of bag: SealedBag, under top: String) {
        self.bag = bag
        self.top = top
    }

    /// Writes the archive; the file appears when it is whole.
    ///
    /// - Returns: Its digest and size.
    package func write(to path: String) throws(BagError) -> (digest: Digest, bytes: Int64) {
        let folder = try BagFolder(bag.path)
        let names = try folder.files()
        var digest = DigestStream()
        var total: Int64 = 0
        try DurableFile(path).stream { put throws(BagError) in
            func count(_ bytes: [UInt8]) throws(BagError) {
                digest.update(bytes)
                total += Int64(bytes.count)
                try put(bytes)
            }
            for name in names {
                let file = try folder.open(name)
                defer { close(file.descriptor) }
                try count(Self.header(for: "\(top)/\(name)", bytes: file.bytes))
                try Self.copy(file.descriptor, exactly: file.bytes, name, to: count)
                try count(Self.padding(after: file.bytes))
            }
            try count([UInt8](repeating: 0, count: 1024))
        }
        return (digest.finish(), total)
    }

    private static func copy(
        _ file: Int32,
        exactly bytes: Int64,
        _ name: String,
        to put: ([UInt8]) throws(BagError) -> Void
    ) throws(BagError) {
        var left = bytes
        var buffer = [UInt8](repeating: 0, count: DurableFile.pieceBytes)
        while left > 0 {
            let count = read(file, &buffer, Int(min(Int64(buffer.count), left)))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw .unusable(doing: "read", path: name, errno: count < 0 ? errno : EIO)
            }
            try put(count == buffer.count ? buffer : Array(buffer[..<count]))
            left -= Int64(count)
        }
    }

    private static func padding(after bytes: Int64) -> [UInt8] {
        [UInt8](repeating: 0, count: Int((512 - bytes % 512) % 512))
    }

    /// The blocks before a file's content.
    private static func header(for name: String, bytes: Int64) -> [UInt8] {
        var extended: [UInt8] = []
        let place = split(name)
        if place == nil { extended += record("path", name) }
        if bytes > sizeMax { extended += record("size", String(bytes)) }
        let short = place ?? (prefix: "", name: "long-name")
        let own = block(short.prefix, short.name, bytes: min(bytes, sizeMax), type: "0")
        guard !extended.isEmpty else { return own }
        let size = Int64(extended.count)
        return block("", "PaxHeaders/extended", bytes: size, type: "x") + extended
            + padding(after: size) + own
    }

    private static let sizeMax: Int64 = (1 << 33) - 1

    /// The name in the two fields of a header, or `nil` where it does not fit.
    private static func split(_ name: String) -> (prefix: String, name: String)? {
        let bytes = Array(name.utf8)
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        if bytes.count <= 100 { return ("", name) }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
            if index <= 155, bytes.count - index - 1 <= 100, index > 0 {
                return (
                    String(decoding: bytes[..<index], as: UTF8.self),
                    String(decoding: bytes[(index + 1)...], as: UTF8.self)
                )
            }
        }
        return nil
    }

    /// "%d %s=%s\n", the number being the length of the whole.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count
        while String(length).utf8.count + rest.utf8.count != length {
            length = String(length).utf8.count + rest.utf8.count
        }
        return Array("\(length)\(rest)".utf8)
    }

    private static func block(
        _ prefix: String,
        _ name: String,
        bytes: Int64,
        type: String
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(bytes, digits: 11), at: 124)
        put("00000000000", at: 136)
        put("        ", at: 148)
        put(type, at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(prefix, at: 345)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, digits: 6), at: 148)
        block[154] = 0
        return block
    }

    private static func octal(_ number: Int64, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
