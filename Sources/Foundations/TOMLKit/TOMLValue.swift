/// A value of a TOML document, with the line it stands on.
///
/// Two values are equal when they say the same, wherever they stand.
package struct TOMLValue: Hashable, Sendable {
    /// What a value is and holds.
    package indirect enum Kind: Hashable, Sendable {
        case string(String)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        /// A date, a time or both, as RFC 3339 writes it.
        case date(String)
        case array([TOMLValue])
        case table(TOMLTable)
    }

    package let kind: Kind
    /// The line, from 1; 0 for a value that was not read from a text.
    package let line: Int

    package init(_ kind: Kind, line: Int = 0) {
        self.kind = kind
        self.line = line
    }

    package static func == (left: TOMLValue, right: TOMLValue) -> Bool { left.kind == right.kind }

    package func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    /// What the value is called in messages, with its article.
    package var typeName: String {
        switch kind {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .date: "a date"
        case .array: "an array"
        case .table: "a table"
        }
    }
}

/// Keys and values in the order of the text.
package struct TOMLTable: Hashable, Sendable {
    /// A key and its value.
    package struct Entry: Hashable, Sendable {
        package let key: String
        package let value: TOMLValue

        package init(key: String, value: TOMLValue) {
            self.key = key
            self.value = value
        }
    }

    package private(set) var entries: [Entry]

    package init(entries: [Entry] = []) {
        self.entries = entries
    }

    /// The value of a key, or `nil`.
    package subscript(key: String) -> TOMLValue? {
        // Compared by scalars: TOML's keys are different where their bytes are.
        entries.first { $0.key.unicodeScalars.elementsEqual(key.unicodeScalars) }?.value
    }

    /// Puts a value at the end; the key must not be there yet.
    package mutating func append(_ key: String, _ kind: TOMLValue.Kind) {
        precondition(self[key] == nil, "the key '\(key)' is written twice")
        entries.append(Entry(key: key, value: TOMLValue(kind)))
    }
}
