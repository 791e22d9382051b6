/// Writes mdoc(7) so that no text of ours is taken for a request of roff.
struct MdocWriter {
    private(set) var text = ""

    /// A macro with words as its arguments.
    mutating func macro(_ name: String, _ words: String...) {
        macro(name, raw: words.map(Self.argumentWords).joined(separator: " "))
    }

    /// A macro with a line that is mdoc already; the line itself where the name is empty.
    mutating func macro(_ name: String, raw line: String) {
        text += "." + [name, line].filter { !$0.isEmpty }.joined(separator: " ") + "\n"
    }

    mutating func section(_ title: String) { macro("Sh", raw: title) }

    /// Running text, each sentence on a line of its own as man(7) wants it.
    mutating func prose(_ prose: String) {
        for sentence in prose.sentences { fill(sentence) }
    }

    /// Writes lines of at most 80 bytes; a word that is longer has one to itself.
    private mutating func fill(_ sentence: String) {
        var line = ""
        for word in sentence.split(separator: " ").map({ Self.escape(String($0)) }) {
            if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > 78 {
                text += Self.guarded(line) + "\n"
                line = ""
            }
            line += line.isEmpty ? word : " " + word
        }
        text += Self.guarded(line) + "\n"
    }

    /// A line to type, as it is.
    mutating func literal(_ line: String) {
        macro("Bd", raw: "-literal -offset indent")
        text += Self.guarded(Self.escape(line)) + "\n"
        macro("Ed")
    }

    mutating func list(_ write: (inout MdocWriter) -> Void) {
        macro("Bl", raw: "-tag -width Ds")
        write(&self)
        macro("El")
    }

    mutating func item(raw line: String) { macro("It", raw: line) }

    /// References to other pages, in the order of their names, each once.
    mutating func references(_ names: [String]) {
        let names = Set(names).sorted()
        for name in names {
            macro("Xr", raw: "\(name) 1" + (name == names.last ? "" : " ,"))
        }
    }

    // MARK: - Words

    static func flag(_ flag: Flag, isBrief: Bool = false) -> String {
        name(short: flag.short, long: flag.name, isBrief: isBrief)
    }

    static func option(_ option: Option, isBrief: Bool = false) -> String {
        name(short: option.short, long: option.name, isBrief: isBrief) + " Ar "
            + word(option.valueName)
    }

    static func argument(_ argument: Argument) -> String {
        "Ar " + word(argument.valueName) + (argument.count.isRepeatable ? " ..." : "")
    }

    private static func name(short: Character?, long: String, isBrief: Bool) -> String {
        let long = "Fl \\-" + word(long)
        guard let short else { return long }
        return "Fl " + word(String(short)) + (isBrief ? "" : " , " + long)
    }

    /// A word that stands as an argument of a macro, and is no macro itself.
    static func word(_ word: String) -> String {
        word.mayBeMacro ? "\\&" + escape(word) : escape(word)
    }

    private static func argumentWords(_ words: String) -> String {
        words.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
    }

    /// An escaped line of text: a dot or an apostrophe at its start would make it a request.
    private static func guarded(_ line: String) -> String {
        line.first == "." || line.first == "'" ? "\\&" + line : line
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\e"
            // A bare hyphen may be set as U+2010, which can't be pasted into a shell.
            case "-": escaped += "\\-"
            case "\"": escaped += "\\(dq"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case _ where !scalar.isASCII: escaped += "\\[u\(scalar.hexadecimal)]"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    fileprivate var hexadecimal: String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// Whether a line of macros would read the word as a macro, which has two or three letters, the
    /// first of them large, or as a mark that is set apart from the word before it.
    fileprivate var mayBeMacro: Bool {
        guard let first, utf8.count <= 3 else { return false }
        if utf8.count == 1 { return !first.isLetter && !first.isNumber }
        return first == "%" || first.isUppercase && dropFirst().allSatisfy { !$0.isUppercase }
    }

    /// The text cut after each full stop that ends a sentence, which one in `e.g.` does not.
    fileprivate var sentences: [String] {
        var sentences: [String] = []
        var isStart = true
        for word in split(separator: " ") {
            if isStart { sentences.append("") }
            sentences[sentences.count - 1] += (isStart ? "" : " ") + word
            isStart = word.last == "." && word.firstIndex(of: ".") == word.lastIndex(of: ".")
        }
        return sentences
    }
}
