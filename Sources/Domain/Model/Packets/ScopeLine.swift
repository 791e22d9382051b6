/// A line of a packet's scope: a path, a path with a remark, or a sentence.
package struct ScopeLine: Hashable, Sendable {
    /// The line as people read it, remark and backticks included.
    package let text: String
    /// The path, where the line is one.
    package let pattern: PathPattern?
    /// Why a line that looks like a path is none.
    package let fault: PathPatternError?

    /// Reads `src/a.swift`, `` `src/a.swift` ``, `src/a.swift (new)`, `"src/" - all of it`; all
    /// else is a sentence.
    package init(_ text: String) {
        self.text = PacketText.line(text)
        guard let candidate = PathCandidate(in: self.text) else {
            pattern = nil
            fault = nil
            return
        }
        do {
            pattern = try PathPattern(candidate.path)
            fault = nil
        } catch {
            pattern = nil
            fault = error
        }
    }

    package static func == (left: ScopeLine, right: ScopeLine) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The part of a line that is meant as a path.
private struct PathCandidate {
    let path: String

    /// - Returns: `nil` for a sentence.
    init?(in line: String) {
        let isQuoted: Bool
        var path: Substring
        let rest: Substring
        if let quote = line.first, quote == "`" || quote == "\"",
            let end = line.dropFirst().firstIndex(of: quote)
        {
            isQuoted = true
            path = line[line.index(after: line.startIndex)..<end]
            rest = line[line.index(after: end)...]
        } else {
            isQuoted = false
            let end = line.firstIndex(where: \.isWhitespace) ?? line.endIndex
            path = line[..<end]
            rest = line[end...]
        }
        guard Self.isRemark(rest) || path.last == ":" else { return nil }
        if !isQuoted {
            while let last = path.last, ",;:".contains(last) { path.removeLast() }
        }
        while path.hasPrefix("./"), path.utf8.count > 2 { path.removeFirst(2) }
        guard Self.looksLikePath(path, isQuoted: isQuoted) else { return nil }
        self.path = String(path)
    }

    /// Whether what follows a path only remarks on it.
    private static func isRemark(_ text: Substring) -> Bool {
        let rest = PacketText.trimmed(text)
        guard let first = rest.first else { return true }
        return "([,;:.#-–—→".contains(first)
    }

    private static func looksLikePath(_ text: Substring, isQuoted: Bool) -> Bool {
        guard let last = text.last, !PacketText.saysNothing(String(text)) else { return false }
        // A command, an address or a placeholder is no path.
        guard !text.contains("://"), !text.contains("<"), !text.contains("{") else { return false }
        if text.contains("/") { return isQuoted || last != "." }
        if text.contains(where: \.isWhitespace) { return text.contains(".") }
        if text.contains("*") { return true }
        // `Cargo.toml`, `.gitignore`, and a lone lowercase word such as `justfile` or `src`.
        if let dot = text.lastIndex(of: "."), dot != text.indices.last { return true }
        return last != "."
            && (isQuoted
                || text.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-" }
                || isWellKnown(text))
    }

    private static func isWellKnown(_ name: Substring) -> Bool {
        ["Makefile", "Dockerfile", "Justfile", "Rakefile", "Gemfile", "LICENSE", "README"]
            .contains(name)
    }
}
