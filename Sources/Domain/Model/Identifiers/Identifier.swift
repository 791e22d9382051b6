/// A short canonical name that people and agents type: letters, digits and inner separators.
///
/// Conforming types differ only in their rule, so that a task's key can never be passed for an
/// agent's id.
package protocol Identifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What the thing is called in messages, with its article: `a task key`.
    static var kind: String { get }
    /// Which texts are well formed.
    static var rule: IdentifierRule { get }
    /// The name as typed and shown.
    var text: String { get }
    /// Takes a text that is known to be well formed, such as one read back from the store.
    init(trusted text: String)
}

extension Identifier {
    /// Reads a name as somebody typed it.
    package init(_ text: String) throws(IdentifierError) {
        if let fault = Self.rule.fault(in: text) {
            throw IdentifierError(kind: Self.kind, text: text, fault: fault)
        }
        self.init(trusted: text)
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    /// The form under which look-alikes are the same: `FC_02` and `fc-02` fold alike.
    package var folded: String { Self.fold(text) }

    /// Folds case and separators, and the digits that read like letters.
    package static func fold(_ text: String) -> String {
        String(
            text.unicodeScalars.compactMap { scalar -> Character? in
                switch scalar {
                case "-", "_", ".": nil
                case "o", "O": "0"
                case "l", "L", "i", "I": "1"
                default: Character(scalar).lowercased().first
                }
            }
        )
    }
}

/// Which texts an identifier may have: ASCII letters, digits and `-`, `_`, `.` between them.
package struct IdentifierRule: Sendable {
    package let lengthMax: Int
    package let allowsLowercase: Bool
    package let allowsUppercase: Bool

    package init(lengthMax: Int, allowsLowercase: Bool = true, allowsUppercase: Bool = true) {
        self.lengthMax = lengthMax
        self.allowsLowercase = allowsLowercase
        self.allowsUppercase = allowsUppercase
    }

    /// The first thing that is wrong with the text, as the end of a sentence, or `nil`.
    package func fault(in text: String) -> String? {
        guard let first = text.utf8.first, let last = text.utf8.last else { return "it is empty" }
        guard text.utf8.count <= lengthMax else {
            return "it has \(text.utf8.count) bytes, and \(lengthMax) is the most"
        }
        guard text.utf8.allSatisfy(allows) else { return "it must use only \(alphabet)" }
        guard Self.isAlphanumeric(first), Self.isAlphanumeric(last) else {
            return "it must start and end with a letter or a digit"
        }
        // Two dots would be a way up in a path or a range in git.
        return text.contains("..") ? "it must not have '..'" : nil
    }

    private var alphabet: String {
        [allowsUppercase ? "A-Z" : nil, allowsLowercase ? "a-z" : nil, "0-9", "'-', '_' and '.'"]
            .compactMap(\.self).joined(separator: ", ")
    }

    private func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): allowsUppercase
        case UInt8(ascii: "a")...UInt8(ascii: "z"): allowsLowercase
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

/// A text that is not well formed for what it should name.
package struct IdentifierError: Reportable, Equatable {
    package let kind: String
    package let text: String
    package let fault: String

    package init(kind: String, text: String, fault: String) {
        self.kind = kind
        self.text = text
        self.fault = fault
    }

    package var code: String { "identifier.malformed" }
    package var category: ErrorCategory { .usage }
    package var message: String { "'\(text.printable(limit: 80))' is not \(kind): \(fault)." }
}
