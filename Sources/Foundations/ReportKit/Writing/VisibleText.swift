extension String {
    /// The text with what could hide, reorder or steer written as `\u{…}`: control, bidirectional
    /// and invisible characters.
    package var visible: String {
        guard !isVisibleASCII else { return self }
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if scalar.isVisible {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    private var isVisibleASCII: Bool {
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// The lines of a text that is kept as it is, each visible; tabs stay.
    package var visibleLines: [String] {
        // By scalars: to Swift, CR and LF are one character.
        var lines = unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            let line = $0.last == "\r" ? $0.dropLast() : $0
            return line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0).visible }.joined(separator: "\t")
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

extension Unicode.Scalar {
    /// Whether showing it raw can neither move a cursor nor hide text nor change its order.
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default:
            // Of the invisible ones U+FE0F is allowed, because emoji are written with it.
            !properties.isDefaultIgnorableCodePoint || value == 0xFE0F
        }
    }
}
