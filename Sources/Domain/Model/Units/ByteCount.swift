/// A number of bytes.
package struct ByteCount: Hashable, Comparable, Sendable {
    package let bytes: Int64

    package init(bytes: Int64) {
        self.bytes = bytes
    }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

    /// The units of a size's text, the greatest first.
    private static let units: [(name: String, bytes: Int64)] = [
        ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000),
        ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("KB", 1000), ("B", 1),
    ]

    /// Reads `512MB`, `2GiB`, `64 KB`, case aside.
    ///
    /// `KB`, `MB`, `GB` and `TB` are powers of 1000, those with an `i` powers of 1024.
    ///
    /// - Throws: ``UnitError`` for anything else: no unit, a sign, a fraction, or more than 64 bits
    ///   hold.
    package init(text: String) throws(UnitError) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let count = Int64(digits),
            let unit = Self.units.first(where: { $0.name.lowercased() == name })
        else { throw UnitError(kind: .byteCount, text: text) }
        let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: unit.bytes)
        guard !isTooMuch else { throw UnitError(kind: .byteCount, text: text) }
        self.bytes = bytes
    }

    /// The size in the greatest unit that leaves no rest: `512MB`, `1500B`.
    package var text: String {
        guard bytes != 0,
            let unit = Self.units.first(where: { bytes.isMultiple(of: $0.bytes) })
        else { return "0B" }
        return String(bytes / unit.bytes) + unit.name
    }
}
