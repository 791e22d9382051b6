/// A name and what it does, side by side.
struct HelpRow: Sendable {
    let label: String
    let text: String

    init(_ label: String, _ text: String) {
        self.label = label
        self.text = text
    }

    init(_ argument: Argument) {
        self.init(argument.valueName, argument.annotatedHelp)
    }

    /// Options, then flags, with their long names in one column where some have short ones.
    static func rows(options: [Option], flags: [Flag]) -> [HelpRow] {
        let hasShort =
            options.contains { $0.short != nil } || flags.contains { $0.short != nil }
        func label(_ short: Character?, _ long: String) -> String {
            guard hasShort else { return long }
            return (short.map { "-\($0), " } ?? "    ") + long
        }
        let optionRows = options.map { option in
            HelpRow(
                label(option.short, "\(option.label) \(option.valueName)"),
                option.annotatedHelp
            )
        }
        return optionRows + flags.map { HelpRow(label($0.short, $0.label), $0.help) }
    }

    /// The width of the labels' column: the widest label, unless it is so wide that it had better
    /// stand on a line of its own.
    static func labelWidth(of rows: [HelpRow], in width: Int) -> Int {
        let widthMax = min(28, width / 2)
        return rows.map(\.label.displayWidth).filter { $0 <= widthMax }.max() ?? 4
    }

    private static let gap = 2

    func lines(labelWidth: Int, width: Int) -> [String] {
        let indent = labelWidth + Self.gap
        let texts = text.wrapped(toWidth: width - indent)
        let margin = String(repeating: " ", count: indent)
        guard label.displayWidth <= labelWidth, let first = texts.first else {
            return [label] + texts.map { margin + $0 }
        }
        return [label.padded(toWidth: indent) + first] + texts.dropFirst().map { margin + $0 }
    }
}
