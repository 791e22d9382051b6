/// A shell's command line, read as far as a permission needs: which programs it runs with which
/// words, and whether it is so plain that nothing else can happen.
struct ShellCommand: Hashable, Sendable {
    /// Each program that it may run, with its words; what is quoted is one word.
    private(set) var programs: [[String]] = []
    /// Whether it is one program with words that stand for themselves: no second command, no
    /// redirection, no variable, no substitution.
    private(set) var isPlain = true

    private var words: [String] = []
    private var word: String?

    /// Reads a line.
    ///
    /// That of a shell that is given a line (`bash -lc '…'`) counts as the line.
    init(_ text: String) {
        self.init(reading: text)
        guard isPlain, let program = programs.first, let line = Self.line(givenTo: program) else {
            return
        }
        self.init(reading: line)
        // What follows the line are words for it, which it may do anything with.
        if program.count > 3 { isPlain = false }
    }

    /// The words as a shell would have to be told them.
    static func text(of words: [String]) -> String {
        words.map { word in
            let isBare = !word.isEmpty && word.unicodeScalars.allSatisfy { bare.contains($0) }
            return isBare
                ? word
                : "'"
                    + word.split(separator: "'", omittingEmptySubsequences: false)
                    .joined(separator: "'\\''") + "'"
        }.joined(separator: " ")
    }

    private static let bare = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%".unicodeScalars
    )

    private static func line(givenTo program: [String]) -> String? {
        guard program.count >= 3, let name = program[0].split(separator: "/").last,
            ["sh", "bash", "dash", "zsh"].contains(name), ["-c", "-lc"].contains(program[1])
        else { return nil }
        return program[2]
    }

    private init(reading text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "'": quoted(&rest)
            case "\"": doubleQuoted(&rest)
            case "\\": escaped(&rest)
            case " ", "\t": endWord()
            case ";", "&", "|", "\n", "\r", "(", ")", "{", "}", "`":
                isPlain = false
                endProgram()
            case "<", ">", "#":
                isPlain = false
                endWord()
            case "$":
                // What follows may be a substitution: its words are looked at like any others.
                isPlain = false
                append(scalar)
            default: append(scalar)
            }
        }
        endProgram()
    }

    private mutating func quoted(_ rest: inout Substring.UnicodeScalarView) {
        word = word ?? ""
        while let scalar = rest.popFirst() {
            if scalar == "'" { return }
            append(scalar)
        }
        isPlain = false
    }

    private mutating func doubleQuoted(_ rest: inout Substring.UnicodeScalarView) {
        word = word ?? ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return
            case "\\": escaped(&rest)
            case "$", "`":
                isPlain = false
                append(scalar)
            default: append(scalar)
            }
        }
        isPlain = false
    }

    private mutating func escaped(_ rest: inout Substring.UnicodeScalarView) {
        guard let scalar = rest.popFirst() else {
            isPlain = false
            return
        }
        append(scalar)
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
    }

    private mutating func endWord() {
        guard let word else { return }
        words.append(word)
        // A substitution within quotes: read as if it stood alone, where it has no quotes any more.
        if word.contains("$(") || word.contains("`") {
            programs += ShellCommand(reading: word).programs
        }
        self.word = nil
    }

    private mutating func endProgram() {
        endWord()
        if !words.isEmpty { programs.append(words) }
        words = []
    }
}
