import GzipKit
import Testing

@Suite("Compressed bodies")
struct GzipTests {
    /// `{"resourceMetrics":[]}`, as `gzip -n` makes it of it.
    static let compressed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56,
        0x2A, 0x4A, 0x2D, 0xCE, 0x2F, 0x2D, 0x4A, 0x4E, 0xF5, 0x4D, 0x2D, 0x29,
        0xCA, 0x4C, 0x2E, 0x56, 0xB2, 0x8A, 0x8E, 0xAD, 0x05, 0x00, 0x34, 0x6F,
        0x15, 0xAD, 0x16, 0x00, 0x00, 0x00,
    ]

    @Test("What gzip has made is expanded")
    func expanded() throws {
        let bytes = try Gzip.expanded(Self.compressed, bytesMax: 100)
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"resourceMetrics":[]}"#)
    }

    @Test("What is compressed here expands to what it was, and is smaller where that can be")
    func compressed() throws {
        for count in [0, 1, 1000, 300_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 7) }
            let small = try Gzip.compressed(bytes)
            #expect(try Gzip.expanded(small, bytesMax: count) == bytes)
            #expect(count < 1000 || small.count < count / 10)
        }
        // Nothing can be saved on these, and then it costs a little.
        let noise = (0..<65_536).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
        #expect(try Gzip.expanded(Gzip.compressed(noise), bytesMax: 65_536) == noise)
    }

    @Test("A body that expands to more than the limit is refused")
    func tooLarge() {
        #expect(throws: GzipError.tooLarge(bytesMax: 21)) {
            try Gzip.expanded(Self.compressed, bytesMax: 21)
        }
    }

    @Test("What is cut off, altered, followed by something or no gzip at all is refused")
    func malformed() {
        for count in 0..<Self.compressed.count {
            #expect(throws: GzipError.malformed, "\(count)") {
                try Gzip.expanded(Array(Self.compressed[..<count]), bytesMax: 100)
            }
        }
        var altered = Self.compressed
        altered[altered.count - 5] ^= 1
        for bytes in [altered, Self.compressed + [0], Array("{}".utf8)] {
            #expect(throws: GzipError.malformed) { try Gzip.expanded(bytes, bytesMax: 100) }
        }
    }
}
