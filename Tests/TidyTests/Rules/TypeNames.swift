extension TidyRule {
    /// A type that bears its module's name hides the module.
    ///
    /// `Store.Claim` would then look for a member of the type. And a manager or a helper says
    /// nothing of what it does.
    static let typeNames = TidyRule(
        statement: "No type bears the name of its module, and none is a manager or a helper",
        violations: { files in
            files.filter { $0.isSwift && $0.isSource }.flatMap { file -> [Violation] in
                file.declaredTypes.compactMap { name, line in
                    if name == file.target {
                        return file.violation(line, "\(name) bears the name of its module")
                    }
                    let vague = ["Manager", "Helper", "Helpers", "Utils", "Utilities"]
                        .first { name.hasSuffix($0) }
                    return vague.map { file.violation(line, "\(name): a \($0) may do anything") }
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Storage/Store/A.swift", "package struct Store {}\n")],
            [SourceFile("Sources/Engine/Replay/A.swift", "typealias Replay = Int\n")],
            [SourceFile("Sources/Storage/Store/A.swift", "actor ClaimManager {}\n")],
        ],
        passes: [
            SourceFile("Sources/Domain/Model/A.swift", "struct Store {}\nclass func model() {}\n"),
            SourceFile("Sources/Storage/Store/A.swift", "struct ClaimStore {}  // struct Store\n"),
        ]
    )
}

extension SourceFile {
    fileprivate var declaredTypes: [(name: String, line: Int)] {
        let kinds: Set<String> = ["struct", "enum", "class", "actor", "protocol", "typealias"]
        return places(of: kinds).compactMap { index in
            guard index + 1 < tokens.count, tokens[index + 1].kind == .word,
                !tokens.has(".", at: index - 1)
            else { return nil }
            return (tokens[index + 1].text, tokens[index].line)
        }
    }
}
