/// A positional value of a command, told apart from others by its place.
package struct Argument: Parameter, Equatable {
    /// The name in usage lines, in capitals: `FILE`.
    package let valueName: String
    package let help: String
    package let count: ValueCount
    package let allowed: [String]
    package let defaultText: String?
    package let completion: CompletionKind

    /// Declares a positional argument; required unless `count` says otherwise.
    ///
    /// In a command the required ones come first, then the optional ones; one that takes several
    /// values comes last and takes all that is left.
    package init(
        _ valueName: String,
        help: String,
        count: ValueCount = .exactlyOne,
        allowed: [String] = [],
        default defaultText: String? = nil,
        completion: CompletionKind = .none
    ) {
        self.valueName = valueName
        self.help = help
        self.count = count
        self.allowed = allowed
        self.defaultText = defaultText
        self.completion = completion
    }

    package var label: String { valueName }

    /// How it stands in a usage line: `FILE`, `[FILE]`, `FILE...` or `[FILE...]`.
    var usage: String {
        switch count {
        case .exactlyOne: valueName
        case .atMostOne: "[\(valueName)]"
        case .atLeastOne: "\(valueName)..."
        case .any: "[\(valueName)...]"
        }
    }
}
