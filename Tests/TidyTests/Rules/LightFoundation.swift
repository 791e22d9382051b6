extension TidyRule {
    /// Full Foundation brings 40 MB of Unicode tables into every start.
    static let lightFoundation = TidyRule(
        statement: "Nothing imports more of Foundation than FoundationEssentials",
        violations: { files in
            files.flatMap { file in
                file.imports.filter { heavy.contains($0.module) }.map {
                    file.violation($0.line, "import FoundationEssentials, not \($0.module)")
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Domain/Model/A.swift", "import Foundation\n")],
            [SourceFile("Tests/ModelTests/A.swift", "import struct Foundation.Date\n")],
            [SourceFile("Sources/Program/Assembly/A.swift", "import FoundationNetworking\n")],
        ],
        passes: [
            SourceFile("Sources/Domain/Model/A.swift", "import FoundationEssentials\n"),
            SourceFile("Sources/Domain/Model/B.swift", "// import Foundation costs too much.\n"),
        ]
    )

    private static let heavy: Set<String> = [
        "Foundation", "FoundationNetworking", "FoundationXML", "FoundationInternationalization",
    ]
}
