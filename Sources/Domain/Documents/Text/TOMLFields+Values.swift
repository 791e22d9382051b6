import Model
import TOMLKit

// Values that mean something to this program.
extension TOMLFields {
    func text(_ key: String) throws(DocumentError) -> String? {
        try read { fields throws(TOMLError) in try fields.string(key) }
    }

    /// The strings of an array; none where the key is absent.
    func stringList(_ key: String) throws(DocumentError) -> [String] {
        try read { fields throws(TOMLError) in try fields.strings(key) } ?? []
    }

    /// A duration such as `"10m"`, longer than none.
    func duration(_ key: String) throws(DocumentError) -> Duration? {
        guard let text = try text(key) else { return nil }
        let duration: Duration
        do {
            duration = try Duration(text: text)
        } catch {
            throw bad(key, "must be a duration, such as \"90s\", \"15m\" or \"4h\"")
        }
        guard duration > .zero else { throw bad(key, "must be longer than none") }
        return duration
    }

    /// A size such as `"512MB"`, more than none.
    func byteCount(_ key: String) throws(DocumentError) -> ByteCount? {
        guard let text = try text(key) else { return nil }
        let count: ByteCount
        do {
            count = try ByteCount(text: text)
        } catch {
            throw bad(key, "must be a size, such as \"512MB\" or \"2GiB\"")
        }
        guard count.bytes > 0 else { throw bad(key, "must be more than none") }
        return count
    }

    /// A whole number of at least one.
    func positive(_ key: String) throws(DocumentError) -> Int64? {
        let number = try read { fields throws(TOMLError) in try fields.integer(key) }
        guard let number else { return nil }
        guard number > 0 else { throw bad(key, "must be at least 1") }
        return number
    }

    /// One of the names that a choice has.
    func choice<Choice>(_ key: String) throws(DocumentError) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map { "'\($0.rawValue)'" }
            throw bad(key, "must be " + names.joined(separator: " or "))
        }
        return choice
    }

    /// An element of an array that means nothing here, with its own line.
    func bad(_ key: String, element index: Int, _ reason: String) -> DocumentError {
        guard case .array(let elements) = table[key]?.kind, elements.indices.contains(index) else {
            return bad(key, reason)
        }
        let path = keyPath(key) + "[\(index)]"
        return DocumentError(.badValue(keyPath: path, reason: reason), line: elements[index].line)
    }
}
