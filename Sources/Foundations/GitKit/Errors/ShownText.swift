extension String {
    /// The text made harmless for one line of a terminal, and cut: names and git's own words can
    /// hold anything.
    var shown: String { shown(limit: 300) }

    func shown(limit: Int) -> String {
        var result = ""
        var kept = 0
        for scalar in unicodeScalars {
            guard kept < limit else { return result + "… (\(utf8.count) bytes)" }
            if scalar.isHarmless {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
            kept += 1
        }
        return result
    }
}

extension String {
    /// The text as one word of a shell, for commands in hints.
    package var shellWord: String {
        let parts = shown.split(separator: "'", omittingEmptySubsequences: false)
        return "'\(parts.joined(separator: "'\\''"))'"
    }
}

extension Unicode.Scalar {
    /// Whether showing the scalar raw can't move the cursor, hide text or change its order.
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default:
            // Tag characters and variation selectors can carry hidden text.
            !(0xE0000...0xE0FFF).contains(value) && !(0xFE00...0xFE0E).contains(value)
        }
    }
}
