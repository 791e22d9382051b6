import Glibc
import Model
import SubprocessKit

/// The repository whose commit is replayed; it is only ever read.
struct SourceRepository {
    /// The directory with objects and references, shared by all its working trees.
    let gitDirectory: String
    let objectFormat: String
    /// Where objects lie: its own directory, and those it borrows from.
    let objectDirectories: [String]
    /// Every working tree, the main one first.
    let worktrees: [String]
    let commit: String
    let tree: String
    let base: String?
    /// The commits at which a shallow history ends, as git keeps them; empty for a whole one.
    let shallow: String

    init(_ request: ReplayRequest, git: PlainGit) throws(ReplayError) {
        for id in [request.commit, request.base].compactMap(\.self) where !Self.isFullID(id) {
            throw .commitMalformed(text: id)
        }
        let place = try git.lines(
            ["rev-parse", "--path-format=absolute", "--git-common-dir", "--show-object-format"],
            in: request.repository
        )
        guard place.count == 2 else {
            throw .repositoryUnusable(path: request.repository, reason: "git named no place")
        }
        gitDirectory = place[0]
        objectFormat = place[1]
        objectDirectories = Self.objectDirectories(from: gitDirectory + "/objects", depth: 5)
        worktrees = try git.output(
            ["worktree", "list", "--porcelain", "-z"],
            in: request.repository
        ).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasPrefix("worktree ") }.map { String($0.dropFirst(9)) }
        let wanted = [request.commit + "^{commit}", request.commit + "^{tree}"]
        let objects = try git.lines(
            ["cat-file", "--batch-check=%(objectname)"],
            in: request.repository,
            input: (wanted + [request.base].compactMap { $0.map { $0 + "^{commit}" } })
                .joined(separator: "\n") + "\n"
        )
        guard objects.count == wanted.count + (request.base == nil ? 0 : 1),
            objects[0] == request.commit, Self.isFullID(objects[1])
        else {
            throw .commitMissing(commit: request.commit, repository: request.repository)
        }
        if let base = request.base, objects[2] != base {
            throw .commitMissing(commit: base, repository: request.repository)
        }
        commit = objects[0]
        tree = objects[1]
        base = request.base
        shallow = SmallFile.text(gitDirectory + "/shallow", bytesMax: 1 << 24) ?? ""
    }

    /// Whether anybody may read the objects of a directory.
    static func isReadableByAll(_ directory: String) -> Bool {
        [directory, directory + "/pack"].allSatisfy { path in
            var status = stat()
            return stat(path, &status) != 0 || status.st_mode & 0o005 == 0o005
        }
    }

    static func isFullID(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64)
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func objectDirectories(from directory: String, depth: Int) -> [String] {
        guard depth > 0, let real = RealPath.of(directory) else { return [] }
        let borrowed = SmallFile.text(real + "/info/alternates") ?? ""
        return [real]
            + borrowed.split(separator: "\n").flatMap { line -> [String] in
                let path = line.hasPrefix("/") ? String(line) : real + "/" + line
                return objectDirectories(from: path, depth: depth - 1)
            }
    }
}
