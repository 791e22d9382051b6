/// A command line that fits its declaration.
package struct ParsedCommand: Sendable {
    /// The names that lead to the command, without the program's.
    ///
    /// Aliases are resolved. Empty where the program was called without a command.
    package let path: [String]
    /// The declaration of the command.
    package let specification: CommandSpecification
    /// What a person types to call it.
    let title: String
    private let scope: Scope
    private let given: GivenWords

    init(path: [String], title: String, scope: Scope, given: GivenWords) {
        self.path = path
        self.specification = scope.own
        self.title = title
        self.scope = scope
        self.given = given
    }

    /// The value given, or the default, or `nil`.
    package func text(_ parameter: some Parameter) -> String? {
        guard !declared(parameter).isRepeatable else {
            preconditionFailure("\(parameter.label) takes several values: read it by 'texts'.")
        }
        return given.values[parameter.label]?.last ?? parameter.defaultText
    }

    /// The values given, in their order, or the default, or none.
    package func texts(_ parameter: some Parameter) -> [String] {
        _ = declared(parameter)
        return given.values[parameter.label] ?? parameter.defaultText.map { [$0] } ?? []
    }

    /// The value of a parameter that the parser has made sure of: a required one, or one with a
    /// default.
    package func required(_ parameter: some Parameter) -> String {
        guard let text = text(parameter) else {
            preconditionFailure(
                "\(parameter.label) is neither required nor has a default: read it by 'text'."
            )
        }
        return text
    }

    /// Whether the command line itself gave a value, so that it is not the default.
    package func isGiven(_ parameter: some Parameter) -> Bool {
        _ = declared(parameter)
        return given.values[parameter.label] != nil
    }

    /// Whether the flag was given.
    package func isSet(_ flag: Flag) -> Bool {
        precondition(
            scope.flags.contains(flag),
            "'\(title)' does not declare the flag '\(flag.label)'."
        )
        return given.flags.contains(flag.label)
    }

    /// How many values a parameter may have, once it is sure that the command declares it.
    private func declared(_ parameter: some Parameter) -> ValueCount {
        let isDeclared =
            switch parameter {
            case let option as Option: scope.options.contains(option)
            case let argument as Argument: scope.own.arguments.contains(argument)
            default: false
            }
        precondition(isDeclared, "'\(title)' does not declare '\(parameter.label)'.")
        return parameter.count
    }
}
