extension String {
    /// How many columns of a terminal the text takes; the text is printable.
    package var displayWidth: Int {
        // Nearly every text is ASCII, where the count of bytes is the answer.
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The text with spaces after it, up to the width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - displayWidth))
    }

    /// The text with spaces before it, up to the width.
    func rightAligned(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - displayWidth)) + self
    }

    /// The text cut to the width, an ellipsis at its end if something is gone.
    func fitted(to width: Int, ellipsis: String) -> String {
        guard displayWidth > width else { return self }
        var text = ""
        var used = 0
        let room = width - ellipsis.displayWidth
        for character in self {
            guard used + character.displayWidth <= room else { break }
            used += character.displayWidth
            text.append(character)
        }
        return text + ellipsis
    }
}

extension Character {
    /// The columns of one character as a reader sees it: marks that join the letter before take
    /// none.
    fileprivate var displayWidth: Int {
        // "Emoji presentation sequence": a symbol with U+FE0F after it is drawn as a picture.
        if unicodeScalars.contains("\u{fe0f}") { return 2 }
        return unicodeScalars.reduce(0) { Swift.max($0, $1.displayWidth) }
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        // A sorted list, and few letters in any text: the first range that ends after it decides.
        guard let range = Self.wide.first(where: { value <= $0.upperBound }) else { return 1 }
        return range.contains(value) ? 2 : 1
    }

    /// The scalars of East Asian Width "W" and "F" (Unicode Standard Annex 11) that are not emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x33FF,
        0x3400...0x4DBF,
        0x4DC0...0x4DFF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08,
        0x1AFF0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x2FFFD,
        0x30000...0x3FFFD,
    ]
}
