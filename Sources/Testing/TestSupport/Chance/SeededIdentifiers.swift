import Engine
import Model
import Telemetry

/// Identifiers and secrets that are the same for the same seed.
package final class SeededIdentifiers: IdentifierSource {
    private let generator: Lock<SplitMix64>

    package init(seed: UInt64) {
        generator = Lock(SplitMix64(seed: seed))
    }

    package func eventID(at moment: Timestamp) -> EventID {
        let chance = generator.withLock { ($0.next(), $0.next()) }
        let time = hexadecimal(UInt64(bitPattern: moment.milliseconds)).suffix(12)
        let tail = hexadecimal(chance.0).suffix(3)
        let rest = hexadecimal(chance.1)
        return EventID(
            trusted: "\(time.prefix(8))-\(time.suffix(4))-7\(tail)-8\(rest.prefix(3))-"
                + rest.suffix(12)
        )
    }

    package func secret() -> String {
        generator.withLock { generator in
            (0..<4).map { _ in hexadecimal(generator.next()) }.joined()
        }
    }

    private func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
