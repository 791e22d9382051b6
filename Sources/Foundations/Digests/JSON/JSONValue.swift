/// A JSON document, and the form of everything that is hashed.
///
/// Two values are equal when their ``canonicalBytes`` are: `1`, `1.0` and `1e0` are one value, and
/// strings are compared byte by byte rather than by how they look. Keys of one object, being keys
/// of a Swift dictionary, may not even look alike.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A whole number. Beyond 2^53 other readers of JSON may round it, so keep larger ones as text.
    case integer(Int64)
    /// Any other number; must be finite to be written.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

// What a value holds; `nil` where it is of another kind.
extension JSONValue {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The whole number, also where it came as a `number` without a fraction.
    package var int64Value: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): value.wholeJSON
        default: nil
        }
    }

    /// The whole number, also where it came as a `number` without a fraction.
    package var intValue: Int? { int64Value.map { Int($0) } }

    /// Any number; an integer beyond 2^53 is rounded.
    package var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var objectValue: [String: JSONValue]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member `key` of an object; `nil` if there is none or this is no object.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The element at `index` of an array; `nil` if there is none or this is no array.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension JSONValue: Hashable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.integer(let whole), .number(let number)),
            (.number(let number), .integer(let whole)):
            number.wholeJSON == whole
        case (.string(let left), .string(let right)): sameBytes(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): sameMembers(left, right)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .number(let value):
            if let whole = value.wholeJSON {
                hasher.combine(whole)
            } else {
                hasher.combine(value)
            }
        case .string(let value): hasher.combine(value)
        case .array(let value): hasher.combine(value)
        case .object(let value): hasher.combine(value)
        }
    }

    private static func sameMembers(
        _ left: [String: JSONValue],
        _ right: [String: JSONValue]
    ) -> Bool {
        left.count == right.count
            && left.allSatisfy { key, value in
                guard let place = right.index(forKey: key) else { return false }
                return sameBytes(key, right[place].key) && value == right[place].value
            }
    }

    // Swift compares strings by canonical equivalence: "é" in one scalar equals "é" in two.
    private static func sameBytes(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
    }
}
