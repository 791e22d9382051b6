extension TidyRule {
    /// A surface answers with a value, which the program prints: so tests can read it, and JSON
    /// stays one document.
    static let quietSurfaces = TidyRule(
        statement: "Surfaces return their output and print nothing",
        violations: { files in
            files.filter { $0.layer == "Surfaces" }.flatMap { file in
                file.places(of: printers).compactMap { index in
                    let name = file.tokens[index].text
                    guard file.tokens.has("(", at: index + 1),
                        !file.tokens.has("func", at: index - 1),
                        !file.tokens.has(".", at: index - 1)
                            || file.tokens.has("Swift", at: index - 2)
                    else { return nil }
                    return file.violation(
                        file.tokens[index].line,
                        "\(name)() in a surface: return a CommandOutput"
                    )
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Surfaces/Commands/A.swift", "print(\"held\")\n")],
            [SourceFile("Sources/Surfaces/Commands/A.swift", "Swift.print(\"held\")\n")],
            [SourceFile("Sources/Surfaces/Operations/A.swift", "debugPrint(task)\n")],
        ],
        passes: [
            SourceFile(
                "Sources/Surfaces/Commands/A.swift",
                "page.print(on: paper)\nlet a = \"print(1)\"  // print(2)\n"
            ),
            SourceFile("Sources/Program/worklead/A.swift", "print(\"held\")\n"),
        ]
    )

    private static let printers: Set<String> = ["print", "debugPrint", "dump", "puts", "printf"]
}
