extension String {
    /// How many columns of a terminal the text takes: letters of East Asia and emoji take two.
    ///
    /// Control characters count nothing, so make a text printable before.
    package var displayWidth: Int {
        // Most texts are ASCII, and there the bytes that are not control characters are the
        // columns.
        var columns = 0
        for byte in utf8 {
            guard byte < 0x80 else { return reduce(0) { $0 + $1.displayWidth } }
            columns += byte >= 0x20 && byte != 0x7F ? 1 : 0
        }
        return columns
    }

    /// The beginning of the text that fits, with an ellipsis where something is left out.
    package func truncated(toWidth width: Int, ellipsis: String = "…") -> String {
        guard displayWidth > width else { return self }
        let room = width - ellipsis.displayWidth
        guard room >= 0 else { return "" }
        var result = ""
        var columns = 0
        for character in self {
            columns += character.displayWidth
            guard columns <= room else { break }
            result.append(character)
        }
        return result + ellipsis
    }

    /// The text with spaces after it up to a width; a wider text stays as it is.
    package func padded(toWidth width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}

extension Character {
    /// How many columns of a terminal it takes.
    var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        guard first.isAlone(in: self) || !isEmojiSequence else { return 2 }
        return unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }

    /// Whether several scalars are one picture: with a joiner, a skin colour, a variation, or a
    /// flag.
    private var isEmojiSequence: Bool {
        guard let first = unicodeScalars.first?.properties, first.isEmoji else { return false }
        return first.isEmojiPresentation || unicodeScalars.contains { $0.value == 0xFE0F }
    }
}

extension Unicode.Scalar {
    fileprivate func isAlone(in character: Character) -> Bool {
        character.unicodeScalars.count == 1
    }

    /// How many columns of a terminal it takes by itself.
    fileprivate var displayWidth: Int {
        guard value >= 0x300 else { return (0x20..<0x7F).contains(value) || value > 0x9F ? 1 : 0 }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: 0
        default: isInvisible ? 0 : isWide || properties.isEmojiPresentation ? 2 : 1
        }
    }

    /// Fillers, and the vowels and final consonants of Hangul, which stand in the square of the
    /// first consonant.
    private var isInvisible: Bool {
        (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
            || properties.isDefaultIgnorableCodePoint
    }

    /// East Asian Width W or F (UAX #11), without the emoji, in whole blocks: what is unassigned in
    /// them is wide by that standard too.
    private var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
            0x4E00...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
            0x1F200...0x1F265, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
