/// A text that is no TOML, or TOML that does not say what was asked for.
package struct TOMLError: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Fault: Hashable, Sendable {
        case tooLarge(bytes: Int, limit: Int)
        case notUTF8
        case tooDeep
        case syntax(String)
        case missing
        /// The key has another type than the reader wants; both with their article.
        case wrongType(found: String, wanted: String)
    }

    package let fault: Fault
    /// The line, from 1; 0 where there is none to name.
    package let line: Int
    /// The column, from 1; 0 where there is none to name.
    package let column: Int
    /// The key, with the tables around it: `limits.wall`; empty for faults of the text.
    package let keyPath: String

    package init(_ fault: Fault, line: Int = 0, column: Int = 0, keyPath: String = "") {
        self.fault = fault
        self.line = line
        self.column = column
        self.keyPath = keyPath
    }

    /// A stable name for programs.
    package var code: String {
        switch fault {
        case .tooLarge: "toml.too_large"
        case .notUTF8: "toml.not_utf8"
        case .tooDeep: "toml.too_deep"
        case .syntax: "toml.syntax"
        case .missing: "toml.missing"
        case .wrongType: "toml.wrong_type"
        }
    }

    /// A sentence for people, with the line.
    package var message: String {
        switch fault {
        case .tooLarge(let bytes, let limit):
            "The text has \(bytes) bytes, and \(limit) is the most."
        case .notUTF8: "Line \(line) is not UTF-8."
        case .tooDeep: "Line \(line) nests keys or brackets too deeply."
        case .syntax(let reason): "Line \(line), column \(column): \(reason)."
        case .missing: "The key '\(keyPath)' is missing."
        case .wrongType(let found, let wanted):
            "Line \(line): '\(keyPath)' is \(found), and must be \(wanted)."
        }
    }
}
