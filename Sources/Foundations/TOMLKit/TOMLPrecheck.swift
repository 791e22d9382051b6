/// Looks through a text for nesting that the library would answer with deep recursion.
///
/// It knows TOML's strings and comments, no more. Up to the first error of a text it reads the same
/// strings as the library, and after it the library reads no further.
struct TOMLPrecheck {
    /// The most tables and arrays within each other that a header, or a key with its value, may
    /// make.
    static let depthMax = 128

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The dots of the keys around each open bracket.
    private var outer: [Int] = []
    private var outerDots = 0
    private var dots = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func check() throws(TOMLError) {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
            case UInt8(ascii: "#"): skipComment()
            case UInt8(ascii: "\n"):
                line += 1
                if outer.isEmpty { dots = 0 }
            case UInt8(ascii: ","): dots = 0
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                outer.append(dots)
                outerDots += dots
                dots = 0
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                dots = outer.popLast() ?? 0
                outerDots -= dots
            default: break
            }
            index += 1
            guard outer.count + outerDots + dots <= Self.depthMax else {
                throw TOMLError(.tooDeep, line: line)
            }
        }
    }

    /// Goes to the last quote of the string that starts here.
    private mutating func skipString() {
        let quote = bytes[index]
        let isMultiline = isTriple(quote, at: index)
        index += isMultiline ? 3 : 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                index += 1
                if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { line += 1 }
            case UInt8(ascii: "\n"):
                line += 1
                // A string of one line that is not closed is an error.
                if !isMultiline { return }
            case quote where !isMultiline: return
            case quote where isTriple(quote, at: index):
                index += 2
                // Up to two quotes may stand before the closing ones.
                while index + 1 < bytes.count, bytes[index + 1] == quote { index += 1 }
                return
            default: break
            }
            index += 1
        }
    }

    private mutating func skipComment() {
        while index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "\n") { index += 1 }
    }

    private func isTriple(_ quote: UInt8, at start: Int) -> Bool {
        start + 2 < bytes.count && bytes[start] == quote && bytes[start + 1] == quote
            && bytes[start + 2] == quote
    }
}
