/// The header lines of a message: their order is kept, and a name may come more than once.
///
/// Names are the same in upper and lower case.
package struct HTTPHeaders: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package private(set) var fields: [Field] = []

    package init() {}

    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Takes the place of all lines with this name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        append(name, value)
    }

    package mutating func remove(_ name: String) {
        fields.removeAll { $0.name.isSameHeader(as: name) }
    }

    /// The value of the first line with this name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name.isSameHeader(as: name) }?.value
    }

    /// The values of all lines with this name.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.name.isSameHeader(as: name) }.map(\.value)
    }

    package func count(of name: String) -> Int {
        fields.count { $0.name.isSameHeader(as: name) }
    }

    /// Whether a list such as that of `Connection` has this word, in either case.
    package func list(_ name: String, has word: String) -> Bool {
        values(name).contains { value in
            value.split(separator: ",").contains { $0.trimmingBlanks.isSameHeader(as: word) }
        }
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}

extension String {
    /// Equal when the case of ASCII letters does not count.
    ///
    /// Of its own, since each request asks it some fifty times, and a generic function that another
    /// module calls finds out at each call what it was given.
    package func isSameHeader(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        if self == other { return true }
        var others = other.utf8.makeIterator()
        for byte in utf8 where byte.lowered != others.next()?.lowered { return false }
        return true
    }
}

extension StringProtocol {
    /// Equal when the case of ASCII letters does not count.
    package func isSameHeader(as other: some StringProtocol) -> Bool {
        let own = utf8
        let others = other.utf8
        return own.count == others.count && zip(own, others).allSatisfy { $0.lowered == $1.lowered }
    }

    /// Without the spaces and tabs at both ends.
    package var trimmingBlanks: SubSequence {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let rest = drop(while: isBlank)
        let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) }
        return rest[..<(end ?? rest.startIndex)]
    }
}

extension UInt8 {
    fileprivate var lowered: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// Whether a header's name or a method may have this byte (RFC 9110, "token").
    package var isTokenByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// Whether a header's value may have this byte (RFC 9110, "field-value").
    package var isFieldByte: Bool { self == 0x09 || (self >= 0x20 && self != 0x7F) }
}
