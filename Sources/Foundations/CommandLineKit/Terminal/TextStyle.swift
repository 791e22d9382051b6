/// Whether a text for a terminal is marked up.
package enum TextStyle: Sendable {
    case plain
    /// Bold by the control sequences of ECMA-48.
    case ansi

    func bold(_ text: String) -> String {
        switch self {
        case .plain: text
        case .ansi: text.isEmpty ? text : "\u{1B}[1m\(text)\u{1B}[22m"
        }
    }
}
