/// How much work a task is, as its packet estimates it.
///
/// ```text
/// **Effort:** 6-10 hours
/// - Estimate: 3 points
/// estimate = "90m"
/// ```
package struct TaskSize: Hashable, Sendable {
    /// What is counted.
    package enum Unit: String, Sendable, CaseIterable {
        case minutes
        case points
    }

    package let amount: Int64
    package let unit: Unit

    package init(_ amount: Int64, _ unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    /// The labels under which packets say it.
    private static let labels: Set<String> = [
        "effort", "estimate", "estimatedeffort", "estimatedsize", "size",
    ]
    private static let linesMax = 80

    /// Finds it in the head of a packet.
    ///
    /// Read by lines and not by the packet's reader, since a graph asks it of thousands of packets.
    package init?(inPacket text: String) {
        var lines = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: Self.linesMax) {
            lines += 1
            guard lines <= Self.linesMax else { return nil }
            guard line.count <= 160,
                let mark = line.firstIndex(where: { $0 == 58 || $0 == 61 })
            else { continue }
            let label = line[..<mark]
            guard label.count <= 32 else { continue }
            let name = PacketLabel.fold(String(decoding: label, as: UTF8.self))
            guard Self.labels.contains(name) else { continue }
            let value = String(decoding: line[mark...].dropFirst(), as: UTF8.self)
            if let size = TaskSize(words: value) {
                self = size
                return
            }
        }
        return nil
    }

    /// Reads `3`, `3 points`, `6-10 hours`, `90m`; a range is taken at its middle, a day at eight
    /// hours.
    package init?(words: String) {
        var numbers: [Int64] = []
        var unit = ""
        var digits: Int64?
        for scalar in words.unicodeScalars {
            if let value = Self.digit(scalar) {
                guard unit.isEmpty else { return nil }
                let grown = (digits ?? 0) * 10 + value
                guard grown <= 100_000 else { return nil }
                digits = grown
                continue
            }
            if let number = digits {
                numbers.append(number)
                digits = nil
            }
            if scalar.properties.isAlphabetic {
                guard !numbers.isEmpty, unit.utf8.count < 12 else { return nil }
                unit.unicodeScalars.append(scalar)
            } else if scalar == ".", unit.isEmpty, !numbers.isEmpty {
                // A part of one would be read as the end of a range.
                return nil
            } else if !unit.isEmpty, scalar != "*", scalar != "\"", scalar != " ", scalar != "\r" {
                break
            }
        }
        if let digits { numbers.append(digits) }
        guard let first = numbers.first, numbers.count <= 2 else { return nil }
        let sum = first + (numbers.count == 2 ? numbers[1] : first)
        guard sum > 0 else { return nil }
        switch unit.lowercased() {
        case "", "p", "pt", "pts", "point", "points":
            self.init(Swift.max(1, sum / 2), .points)
        case "m", "min", "mins", "minute", "minutes": self.init(Swift.max(1, sum / 2), .minutes)
        case "h", "hr", "hrs", "hour", "hours": self.init(sum * 30, .minutes)
        case "d", "day", "days": self.init(sum * 240, .minutes)
        default: return nil
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int64? {
        ("0"..."9").contains(scalar) ? Int64(scalar.value - 48) : nil
    }
}
