/// A piece of a stream that was not understood.
package struct UnknownPiece: Hashable, Sendable {
    /// Why.
    package enum Reason: Hashable, Sendable {
        /// Longer than a line may be; nothing of it is kept here.
        case tooLong
        /// No JSON document, with what the parser says.
        case notJSON(String)
        /// A document of a kind that this version does not know.
        case unknownKind(String)
        /// A document of a known kind without what that kind needs.
        case incomplete(String)
    }

    /// How much of the bytes is kept here; all are in the stream that was kept.
    package static let bytesMax = 4096

    package let reason: Reason
    /// The first of its bytes, as they came.
    package let bytes: [UInt8]

    package init(_ reason: Reason, _ bytes: [UInt8] = []) {
        self.reason = reason
        self.bytes = Array(bytes.prefix(Self.bytesMax))
    }
}

/// How much of each kind was heard.
package struct HappeningTally: Hashable, Sendable {
    package private(set) var counts: [AgentHappening.Kind: Int] = [:]
    /// How often each unknown kind came; at most ``namesMax`` names, the rest under `…`.
    package private(set) var unknownKinds: [String: Int] = [:]
    package static let namesMax = 64

    package init() {}

    package subscript(kind: AgentHappening.Kind) -> Int { counts[kind] ?? 0 }

    mutating func count(_ happening: AgentHappening) {
        counts[happening.kind, default: 0] += 1
        guard case .unknown(let piece) = happening else { return }
        let name =
            switch piece.reason {
            case .tooLong: "(too long)"
            case .notJSON: "(no JSON)"
            case .unknownKind(let kind): kind
            case .incomplete(let kind): "\(kind) (incomplete)"
            }
        let isKnown = unknownKinds[name] != nil || unknownKinds.count < Self.namesMax
        unknownKinds[isKnown ? name : "…", default: 0] += 1
    }
}
