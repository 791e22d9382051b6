// A code as lines of a terminal.
extension QRCode {
    /// "The quiet zone shall be 4X wide" (ISO/IEC 18004, "Quiet zone"): without it a reader does
    /// not find where the code begins.
    private static let margin = 4

    /// How many columns its lines take.
    ///
    /// - Parameter halves: Whether a line shows two rows, by half blocks.
    package func columns(halves: Bool) -> Int { (size + 2 * Self.margin) * (halves ? 1 : 2) }

    /// Its lines, each with its part of the quiet zone.
    ///
    /// With colours both are set, black and white of the 256 that no theme changes, so that it
    /// reads the same on every ground. Without, what is light is drawn, since most terminals write
    /// light on dark; a reader on a light one meets it inverted, which most can read too.
    ///
    /// - Parameters:
    ///   - halves: Whether a line shows two rows, by half blocks; else each module is two columns
    ///     of ASCII.
    package func lines(colors: Bool, halves: Bool) -> [String] {
        let side = -Self.margin..<size + Self.margin
        guard halves else { return side.map { wide($0, side, colors) } }
        return stride(from: side.lowerBound, to: side.upperBound, by: 2).map { row in
            let blocks = side.map { column in
                Self.block(isDark(row, column) == colors, isDark(row + 1, column) == colors)
            }
            return colors ? Self.blackOnWhite + blocks.joined() + Self.plain : blocks.joined()
        }
    }

    /// Two rows in one line, by which halves are drawn.
    private static func block(_ upper: Bool, _ lower: Bool) -> String {
        switch (upper, lower) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
    }

    private func wide(_ row: Int, _ side: Range<Int>, _ colors: Bool) -> String {
        guard colors else { return side.map { isDark(row, $0) ? "  " : "##" }.joined() }
        return side.map { (isDark(row, $0) ? Self.onBlack : Self.onWhite) + "  " }.joined()
            + Self.plain
    }

    private static let blackOnWhite = "\u{1b}[38;5;16;48;5;231m"
    private static let onBlack = "\u{1b}[48;5;16m"
    private static let onWhite = "\u{1b}[48;5;231m"
    private static let plain = "\u{1b}[0m"
}
