import Engine
import Glibc
import Model
import Telemetry

/// Ids and secrets from the machine's random source: the one place where it is read.
package final class SystemIdentifiers: IdentifierSource {
    /// The last 60 bits of order that were given out: the milliseconds, then a counter.
    private let last = Lock<UInt64>(0)

    package init() {}

    /// A UUIDv7 (RFC 9562, 5.7) with the 12 bits after the time used as a counter, so that ids of
    /// one process sort in the order in which they were made, also within a millisecond.
    package func eventID(at moment: Timestamp) -> EventID {
        let order = last.withLock { last -> UInt64 in
            let fresh = UInt64(max(moment.milliseconds, 0)) << 12
            last = max(fresh, last + 1)
            return last
        }
        var bytes = Self.random(16)
        let milliseconds = order >> 12
        for index in 0..<6 {
            bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * index))
        }
        bytes[6] = 0x70 | UInt8(truncatingIfNeeded: (order >> 8) & 0x0F)
        bytes[7] = UInt8(truncatingIfNeeded: order)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        return EventID(trusted: Self.text(bytes))
    }

    package func secret() -> String {
        String(decoding: Self.random(32).flatMap(Self.hex), as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hex(_ byte: UInt8) -> [UInt8] {
        [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 4, 6, 8, 10: text.append(UInt8(ascii: "-"))
            default: break
            }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func random(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        // Never a short read: "the maximum permitted value for the length argument is 256"
        // (getentropy(3)).
        precondition(getentropy(&bytes, count) == 0, "the machine has no random source")
        return bytes
    }
}
