/// A table as its reader asks for it: typed, with errors that name the key and its line.
///
/// An absent key is `nil`; a key of another type is an error, never silently left out.
package struct TOMLFields: Sendable {
    package let table: TOMLTable
    /// The line of the table, from 1; 0 where it has none.
    package let line: Int
    /// The keys on the way to the table, joined by dots; empty at the root.
    package let path: String

    package init(_ document: TOMLDocument) {
        self.init(table: document.table, line: 1, path: "")
    }

    private init(table: TOMLTable, line: Int, path: String) {
        self.table = table
        self.line = line
        self.path = path
    }

    package var keys: [String] { table.entries.map(\.key) }

    /// The key with the tables around it, as messages name it.
    package func keyPath(_ key: String) -> String {
        let written = TOMLWriter.key(key)
        return path.isEmpty ? written : path + "." + written
    }

    package func string(_ key: String) throws(TOMLError) -> String? {
        guard let value = table[key] else { return nil }
        guard case .string(let text) = value.kind else { throw wrongType(key, value, "a string") }
        return text
    }

    package func integer(_ key: String) throws(TOMLError) -> Int64? {
        guard let value = table[key] else { return nil }
        guard case .integer(let number) = value.kind else {
            throw wrongType(key, value, "an integer")
        }
        return number
    }

    package func boolean(_ key: String) throws(TOMLError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard case .boolean(let flag) = value.kind else {
            throw wrongType(key, value, "true or false")
        }
        return flag
    }

    /// The strings of an array, or `nil` where the key is absent.
    package func strings(_ key: String) throws(TOMLError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard case .array(let elements) = value.kind else {
            throw wrongType(key, value, "an array of strings")
        }
        var result: [String] = []
        for element in elements {
            guard case .string(let text) = element.kind else {
                throw wrongType(key, element, "a string in each place")
            }
            result.append(text)
        }
        return result
    }

    /// The table under a key, or `nil` where it is absent.
    package func fields(_ key: String) throws(TOMLError) -> TOMLFields? {
        guard let value = table[key] else { return nil }
        guard case .table(let inner) = value.kind else { throw wrongType(key, value, "a table") }
        return TOMLFields(table: inner, line: value.line, path: keyPath(key))
    }

    /// The tables of an array, or `nil` where the key is absent.
    package func fieldsList(_ key: String) throws(TOMLError) -> [TOMLFields]? {
        guard let value = table[key] else { return nil }
        guard case .array(let elements) = value.kind else {
            throw wrongType(key, value, "an array of tables")
        }
        var result: [TOMLFields] = []
        for (index, element) in elements.enumerated() {
            guard case .table(let inner) = element.kind else {
                throw wrongType(key, element, "a table in each place")
            }
            let path = keyPath(key) + "[\(index)]"
            result.append(TOMLFields(table: inner, line: element.line, path: path))
        }
        return result
    }

    /// What must be there, or the error that says it is not.
    package func required<Value>(_ key: String, _ value: Value?) throws(TOMLError) -> Value {
        guard let value else { throw TOMLError(.missing, line: line, keyPath: keyPath(key)) }
        return value
    }

    /// The line of a key's value; the table's own where it has none.
    package func line(of key: String) -> Int {
        table[key]?.line ?? line
    }

    /// The keys that are none of the known ones, in the order of the text.
    package func unknownKeys(besides known: Set<String>) -> [TOMLUnknownKey] {
        table.entries.filter { !known.contains($0.key) }.map {
            TOMLUnknownKey(key: $0.key, keyPath: keyPath($0.key), line: $0.value.line)
        }
    }

    private func wrongType(_ key: String, _ value: TOMLValue, _ wanted: String) -> TOMLError {
        TOMLError(
            .wrongType(found: value.typeName, wanted: wanted),
            line: value.line,
            keyPath: keyPath(key)
        )
    }
}

/// A key that nobody asks for.
package struct TOMLUnknownKey: Hashable, Sendable {
    package let key: String
    package let keyPath: String
    package let line: Int

    package init(key: String, keyPath: String, line: Int) {
        self.key = key
        self.keyPath = keyPath
        self.line = line
    }
}
