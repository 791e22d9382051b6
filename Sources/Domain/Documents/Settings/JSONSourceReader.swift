/// Reads JSON and notes where everything stands.
struct JSONSourceReader {
    private let bytes: [UInt8]
    private var place = 0

    /// Deeper texts are nobody's settings, and would use up the stack.
    private static let depthMax = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(SettingsError) -> JSONSource.Node {
        skipBlanks()
        let node = try value(depth: 0)
        skipBlanks()
        guard place == bytes.count else { throw fault("something follows the value") }
        return node
    }

    private mutating func value(depth: Int) throws(SettingsError) -> JSONSource.Node {
        guard depth < Self.depthMax else { throw fault("it is too deep") }
        guard let byte = next else { throw fault("it ends too early") }
        let start = place
        let content: JSONSource.Content
        switch byte {
        case UInt8(ascii: "{"): content = .table(try members(depth: depth))
        case UInt8(ascii: "["): content = .list(try elements(depth: depth))
        case UInt8(ascii: "\""): content = .text(try text())
        default: content = .literal(try literal())
        }
        return JSONSource.Node(content: content, range: start..<place)
    }

    private mutating func members(depth: Int) throws(SettingsError) -> [JSONSource.Member] {
        place += 1
        var members: [JSONSource.Member] = []
        var keys: Set<String> = []
        skipBlanks()
        if take("}") { return members }
        while true {
            let start = place
            guard next == UInt8(ascii: "\"") else { throw fault("a key is expected") }
            let key = try text()
            guard keys.insert(key).inserted else { throw fault("a key is there twice") }
            skipBlanks()
            guard take(":") else { throw fault("a ':' is expected") }
            skipBlanks()
            let value = try value(depth: depth + 1)
            members.append(JSONSource.Member(key: key, value: value, range: start..<place))
            skipBlanks()
            if take("}") { return members }
            guard take(",") else { throw fault("a ',' or '}' is expected") }
            skipBlanks()
        }
    }

    private mutating func elements(depth: Int) throws(SettingsError) -> [JSONSource.Node] {
        place += 1
        var elements: [JSONSource.Node] = []
        skipBlanks()
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take("]") { return elements }
            guard take(",") else { throw fault("a ',' or ']' is expected") }
            skipBlanks()
        }
    }

    private mutating func literal() throws(SettingsError) -> String {
        let start = place
        while let byte = next, Self.isLiteral(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || Self.isNumber(text) else {
            throw fault("a value is expected")
        }
        return text
    }

    private mutating func text() throws(SettingsError) -> String {
        place += 1
        var units: [UInt16] = []
        var run: [UInt8] = []
        func flush() { units += Array(String(decoding: run, as: UTF8.self).utf16) }
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                flush()
                return String(decoding: units, as: UTF16.self)
            case UInt8(ascii: "\\"):
                flush()
                run = []
                units.append(try escaped())
            case 0..<0x20: throw fault("a control character stands in a text")
            default: run.append(byte)
            }
        }
        throw fault("a text does not end")
    }

    private mutating func escaped() throws(SettingsError) -> UInt16 {
        guard let byte = next else { throw fault("a text does not end") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "u"):
            let digits = bytes[place...].prefix(4)
            guard digits.count == 4, digits.allSatisfy(Self.isHexadecimal),
                let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw fault("four hexadecimal digits are expected") }
            place += 4
            return unit
        default: throw fault("an unknown escape")
        }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private func fault(_ reason: String) -> SettingsError {
        let line = bytes.prefix(place).count { $0 == UInt8(ascii: "\n") } + 1
        return SettingsError(.malformed(line: line, reason: reason))
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }

    private static func isNumber(_ text: String) -> Bool {
        var rest = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        guard !whole.isEmpty, whole == "0" || !whole.hasPrefix("0") else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let mark = rest.first else { return true }
        guard mark == "e" || mark == "E" else { return false }
        rest = rest.dropFirst()
        if let sign = rest.first, "+-".contains(sign) { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
