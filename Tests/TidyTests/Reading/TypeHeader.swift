/// The head of a type, extension or protocol, with the tokens that its braces hold.
struct TypeHeader {
    let name: String
    /// What stands after the colon: the protocols, and a class's parent.
    let inherits: [String]
    let isProtocol: Bool
    let isPackageProtocol: Bool
    let body: Range<Int>

    func owns(_ index: Int) -> Bool { body.contains(index) }
}

extension SourceFile {
    /// In the order of their beginnings, so that the last one that owns a token is the innermost.
    var typeHeaders: [TypeHeader] {
        let kinds: Set<String> = ["struct", "enum", "class", "actor", "extension", "protocol"]
        return places(of: kinds).compactMap { index in
            guard index + 1 < tokens.count, tokens[index + 1].kind == .word,
                tokens[index + 1].text != "func",
                tokens[index + 1].text != "var", !tokens.has(".", at: index - 1),
                let open = tokens[index...].firstIndex(where: { $0.isMark("{") })
            else { return nil }
            let head = tokens[(index + 1)..<open].filter { !$0.isComment }
            let isProtocol = tokens[index].isWord("protocol")
            return TypeHeader(
                name: Self.name(in: head),
                inherits: Self.inherited(in: head),
                isProtocol: isProtocol,
                isPackageProtocol: isProtocol && tokens.has("package", at: index - 1),
                body: (open + 1)..<tokens.indexAfterGroup(at: open)
            )
        }
    }

    /// The last part of the dotted name at the beginning.
    private static func name(in head: [Token]) -> String {
        var last = 0
        while head.indices.contains(last + 2), head[last + 1].isMark(".") { last += 2 }
        return head.isEmpty ? "" : head[last].text
    }

    /// The last parts of the names between the colon and `where`, angle brackets left out.
    private static func inherited(in head: [Token]) -> [String] {
        var names: [String] = []
        var depth = 0
        var isAfterColon = false
        for (place, token) in head.enumerated() {
            if token.isMark("<") { depth += 1 }
            if token.isMark(">") { depth -= 1 }
            guard depth == 0 else { continue }
            if token.isWord("where") { break }
            if token.isMark(":") { isAfterColon = true }
            let isPath = head.indices.contains(place + 1) && head[place + 1].isMark(".")
            if isAfterColon, token.kind == .word, !isPath { names.append(token.text) }
        }
        return names
    }
}

/// Which protocols of ours each type conforms to, and what they ask for.
struct Conformances {
    private var inherited: [String: Set<String>] = [:]
    private var requirements: [String: Set<String>] = [:]

    init(of files: [SourceFile]) {
        for file in files {
            for header in file.typeHeaders {
                inherited[header.name, default: []].formUnion(header.inherits)
            }
            guard file.mentions("package protocol ") else { continue }
            for declaration in file.packageDeclarations {
                guard let owner = declaration.owner, owner.isPackageProtocol else { continue }
                requirements[owner.name, default: []].insert(declaration.requirement)
            }
        }
    }

    /// Whether a protocol of the declaration's owner asks for it.
    ///
    /// What an extension of a protocol gives for a requirement is asked for; the requirement itself
    /// is not.
    func ask(for declaration: Declaration) -> Bool {
        guard let owner = declaration.owner, !owner.isPackageProtocol else { return false }
        var seen: Set<String> = []
        var waiting = [owner.name]
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted else { continue }
            if requirements[name]?.contains(declaration.requirement) == true { return true }
            waiting += inherited[name] ?? []
        }
        return false
    }
}
