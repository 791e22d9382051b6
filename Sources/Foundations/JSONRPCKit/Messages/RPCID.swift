import Digests

/// What ties a response to its request: a text or a whole number.
package enum RPCID: Hashable, Sendable {
    case text(String)
    case number(Int64)

    /// Reads an id; `nil` for `null`, fractions and whatever else is none.
    package init?(_ json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .integer, .number:
            guard let whole = json.int64Value else { return nil }
            self = .number(whole)
        case .null, .bool, .array, .object: return nil
        }
    }

    package var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        }
    }
}
