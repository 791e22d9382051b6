// What a template left behind.
extension PacketLint {
    func placeholders() -> [PacketFinding] {
        PacketField.allCases.flatMap { field -> [PacketFinding] in
            // Front matter's values are the head's, and a key is part of what names it.
            guard field != .taskID else { return [] }
            var found: [String] = []
            for line in packet.lines(of: field) {
                for text in Placeholder.found(in: line, of: field) where !found.contains(text) {
                    found.append(text)
                }
            }
            return found.map { text in
                finding(
                    "placeholder",
                    // What is filled in on the way, such as who works on it, refuses nothing.
                    field == .metadata || field == .authority ? .advice : .error,
                    in: field,
                    "\(field.rawValue) still has '\(text.printable(limit: 60))' from a template.",
                    mend: "Write what it stands for, or take the line away."
                )
            }
        }
    }
}

/// Text that stands for something that was never filled in.
package enum Placeholder {
    /// Words that say so by themselves.
    private static let words: Set<Substring> = ["TBD", "TBA", "FIXME", "XXX"]

    static func found(in line: String, of field: PacketField) -> [String] {
        let isCommand = field == .testPlan || field == .runCommands
        // What stands in backticks is a name of the code; `{id}` and `<T>` mean something there.
        let prose = isCommand ? line : withoutCode(line)
        var result = bracketed(in: prose, "{", "}", isPlaceholder: isBraced)
        if !isCommand { result += bracketed(in: prose, "<", ">", isPlaceholder: isAngled) }
        if isCommand { result += bracketed(in: prose, "<", ">", isPlaceholder: isAngledInCommand) }
        if field == .rollbackHint { result.removeAll { isCommit($0) } }
        for word in prose.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        where words.contains(word) {
            result.append(String(word))
        }
        if prose.hasPrefix("TODO") || prose.contains("TODO:") { result.append("TODO") }
        if prose == "…" || prose == "..." { result.append(prose) }
        return result
    }

    /// What stands between `<` and `>` and is to be filled in, in a text that is no code.
    package static func angled(in text: String) -> [String] {
        bracketed(in: text, "<", ">", isPlaceholder: isAngled)
    }

    private static func withoutCode(_ line: String) -> String {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        // An odd backtick closes nothing, so what follows it is prose.
        let isBalanced = parts.count % 2 == 1
        return parts.enumerated().filter { index, _ in
            index % 2 == 0 || (!isBalanced && index == parts.count - 1)
        }.map { String($0.element) }.joined(separator: " ")
    }

    /// The texts between two brackets, brackets included, that the rule takes for placeholders.
    private static func bracketed(
        in line: String,
        _ open: Character,
        _ close: Character,
        isPlaceholder: (_ inner: Substring, _ before: Character?) -> Bool
    ) -> [String] {
        var result: [String] = []
        var rest = line[...]
        var before: Character?
        while let start = rest.firstIndex(of: open) {
            if start > rest.startIndex { before = rest[rest.index(before: start)] }
            let afterOpen = rest.index(after: start)
            let inner = rest[afterOpen...].prefix { $0 != open && $0 != close }
            let isClosed = inner.endIndex < rest.endIndex && rest[inner.endIndex] == close
            if isClosed, isPlaceholder(inner, before) {
                result.append(String(rest[start...inner.endIndex]))
            }
            before = open
            rest = rest[afterOpen...]
        }
        return result
    }

    private static func isBraced(_ inner: Substring, _ before: Character?) -> Bool {
        guard before != "$", before != "\\", let first = inner.first,
            first.isLetter || first.isNumber
        else { return false }
        // `{a,b}` is a shell's list and `{ "key": 1 }` is JSON.
        if inner.contains(","), !inner.contains(" ") { return false }
        return inner.allSatisfy { $0.isLetter || $0.isNumber || " -_./|,:'&()".contains($0) }
    }

    private static func isAngled(_ inner: Substring, _ before: Character?) -> Bool {
        // `Arc<T>` is a type; `<T>` alone is too short to say.
        if let before, before.isLetter || before.isNumber || "_:<&\\".contains(before) {
            return false
        }
        guard let first = inner.first, first.isLetter, inner.count > 1 else { return false }
        return inner.allSatisfy { $0.isLetter || $0.isNumber || " -_|/:".contains($0) }
    }

    private static func isAngledInCommand(_ inner: Substring, _ before: Character?) -> Bool {
        // `<file >other` are redirections.
        isAngled(inner, before) && !inner.contains(" ")
    }

    private static func isCommit(_ text: String) -> Bool {
        ["<commit>", "<commit-sha>", "<commit-hash>", "<sha>", "<hash>"].contains(text)
    }
}
