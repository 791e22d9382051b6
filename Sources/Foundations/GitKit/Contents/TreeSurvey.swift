/// What in a commit does not travel with it, or means something else on another machine.
package struct TreeSurvey: Hashable, Sendable {
    /// Commits of other repositories; their files are not in this commit.
    package let submodules: [GitPath]
    /// Files that only point to a content in a large file store (`git-lfs`).
    package let largeFilePointers: [GitPath]
    /// Symbolic links that lead out of the repository, with where they lead.
    package let linksOut: [LinkOut]
    /// Paths that are one and the same where file names don't tell upper from lower case.
    package let caseTwins: [[GitPath]]

    package struct LinkOut: Hashable, Sendable {
        package let path: GitPath
        package let target: String
    }

    /// Larger files are no pointers: git-lfs itself writes less than 200 bytes and reads up to
    /// 1024.
    private static let pointerBytesMax = 1024
    private static let pointerStart = "version https://git-lfs.github.com/spec/v1"

    /// Whether it takes the entry's content to judge it.
    static func needsContent(_ entry: TreeEntry) -> Bool {
        switch entry.kind {
        case .symbolicLink: true
        case .file, .executable:
            (pointerStart.utf8.count..<pointerBytesMax).contains(entry.sizeBytes ?? 0)
        case .directory, .submodule: false
        }
    }

    /// - Parameter contents: By object id, of those entries that need it.
    init(entries: [TreeEntry], contents: [String: [UInt8]]) {
        var submodules: [GitPath] = []
        var pointers: [GitPath] = []
        var targets: [GitPath: [UInt8]] = [:]
        for entry in entries {
            let content = contents[entry.object] ?? []
            switch entry.kind {
            case .submodule:
                submodules.append(entry.path)
            case .symbolicLink:
                targets[entry.path] = content
            case .file where content.starts(with: Self.pointerStart.utf8),
                .executable where content.starts(with: Self.pointerStart.utf8):
                pointers.append(entry.path)
            case .file, .executable, .directory:
                break
            }
        }
        self.submodules = submodules
        largeFilePointers = pointers
        let links = LinkResolution(targets: targets)
        linksOut = targets.filter { links.leadsOut($0.key) }
            .map { LinkOut(path: $0.key, target: String(decoding: $0.value, as: UTF8.self)) }
            .sorted { $0.path < $1.path }
        caseTwins = Self.caseTwins(among: entries.map(\.path))
    }

    /// Twins can also be directories: `Doc/a` and `doc/b` end up in one.
    private static func caseTwins(among paths: [GitPath]) -> [[GitPath]] {
        var spellings: [String: Set<GitPath>] = [:]
        func insert(_ bytes: ArraySlice<UInt8>) {
            spellings[bytes.asText.lowercased(), default: []].insert(GitPath(bytes: bytes))
        }
        for path in paths {
            var end = path.bytes.startIndex
            while let slash = path.bytes[end...].firstIndex(of: UInt8(ascii: "/")) {
                insert(path.bytes[..<slash])
                end = slash + 1
            }
            insert(path.bytes[...])
        }
        return spellings.values.filter { $0.count > 1 }.map { $0.sorted() }
            .sorted { $0[0] < $1[0] }
    }
}
