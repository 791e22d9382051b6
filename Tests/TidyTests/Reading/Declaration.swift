/// A declaration that other targets see: marked `package`, or a requirement of such a protocol.
struct Declaration {
    enum Kind: String {
        case `struct`, `enum`, `class`, `actor`, `protocol`, `typealias`, `associatedtype`
        case `func`, `subscript`, `init`
        case `var`, `let`
    }

    let kind: Kind
    /// Empty for an initialiser; for an operator its first character.
    let name: String
    let parameters: [Parameter]
    let line: Int
    /// The innermost type, extension or protocol around it.
    let owner: TypeHeader?
    let isDocumented: Bool
    /// Whether it is a `let`, or a `var` without a body.
    let isStored: Bool

    struct Parameter {
        let label: String
        let name: String
    }

    /// What a protocol asks for by it: `fields`, `init(from:)`.
    var requirement: String {
        kind == .`init` ? "init(" + parameters.map { $0.label + ":" }.joined() + ")" : name
    }
}

extension SourceFile {
    /// The declarations that other targets see, in their order.
    var packageDeclarations: [Declaration] {
        let types = typeHeaders
        let marked = places(of: ["package"]).compactMap { declaration(markedAt: $0, in: types) }
        let asked = types.filter(\.isPackageProtocol).flatMap { owner in
            owner.body.filter(isRequirementStart).compactMap {
                declaration(keywordAt: $0, startingAt: $0, in: types)
            }
        }
        return marked + asked
    }

    private func isRequirementStart(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind == .word, Declaration.Kind(rawValue: token.text) != nil else {
            return false
        }
        // `static var x` starts its line with a modifier; `(init: Int)` is a label.
        return token.startsLine
            || (tokens[index - 1].kind == .word
                && Self.modifiers.contains(tokens[index - 1].text))
    }

    private func declaration(markedAt index: Int, in types: [TypeHeader]) -> Declaration? {
        guard !tokens.has(".", at: index - 1), !tokens.has(":", at: index + 1) else { return nil }
        var keyword = index + 1
        while keyword < tokens.count {
            let token = tokens[keyword]
            // `class func` has `class` as a modifier.
            if token.isWord("class"), tokens.has("func", at: keyword + 1) {
                keyword += 1
            } else if Declaration.Kind(rawValue: token.text) != nil {
                return declaration(
                    keywordAt: keyword,
                    startingAt: start(before: index),
                    in: types
                )
            } else if token.kind == .word, Self.modifiers.contains(token.text) {
                keyword += 1
            } else if token.isMark("(") {
                keyword = tokens.indexAfterGroup(at: keyword)
            } else if token.isMark("@") {
                keyword += 2
            } else if token.isComment {
                keyword += 1
            } else {
                // An import, or an extension, whose members carry the word themselves.
                return nil
            }
        }
        return nil
    }

    private func declaration(
        keywordAt index: Int,
        startingAt marked: Int,
        in types: [TypeHeader]
    ) -> Declaration? {
        guard let kind = Declaration.Kind(rawValue: tokens[index].text) else { return nil }
        let first = start(before: marked)
        let hasName = kind != .`init` && kind != .`subscript` && index + 1 < tokens.count
        return Declaration(
            kind: kind,
            name: hasName ? tokens[index + 1].text : "",
            parameters: parameters(after: index),
            line: tokens[index].line,
            owner: types.last { $0.owns(index) },
            isDocumented: isDocumented(from: first, to: index),
            isStored: kind == .let || (kind == .var && !hasBody(after: index))
        )
    }

    /// Where the attributes and modifiers before `index` begin.
    private func start(before index: Int) -> Int {
        var start = index
        while let before = tokens[..<start].lastIndex(where: { !$0.isComment }) {
            var candidate = before
            if tokens[candidate].isMark(")"),
                let open = tokens.indexOfOpening(before: candidate), open > 0
            {
                candidate = open - 1
            }
            if tokens.has("@", at: candidate - 1) {
                start = candidate - 1
            } else if tokens[candidate].kind == .word,
                Self.modifiers.contains(tokens[candidate].text)
            {
                start = candidate
            } else {
                break
            }
        }
        return start
    }

    /// Whether a documentation comment stands directly before the declaration or among its
    /// attributes; plain comments may stand between.
    private func isDocumented(from first: Int, to keyword: Int) -> Bool {
        let before = tokens[..<first].reversed().prefix { $0.isComment }
        return (Array(before) + tokens[first..<keyword]).contains {
            $0.kind == .documentation && $0.startsLine
        }
    }

    /// What the first parentheses after a function's or initialiser's keyword declare.
    private func parameters(after index: Int) -> [Declaration.Parameter] {
        let isCall = tokens[index].isWord("init") || tokens[index].isWord("func")
        guard isCall, let open = tokens[index...].firstIndex(where: { $0.isMark("(") }) else {
            return []
        }
        var parameters: [Declaration.Parameter] = []
        var place = open + 1
        let end = tokens.indexAfterGroup(at: open) - 1
        while place < end {
            if tokens[place].isMark("(") || tokens[place].isMark("[") {
                place = tokens.indexAfterGroup(at: place)
                continue
            }
            let isFirst = tokens.has("(", at: place - 1) || tokens.has(",", at: place - 1)
            if isFirst, tokens[place].kind == .word {
                let isNamedTwice = tokens[place + 1].kind == .word
                let name = tokens[isNamedTwice ? place + 1 : place].text
                parameters.append(Declaration.Parameter(label: tokens[place].text, name: name))
            }
            place += 1
        }
        return parameters
    }

    /// Whether braces open before the next line begins, other than those of an initial value.
    private func hasBody(after index: Int) -> Bool {
        for place in (index + 1)..<max(index + 1, tokens.count) {
            let token = tokens[place]
            if token.isMark("{") { return true }
            if token.isMark("=") || (token.startsLine && token.kind == .word) { return false }
        }
        return false
    }

    private static let modifiers: Set<String> = [
        "package", "static", "final", "override", "mutating", "nonmutating", "required",
        "convenience", "lazy", "weak", "unowned", "indirect", "dynamic", "optional", "prefix",
        "infix", "postfix", "nonisolated", "consuming", "borrowing", "distributed", "private",
        "fileprivate", "isolated",
    ]
}
