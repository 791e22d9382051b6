/// A named value of a command: `--name VALUE`, `--name=VALUE`, `-n VALUE` or `-nVALUE`.
package struct Option: Parameter, Equatable {
    /// The long name, without its dashes.
    package let name: String
    /// The letter of the short form, if it has one.
    package let short: Character?
    package let valueName: String
    package let help: String
    package let count: ValueCount
    package let allowed: [String]
    package let defaultText: String?
    package let completion: CompletionKind

    /// Declares an option.
    ///
    /// - Parameters:
    ///   - value: What stands for the value in usage lines, in capitals: `DURATION`.
    ///   - help: A phrase without a full stop.
    ///   - default: Read where the option is not given, and shown in help. A fallback that depends
    ///     on the moment is told in `help` instead.
    package init(
        _ name: String,
        short: Character? = nil,
        value: String,
        help: String,
        count: ValueCount = .atMostOne,
        allowed: [String] = [],
        default defaultText: String? = nil,
        completion: CompletionKind = .none
    ) {
        self.name = name
        self.short = short
        self.valueName = value
        self.help = help
        self.count = count
        self.allowed = allowed
        self.defaultText = defaultText
        self.completion = completion
    }

    package var label: String { "--" + name }
}
