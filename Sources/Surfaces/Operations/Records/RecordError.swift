import Model

/// A document that does not fit a record: which field, what was expected, what stood there.
package struct RecordError: Reportable, Equatable {
    /// What is wrong with the field.
    package enum Fault: Sendable, Equatable {
        case missing
        case unexpected(found: String)
        case malformed(sentence: String)
        case unknown(record: String, nearest: String?, known: [String])
    }

    /// Where the fault is, from the outermost record: `tasks[2].key`; empty for the document
    /// itself.
    package let path: String
    package let fault: Fault
    /// What must stand there, with its article.
    package let expected: String

    package var code: String {
        switch fault {
        case .missing: "input.missing_field"
        case .unexpected, .malformed: "input.invalid_field"
        case .unknown: "input.unknown_field"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch fault {
        case .missing:
            return "\(subject) is missing: it must be \(expected)."
        case .unexpected(let found):
            return "\(subject) must be \(expected), not \(found)."
        case .malformed(let sentence):
            return path.isEmpty ? sentence : "In \(subject): \(sentence)"
        case .unknown(let record, let nearest, _):
            let question = nearest.map { " Did you mean '\($0)'?" } ?? ""
            return "\(subject) is not a field of \(record).\(question)"
        }
    }

    package var hint: String? {
        guard case .unknown(_, nil, let known) = fault else { return nil }
        return known.isEmpty
            ? "It has no fields." : "Its fields are: " + known.joined(separator: ", ") + "."
    }

    private var subject: String {
        path.isEmpty ? "The document" : "'\(path.printable(limit: 80))'"
    }
}

extension RecordError {
    static func missing(expected: String) -> RecordError {
        RecordError(path: "", fault: .missing, expected: expected)
    }

    static func unexpected(_ found: String, expected: String) -> RecordError {
        RecordError(path: "", fault: .unexpected(found: found), expected: expected)
    }

    static func malformed(_ sentence: String, expected: String) -> RecordError {
        RecordError(path: "", fault: .malformed(sentence: sentence), expected: expected)
    }

    static func unknown(_ name: String, of record: String, known: [String]) -> RecordError {
        let fault = Fault.unknown(
            record: record,
            nearest: name.nearest(among: known),
            known: known
        )
        return RecordError(path: name, fault: fault, expected: "")
    }

    /// The same fault, seen from the record that has the field.
    func within(field name: String) -> RecordError {
        let joined =
            path.isEmpty ? name : path.first == "[" ? name + path : name + "." + path
        return RecordError(path: joined, fault: fault, expected: expected)
    }

    /// The same fault, seen from the list that has the element.
    func within(index: Int) -> RecordError {
        let joined =
            path.isEmpty || path.first == "[" ? "[\(index)]" + path : "[\(index)]." + path
        return RecordError(path: joined, fault: fault, expected: expected)
    }

    func expecting(_ phrase: String) -> RecordError {
        RecordError(path: path, fault: fault, expected: phrase)
    }
}
