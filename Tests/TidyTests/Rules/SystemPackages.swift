extension TidyRule {
    /// A library that only `Package.swift` knew would be missing on a fresh machine.
    static let systemPackages = TidyRule(
        statement: "packages.txt lists what Package.swift takes from the system",
        violations: { files in
            guard let file = files.first(where: { $0.path == "Package.swift" }) else { return [] }
            let list = files.first { $0.path == "packages.txt" }
            let listed = (list?.lines ?? []).filter { !$0.hasPrefix("#") }.map {
                $0.split(separator: " ").prefix(2).joined(separator: " ")
            }
            return PackageManifest(file).systemPackages
                .filter { !listed.contains("\($0.name) build") }
                .map { file.violation($0.line, "packages.txt lists no \($0.name) for build") }
        },
        refuses: [
            [manifest],
            [manifest, SourceFile("packages.txt", "# libsqlite3-dev build\n")],
            [manifest, SourceFile("packages.txt", "libsqlite3-dev test <sqlite3.h> store\n")],
        ],
        passes: [
            manifest,
            SourceFile("packages.txt", "libsqlite3-dev  build  <sqlite3.h>  store\n"),
        ]
    )

    private static let manifest = SourceFile(
        "Package.swift",
        ".systemLibrary(name: \"CSQLite\", providers: [.apt([\"libsqlite3-dev\"])])\n"
    )
}
