import FoundationEssentials

/// The files of the project that the rules read: everything that people wrote.
enum SourceTree {
    /// The tree that this test was built from, or the one that `TIDY_ROOT` names.
    static let files: [SourceFile] = read(root: root)

    private static var root: String {
        if let named = ProcessInfo.processInfo.environment["TIDY_ROOT"] { return named }
        let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return here.dropLast(4).joined(separator: "/")
    }

    private static let folders = ["Sources", "Tests", "Benchmarks", "docs", "scripts", ".ci"]
    private static let topFiles = [
        "Package.swift", "Makefile", "packages.txt", "README.md", "AGENTS.md", "CHANGELOG.md",
    ]
    /// Texts that a test reads as its input may be as crooked as the test needs, and what others
    /// wrote is theirs to shape.
    private static let fixtureFolders: Set<String> = ["Fixtures", "Transcripts", "vendor"]

    private static func read(root: String) -> [SourceFile] {
        let nested = folders.flatMap { folder in
            paths(under: root + "/" + folder).map { folder + "/" + $0 }
        }
        return (topFiles + nested.sorted()).compactMap { path in
            guard fixtureFolders.isDisjoint(with: path.split(separator: "/").map(String.init)),
                let data = FileManager.default.contents(atPath: root + "/" + path),
                let text = String(data: data, encoding: .utf8)
            else { return nil }
            return SourceFile(path, text)
        }
    }

    private static func paths(under folder: String) -> [String] {
        // A folder that is not there yet has no files.
        (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    }
}
