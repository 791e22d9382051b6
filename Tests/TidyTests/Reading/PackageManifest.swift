/// What `Package.swift` declares, read from its text.
struct PackageManifest {
    struct Target {
        let name: String
        let dependencies: [String]
        let line: Int
    }

    let targets: [Target]
    /// The names under `.apt([…])`, each with its line.
    let systemPackages: [(name: String, line: Int)]

    init(_ file: SourceFile) {
        let tokens = file.tokens
        targets = tokens.indices.compactMap { Self.target(at: $0, in: tokens) }
        systemPackages = file.places(of: ["apt"]).flatMap { index in
            tokens[index..<tokens.indexAfterGroup(at: index + 1)]
                .filter { $0.kind == .string }
                .map { ($0.text, $0.line) }
        }
    }

    /// Reads `layer("Domain", "Model", ["Digests"])`, and SwiftPM's own calls, which label the name
    /// and the dependencies.
    private static func target(at index: Int, in tokens: [Token]) -> Target? {
        guard tokens.has("(", at: index + 1) else { return nil }
        let call = Array(tokens[index..<tokens.indexAfterGroup(at: index + 1)])
        let texts = call.indices.filter { call[$0].kind == .string }
        switch tokens[index].text {
        case "layer" where texts.count > 1:
            let name = texts[1]
            let hasList = call.has("[", at: name + 2)
            return Target(
                name: call[name].text,
                dependencies: hasList ? strings(in: call, listAt: name + 2) : [],
                line: tokens[index].line
            )
        case "target", "systemLibrary", "executableTarget":
            guard let name = texts.first, call.has("name", at: 2), name == 4 else { return nil }
            let list = call.indices.first {
                call[$0].isWord("dependencies") && call.has("[", at: $0 + 2)
            }
            return Target(
                name: call[name].text,
                dependencies: list.map { strings(in: call, listAt: $0 + 2) } ?? [],
                line: tokens[index].line
            )
        default:
            return nil
        }
    }

    private static func strings(in call: [Token], listAt open: Int) -> [String] {
        call[open..<call.indexAfterGroup(at: open)].filter { $0.kind == .string }.map(\.text)
    }
}
