import Digests
import Model

/// What a field's declaration may add to its name, place and sentence.
package enum FieldOption: Sendable {
    /// The field may be left out; it then has the value that the record's `init()` gives it.
    case hasDefault
    /// The least number; of each element, if the value is a list.
    case minimum(Int64)
    /// The greatest number; of each element, if the value is a list.
    case maximum(Int64)
    /// The only texts allowed; of each element, if the value is a list.
    case oneOf([String])
    /// One line that says something, of at most so many characters, with nothing in it that is
    /// not seen; of each element, if the value is a list.
    case line(Int)
    /// A value for documents, in JSON.
    case sample(JSONValue)

    /// A text for documents.
    package static func example(_ text: String) -> FieldOption { .sample(.string(text)) }

    /// A number for documents.
    package static func example(_ number: Int) -> FieldOption { .sample(.integer(Int64(number))) }
}

/// The options of one field, gathered.
struct FieldRules: Sendable {
    var hasDefault = false
    var minimum: Int64?
    var maximum: Int64?
    var allowed: [String]?
    var lineMax: Int?
    var examples: [JSONValue] = []

    init(_ options: [FieldOption]) {
        for option in options {
            switch option {
            case .hasDefault: hasDefault = true
            case .minimum(let number): minimum = number
            case .maximum(let number): maximum = number
            case .oneOf(let texts): allowed = texts
            case .line(let most): lineMax = most
            case .sample(let value): examples.append(value)
            }
        }
    }

    /// Refuses a value outside the limits; its type has been checked before.
    func check(_ value: JSONValue, expectation: String) throws(RecordError) {
        switch value {
        case .integer(let number):
            guard minimum.map({ $0 <= number }) ?? true, maximum.map({ number <= $0 }) ?? true
            else { throw .unexpected("\(number)", expected: narrowed(expectation)) }
        case .number(let number):
            guard minimum.map({ Double($0) <= number }) ?? true,
                maximum.map({ number <= Double($0) }) ?? true
            else { throw .unexpected("\(number)", expected: narrowed(expectation)) }
        case .string(let text):
            guard allowed?.contains(text) ?? true else {
                let found = "'\(text.printable(limit: 40))'"
                throw .unexpected(found, expected: narrowed(expectation))
            }
            try lineMax.map { most throws(RecordError) in try checkLine(text, most) }
        case .array(let elements):
            try checkEach(elements, expectation: expectation)
        case .null, .bool, .object:
            return
        }
    }

    /// What must stand there, limits included: `a whole number from 1 to 100`.
    func narrowed(_ expectation: String) -> String {
        if let allowed { return Operations.oneOf(allowed) }
        if let lineMax { return "one line of 1 to \(lineMax) characters" }
        return switch (minimum, maximum) {
        case (nil, nil): expectation
        case (let least?, nil): "\(expectation) from \(least)"
        case (nil, let most?): "\(expectation) up to \(most)"
        case (let least?, let most?): "\(expectation) from \(least) to \(most)"
        }
    }

    /// The schema with limits, examples and the sentence that explains it.
    func complete(
        _ schema: JSONValue,
        documentation: String,
        default value: JSONValue?
    ) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        if case .object(let items)? = members["items"] {
            members["items"] = .object(limit(items))
        } else {
            members = limit(members)
        }
        members["description"] = .string(documentation)
        if hasDefault { members["default"] = value }
        if !examples.isEmpty { members["examples"] = .array(examples) }
        return .object(members)
    }

    private func limit(_ schema: [String: JSONValue]) -> [String: JSONValue] {
        var members = schema
        if let minimum { members["minimum"] = .integer(minimum) }
        if let maximum { members["maximum"] = .integer(maximum) }
        if let lineMax {
            members["minLength"] = 1
            members["maxLength"] = .integer(Int64(lineMax))
        }
        if let allowed { members["enum"] = .array(allowed.map { .string($0) }) }
        return members
    }

    private func checkLine(_ text: String, _ most: Int) throws(RecordError) {
        let expected = narrowed("")
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw .unexpected("an empty text", expected: expected)
        }
        let count = text.unicodeScalars.count
        guard count <= most else { throw .unexpected("\(count)", expected: expected) }
        // What would be shown otherwise than it is: line breaks, escapes, turned directions.
        guard text.printable() == text else {
            throw .unexpected("'\(text.printable(limit: 40))'", expected: expected)
        }
    }

    private func checkEach(_ elements: [JSONValue], expectation: String) throws(RecordError) {
        for (index, element) in elements.enumerated() {
            do throws(RecordError) {
                try check(element, expectation: expectation)
            } catch {
                throw error.within(index: index)
            }
        }
    }
}
