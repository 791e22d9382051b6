extension TidyRule {
    /// Nobody looks in a drawer.
    static let folderNames = TidyRule(
        statement: "Folders and files are named after what they give",
        violations: { files in
            files.filter { $0.isSource || $0.isTest }.flatMap { file in
                (file.folders + [file.stem])
                    .filter { drawers.contains($0.lowercased()) }
                    .map { file.violation(1, "'\($0)' names a drawer, not a thing") }
            }
        },
        refuses: [
            [SourceFile("Sources/Domain/Model/Utils/A.swift", "")],
            [SourceFile("Sources/Storage/Store/Claims/Extensions/A.swift", "")],
            [SourceFile("Tests/ModelTests/Helpers.swift", "")],
            [SourceFile("Sources/Domain/Model/misc.swift", "")],
        ],
        passes: [
            SourceFile("Sources/Domain/Model/Claims/Claim.swift", ""),
            SourceFile("Sources/Domain/Model/Claims/Claim+Text.swift", ""),
        ]
    )

    private static let drawers: Set<String> = [
        "utils", "util", "utilities", "common", "shared", "helpers", "helper", "misc",
        "models", "protocols", "extensions", "managers", "types", "constants",
    ]
}

extension SourceFile {
    /// The file's name up to its first dot.
    fileprivate var stem: String {
        String(components.last?.prefix { $0 != "." } ?? "")
    }
}
