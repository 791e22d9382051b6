import Digests
import Model

/// Where an agent works, kept beside its launch's streams: whoever comes after a crash looks there
/// for what the agent has left.
package struct SlicePlace: Hashable, Sendable {
    package let worktree: String
    /// What all worktrees of its repository share.
    package let repository: String
    /// The branch that its work belongs on.
    package let branch: String

    private static let file = "place.json"

    package init(worktree: String, repository: String, branch: String) {
        self.worktree = worktree
        self.repository = repository
        self.branch = branch
    }

    /// Reads it; `nil` where there is none.
    init?(in directory: String, _ ground: DriveGround) throws {
        guard let text = try ground.read(directory + "/" + Self.file) else { return nil }
        let json = try JSONValue(parsing: text)
        guard let worktree = json["worktree"]?.stringValue,
            let repository = json["repository"]?.stringValue,
            let branch = json["branch"]?.stringValue
        else { return nil }
        self.init(worktree: worktree, repository: repository, branch: branch)
    }

    func write(in directory: String, _ ground: DriveGround) throws {
        let json: JSONValue = .object(
            [
                "worktree": .string(worktree), "repository": .string(repository),
                "branch": .string(branch),
            ]
        )
        try ground.write(json.canonicalText + "\n", directory + "/" + Self.file)
    }
}
