/// Reads a command line word by word.
///
/// Parsing feeds it all words and finishes; completion feeds it the words before the cursor and
/// asks what may follow.
struct CommandLineReader {
    private let program: Program
    /// The names of the commands entered so far.
    private(set) var path: [String] = []
    /// What is valid at this point.
    private(set) var scope: Scope
    /// The commands that may be entered next.
    private(set) var subcommands: [CommandSpecification]
    /// The option whose value the next word is.
    private(set) var pending: Option?
    /// Whether `--` was read, after which no word is an option or a command.
    private(set) var optionsEnded = false
    private(set) var argumentCount = 0
    private(set) var given = GivenWords()
    /// The options and flags of the group that is entered, which its subcommands do not take.
    private var groupLabels: [String] = []

    init(of program: Program) {
        self.program = program
        scope = program.scope(of: CommandNode(path: [], command: program.root))
        subcommands = program.root.subcommands
    }

    var asksForHelp: Bool { given.flags.contains(Flag.help.label) }

    var asksForVersion: Bool {
        program.version != nil && given.flags.contains(Flag.version.label)
    }

    /// The positional argument that the next word belongs to, if there is room for one.
    var nextArgument: Argument? {
        let arguments = scope.own.arguments
        if argumentCount < arguments.count { return arguments[argumentCount] }
        guard let last = arguments.last, last.count.isRepeatable else { return nil }
        return last
    }

    mutating func take(_ word: String) throws(UsageError) {
        if let option = pending {
            pending = nil
            guard !word.looksLikeOption else {
                throw .missingValue(option, before: word, at: path, of: program)
            }
            try give(word, to: option)
        } else if optionsEnded || !word.looksLikeOption {
            try takePlain(word)
        } else if word == "--" {
            optionsEnded = true
        } else if word.utf8.starts(with: "--".utf8) {
            try takeLong(word)
        } else {
            try takeShort(word)
        }
    }

    /// The command, once all words are taken.
    func finish() throws(UsageError) -> ParsedCommand {
        if let pending { throw .missingValue(pending, before: nil, at: path, of: program) }
        let node = CommandNode(path: path, command: scope.own)
        if node.needsSubcommand { throw .missingCommand(at: node, of: program) }
        for argument in scope.own.arguments.dropFirst(argumentCount)
        where argument.count.isRequired && argument.defaultText == nil {
            throw .missingArgument(argument, at: path, of: program)
        }
        for option in scope.options
        where option.count.isRequired && given.values[option.label] == nil {
            throw .missingOption(option, at: path, of: program)
        }
        return ParsedCommand(path: path, title: program.title(path), scope: scope, given: given)
    }

    // MARK: - Words

    private mutating func takePlain(_ word: String) throws(UsageError) {
        guard subcommands.isEmpty || optionsEnded else { return try enter(word) }
        guard let argument = nextArgument else {
            throw .unexpectedArgument(word, after: scope.own.arguments, at: path, of: program)
        }
        try give(word, to: argument)
        argumentCount += 1
    }

    private mutating func enter(_ word: String) throws(UsageError) {
        guard let command = subcommands.called(word) else {
            throw .unknownCommand(word, at: path, of: program)
        }
        if let label = groupLabels.first {
            throw .misplacedOption(
                label,
                of: CommandNode(path: path, command: scope.own),
                before: command.name,
                in: program
            )
        }
        path.append(command.name)
        scope = Scope(own: command, root: program.root, isRoot: false, hasVersion: false)
        subcommands = command.subcommands
    }

    private mutating func takeLong(_ word: String) throws(UsageError) {
        let body = word.utf8.dropFirst(2)
        let nameEnd = body.firstIndex(of: UInt8(ascii: "=")) ?? body.endIndex
        let name = String(word[body.startIndex..<nameEnd])
        let value =
            nameEnd == body.endIndex ? nil : String(word[word.utf8.index(after: nameEnd)...])
        if let option = scope.option(named: name) {
            guard let value else { return try expectValue(of: option) }
            try give(value, to: option)
        } else if let flag = scope.flag(named: name) {
            if let value { throw .unexpectedValue(value, of: flag, at: path, in: program) }
            set(flag)
        } else {
            throw .unknownOption("--" + name, in: scope, at: path, of: program)
        }
    }

    /// A bundle: flags by their letters, and at most one option, whose value is the rest.
    private mutating func takeShort(_ word: String) throws(UsageError) {
        var letters = word.unicodeScalars.dropFirst()
        while let letter = letters.popFirst() {
            if let flag = scope.flag(short: letter) {
                set(flag)
                continue
            }
            guard let option = scope.option(short: letter) else {
                throw unknownShort(letter, in: word)
            }
            guard let next = letters.first else { return try expectValue(of: option) }
            // `-n=VALUE` is written by those who know `--name=VALUE`.
            if next == "=" { letters.removeFirst() }
            return try give(String(letters), to: option)
        }
    }

    private func unknownShort(_ letter: Unicode.Scalar, in word: String) -> UsageError {
        // `-depth` is more likely a long name with a dash too few than five letters.
        let long = "-" + word
        let meant = scope.labels.contains { $0.hasSameBytes(as: long) } ? word : "-\(letter)"
        return .unknownOption(meant, in: scope, at: path, of: program)
    }

    // MARK: - Values

    private mutating func expectValue(of option: Option) throws(UsageError) {
        try checkRoom(for: option)
        pending = option
    }

    private mutating func set(_ flag: Flag) {
        given.flags.insert(flag.label)
        if !scope.isRoot, scope.own.flags.contains(flag) { groupLabels.append(flag.label) }
    }

    private mutating func give(_ value: String, to option: Option) throws(UsageError) {
        try checkRoom(for: option)
        try check(value, for: option)
        given.values[option.label, default: []].append(value)
        if !scope.isRoot, scope.own.options.contains(option) { groupLabels.append(option.label) }
    }

    private mutating func give(_ value: String, to argument: Argument) throws(UsageError) {
        try check(value, for: argument)
        given.values[argument.label, default: []].append(value)
    }

    private func checkRoom(for option: Option) throws(UsageError) {
        guard option.count.isRepeatable || given.values[option.label] == nil else {
            throw .repeatedOption(option, at: path, of: program)
        }
    }

    private func check(_ value: String, for parameter: some Parameter) throws(UsageError) {
        guard
            parameter.allowed.isEmpty
                || parameter.allowed.contains(where: { $0.hasSameBytes(as: value) })
        else { throw .notAllowed(value, for: parameter, at: path, of: program) }
    }
}

/// What a command line gave, by the labels of parameters and flags.
struct GivenWords: Sendable, Equatable {
    var values: [String: [String]] = [:]
    var flags: Set<String> = []
}

extension String {
    /// Whether it begins with a dash and is more than one: `-` alone is a value by custom.
    var looksLikeOption: Bool { utf8.first == UInt8(ascii: "-") && utf8.count > 1 }
}
