/// A place in a command line that takes a value: an option or a positional argument.
package protocol Parameter: Sendable {
    /// What messages and help call it: `--days`, or `FILE`. Unique in its command.
    var label: String { get }
    /// What stands for the value in a usage line: `DURATION`, `FILE`.
    var valueName: String { get }
    /// A phrase without a full stop that says what the value does.
    var help: String { get }
    /// How many values one command line may give.
    var count: ValueCount { get }
    /// The only values that are accepted, or none where any text is.
    var allowed: [String] { get }
    /// The value that is read where none is given.
    var defaultText: String? { get }
    /// What the shells offer for it; the allowed values are always offered.
    var completion: CompletionKind { get }
}

extension Parameter {
    /// What help says: the phrase, and in parentheses what it accepts and what it falls back on.
    var annotatedHelp: String {
        var notes: [String] = []
        if !allowed.isEmpty { notes.append("one of: " + allowed.joined(separator: ", ")) }
        if let defaultText { notes.append("default: " + defaultText) }
        if self is Option, count.isRequired { notes.append("required") }
        if self is Option, count.isRepeatable { notes.append("may be repeated") }
        return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
    }
}

/// How many values a parameter takes in one command line.
package enum ValueCount: Sendable, Equatable {
    case atMostOne
    case exactlyOne
    case any
    case atLeastOne

    /// Whether a command line without it is refused.
    package var isRequired: Bool { self == .exactlyOne || self == .atLeastOne }
    /// Whether it may be given again.
    package var isRepeatable: Bool { self == .any || self == .atLeastOne }
}

/// What the shells offer where a value is typed.
package enum CompletionKind: Sendable, Equatable {
    /// Nothing, because the value is free text.
    case none
    /// Paths of files, and of the directories on the way to them.
    case file
    /// Paths of directories.
    case directory
    /// The program's own commands, one word of the path after the other.
    case command
    /// Values that only the running program knows; it is asked for them by this name.
    case dynamic(String)
}
