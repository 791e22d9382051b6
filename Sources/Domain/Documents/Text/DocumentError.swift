import MarkupKit
import Model
import TOMLKit

/// A document that can't be read or written.
package struct DocumentError: Reportable, Hashable {
    /// What is wrong.
    package enum Fault: Hashable, Sendable {
        case tooLarge(bytes: Int, limit: Int)
        case markup(MarkupError)
        case toml(TOMLError)
        /// A key that nobody asks for, with the known one that is nearest.
        case unknownKey(keyPath: String, nearest: String?)
        /// A value that does not mean anything here; the reason is a sentence's end.
        case badValue(keyPath: String, reason: String)
        /// A field whose text the notation has no way to say.
        case notWritable(PacketField)
    }

    package let fault: Fault
    /// The line, from 1, where there is one to name.
    package let line: Int?

    package init(_ fault: Fault, line: Int? = nil) {
        self.fault = fault
        self.line = line
    }

    package init(_ error: MarkupError) {
        self.init(.markup(error), line: error.line)
    }

    package init(_ error: TOMLError) {
        self.init(.toml(error), line: error.line > 0 ? error.line : nil)
    }

    package var code: String {
        switch fault {
        case .tooLarge: "document.too_large"
        case .markup(let error): "document." + error.code
        case .toml(let error): "document." + error.code
        case .unknownKey: "document.unknown_key"
        case .badValue: "document.bad_value"
        case .notWritable: "document.not_writable"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch fault {
        case .tooLarge(let bytes, let limit):
            "The document has \(bytes) bytes, and \(limit) is the most."
        case .markup(let error): error.message
        case .toml(let error): error.message
        case .unknownKey(let keyPath, _):
            "\(place)the key '\(keyPath.printable(limit: 80))' is not known.".capitalizedSentence
        case .badValue(let keyPath, let reason):
            "\(place)'\(keyPath.printable(limit: 80))' \(reason).".capitalizedSentence
        case .notWritable(let field):
            "\(field.rawValue) has text that this notation can't hold."
        }
    }

    package var hint: String? {
        switch fault {
        case .tooLarge: "Keep logs and reports in files of their own, and name them."
        case .markup(let error): error.hint
        case .unknownKey(_, let nearest): nearest.map { "Did you mean '\($0)'?" }
        case .notWritable: "Take control characters and marks of other sections out of it."
        case .toml, .badValue: nil
        }
    }

    private var place: String {
        line.map { "line \($0): " } ?? ""
    }
}

extension String {
    /// The sentence with a capital at its start.
    fileprivate var capitalizedSentence: String {
        prefix(1).uppercased() + dropFirst()
    }
}
