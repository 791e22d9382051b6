extension String {
    /// The text made harmless for one line of a terminal, for messages that quote it.
    ///
    /// Control, bidirectional and invisible characters become `\u{…}`; what is over the limit is
    /// cut and its size told.
    var quotable: String { printable(scalarsMax: 80) }

    func printable(scalarsMax: Int = .max) -> String {
        guard !utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) || utf8.count > scalarsMax else {
            return self
        }
        var result = ""
        for (count, scalar) in unicodeScalars.enumerated() {
            guard count < scalarsMax else { return result + "… (\(utf8.count) bytes)" }
            if scalar.isHarmless {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether showing it raw can neither move the cursor nor hide text nor change its order.
    var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default:
            // Fillers, joiners and variation selectors are invisible, and a row of them can carry a
            // hidden text; of those U+FE0F is allowed, because emoji are written with it.
            !properties.isDefaultIgnorableCodePoint || value == 0xFE0F
        }
    }
}
