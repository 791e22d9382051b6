import Model
import SQLKit

/// The registered repositories as they are kept.
package struct RepositoryStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The repository of a name.
    package func repository(_ name: RepositoryName) throws -> Repository? {
        try transaction.first(
            """
            SELECT name, path, common_directory, default_branch FROM repository
            WHERE name = \(name.text)
            """,
            Self.decode
        )
    }

    /// The repository whose worktrees share a directory.
    package func repository(commonDirectory: String) throws -> Repository? {
        try transaction.first(
            """
            SELECT name, path, common_directory, default_branch FROM repository
            WHERE common_directory = \(commonDirectory)
            """,
            Self.decode
        )
    }

    /// All repositories, by name.
    package func repositories() throws -> [Repository] {
        try transaction.query(
            "SELECT name, path, common_directory, default_branch FROM repository ORDER BY name",
            Self.decode
        )
    }

    /// The repository whose name folds like the given one.
    package func lookAlike(of name: RepositoryName) throws -> RepositoryName? {
        try transaction.first("SELECT name FROM repository WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    /// The digest of the replay profile as it was last seen; `nil` before the first replay.
    package func profileDigest(of name: RepositoryName) throws -> String? {
        try transaction.first("SELECT profile_digest FROM repository WHERE name = \(name.text)") {
            try $0.optionalText(0)
        } ?? nil
    }

    func fold(_ change: RepositoryEvent, of name: RepositoryName) throws {
        switch change {
        case .registered(let path, let commonDirectory, let defaultBranch):
            _ = try transaction.run(
                """
                INSERT INTO repository (name, folded, path, common_directory, default_branch)
                VALUES (\(name.text), \(name.folded), \(path), \(commonDirectory), \(defaultBranch))
                """
            )
        case .moved(let path, let commonDirectory, let defaultBranch):
            _ = try transaction.run(
                """
                UPDATE repository SET path = \(path), common_directory = \(commonDirectory),
                    default_branch = \(defaultBranch) WHERE name = \(name.text)
                """
            )
        case .profileChanged(let digest, _):
            _ = try transaction.run(
                "UPDATE repository SET profile_digest = \(digest) WHERE name = \(name.text)"
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Repository {
        Repository(
            name: try row.name(0),
            path: try row.text(1),
            commonDirectory: try row.text(2),
            defaultBranch: try row.text(3)
        )
    }
}
