import Digests

/// What an agent says with a beat beside its note, as names with values: `shift=mid`.
package struct BeatWords: Hashable, Sendable {
    /// The most names.
    package static let countMax = 16
    /// The most characters of a name, and of a value.
    package static let lengthMax = 100

    package let values: [String: String]

    package init(_ values: [String: String] = [:]) {
        self.values = values
    }

    /// Reads `name=value` texts; a name that comes again has its last value.
    package init(reading texts: [String]) throws(BeatWordsError) {
        var values: [String: String] = [:]
        for text in texts {
            guard let place = text.firstIndex(of: "=") else { throw BeatWordsError(text: text) }
            let (name, value) = (text[..<place], text[text.index(after: place)...])
            for part in [name, value] {
                guard part.contains(where: { !$0.isWhitespace }), part.count <= Self.lengthMax,
                    String(part).printable() == String(part)
                else { throw BeatWordsError(text: text) }
            }
            values[String(name)] = String(value)
        }
        guard values.count <= Self.countMax else { throw BeatWordsError(text: texts[0]) }
        self.values = values
    }

    /// Each as `name=value`, sorted.
    package var texts: [String] {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    var json: JSONValue? {
        values.isEmpty ? nil : .object(values.mapValues(JSONValue.string))
    }

    init(_ reader: FactReader) throws(FactError) {
        switch reader.value("words") {
        case nil, .null?: self.init()
        case .object(let members)?:
            var values: [String: String] = [:]
            for (name, value) in members {
                guard case .string(let text) = value else {
                    throw reader.missing("words", "a list of texts by name")
                }
                values[name] = text
            }
            self.init(values)
        default: throw reader.missing("words", "a list of texts by name")
        }
    }
}

/// A text that is no name with a value, or one too many.
package struct BeatWordsError: Reportable, Equatable {
    package let text: String

    package init(text: String) {
        self.text = text
    }

    package var code: String { "session.bad_meta" }
    package var category: ErrorCategory { .usage }
    package var message: String {
        "'\(text.printable(limit: 80))' is not a name and a value such as shift=mid, "
            + "or there are more than \(BeatWords.countMax)."
    }
}
