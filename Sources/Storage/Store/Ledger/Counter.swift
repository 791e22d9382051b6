import SQLKit

/// The numbers of short identifiers such as `T-142`, given out one after another.
package struct Counter {
    /// What is numbered, and what goes before the number.
    package enum Kind: String, Sendable, CaseIterable {
        case task, session, delivery, replay, message, gate, bundle, waiver, review,
            finding, decision
        case memory
        case followUp = "followup"

        /// What stands before the number.
        package var prefix: String {
            switch self {
            case .task: "T-"
            case .session: "S-"
            case .delivery: "V-"
            case .replay: "R-"
            case .message: "M-"
            case .gate: "G-"
            case .bundle: "E-"
            case .waiver: "W-"
            case .review: "RV-"
            case .finding: "F-"
            case .decision: "D-"
            case .memory: "N-"
            case .followUp: "FU-"
            }
        }
    }

    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The next free identifier.
    ///
    /// It is taken when the event that bears it is folded, in the same transaction, so two can't
    /// get the same one.
    ///
    /// - Parameter skipped: How many of the next ones are taken by then.
    package func next(_ kind: Kind, after skipped: Int64 = 0) throws -> String {
        kind.prefix + String(try last(kind) + skipped + 1)
    }

    /// The last number given out; 0 if none was.
    package func last(_ kind: Kind) throws -> Int64 {
        try transaction.first("SELECT value FROM counter WHERE kind = \(kind.rawValue)") {
            try $0.int64(0)
        } ?? 0
    }

    /// Notes that an identifier is in use.
    func raise(_ kind: Kind, to number: Int64) throws {
        _ = try transaction.run(
            """
            INSERT INTO counter (kind, value) VALUES (\(kind.rawValue), \(number))
            ON CONFLICT (kind) DO UPDATE SET value = max(value, excluded.value)
            """
        )
    }

    func raise(_ kind: Kind, past identifier: String) throws {
        guard let number = Self.number(of: identifier, prefix: kind.prefix) else { return }
        try raise(kind, to: number)
    }

    /// The number behind the prefix, if the identifier is of that form and could have been given
    /// out.
    static func number(of identifier: String, prefix: String) -> Int64? {
        guard identifier.hasPrefix(prefix), let number = Int64(identifier.dropFirst(prefix.count)),
            number > 0, number < 1_000_000_000, String(number) == identifier.dropFirst(prefix.count)
        else { return nil }
        return number
    }
}
