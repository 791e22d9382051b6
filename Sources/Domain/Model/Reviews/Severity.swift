/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    case low, medium, high, blocking

    /// Whether a review can't end while such a finding is open or disputed.
    package var mustBeFixed: Bool {
        switch self {
        case .blocking, .high: true
        case .medium, .low: false
        }
    }

    /// Whether such a finding needs a decision before a review ends: mended, or taken by somebody.
    package var needsDecision: Bool { self >= .medium }

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .blocking: 3
        }
    }
}
