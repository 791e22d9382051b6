/// JSON text with the place of each of its parts, so that a part can be put in or taken out and
/// every other byte stays.
struct JSONSource {
    indirect enum Content {
        case table([Member])
        case list([Node])
        case text(String)
        /// A number, `true`, `false` or `null`, as written.
        case literal(String)
    }

    struct Node {
        let content: Content
        /// Where it stands, in bytes.
        let range: Range<Int>
    }

    struct Member {
        let key: String
        let value: Node
        /// From the key's quotation mark to the end of the value.
        let range: Range<Int>
    }

    let bytes: [UInt8]
    let root: Node

    /// Reads the text strictly (RFC 8259); a key that is there twice is refused too, since readers
    /// differ in which one counts.
    init(_ text: String) throws(SettingsError) {
        bytes = Array(text.utf8)
        var reader = JSONSourceReader(bytes)
        root = try reader.document()
    }

    /// The text with a range of bytes replaced.
    func replacing(_ range: Range<Int>, with text: String) -> String {
        String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + text
            + String(decoding: bytes[range.upperBound...], as: UTF8.self)
    }

    /// How the text is laid out, as its first member tells.
    var layout: JSONLayout {
        var layout = JSONLayout()
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0,
            bytes[end - 1] == UInt8(ascii: "\r")
        {
            layout.newline = "\r\n"
        }
        if case .table(let members) = root.content, let first = members.first,
            let indent = indent(before: first.range.lowerBound), !indent.isEmpty
        {
            layout.unit = indent
        }
        return layout
    }

    /// The blanks between the line's start and a place; `nil` where something else stands between.
    func indent(before place: Int) -> String? {
        var start = place
        while start > 0, bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == 9 {
            start -= 1
        }
        guard start > 0, bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }
}

extension JSONSource.Node {
    subscript(key: String) -> JSONSource.Node? {
        guard case .table(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    var text: String? { if case .text(let text) = content { text } else { nil } }
    var list: [JSONSource.Node]? { if case .list(let list) = content { list } else { nil } }
    var members: [JSONSource.Member]? {
        if case .table(let members) = content { members } else { nil }
    }

    /// Whether it says the same as a value of ours, whatever its layout.
    func says(_ value: SettingsValue) -> Bool {
        switch (content, value) {
        case (.text(let mine), .text(let theirs)): mine == theirs
        case (.literal(let mine), .number(let theirs)): mine == String(theirs)
        case (.list(let mine), .list(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.says($1) }
        case (.table(let mine), .table(let theirs)):
            mine.count == theirs.count
                && theirs.allSatisfy { member in self[member.key]?.says(member.value) ?? false }
        default: false
        }
    }
}
