import Model
import TestSupport
import Testing

@Suite("Moments and their text")
struct TimestampTests {
    // Checked with `date -u -d TEXT +%s`.
    static let known: [(String, Int64)] = [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:00:00Z", 951_825_600_000),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000),
        ("2026-11-26T01:10:38.123Z", 1_795_655_438_123),
        ("1600-12-31T00:00:00Z", -11_644_560_000_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ]

    @Test("A moment is written and read as everybody else does it", arguments: known)
    func knownMoments(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
        #expect(Timestamp(text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(
        "Other forms of the same moment are read too",
        arguments: [
            "2026-11-26T02:10:38.123+01:00", "2026-11-25T20:10:38.1234567-05:00",
            "2026-11-26 01:10:38.123Z", "2026-11-26T01:10:38.123z",
        ]
    )
    func otherForms(_ text: String) {
        #expect(Timestamp(text) == Timestamp(milliseconds: 1_795_655_438_123))
    }

    @Test(
        "What names no moment, or more than one, is refused",
        arguments: [
            "", "now", "2026-13-01", "2026-02-29", "1900-02-29", "2026-11-26T01:10:38",
            "2026-11-26T25:00Z", "2026-11-26T01:60Z", "2026-11-26T01:10:38.Z", "2026-11-26T01:10Z ",
            "2026-11-26T01:10:38+1:00", "26-11-2026", "2026-11-26T01:10:38.1234567890Z",
            "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01", "2026-11-26T01:10+24:00",
        ]
    )
    func refused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("Any moment that can be reached comes back from its text, in the order of the texts")
    func roundTrip() {
        let seed: UInt64 = 11
        var chance = SplitMix64(seed: seed)
        var last: (moment: Timestamp, text: String)?
        let span = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
        for step in 0..<2000 {
            let moment = Timestamp(milliseconds: Int64.random(in: span, using: &chance))
            let text = moment.text
            #expect(Timestamp(text) == moment, "seed \(seed), step \(step)")
            let seconds = Timestamp(milliseconds: moment.milliseconds / 1000 * 1000)
            if let last, last.moment.milliseconds / 1000 != moment.milliseconds / 1000 {
                #expect((last.text.prefix(19) < text.prefix(19)) == (last.moment < moment))
            }
            #expect(Timestamp(seconds.text) == seconds)
            last = (moment, text)
        }
    }

    @Test("A lease of any length ends at a moment that has a text")
    func longLeases() {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        for lease in [Duration.seconds(1e17), .milliseconds(Int64.max), .seconds(400_000_000_000)] {
            #expect(now + lease == .latest)
            #expect(Timestamp((now + lease).text) == .latest)
        }
        #expect(now + .milliseconds(Int64.min) == .earliest)
        #expect(now + .milliseconds(1500) - now == .milliseconds(1500))
    }
}
