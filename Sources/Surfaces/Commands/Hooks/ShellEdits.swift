import Model

/// The files that a shell command says in plain words that it will write: redirections, and the
/// operands of a few well-known programs.
struct ShellEdits {
    private(set) var paths: [String] = []
    /// After a `cd` nobody here knows where a relative path is.
    private var hasMoved = false

    init(of text: String) {
        for command in ShellScript(text).commands {
            // A here-document's lines are content.
            let head = command.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
            for words in ShellWords(String(head)).commands { add(words) }
        }
    }

    private mutating func add(_ words: [ShellWords.Word]) {
        var plain: [ShellWords.Word] = []
        var isTarget = false
        for word in words {
            if case .redirection = word {
                isTarget = true
            } else if isTarget {
                isTarget = false
                add(target: word)
            } else {
                plain.append(word)
            }
        }
        let names = plain.drop { $0.text?.contains("=") ?? false || $0.text == "sudo" }
        guard let program = names.first?.text else { return }
        if ["cd", "pushd", "popd"].contains(program) { hasMoved = true }
        for operand in Self.written(by: program, Array(names.dropFirst())) { add(target: operand) }
    }

    private mutating func add(target word: ShellWords.Word) {
        guard let text = word.text, !text.isEmpty, !text.hasPrefix("/dev/"), !text.hasPrefix("~"),
            !hasMoved || text.hasPrefix("/")
        else { return }
        paths.append(text)
    }

    /// The operands that a program writes or takes away.
    private static func written(
        by program: String,
        _ words: [ShellWords.Word]
    ) -> [ShellWords.Word] {
        let options = words.filter { $0.text?.hasPrefix("-") ?? false }
        let operands = words.filter { !($0.text?.hasPrefix("-") ?? false) }
        switch program {
        case "tee", "touch", "rm", "mv": return operands
        case "cp", "ln": return operands.count > 1 ? operands.suffix(1) : []
        case "sed":
            let isInPlace = options.contains {
                $0.text?.hasPrefix("-i") ?? false || $0.text?.hasPrefix("--in-place") ?? false
            }
            guard isInPlace else { return [] }
            let hasScript = options.contains { ["-e", "-f", "--expression"].contains($0.text) }
            // With `-e` the script stands between the options, and looks like any other word.
            return hasScript ? operands.suffix(1) : Array(operands.dropFirst())
        case "git":
            guard ["mv", "rm"].contains(operands.first?.text) else { return [] }
            return Array(operands.dropFirst())
        default: return []
        }
    }
}

/// A line of shell text cut into words, as far as that can be done without running anything.
struct ShellWords {
    enum Word: Equatable {
        case plain(String)
        /// A word that the shell would expand.
        case opaque
        /// An operator that sends output into a file.
        case redirection

        var text: String? { if case .plain(let text) = self { text } else { nil } }
    }

    private(set) var commands: [[Word]] = []
    private var words: [Word] = []
    private var text = ""
    private var hasText = false
    private var isOpaque = false

    init(_ line: String) {
        var rest = Substring(line)
        while let next = rest.popFirst() { read(next, &rest) }
        endCommand()
    }

    private mutating func read(_ next: Character, _ rest: inout Substring) {
        switch next {
        case " ", "\t": endWord()
        case "'":
            hasText = true
            while let quoted = rest.popFirst(), quoted != "'" { text.append(quoted) }
        case "\"":
            hasText = true
            while let quoted = rest.popFirst(), quoted != "\"" {
                if quoted == "$" || quoted == "`" { isOpaque = true }
                text.append(quoted == "\\" ? rest.popFirst() ?? quoted : quoted)
            }
        case "\\":
            if let escaped = rest.popFirst() { append(escaped) }
        case "$", "`", "*", "?", "[", "{", "(", ")":
            isOpaque = true
            append(next)
        case ">": redirect(&rest)
        case "<":
            // What is read is not written; its word is passed over.
            endWord()
            while let more = rest.first, "<-".contains(more) { rest.removeFirst() }
            words.append(.opaque)
        case ";", "|", "&":
            if next == "&", rest.first == ">" {
                endWord()
            } else {
                endCommand()
            }
        case "#" where !hasText: rest = ""
        default: append(next)
        }
    }

    private mutating func redirect(_ rest: inout Substring) {
        // `2>`: the number is the operator's.
        if text.allSatisfy(\.isNumber) { dropWord() } else { endWord() }
        while let more = rest.first, ">|".contains(more) { rest.removeFirst() }
        if rest.first == "&" {
            rest.removeFirst()
            while let more = rest.first, more.isNumber || more == "-" { rest.removeFirst() }
            return
        }
        words.append(.redirection)
    }

    private mutating func append(_ character: Character) {
        hasText = true
        text.append(character)
    }

    private mutating func dropWord() {
        text = ""
        hasText = false
        isOpaque = false
    }

    private mutating func endWord() {
        if hasText { words.append(isOpaque ? .opaque : .plain(text)) }
        dropWord()
    }

    private mutating func endCommand() {
        endWord()
        if !words.isEmpty { commands.append(words) }
        words = []
    }
}
