extension TidyRule {
    /// The formatter looks at Swift only, and breaks neither comments nor strings.
    static let lineShape = TidyRule(
        statement: """
            Files end with a newline, code has no tabs and at most a hundred columns, but for texts
            """,
        violations: { files in
            files.flatMap { file -> [Violation] in
                var violations = file.isCode ? crookedLines(of: file) : []
                if !file.text.isEmpty, file.text.utf8.last != UInt8(ascii: "\n") {
                    violations.append(
                        file.violation(file.lines.count, "the last line has no newline")
                    )
                }
                return violations
            }
        },
        refuses: [
            [SourceFile("docs/glossary.md", "# Words")],
            [SourceFile("Sources/Domain/Model/A.swift", "struct A {\n\tlet b = 1\n}\n")],
            [SourceFile("scripts/setup", "#!/bin/bash\nif true; then\n\techo\nfi\n")],
            [
                SourceFile(
                    "Tests/ModelTests/A.swift",
                    "//" + String(repeating: " a", count: 50) + "\n"
                )
            ],
            [SourceFile("Sources/Domain/Model/A.swift", "let a = 1  \n")],
            [
                SourceFile(
                    "Tests/ModelTests/A.swift",
                    "let a = \"" + String(repeating: " a", count: 70) + "\"\n"
                )
            ],
        ],
        passes: [
            SourceFile("Makefile", "build:\n\tswift build\n"),
            SourceFile("docs/a.md", String(repeating: "word ", count: 60) + "\n"),
            SourceFile("Sources/Domain/Model/B.swift", ""),
            SourceFile(
                "Sources/Domain/Model/A.swift",
                "//" + String(repeating: " é", count: 49) + "\n"
            ),
        ]
    )

    /// A text that is quoted is not broken for the sake of its line, within reason.
    private static func columnsMax(of line: Substring) -> Int {
        line.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ? 140 : 100
    }

    private static func crookedLines(of file: SourceFile) -> [Violation] {
        file.lines.enumerated().flatMap { index, line -> [Violation] in
            var faults: [String] = []
            if line.utf8.contains(UInt8(ascii: "\t")) { faults.append("a tab") }
            if line.utf8.last == UInt8(ascii: " ") { faults.append("space at the line's end") }
            // Bytes first: counting characters is slow, and few lines are near the limit.
            let most = columnsMax(of: line)
            if line.utf8.count > most, line.count > most {
                faults.append("\(line.count) columns, and \(most) is the most")
            }
            return faults.map { file.violation(index + 1, $0) }
        }
    }
}
