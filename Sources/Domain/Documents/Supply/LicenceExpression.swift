/// A licence as SPDX writes it: names with AND, OR, WITH and brackets (SPDX 2.3, annex D).
///
/// An exception after WITH gives more leave than its licence, so the licence's name decides.
indirect enum LicenceExpression: Hashable, Sendable {
    case name(String)
    case either(Self, Self)
    case both(Self, Self)

    /// Reads an expression; `nil` where it is none.
    init?(_ text: String) {
        var tokens = Self.tokens(of: text)[...]
        guard text.utf8.count <= 400, let read = Self.choice(&tokens, depth: 0), tokens.isEmpty
        else { return nil }
        self = read
    }

    /// Whether it can be used where some licences are taken.
    func holds(where takes: (String) -> Bool) -> Bool {
        switch self {
        case .name(let name): takes(name)
        case .either(let one, let other): one.holds(where: takes) || other.holds(where: takes)
        case .both(let one, let other): one.holds(where: takes) && other.holds(where: takes)
        }
    }

    /// The licences in it, in order.
    var names: [String] {
        switch self {
        case .name(let name): [name]
        case .either(let one, let other), .both(let one, let other): one.names + other.names
        }
    }

    /// Whether a text can be the name of a licence: `GPL-2.0+`, `LicenseRef-mine`.
    static func isName(_ text: String) -> Bool {
        guard !text.isEmpty, !["AND", "OR", "WITH"].contains(text) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "+"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
    }

    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        for word in text.split(separator: " ") {
            var name = ""
            for character in word {
                if character == "(" || character == ")" {
                    if !name.isEmpty { tokens.append(name) }
                    name = ""
                    tokens.append(String(character))
                } else {
                    name.append(character)
                }
            }
            if !name.isEmpty { tokens.append(name) }
        }
        return tokens
    }

    private static let depthMax = 20

    private static func choice(_ tokens: inout ArraySlice<String>, depth: Int) -> Self? {
        guard depth < depthMax, var read = union(&tokens, depth: depth) else { return nil }
        while tokens.first == "OR" {
            tokens.removeFirst()
            guard let other = union(&tokens, depth: depth) else { return nil }
            read = .either(read, other)
        }
        return read
    }

    private static func union(_ tokens: inout ArraySlice<String>, depth: Int) -> Self? {
        guard var read = part(&tokens, depth: depth) else { return nil }
        while tokens.first == "AND" {
            tokens.removeFirst()
            guard let other = part(&tokens, depth: depth) else { return nil }
            read = .both(read, other)
        }
        return read
    }

    private static func part(_ tokens: inout ArraySlice<String>, depth: Int) -> Self? {
        guard let first = tokens.popFirst() else { return nil }
        if first == "(" {
            guard let read = choice(&tokens, depth: depth + 1), tokens.popFirst() == ")" else {
                return nil
            }
            return read
        }
        guard isName(first) else { return nil }
        if tokens.first == "WITH" {
            tokens.removeFirst()
            guard let exception = tokens.popFirst(), isName(exception) else { return nil }
        }
        return .name(first)
    }
}
