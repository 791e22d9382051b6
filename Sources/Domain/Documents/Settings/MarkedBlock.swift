import TOMLKit

/// Our part of a text of lines, between two marks.
package struct MarkedBlock: Hashable, Sendable {
    /// The language of the text, which decides how a mark is hidden from its reader.
    package enum Language: Hashable, Sendable {
        case toml
        case markdown
    }

    package let language: Language
    /// What stands between the marks, without a newline at its end.
    package let content: String

    package init(_ language: Language, _ content: String) {
        self.language = language
        self.content = content
    }

    private static let beginning = "worklead:begin"
    private static let ending = "worklead:end"

    /// The block with its marks, without a newline at its end.
    private func written(_ newline: String) -> String {
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
        let (open, close) =
            switch language {
            case .toml: ("# \(Self.beginning)", "# \(Self.ending)")
            case .markdown: ("<!-- \(Self.beginning) -->", "<!-- \(Self.ending) -->")
            }
        return ([open] + lines.map(String.init) + [close]).joined(separator: newline)
    }

    /// The text with the block at its end, or in the place of an earlier one.
    package func added(to text: String?) throws(SettingsError) -> String {
        let before = text ?? ""
        try check(before)
        let newline = before.utf8.contains(13) ? "\r\n" : "\n"
        let after: String
        if let place = try place(in: before) {
            after =
                String(before[..<place.lowerBound]) + written(newline)
                + String(before[place.upperBound...])
        } else {
            let isOpen = !before.isEmpty && before.utf8.last != UInt8(ascii: "\n")
            after =
                before + (isOpen ? newline : "") + (before.isEmpty ? "" : newline)
                + written(newline) + newline
        }
        do {
            try check(after)
        } catch {
            // What was well formed is no longer: the same table is there outside of our marks.
            throw SettingsError(.inTheWay("A table of the same name"))
        }
        return after
    }

    /// The text without the block, and without the empty line that was put before it.
    package func removed(from text: String) throws(SettingsError) -> String {
        guard let place = try place(in: text) else { return text }
        var head = Substring(text[..<place.lowerBound])
        var tail = Substring(text[place.upperBound...])
        if let first = tail.first, first.isNewline { tail = tail.dropFirst() }
        let trimmed = head.dropLast()
        if head.last?.isNewline ?? false, trimmed.last?.isNewline ?? false { head = trimmed }
        return String(head + tail)
    }

    /// Whether the block is there just as it would be written.
    package func isWhole(in text: String) throws(SettingsError) -> Bool {
        guard let place = try place(in: text) else { return false }
        let newline = text.utf8.contains(13) ? "\r\n" : "\n"
        return text[place] == written(newline)
    }

    /// Whether there is a block of ours, of whatever content.
    package func isPresent(in text: String) throws(SettingsError) -> Bool {
        try place(in: text) != nil
    }

    /// From the start of the first mark's line to the end of the last mark.
    private func place(in text: String) throws(SettingsError) -> Range<String.Index>? {
        var begin: String.Index?
        var end: String.Index?
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            let marks =
                switch language {
                case .toml: words.first == "#"
                case .markdown: words.first == "<!--"
                }
            guard marks, words.count > 1 else { continue }
            if words[1] == Self.beginning {
                guard begin == nil else { throw SettingsError(.brokenMarks) }
                begin = line.startIndex
            } else if words[1] == Self.ending {
                guard begin != nil, end == nil else { throw SettingsError(.brokenMarks) }
                end = line.endIndex
            }
        }
        guard let begin else { return nil }
        guard let end else { throw SettingsError(.brokenMarks) }
        return begin..<end
    }

    private func check(_ text: String) throws(SettingsError) {
        guard language == .toml else { return }
        do {
            _ = try TOMLDocument(parsing: text)
        } catch {
            throw SettingsError(.malformed(line: max(error.line, 1), reason: "it is not TOML"))
        }
    }
}
