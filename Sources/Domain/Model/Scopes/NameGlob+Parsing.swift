extension NameGlob {
    /// Reads one name of a pattern.
    ///
    /// - Throws: ``PathPatternError/Fault`` for what the language does not have.
    init(parsing name: Substring) throws(PathPatternError.Fault) {
        var reader = NameGlobReader(scalars: Array(name.unicodeScalars))
        self.init(tokens: try reader.tokens())
    }
}

private struct NameGlobReader {
    let scalars: [Unicode.Scalar]
    var index = 0

    /// What may stand after a backslash.
    ///
    /// A letter there would be a path of another system.
    private static let escapable: Set<Unicode.Scalar> = [
        "*", "?", "[", "]", "\\", "!", "#", " ", "{", "}",
    ]

    init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    mutating func tokens() throws(PathPatternError.Fault) -> [NameGlob.Token] {
        var result: [NameGlob.Token] = []
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "*":
                // Stars in a row say what one says.
                if result.last != .star { result.append(.star) }
            case "?": result.append(.set(.all))
            case "[": result.append(try characterClass())
            case "\\": result.append(.literal(try escaped()))
            default: result.append(.literal(scalar))
            }
        }
        return result
    }

    private mutating func escaped() throws(PathPatternError.Fault) -> Unicode.Scalar {
        guard index < scalars.count, Self.escapable.contains(scalars[index]) else {
            throw .backslash
        }
        defer { index += 1 }
        return scalars[index]
    }

    /// What stands after `[`: `!` or `^` for all others, a `]` that comes first for itself.
    private mutating func characterClass() throws(PathPatternError.Fault) -> NameGlob.Token {
        var isNegated = false
        if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" {
            isNegated = true
            index += 1
        }
        var members: [ClosedRange<UInt32>] = []
        var isFirst = true
        while index < scalars.count, isFirst || scalars[index] != "]" {
            isFirst = false
            if scalars[index] == "[", index + 1 < scalars.count, scalars[index + 1] == ":" {
                throw .namedClass
            }
            members.append(try classRange())
        }
        guard index < scalars.count else { throw .openClass }
        index += 1
        let set = ScalarSet(members: members)
        let accepted = isNegated ? set.complement : set
        guard !accepted.isEmpty else { throw .emptyClass }
        return .set(accepted)
    }

    private mutating func classRange() throws(PathPatternError.Fault) -> ClosedRange<UInt32> {
        let lower = try classMember()
        // A '-' before the closing bracket stands for itself.
        guard index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] != "]" else {
            return lower.value...lower.value
        }
        index += 1
        let upper = try classMember()
        guard lower.value <= upper.value else { throw .emptyClass }
        return lower.value...upper.value
    }

    private mutating func classMember() throws(PathPatternError.Fault) -> Unicode.Scalar {
        let scalar = scalars[index]
        index += 1
        guard scalar == "\\" else { return scalar }
        guard index < scalars.count else { throw .openClass }
        defer { index += 1 }
        return scalars[index]
    }
}
