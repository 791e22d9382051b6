import Model
import Store

/// What happens to registered repositories.
package struct RepositoryEngine {
    let change: Change

    /// Registers a repository.
    ///
    /// The same one again changes nothing.
    ///
    /// - Returns: Whether it is new.
    package func register(_ repository: Repository) throws -> Bool {
        let store = change.view.repositories
        if let existing = try store.repository(commonDirectory: repository.commonDirectory) {
            guard existing.name == repository.name else {
                throw RepositoryError.registered(path: existing.path, as: existing.name)
            }
            return false
        }
        if let existing = try store.repository(repository.name) {
            throw RepositoryError.taken(existing.name, path: existing.path)
        }
        if let twin = try store.lookAlike(of: repository.name) {
            throw RepositoryError.lookAlike(repository.name, existing: twin)
        }
        try change.record(
            RepositoryEvent.registered(
                path: repository.path,
                commonDirectory: repository.commonDirectory,
                defaultBranch: repository.defaultBranch
            ).fact,
            on: Subject(.repository, repository.name.text)
        )
        return true
    }

    /// Says where a registered repository is now.
    ///
    /// Where it is already, nothing changes. The worktrees of where it was are not looked at.
    ///
    /// - Returns: Whether it has moved.
    package func move(_ repository: Repository) throws -> Bool {
        let store = change.view.repositories
        guard let known = try store.repository(repository.name) else {
            throw RepositoryError.unknown(repository.name)
        }
        guard known != repository else { return false }
        if let other = try store.repository(commonDirectory: repository.commonDirectory),
            other.name != repository.name
        {
            throw RepositoryError.registered(path: other.path, as: other.name)
        }
        try change.record(
            RepositoryEvent.moved(
                path: repository.path,
                commonDirectory: repository.commonDirectory,
                defaultBranch: repository.defaultBranch
            ).fact,
            on: Subject(.repository, repository.name.text)
        )
        return true
    }

    /// Notes the replay profile that a commit bears, if it is another one than was seen last.
    package func note(profile digest: String, at commit: String, of name: RepositoryName) throws {
        guard try change.view.repositories.profileDigest(of: name) != digest else { return }
        try change.record(
            RepositoryEvent.profileChanged(digest: digest, commit: commit).fact,
            on: Subject(.repository, name.text)
        )
    }
}
