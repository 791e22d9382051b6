import CommandLineKit
import Model

// The values of our commands, from the words that were given.
extension ParsedCommand {
    func name<Name: Identifier>(
        _ parameter: some Parameter,
        as _: Name.Type = Name.self
    ) throws -> Name {
        try required(parameter) { text throws(IdentifierError) in try Name(text) }
    }

    func optionalName<Name: Identifier>(
        _ parameter: some Parameter,
        as _: Name.Type = Name.self
    ) throws -> Name? {
        try value(parameter) { text throws(IdentifierError) in try Name(text) }
    }

    func names<Name: Identifier>(
        _ parameter: some Parameter,
        as _: Name.Type = Name.self
    ) throws -> [Name] {
        try values(parameter) { text throws(IdentifierError) in try Name(text) }
    }

    func duration(_ parameter: some Parameter) throws -> Duration? {
        try value(parameter) { text throws(UnitError) in try Duration(text: text) }
    }

    /// A word of a closed set; the parser has seen to it that it is one.
    func choice<Choice: RawRepresentable<String>>(
        _ parameter: some Parameter,
        as _: Choice.Type = Choice.self
    ) -> Choice? {
        text(parameter).flatMap(Choice.init(rawValue:))
    }

    func moment(_ parameter: some Parameter) throws -> Timestamp? {
        try value(parameter) { text throws(MomentError) in
            guard let moment = Timestamp(text) else { throw MomentError(text: text) }
            return moment
        }
    }
}

extension IdentifierError: ValueFault {}
extension UnitError: ValueFault {}

/// A text that is no time.
struct MomentError: ValueFault {
    let text: String

    var code: String { "usage.not_a_time" }
    var message: String {
        "'\(text.printable(limit: 60))' is not a time such as 2026-11-26T09:30:00Z."
    }
    var hint: String? { nil }
}
