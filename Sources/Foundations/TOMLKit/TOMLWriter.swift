/// Writes tables as TOML that reads back as the same tables.
package struct TOMLWriter {
    private var lines: [String] = []

    private init() {}

    /// The table as a text that ends in a newline; empty for an empty table.
    ///
    /// Values come before the tables under a header, as TOML needs it; a table that mixes them in
    /// another order is read back in that one.
    package static func text(_ table: TOMLTable) -> String {
        var writer = TOMLWriter()
        writer.write(table, path: [])
        return writer.lines.isEmpty ? "" : writer.lines.joined(separator: "\n") + "\n"
    }

    /// A key as it must be written: bare where it can be.
    package static func key(_ key: String) -> String {
        let isBare = key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isBare && !key.isEmpty ? key : string(key)
    }

    /// A string in quotes, on one line.
    package static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\0"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private mutating func write(_ table: TOMLTable, path: [String]) {
        var inner: [(String, TOMLTable)] = []
        var lists: [(String, [TOMLTable])] = []
        for entry in table.entries {
            if case .table(let child) = entry.value.kind {
                inner.append((entry.key, child))
            } else if let tables = Self.tables(entry.value) {
                lists.append((entry.key, tables))
            } else {
                lines.append(Self.key(entry.key) + " = " + Self.value(entry.value, indent: ""))
            }
        }
        for (key, child) in inner {
            startHeader("[" + Self.header(path + [key]) + "]")
            write(child, path: path + [key])
        }
        for (key, tables) in lists {
            for child in tables {
                startHeader("[[" + Self.header(path + [key]) + "]]")
                write(child, path: path + [key])
            }
        }
    }

    private mutating func startHeader(_ text: String) {
        if !lines.isEmpty { lines.append("") }
        lines.append(text)
    }

    /// The elements of an array that holds tables only, and at least one.
    private static func tables(_ value: TOMLValue) -> [TOMLTable]? {
        guard case .array(let elements) = value.kind, !elements.isEmpty else { return nil }
        var result: [TOMLTable] = []
        for element in elements {
            guard case .table(let table) = element.kind else { return nil }
            result.append(table)
        }
        return result
    }

    private static func header(_ path: [String]) -> String {
        path.map(key).joined(separator: ".")
    }

    private static func value(_ value: TOMLValue, indent: String) -> String {
        switch value.kind {
        case .string(let text): string(text)
        case .integer(let number): String(number)
        case .float(let number): float(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let text): text
        case .array(let elements): array(elements, indent: indent)
        case .table(let table):
            "{"
                + table.entries.map { key($0.key) + " = " + Self.value($0.value, indent: "") }
                .joined(separator: ", ") + "}"
        }
    }

    private static func float(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        let text = "\(number)"
        return text.contains(".") || text.contains("e") ? text : text + ".0"
    }

    private static func array(_ elements: [TOMLValue], indent: String) -> String {
        guard !elements.isEmpty else { return "[]" }
        let deeper = indent + "    "
        let items = elements.map { deeper + value($0, indent: deeper) + "," }
        return "[\n" + items.joined(separator: "\n") + "\n" + indent + "]"
    }
}
