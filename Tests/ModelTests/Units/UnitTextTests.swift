import Model
import Testing

@Suite("Units as text")
struct UnitTextTests {
    @Test(
        "A duration is read and written with its unit",
        arguments: [
            ("90s", 90_000, "1m30s"), ("15m", 900_000, "15m"), ("4h", 14_400_000, "4h"),
            ("2d", 172_800_000, "2d"), ("500ms", 500, "500ms"), ("1h30m", 5_400_000, "1h30m"),
            ("1d2h3m4s5ms", 93_784_005, "1d2h3m4s5ms"), ("0s", 0, "0s"), ("007s", 7000, "7s"),
        ]
    )
    func durations(text: String, milliseconds: Int64, written: String) throws {
        let duration = try Duration(text: text)
        #expect(duration == .milliseconds(milliseconds))
        #expect(duration.text == written)
        #expect(try Duration(text: duration.text) == duration)
    }

    @Test(
        "A text without a whole number and a known unit is no duration",
        arguments: [
            "", "s", "90", "-5s", "1.5h", "5 m", "5S", "5w", "1m1h", "1s1s", "٣s",
            "9223372036854775807d", "99999999999999999999s", "5s\n",
        ]
    )
    func notDurations(text: String) {
        #expect(throws: UnitError(kind: .duration, text: text)) { try Duration(text: text) }
    }

    @Test(
        "A size is read and written with its unit",
        arguments: [
            ("512MB", 512_000_000, "512MB"), ("2GiB", 2_147_483_648, "2GiB"),
            ("64 kb", 64_000, "64KB"), ("1500B", 1500, "1500B"), ("0B", 0, "0B"),
            ("1024B", 1024, "1KiB"), ("3TB", 3_000_000_000_000, "3TB"),
        ]
    )
    func sizes(text: String, bytes: Int64, written: String) throws {
        let size = try ByteCount(text: text)
        #expect(size.bytes == bytes)
        #expect(size.text == written)
        #expect(try ByteCount(text: size.text) == size)
    }

    @Test(
        "A text without a whole number and a known unit is no size",
        arguments: ["", "512", "MB", "-1MB", "1.5GB", "5XB", "9223372036854775807KB", "1 M B"]
    )
    func notSizes(text: String) {
        #expect(throws: UnitError(kind: .byteCount, text: text)) { try ByteCount(text: text) }
    }
}
