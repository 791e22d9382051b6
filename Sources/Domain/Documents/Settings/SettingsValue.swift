/// A JSON value that is written into a settings file, its members in the order given.
package indirect enum SettingsValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case list([SettingsValue])
    case table([Member])

    /// A named part of a table.
    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: SettingsValue

        package init(_ key: String, _ value: SettingsValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value in JSON, laid out as the file around it is.
    func written(_ layout: JSONLayout, at indent: String) -> String {
        let inner = indent + layout.unit
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return String(number)
        case .list(let values):
            guard !values.isEmpty else { return "[]" }
            let lines = values.map { inner + $0.written(layout, at: inner) }
            return "[" + layout.newline + lines.joined(separator: "," + layout.newline)
                + layout.newline + indent + "]"
        case .table(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map {
                inner + Self.quoted($0.key) + ": " + $0.value.written(layout, at: inner)
            }
            return "{" + layout.newline + lines.joined(separator: "," + layout.newline)
                + layout.newline + indent + "}"
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// How a JSON file is laid out.
struct JSONLayout {
    /// What a level is indented by.
    var unit = "  "
    var newline = "\n"
}
