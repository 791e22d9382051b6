import SubprocessKit

/// The git program, and what every run of it gets.
package struct GitProgram: Sendable {
    /// A path, or a name to look up in the `PATH` of the environment.
    package let path: String
    package let environment: [String: String]
    let clock: @Sendable () -> Duration
    let retry: RetryPolicy
    let interruption: Interruption?

    /// - Parameters:
    ///   - environment: The caller's own. Only what git needs to find programs and the user's
    ///     configuration is passed on; `GIT_DIR` and its like are not.
    ///   - clock: A clock that never goes back.
    ///   - retry: For calls that write, while another process holds a lock.
    ///   - interruption: Ends a running git when it is raised. git removes its lock files then.
    package init(
        path: String = "git",
        environment: [String: String],
        clock: @escaping @Sendable () -> Duration,
        retry: RetryPolicy,
        interruption: Interruption? = nil
    ) {
        self.path = path
        self.environment = environment.filter { Self.passedOn.contains($0.key) }
        self.clock = clock
        self.retry = retry
        self.interruption = interruption
    }

    private static let passedOn: Set<String> = [
        "PATH", "HOME", "XDG_CONFIG_HOME", "USER", "LOGNAME", "TMPDIR", "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH",
        // How a remote is reached.
        "SSH_AUTH_SOCK", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy",
    ]

    /// Asks git for its version.
    package func version() throws(GitError) -> GitVersion {
        let answer = try run(GitCall(["version"]), in: "/", before: [])
        let line = answer.line
        guard let version = GitVersion(parsing: line) else {
            throw .outputMalformed(command: "git version", what: line)
        }
        return version
    }

    /// Makes sure that git is there and new enough.
    ///
    /// - Throws: ``GitError/programMissing(searched:)``, ``GitError/programTooOld(found:needed:)``.
    package func check(needed: GitVersion = .oldest) throws(GitError) -> GitVersion {
        let found = try version()
        guard found >= needed else {
            throw .programTooOld(found: found.description, needed: needed)
        }
        return found
    }
}
