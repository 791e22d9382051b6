import Engine
import GitKit
import Model

/// What git knows of lines and of who made commits, as reviews ask for it.
struct GitLines: LineHistory {
    let program: GitProgram

    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool {
        let (first, second) = (try id(commit), try id(other))
        return try first == second || repository(path).isAncestor(first, of: second)
    }

    func commits(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, agents: [String])] {
        // As the hook of commit messages writes it.
        try repository(path).commits(from: base.map(id), to: id(commit), trailer: "Agent")
            .map { ($0.commit.text, $0.values) }
    }

    func files(
        _ paths: Set<String>,
        at commit: String,
        in path: String
    ) throws -> [String: ReviewedFile] {
        guard !paths.isEmpty else { return [:] }
        let blobs = try repository(path).blobs(at: Set(paths.map { GitPath($0) }), in: id(commit))
        return blobs.reduce(into: [:]) { files, blob in
            files[blob.key.text] = ReviewedFile(
                blob: blob.value.object,
                content: blob.value.bytes
            )
        }
    }

    func fates(
        of anchors: [LineAnchor],
        at commit: String,
        in path: String
    ) throws -> [AnchorFate] {
        guard !anchors.isEmpty else { return [] }
        let places = try anchors.map { anchor in
            FileLines(
                path: GitPath(anchor.place.path),
                commit: try id(anchor.commit),
                lines: anchor.place.lines.map { $0.first...$0.last }
            )
        }
        return try repository(path).follow(places, to: id(commit)).map { fate in
            switch fate {
            case .kept(let path, let lines): .kept(Self.place(path, lines))
            case .changed(let path, let lines, let commit):
                .changed(Self.place(path, lines), by: commit.text)
            case .gone(let commit): .gone(by: commit.text)
            case .lost: .lost
            }
        }
    }

    private static func place(_ path: GitPath, _ lines: ClosedRange<Int>?) -> AnchorPlace {
        AnchorPlace(path.text, lines.flatMap { LineRange($0.lowerBound, $0.upperBound) })
    }

    private func repository(_ path: String) -> GitRepository {
        GitRepository(at: path, program: program)
    }

    private func id(_ commit: String) throws -> CommitID {
        guard let id = CommitID(commit) else { throw GitError.unknownRevision(commit) }
        return id
    }
}
