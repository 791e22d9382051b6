/// The bytes of a document while it is written.
///
/// A plain piece of memory: an `[UInt8]` checks for uniqueness and room at each byte, which costs
/// more than the byte.
struct JSONBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 1024) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    var text: String {
        String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    /// Lends the bytes for the time of `body`.
    func withBytes<Answer>(_ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
        body(UnsafeRawBufferPointer(start: base, count: count))
    }

    mutating func put(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    mutating func putText(_ literal: StaticString) {
        reserve(literal.utf8CodeUnitCount)
        (base + count).update(from: literal.utf8Start, count: literal.utf8CodeUnitCount)
        count += literal.utf8CodeUnitCount
    }

    /// The text as it stands.
    mutating func putText(_ text: String) {
        var text = text
        text.withUTF8 { source in
            guard let first = source.baseAddress else { return }
            reserve(source.count)
            (base + count).update(from: first, count: source.count)
            count += source.count
        }
    }

    mutating func put(_ value: Int64) {
        reserve(20)
        var magnitude = value.magnitude
        if value < 0 { put(UInt8(ascii: "-")) }
        var length = 1
        var rest = magnitude / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        var place = count + length
        count = place
        repeat {
            place -= 1
            base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
    }

    /// The string in quotes, with the escapes of RFC 8785, 3.2.2.2, and no others.
    mutating func putQuoted(_ text: String) {
        // A string that Swift made lies in one piece; one that a library lent may not.
        if text.utf8.withContiguousStorageIfAvailable({ putQuoted($0) }) == nil {
            Array(text.utf8).withUnsafeBufferPointer { putQuoted($0) }
        }
    }

    private mutating func putQuoted(_ source: UnsafeBufferPointer<UInt8>) {
        reserve(source.count + 2)
        base[count] = UInt8(ascii: "\"")
        count += 1
        var index = 0
        while index < source.count {
            index += copyPlain(source, from: index)
            guard index < source.count else { break }
            putEscaped(source[index])
            index += 1
            reserve(source.count - index + 1)
        }
        base[count] = UInt8(ascii: "\"")
        count += 1
    }

    /// Copies up to the next byte that needs an escape; there is room for the whole source.
    private mutating func copyPlain(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let first = source.baseAddress else { return 0 }
        var index = start
        while index + 8 <= source.count {
            let eight = UnsafeRawPointer(first + index).loadUnaligned(as: UInt64.self)
            guard !eight.hasSpecialByte else { break }
            UnsafeMutableRawPointer(base + count).storeBytes(of: eight, as: UInt64.self)
            index += 8
            count += 8
        }
        while index < source.count {
            let byte = source[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            base[count] = byte
            index += 1
            count += 1
        }
        return index - start
    }

    private mutating func putEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): putText(#"\""#)
        case UInt8(ascii: "\\"): putText(#"\\"#)
        case 0x08: putText(#"\b"#)
        case 0x09: putText(#"\t"#)
        case 0x0A: putText(#"\n"#)
        case 0x0C: putText(#"\f"#)
        case 0x0D: putText(#"\r"#)
        default:
            putText(byte < 0x10 ? #"\u000"# : #"\u001"#)
            let nibble = byte & 15
            put(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
        }
    }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(capacity * 2, count + more)
        let next = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        next.moveInitialize(from: base, count: count)
        base.deallocate()
        base = next
        capacity = larger
    }
}

extension UInt64 {
    /// Whether one of the eight bytes is a control character, a quote or a backslash.
    ///
    /// "Determine if a word has a byte less than n" (Bit Twiddling Hacks); it errs only towards
    /// `true`, and then the bytes are looked at one by one.
    var hasSpecialByte: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = self ^ (ones &* 0x22)
        let backslash = self ^ (ones &* 0x5C)
        let found =
            ((self &- ones &* 0x20) & ~self)
            | ((quote &- ones) & ~quote)
            | ((backslash &- ones) & ~backslash)
        return found & Self.topBits != 0
    }

    /// The highest bit of each of the eight bytes.
    static var topBits: UInt64 { 0x8080_8080_8080_8080 }
}
