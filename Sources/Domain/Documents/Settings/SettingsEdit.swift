/// What we add to one file of another program.
package enum SettingsEdit: Hashable, Sendable {
    case json(JSONSettings)
    case block(MarkedBlock)
    /// A file that is ours alone, known by a mark in it.
    case whole(text: String, mark: String)

    /// The file's text with our part in it.
    package func added(to text: String?) throws(SettingsError) -> String {
        switch self {
        case .json(let settings): return try settings.added(to: text)
        case .block(let block): return try block.added(to: text)
        case .whole(let whole, let mark):
            guard text?.contains(mark) ?? true else {
                throw SettingsError(.inTheWay("A file that is not Worklead's"))
            }
            return whole
        }
    }

    /// The file's text without our part; `nil` for a file that was ours alone.
    package func removed(from text: String) throws(SettingsError) -> String? {
        switch self {
        case .json(let settings): try settings.removed(from: text)
        case .block(let block): try block.removed(from: text)
        case .whole(_, let mark): text.contains(mark) ? nil : text
        }
    }

    /// Whether our part is there just as we would write it.
    package func isWhole(in text: String) throws(SettingsError) -> Bool {
        switch self {
        case .json(let settings): try settings.isWhole(in: text)
        case .block(let block): try block.isWhole(in: text)
        case .whole(let whole, _): text == whole
        }
    }

    /// Whether anything of ours is there.
    package func isPresent(in text: String) throws(SettingsError) -> Bool {
        switch self {
        case .json(let settings): try settings.isPresent(in: text)
        case .block(let block): try block.isPresent(in: text)
        case .whole(_, let mark): text.contains(mark)
        }
    }
}
