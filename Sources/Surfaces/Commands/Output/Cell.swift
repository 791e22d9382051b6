import Digests
import Model
import Operations

/// One value in text, kept as what it is until somebody's format is known.
package enum Cell: Sendable, Equatable {
    /// Words of ours.
    case literal(String)
    /// Words from a person, an agent or a file: made printable, and cut unless `--full`.
    case text(String)
    /// The place of a file: made printable, and never cut, since a part of a path is of no use.
    case path(String)
    case number(Int64)
    /// Relative for a reader of now, absolute in documents that are kept.
    case moment(Timestamp)
    case duration(Duration)
    /// Twelve digits unless `--full`.
    case digest(Digest)
    /// A word with its mark.
    case state(String, Mark)
    /// There is no value.
    case absent

    /// A count.
    package static func number(_ count: Int) -> Cell { .number(Int64(count)) }

    /// The name of something.
    package static func name(_ identifier: some Identifier) -> Cell { .text(identifier.text) }

    /// A value if there is one.
    package static func maybe<Value>(_ value: Value?, _ make: (Value) -> Cell) -> Cell {
        value.map(make) ?? .absent
    }
}

extension Cell {
    /// The value's words, not yet cut, quoted or made printable.
    func words(in presentation: Presentation) -> String {
        switch self {
        case .literal(let text), .text(let text), .path(let text), .state(let text, _): text
        case .number(let number): String(number)
        case .moment(let moment):
            presentation.format.isKept ? moment.text : moment.relative(to: presentation.now)
        case .duration(let duration): duration.brief
        case .digest(let digest): presentation.full ? digest.description : digest.short
        case .absent: ""
        }
    }

    /// The value on a line for people, with no colour.
    func line(in presentation: Presentation, limit: TextLimit) -> String {
        switch self {
        case .state(let word, let mark):
            let shown = word.shown(limit, in: presentation)
            return mark.glyph(unicode: presentation.unicode) + " " + shown
        case .text(let text):
            return text.shown(limit, in: presentation)
        case .path(let text):
            return text.printable()
        case .absent:
            return "-"
        case .literal, .number, .moment, .duration, .digest:
            return words(in: presentation)
        }
    }

    var ink: Ink? {
        switch self {
        case .state(_, let mark): mark.ink
        case .moment, .absent: .dim
        case .literal, .text, .path, .number, .duration, .digest: nil
        }
    }

    var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}
