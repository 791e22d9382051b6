extension TidyRule {
    /// Keeps `Package.swift` and the arrows from drifting apart, and finds the imports that work
    /// only because another target happened to be built first.
    static let declaredDependencies = TidyRule(
        statement: "Package.swift declares each import, and no arrow that the house does not have",
        violations: { files in
            guard let file = files.first(where: { $0.path == "Package.swift" }) else { return [] }
            let manifest = PackageManifest(file)
            let declared = Dictionary(
                manifest.targets.map { ($0.name, Set($0.dependencies)) },
                uniquingKeysWith: { first, _ in first }
            )
            return wrongArrows(in: manifest, of: file)
                + undeclaredImports(in: files, declared: declared)
        },
        refuses: [
            [manifest(engineImports: #""Model", "Operations""#)],
            [manifest(engineImports: #""Model""#, also: #"layer("Domain", "Utensils"),"#)],
            [
                manifest(engineImports: #""Model""#),
                SourceFile("Sources/Engine/Engine/A.swift", "import Store\n"),
            ],
        ],
        passes: [
            manifest(engineImports: #""Model", "Store""#),
            SourceFile("Sources/Engine/Engine/A.swift", "import Store\n"),
        ]
    )

    private static func wrongArrows(
        in manifest: PackageManifest,
        of file: SourceFile
    ) -> [Violation] {
        manifest.targets.flatMap { target -> [Violation] in
            guard let room = House.rooms[target.name] else {
                return [file.violation(target.line, "the house has no target \(target.name)")]
            }
            return target.dependencies.filter { !room.mayImport.contains($0) }.map {
                file.violation(
                    target.line,
                    "the arrow \(target.name) → \($0) is wrong: "
                        + House.allowance(of: target.name)
                )
            }
        }
    }

    private static func undeclaredImports(
        in files: [SourceFile],
        declared: [String: Set<String>]
    ) -> [Violation] {
        files.filter(\.isSource).flatMap { file -> [Violation] in
            guard let target = file.target, let dependencies = declared[target] else { return [] }
            return file.imports.compactMap { module, line in
                guard House.rooms[module] != nil, !dependencies.contains(module) else {
                    return nil
                }
                return file.violation(line, "Package.swift declares no \(target) → \(module)")
            }
        }
    }

    private static func manifest(engineImports: String, also: String = "") -> SourceFile {
        SourceFile(
            "Package.swift",
            """
            let package = Package(
                name: "sample",
                targets: [
                    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
                    .target(name: "CDigests", dependencies: ["CCrypto"], path: "a"),
                    layer("Foundations", "Digests", ["CDigests"], settings: strict),
                    layer("Foundations", "SQLKit"),
                    layer("Engine", "Engine", [\(engineImports)]),
                    \(also)
                ]
            )

            """
        )
    }
}
