extension TidyRule {
    /// The tree speaks of the project alone: no machine it was written on, no papers that the
    /// reader does not have.
    static let noTraces = TidyRule(
        statement: "Nothing names the machine, the people or the papers behind the tree",
        violations: { files in
            files.filter { $0.path != ownPath }.flatMap { file -> [Violation] in
                let traces = (file.isTest ? everywhere : everywhere + outsideTests)
                    .filter(file.mentions)
                guard !traces.isEmpty else { return [] }
                return file.lines.enumerated().flatMap { index, line in
                    traces.filter { line.contains($0) }.map {
                        file.violation(index + 1, "'\($0)' means nothing to who reads this")
                    }
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Domain/Model/A.swift", "let a = \"/work/main\"\n")],
            [SourceFile("Makefile", "a:\n\tls /root/.cache\n")],
            [SourceFile("docs/a.md", "Put it in /home/ada/bin.\n")],
            [SourceFile("scripts/setup", "# See FEATURES.md, C4.\n")],
            [SourceFile("Tests/ModelTests/A.swift", "// Asked for in 2§7.\n")],
        ],
        passes: [
            SourceFile("Tests/ModelTests/A.swift", "let a = \"/home/ada\"\n"),
            SourceFile("Sources/Engine/Replay/A.swift", "let masked = [\"/home\", \"/root\"]\n"),
            SourceFile("docs/a.md", "The session's brief is short. See a framework/guide.\n"),
        ]
    )

    private static let ownPath = "Tests/TidyTests/Rules/NoTraces.swift"

    private static let everywhere = [
        "\"/work/", " /work/", "'/work/", "`/work/", "(/work/", "=/work/",
        "workplace", "CEO",
        "FEATURES.md", "PEERS.md", "RIGS.md", "STANDARDS.md", "SWIFT.md", "FAULTS.md", "UX.md",
        "STYLE.md", "DESIGN.md, part",
        "1§", "2§", "3§", "4§", "5§",
    ]

    private static let outsideTests = ["/root/", "/home/"]
}
