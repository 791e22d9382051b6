import Glibc

/// One text file of the tree, with what the rules ask about it.
struct SourceFile: Sendable {
    /// Where it is, from the root: `Sources/Domain/Model/Claims/Claim.swift`.
    let path: String
    let text: String
    let lines: [Substring]
    let components: [String]
    let kind: Kind
    /// Empty for what is neither Swift nor C.
    let tokens: [Token]
    /// Where each word stands among the tokens.
    ///
    /// Most rules look for a few words in all files, so reading every token once for each rule
    /// would be most of the work.
    private let places: [String: [Int]]

    enum Kind: Sendable { case swift, c, script, other }

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        components = path.split(separator: "/").map(String.init)
        kind = Self.kind(of: path)
        tokens =
            switch kind {
            case .swift: Lexer.tokens(of: text)
            case .c: Lexer.tokens(of: text, language: .c)
            case .script, .other: []
            }
        var places: [String: [Int]] = [:]
        for (index, token) in tokens.enumerated() where token.kind == .word {
            places[token.text, default: []].append(index)
        }
        self.places = places
    }

    var isSwift: Bool { kind == .swift }
    var isCode: Bool { kind != .other }

    /// The layer and target of a path under `Sources`.
    var layer: String? { isSource ? components[1] : nil }
    var target: String? { isSource ? components[2] : nil }

    /// The folders between the target and the file.
    var folders: ArraySlice<String> { components.dropFirst(isSource ? 3 : 1).dropLast() }

    var isSource: Bool { components.count > 3 && components[0] == "Sources" }
    var isTest: Bool { components.first == "Tests" }

    /// The indices of the tokens that are one of the words, in their order.
    func places(of words: Set<String>) -> [Int] {
        words.flatMap { places[$0] ?? [] }.sorted()
    }

    /// The word that follows a token, or nothing.
    func word(after index: Int) -> String {
        index + 1 < tokens.count && tokens[index + 1].kind == .word ? tokens[index + 1].text : ""
    }

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
        return places(of: ["import"]).compactMap { index in
            guard !tokens.has(".", at: index - 1) else { return nil }
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

    private static func kind(of path: String) -> Kind {
        if path.hasPrefix("scripts/") || path.hasPrefix(".ci/") { return .script }
        switch path.split(separator: ".").last {
        case "swift": return .swift
        case "c", "h", "cpp", "hpp": return .c
        case "sh", "bash", "js", "css": return .script
        default: return .other
        }
    }
}
