import Glibc

/// One text file of the tree, with what the rules ask about it.
struct SourceFile: Sendable {
    /// Where it is, from the root: `Sources/Domain/Model/Claims/Claim.swift`.
    let path: String
    let text: String
    let lines: [Substring]
    /// Empty for what is neither Swift nor C.
    let tokens: [Token]

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        tokens =
            switch Self.fileExtension(of: path) {
            case "swift": Lexer.tokens(of: text)
            case "c", "h", "cpp", "hpp": Lexer.tokens(of: text, language: .c)
            default: []
            }
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isCode: Bool { isSwift || isC || isScript }
    var isC: Bool { ["c", "h", "cpp", "hpp"].contains(Self.fileExtension(of: path)) }
    var isScript: Bool {
        path.hasPrefix("scripts/") || path.hasPrefix(".ci/") || path.hasSuffix(".sh")
            || path.hasSuffix(".bash")
    }

    /// The layer, target and rest of a path under `Sources`.
    var layer: String? { isSource ? components[1] : nil }
    var target: String? { isSource ? components[2] : nil }

    /// The folders between the target and the file.
    var folders: ArraySlice<String> { components.dropFirst(isSource ? 3 : 1).dropLast() }

    var isSource: Bool { components.count > 3 && components[0] == "Sources" }
    var isTest: Bool { components.first == "Tests" }

    var components: [String] { path.split(separator: "/").map(String.init) }

    /// Whether the text has the words somewhere.
    ///
    /// The standard library's search goes by characters, which is too slow for dozens of words in
    /// every file.
    func mentions(_ words: String) -> Bool {
        text.withCString { strstr($0, words) != nil }
    }

    /// The modules that the file imports, each with its line.
    var imports: [(module: String, line: Int)] {
        guard isSwift else { return [] }
        return tokens.indices.compactMap { index in
            guard tokens[index].isWord("import"), !tokens.has(".", at: index - 1) else {
                return nil
            }
            let kinds = [
                "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
                "actor",
            ]
            var name = index + 1
            if name < tokens.count, kinds.contains(tokens[name].text) { name += 1 }
            guard name < tokens.count, tokens[name].kind == .word else { return nil }
            return (tokens[name].text, tokens[index].line)
        }
    }

    private static func fileExtension(of path: String) -> Substring {
        guard let dot = path.lastIndex(of: ".") else { return "" }
        return path[path.index(after: dot)...]
    }
}
