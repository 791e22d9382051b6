/// A text that is not a path pattern.
package struct PathPatternError: Reportable, Hashable {
    /// What a pattern may not have.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        case tooLong(bytes: Int)
        case tooDeep(names: Int)
        case longName
        case absolute
        case parent
        case dotName
        case emptyName
        case control
        case negated
        case backslash
        case openClass
        case emptyClass
        case namedClass
    }

    package let text: String
    package let fault: Fault

    package init(text: String, fault: Fault) {
        self.text = text
        self.fault = fault
    }

    package var code: String { "path.malformed" }
    package var category: ErrorCategory { .usage }

    package var message: String {
        "'\(text.printable(limit: 80))' is not a path pattern: \(fault.reason)."
    }

    package var hint: String? { fault.mend }
}

extension PathPatternError.Fault {
    /// The end of the sentence that says what is wrong.
    var reason: String {
        switch self {
        case .empty: "it is empty"
        case .tooLong(let bytes):
            "it has \(bytes) bytes, and \(PathPattern.bytesMax) is the most"
        case .tooDeep(let names):
            "it has \(names) names, and \(PathPattern.namesMax) is the most"
        case .longName: "one of its names is longer than 255 bytes"
        case .absolute: "it must be relative to the repository's root"
        case .parent: "it must not have '..'"
        case .dotName: "it must not have '.' as a name"
        case .emptyName: "it must not have '//'"
        case .control: "it has a control character"
        case .negated: "it must not start with '!'"
        case .backslash: "'\\' may only stand before one of * ? [ ] \\ ! # { } and a space"
        case .openClass: "a '[' is not closed"
        case .emptyClass: "a character class matches nothing"
        case .namedClass: "named classes such as [:alpha:] are not known"
        }
    }

    /// What to write in its place, where that can be said.
    var mend: String? {
        switch self {
        case .absolute: "Write it from the repository's root on, without the leading '/'."
        case .parent, .dotName, .emptyName: "Write the path as 'git ls-files' shows it."
        case .negated: "Name what is excluded in OUT_OF_SCOPE."
        case .backslash: "Separate names with '/'."
        case .openClass, .emptyClass: "Write '\\[' where the file's name has a bracket."
        case .namedClass: "Write the range, such as [a-z]."
        case .tooLong, .tooDeep, .longName, .empty, .control: nil
        }
    }
}
