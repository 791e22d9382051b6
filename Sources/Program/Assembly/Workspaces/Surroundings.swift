import Model

/// What the process was started with: its directory, its environment, its user.
package struct Surroundings: Sendable {
    package let directory: String
    package let environment: [String: String]
    /// The name of the user, for the id of a founder.
    package let userName: String

    package init(directory: String, environment: [String: String], userName: String) {
        self.directory = directory
        self.environment = environment
        self.userName = userName
    }

    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The same, for a call that holds an agent up: it does not wait long for another process that
    /// writes.
    var hurried: Surroundings {
        let wait = "WORKLEAD_LOCK_WAIT"
        guard variable(wait) == nil else { return self }
        return Surroundings(
            directory: directory,
            environment: environment.merging([wait: "500ms"]) { $1 },
            userName: userName
        )
    }

    /// A path as an absolute one, from the directory.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/")
            ? path : path.isEmpty || path == "." ? directory : "\(directory)/\(path)"
    }

    /// The directory under which the stores of all workspaces are kept (XDG Base Directory,
    /// "state").
    func stateRoot() throws -> String {
        if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            return state + "/worklead"
        }
        guard let home = variable("HOME"), home.hasPrefix("/") else {
            throw NoStateDirectoryError()
        }
        return home + "/.local/state/worklead"
    }
}

/// A process that was told no place for its state.
struct NoStateDirectoryError: Reportable {
    var code: String { "workspace.no_state_directory" }
    var category: ErrorCategory { .usage }
    var message: String { "Neither XDG_STATE_HOME nor HOME says where to keep the workspace." }
    var hint: String? { "Set HOME or XDG_STATE_HOME to an absolute path." }
}

extension Surroundings {
    /// Where replays make their checkouts: outside of every worktree, on a file system with room.
    func scratchRoot() throws -> String {
        if let cache = variable("XDG_CACHE_HOME"), cache.hasPrefix("/") {
            return cache + "/worklead/replay"
        }
        guard let home = variable("HOME"), home.hasPrefix("/") else {
            return (variable("TMPDIR") ?? "/tmp") + "/worklead-replay"
        }
        return home + "/.cache/worklead/replay"
    }
}
