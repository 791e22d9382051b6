extension String {
    /// The text made harmless for one line of a terminal: control, bidirectional and invisible
    /// characters become `\u{…}`, and what is over the limit is cut with its size.
    ///
    /// - Parameter limit: The most characters kept.
    package func printable(limit: Int = .max) -> String {
        var result = ""
        var kept = 0
        for scalar in unicodeScalars {
            guard kept < limit else { return result + "… (\(utf8.count) bytes)" }
            result +=
                scalar.isUnsafeToShow ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
            kept += 1
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether showing the scalar raw could move the cursor, hide text or change its order.
    package var isUnsafeToShow: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default:
            // Tag characters and variation selectors can carry hidden text.
            (0xE0000...0xE0FFF).contains(value) || (0xFE00...0xFE0E).contains(value)
        }
    }
}
