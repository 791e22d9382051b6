extension JSONValue {
    /// Reads a document by RFC 8259, strictly.
    ///
    /// Refuses what programs read differently: duplicate keys, bytes that are not UTF-8, lone
    /// surrogates, nesting beyond 64. A number without a fraction that fits becomes an `integer`,
    /// whichever way it is written; any other becomes the nearest `number`.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser()
        self = try parser.document(bytes.span)
    }

    /// Reads a document by RFC 8259, strictly; see ``init(parsing:)-([UInt8])``.
    package init(parsing text: String) throws(JSONError) {
        var parser = JSONParser()
        self = try parser.document(text.utf8Span.span)
    }
}

/// A recursive-descent reader; the bytes are passed along, because a `Span` cannot be stored.
struct JSONParser: ~Copyable {
    static let depthMax = 64

    var position = 0
    // The members and elements of the containers that are still open. Shared, so that an array or
    // object is allocated once, when its size is known.
    private var elements = JSONStack<JSONValue>()
    private var members = JSONStack<(key: String, value: JSONValue)>()

    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        skipSpace(bytes)
        let value = try value(bytes, depth: 0)
        skipSpace(bytes)
        guard position == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    private mutating func value(
        _ bytes: Span<UInt8>,
        depth: Int
    ) throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            position += 1
            return .string(try string(bytes))
        case UInt8(ascii: "{"):
            guard depth < Self.depthMax else { throw error(.tooDeep) }
            position += 1
            return .object(try object(bytes, depth: depth + 1))
        case UInt8(ascii: "["):
            guard depth < Self.depthMax else { throw error(.tooDeep) }
            position += 1
            return .array(try array(bytes, depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number(bytes)
        case UInt8(ascii: "t"):
            try word("true", bytes)
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false", bytes)
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null", bytes)
            return .null
        default:
            throw error(.unexpectedByte)
        }
    }

    private mutating func array(
        _ bytes: Span<UInt8>,
        depth: Int
    ) throws(JSONError) -> [JSONValue] {
        let start = elements.count
        skipSpace(bytes)
        if takes(UInt8(ascii: "]"), bytes) { return [] }
        repeat {
            skipSpace(bytes)
            elements.push(try value(bytes, depth: depth))
            skipSpace(bytes)
        } while takes(UInt8(ascii: ","), bytes)
        try expect(UInt8(ascii: "]"), bytes)
        return elements.popAll(from: start)
    }

    private mutating func object(
        _ bytes: Span<UInt8>,
        depth: Int
    ) throws(JSONError) -> [String: JSONValue] {
        let start = members.count
        skipSpace(bytes)
        if takes(UInt8(ascii: "}"), bytes) { return [:] }
        repeat {
            skipSpace(bytes)
            try expect(UInt8(ascii: "\""), bytes)
            let key = try string(bytes)
            skipSpace(bytes)
            try expect(UInt8(ascii: ":"), bytes)
            skipSpace(bytes)
            members.push((key, try value(bytes, depth: depth)))
            skipSpace(bytes)
        } while takes(UInt8(ascii: ","), bytes)
        try expect(UInt8(ascii: "}"), bytes)
        let count = members.count - start
        var object = [String: JSONValue](minimumCapacity: count)
        members.pop(from: start) { member in
            object[member.key] = member.value
        }
        guard object.count == count else { throw error(.duplicateKey) }
        return object
    }

    private mutating func word(
        _ word: StaticString,
        _ bytes: Span<UInt8>
    ) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[index], bytes)
        }
    }

    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
            default:
                return
            }
        }
    }

    private mutating func takes(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONError) {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        guard bytes[position] == byte else { throw error(.unexpectedByte) }
        position += 1
    }

    func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason: reason, offset: offset ?? position)
    }
}
