extension TidyRule {
    /// Holds the arrows between targets, which SwiftPM cannot: it lets a file import whatever
    /// happens to be built already.
    static let importArrows = TidyRule(
        statement: "A target imports only what the house allows it",
        violations: { files in
            files.filter(\.isSource).flatMap { file -> [Violation] in
                guard let target = file.target, let layer = file.layer else { return [] }
                guard let room = House.rooms[target] else {
                    return [file.violation(1, "the house has no target \(target)")]
                }
                guard room.layer == layer else {
                    return [file.violation(1, "\(target) belongs in \(room.layer)")]
                }
                return file.imports.compactMap { module, line in
                    guard House.rooms[module] != nil, !room.mayImport.contains(module) else {
                        return nil
                    }
                    return file.violation(
                        line,
                        "the arrow \(target) → \(module) is wrong: "
                            + House.allowance(of: target)
                    )
                }
            }
        },
        refuses: [
            [SourceFile("Sources/Surfaces/Commands/Claims/A.swift", "import Engine\n")],
            [SourceFile("Sources/Engine/Engine/Claims/A.swift", "package import Operations\n")],
            [SourceFile("Sources/Domain/Model/A.swift", "@testable import struct Store.A\n")],
            [SourceFile("Sources/Domain/Store/A.swift", "")],
            [SourceFile("Sources/Domain/Utensils/A.swift", "")],
        ],
        passes: [
            SourceFile("Sources/Storage/Store/A.swift", "import Glibc\nimport SQLKit\n"),
            SourceFile("Sources/Domain/Model/A.swift", "// import Engine\nlet a = \"import B\"\n"),
        ]
    )
}
