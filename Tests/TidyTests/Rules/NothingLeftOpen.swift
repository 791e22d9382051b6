extension TidyRule {
    /// A reminder in a comment is read by nobody: do it, or open an issue.
    static let nothingLeftOpen = TidyRule(
        statement: "No comment postpones work",
        violations: { files in
            files.filter { $0.isCode && reminders.contains(where: $0.mentions) }.flatMap { file in
                file.comments.filter { postpones($0.text) }.map {
                    file.violation($0.line, "this comment postpones work")
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Domain/Model/A.swift", "// TODO: the rest\n")],
            [SourceFile("Sources/Domain/Model/A.swift", "let a = 1  // FIXME later\n")],
            [SourceFile("Sources/Domain/Model/A.swift", "/* works, XXX: but slow */\n")],
            [SourceFile("scripts/setup", "#!/bin/bash\n# TODO(ada) the rest\n")],
        ],
        passes: [
            SourceFile("Sources/Domain/Model/A.swift", "let placeholders = [\"TODO\", \"TBD\"]\n"),
            SourceFile("Sources/Domain/Model/B.swift", "/// A packet that says TODO is refused.\n"),
            SourceFile("scripts/scan", "grep -n TODO: \"$1\"\n"),
        ]
    )

    private static let reminders = ["TODO", "FIXME", "XXX", "HACK"]

    private static func postpones(_ comment: String) -> Bool {
        let words = comment.split { !$0.isLetter && $0 != ":" && $0 != "(" }
        return words.enumerated().contains { index, word in
            reminders.contains { reminder in
                word == reminder
                    ? index == 0
                    : word.hasPrefix(reminder + ":") || word.hasPrefix(reminder + "(")
            }
        }
    }
}

extension SourceFile {
    fileprivate var comments: [(text: String, line: Int)] {
        if kind == .script {
            return lines.enumerated().filter { $1.drop { $0 == " " }.hasPrefix("#") }.map {
                (String($1), $0 + 1)
            }
        }
        return tokens.filter(\.isComment).map { ($0.text, $0.line) }
    }
}
