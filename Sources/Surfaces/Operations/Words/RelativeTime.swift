import Model

extension Timestamp {
    /// The moment as somebody says it at `now`: `4m ago`, `in 2h`, and the date past two months.
    package func relative(to now: Timestamp) -> String {
        let distance = now - self
        let isPast = distance >= .zero
        let length = isPast ? distance : .zero - distance
        guard length < .seconds(60 * 86_400) else { return String(text.prefix { $0 != "T" }) }
        guard length >= .seconds(1) else { return "now" }
        let span = length.roughly
        return isPast ? span + " ago" : "in " + span
    }
}

extension Duration {
    /// The duration in its largest unit, the rest cut: `59s`, `12m`, `47h`, `9d`.
    package var roughly: String {
        switch wholeSeconds {
        case ..<60: "\(wholeSeconds)s"
        case ..<3600: "\(wholeSeconds / 60)m"
        case ..<172_800: "\(wholeSeconds / 3600)h"
        default: "\(wholeSeconds / 86_400)d"
        }
    }

    /// The duration in its two largest units: `350ms`, `45s`, `1h30m`, `2d3h`.
    package var brief: String {
        guard self >= .zero else { return "-" + (.zero - self).brief }
        guard self < .seconds(1) else { return Self.joined(wholeSeconds) }
        return self == .zero ? "0s" : "\(wholeMilliseconds)ms"
    }

    private static func joined(_ seconds: Int64) -> String {
        let units: [(name: String, length: Int64)] = [
            ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
        ]
        var rest = seconds
        var parts: [String] = []
        for unit in units where parts.count < 2 && (!parts.isEmpty || rest >= unit.length) {
            parts.append("\(rest / unit.length)\(unit.name)")
            rest %= unit.length
        }
        return parts.filter { $0.first != "0" }.joined()
    }
}
