import Engine
import GitKit
import Glibc
import Model

/// Finds the workspace that a directory belongs to.
struct WorkspaceFinder {
    let surroundings: Surroundings

    /// The directory of a workspace's store, and where in git the process stands.
    struct Found {
        let stateDirectory: String
        let location: RepositoryLocation?

        var store: String { stateDirectory + "/store.db" }
    }

    /// Where the process stands in git; `nil` outside of any repository.
    func location(of path: String? = nil) throws(GitError) -> RepositoryLocation? {
        do {
            return try RepositoryLocator.locate(from: path ?? surroundings.directory)
        } catch .notARepository {
            return nil
        }
    }

    /// The workspace that an option or the environment names, else that of the repository around.
    ///
    /// - Parameter named: A workspace's name, or the absolute path of its state directory.
    func find(named: String?) throws -> Found {
        let location = try location()
        if let named = named ?? surroundings.variable("WORKLEAD_WORKSPACE") {
            let directory = try stateDirectory(named)
            guard exists(directory + "/store.db") else { throw WorkspaceUnknownError(name: named) }
            return Found(stateDirectory: directory, location: location)
        }
        guard let location, let directory = try registered(location) else {
            throw WorkspaceError.absent
        }
        return Found(stateDirectory: directory, location: location)
    }

    /// The state directory of a workspace by its name, or a path as it is.
    func stateDirectory(_ named: String) throws -> String {
        if named.hasPrefix("/") { return named }
        return try surroundings.stateRoot() + "/" + WorkspaceName(named).text
    }

    /// The state directory that a repository's pointer names; `nil` for one without a pointer.
    func registered(_ location: RepositoryLocation) throws -> String? {
        guard let text = try PrivateFile.read(Self.pointer(location)) else { return nil }
        let directory = String(text.prefix { $0 != "\n" })
        guard directory.hasPrefix("/") else { return nil }
        return directory
    }

    /// The file in a repository's common directory that says where its workspace is.
    static func pointer(_ location: RepositoryLocation) -> String {
        location.commonDirectory + "/worklead/workspace"
    }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

/// A workspace that is named and not there.
struct WorkspaceUnknownError: Reportable {
    let name: String

    var code: String { "workspace.unknown" }
    var category: ErrorCategory { .notFound }
    var message: String { "There is no workspace '\(name.printable(limit: 120))'." }
    var hint: String? { "`worklead init` in a git repository makes one." }
}
