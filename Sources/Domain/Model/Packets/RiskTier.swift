/// How much harm a change can do, which decides how much checking it gets.
package enum RiskTier: String, Hashable, Sendable, CaseIterable {
    /// Documents only, no behaviour changes.
    case low
    /// Code of one module, no migration.
    case medium
    /// Several modules, migrations, interfaces between programs, or security.
    case high
}

/// What a packet says about its risk.
package enum StatedRisk: Hashable, Sendable {
    /// Nothing.
    case unstated
    /// A text that is none of the tiers, such as the template's `LOW | MEDIUM | HIGH`.
    case unknown(String)
    case tier(RiskTier)

    /// Reads the text that stands where the tier should: one of the tiers in any case.
    package init(_ text: String) {
        let tidied = PacketText.line(text)
        if tidied.isEmpty {
            self = .unstated
        } else if let tier = RiskTier(rawValue: tidied.lowercased()) {
            self = .tier(tier)
        } else {
            self = .unknown(tidied)
        }
    }

    /// The tier as packets write it, or what stands in its place.
    package var text: String {
        switch self {
        case .unstated: ""
        case .unknown(let text): text
        case .tier(let tier): tier.rawValue.uppercased()
        }
    }
}
