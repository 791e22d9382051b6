/// The forms that text in a packet has, however it was written down.
///
/// Every reader applies them, so that a packet read from Markdown and the same packet read from
/// TOML are equal.
package enum PacketText {
    private static let newlines: Set<Unicode.Scalar> = [
        "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}",
    ]

    /// One line: ends of lines become blanks, what surrounds it is cut, NUL becomes U+FFFD.
    package static func line(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\0": scalars.append("\u{FFFD}")
            case _ where newlines.contains(scalar): scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(trimmed(Substring(String(scalars))))
    }

    /// Several lines, each in the form of ``line(_:)``, the empty ones left out.
    package static func lines(_ text: String) -> [String] {
        text.unicodeScalars.split { Self.newlines.contains($0) }
            .map { line(String($0)) }.filter { !$0.isEmpty }
    }

    /// A text of several lines, in the form that ``lines(_:)`` gives them.
    package static func block(_ text: String) -> String {
        lines(text).joined(separator: "\n")
    }

    /// A quoted term without its quotes, where it has no others within.
    package static func unquoted(_ text: String) -> String {
        let line = line(text)
        guard line.utf8.count >= 2, line.hasPrefix("\""), line.hasSuffix("\"") else { return line }
        let inner = line.dropFirst().dropLast()
        return inner.contains("\"") ? line : PacketText.line(String(inner))
    }

    /// Whether a line says that there is nothing: `None`, `n/a`, `-`.
    package static func saysNothing(_ line: String) -> Bool {
        var words = trimmed(line.lowercased()[...])
        if words.last == "." { words.removeLast() }
        return ["", "-", "none", "n/a", "na", "nil", "nothing", "not applicable"].contains(words)
    }

    /// Lines as they are, without blank ones at either end, in the form of ``linesOnly(_:)``.
    package static func verbatim(_ text: String) -> String {
        let lines = separated(text)
        let isBlank = { (line: String) in trimmed(line[...]).isEmpty }
        let start = lines.firstIndex { !isBlank($0) } ?? lines.endIndex
        let end = lines.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return lines[start..<end].joined(separator: "\n")
    }

    /// Lines as they are, but all ends of lines of one kind, and U+FFFD for NUL.
    package static func linesOnly(_ text: String) -> String {
        separated(text).joined(separator: "\n")
    }

    private static func separated(_ text: String) -> [String] {
        var lines: [String] = [""]
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where isAfterReturn: break
            case "\n", "\r": lines.append("")
            case "\0": lines[lines.count - 1].unicodeScalars.append("\u{FFFD}")
            default: lines[lines.count - 1].unicodeScalars.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return lines
    }

    /// The text without the blanks around it; a mark that combines with a blank stays.
    package static func trimmed(_ text: Substring) -> Substring {
        let scalars = text.unicodeScalars
        let start = scalars.drop { $0.properties.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return Substring(start[...last])
    }
}
