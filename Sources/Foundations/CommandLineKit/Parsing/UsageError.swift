/// A command line that can't be understood.
package struct UsageError: Error, Equatable, Sendable {
    /// A stable name for programs: `usage.unknown_option`, or the code of the value's own fault.
    package let code: String
    /// What is wrong, with the user's words made printable.
    package let message: String
    /// What to run next, if that helps.
    package let hint: String?
    /// The command in which the fault stands, without the program's name.
    package let path: [String]
    /// The word that is wrong, exactly as it was typed, where there is one.
    package let word: String?

    package init(
        code: String,
        message: String,
        hint: String? = nil,
        path: [String] = [],
        word: String? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.path = path
        self.word = word
    }

    /// Whether the fault is of this kind.
    package func isFault(_ fault: UsageFault) -> Bool { code == fault.code }
}

/// The kinds of fault that a command line can have.
package enum UsageFault: String, Sendable, CaseIterable {
    case unknownCommand = "usage.unknown_command"
    case missingCommand = "usage.missing_command"
    case unknownOption = "usage.unknown_option"
    case misplacedOption = "usage.misplaced_option"
    case repeatedOption = "usage.repeated_option"
    case missingOption = "usage.missing_option"
    case missingValue = "usage.missing_value"
    case unexpectedValue = "usage.unexpected_value"
    case invalidValue = "usage.invalid_value"
    case missingArgument = "usage.missing_argument"
    case unexpectedArgument = "usage.unexpected_argument"
    case notText = "usage.not_utf8"
    case argumentTooLong = "usage.argument_too_long"

    /// The stable name that programs see.
    package var code: String { rawValue }

    /// A phrase without a full stop, for the list of errors.
    package var meaning: String {
        switch self {
        case .unknownCommand: "A word calls no command"
        case .missingCommand: "A group was called without one of its commands"
        case .unknownOption: "The command has no such option"
        case .misplacedOption: "An option stands before the command it does not belong to"
        case .repeatedOption: "An option that takes one value was given twice"
        case .missingOption: "A required option was not given"
        case .missingValue: "An option was given without its value"
        case .unexpectedValue: "A value was given to a flag"
        case .invalidValue: "A value is not one of those that are accepted"
        case .missingArgument: "A required argument was not given"
        case .unexpectedArgument: "There are more arguments than the command takes"
        case .notText: "An argument is not valid UTF-8"
        case .argumentTooLong: "An argument is longer than the program accepts"
        }
    }
}

/// Why a text is no value of some type: thrown by the closures that convert values.
///
/// A program's own errors conform where they have a code, a message and a hint already.
package protocol ValueFault: Error {
    /// A stable name for programs.
    var code: String { get }
    /// A sentence that quotes the text.
    var message: String { get }
    /// What to do next, if that helps.
    var hint: String? { get }
}

/// A value that is refused with a sentence.
package struct InvalidValue: ValueFault, Equatable {
    package let message: String
    package let hint: String?

    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    package var code: String { UsageFault.invalidValue.code }
}
