import CommandLineKit
import Model

/// How long a brief may be: in bytes, or in tokens.
struct MemoryBudget: Equatable {
    let bytes: Int

    /// What a token has at least, as a rule: more is told than fits if it has less.
    private static let bytesOfToken = 3
    private static let range = 200...65536

    /// Reads `2400`, `800t` or `800 tokens`.
    init(_ text: String) throws(MemoryBudgetError) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).drop(while: \.isWhitespace)
        let factor: Int
        switch unit {
        case "", "b", "bytes": factor = 1
        case "t", "tokens": factor = Self.bytesOfToken
        default: throw MemoryBudgetError(text: text)
        }
        guard let number = Int(digits), number <= Self.range.upperBound,
            Self.range.contains(number * factor)
        else { throw MemoryBudgetError(text: text) }
        bytes = number * factor
    }
}

/// A text that is no size of a brief.
struct MemoryBudgetError: Reportable {
    let text: String

    var code: String { "memory.bad_budget" }
    var category: ErrorCategory { .usage }
    var message: String {
        "'\(text.printable(limit: 40))' is not a size from 200 to 65536 bytes, such as 2400 or 800t."
    }
}
