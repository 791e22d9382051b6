/// A pattern for one name of a path: literal scalars, `?`, `*` and character classes.
///
/// The names it is about are those that can occur in a path: not empty, without `/` and NUL, and
/// neither `.` nor `..`.
struct NameGlob: Hashable, Sendable {
    enum Token: Hashable, Sendable {
        case literal(Unicode.Scalar)
        case set(ScalarSet)
        case star

        func accepts(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .literal(let expected): expected == scalar
            case .set(let set): set.contains(scalar)
            case .star: true
            }
        }
    }

    let tokens: [Token]
    /// The name itself where the pattern has no wildcard.
    let literal: String?

    init(tokens: [Token]) {
        self.tokens = tokens
        var name = String.UnicodeScalarView()
        for case .literal(let scalar) in tokens { name.append(scalar) }
        literal = name.count == tokens.count ? String(name) : nil
    }

    /// Any name at all.
    static let anyName = NameGlob(tokens: [.star])

    /// Whether the pattern is made of nothing but `*`.
    var isAnyName: Bool { tokens.allSatisfy { $0 == .star } }

    /// Whether the name matches.
    ///
    /// Costs at most the product of both lengths.
    func matches(_ name: some StringProtocol) -> Bool {
        let scalars = Array(name.unicodeScalars)
        var token = 0
        var index = 0
        // Where to resume when what follows the last star does not fit: one scalar later.
        var resume: (token: Int, index: Int)?
        while index < scalars.count {
            if token < tokens.count, tokens[token] == .star {
                resume = (token + 1, index)
                token += 1
            } else if token < tokens.count, tokens[token].accepts(scalars[index]) {
                token += 1
                index += 1
            } else if let last = resume {
                resume = (last.token, last.index + 1)
                token = last.token
                index = last.index + 1
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .star }
    }
}
