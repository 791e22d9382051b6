/// What a state asks of its reader: a glyph and a colour beside its word, never instead of it.
package enum Mark: Sendable, CaseIterable {
    case done
    case active
    case waiting
    case review
    case attention
    case failed
    case stuck
    case closed

    /// The glyph; ASCII where the locale has no more.
    func glyph(unicode: Bool) -> String {
        switch self {
        case .done: unicode ? "✓" : "+"
        case .active: unicode ? "▶" : ">"
        case .waiting: unicode ? "○" : "o"
        case .review: unicode ? "●" : "*"
        case .attention: unicode ? "◆" : "!"
        case .failed: unicode ? "✗" : "x"
        case .stuck: unicode ? "■" : "#"
        case .closed: unicode ? "·" : "-"
        }
    }

    var ink: Ink {
        switch self {
        case .done: .green
        case .active: .blue
        case .waiting, .closed: .dim
        case .review: .cyan
        case .attention: .yellow
        case .failed, .stuck: .red
        }
    }
}

/// A colour of the terminal's own palette, so that its theme decides what it looks like.
enum Ink: String, Sendable {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    case dim = "2"
    case bold = "1"
    case alarm = "1;31"

    func paint(_ text: String, if colors: Bool) -> String {
        colors && !text.isEmpty ? "\u{1b}[\(rawValue)m\(text)\u{1b}[0m" : text
    }
}
