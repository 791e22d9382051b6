/// A git repository seen from one of its directories: questions to it and changes of it.
///
/// Each question starts git once (1 to 2 ms, and what git itself needs) and remembers nothing, so
/// an answer is as fresh as the call. Calls block their thread. They are safe from many threads and
/// processes at a time: git's own locks decide, and a call that meets one tries again.
///
/// Nothing that a repository configures is run, except filters of file contents (`git-lfs`); see
/// ``GitRepository/Configuration/repositoryOnly``.
package struct GitRepository: Sendable {
    /// Whose configuration counts.
    package enum Configuration: Hashable, Sendable {
        /// The user's and the repository's: who commits, which files are ignored, how line ends and
        /// filters are treated. What ``GitProgram`` pins stays pinned.
        case user
        /// The repository's alone, and none of the filters in it: for content that nobody vouches
        /// for. Ownership is not asked about, since the caller has made the working directory.
        case repositoryOnly
    }

    /// Where git starts.
    package let directory: String
    package let program: GitProgram
    package let configuration: Configuration
    /// Set where git must not look for the repository by itself, because it would find another one
    /// when this one's files are missing.
    let pinned: PinnedWorktree?

    /// - Parameter directory: Any directory of the repository. It is not looked at yet.
    package init(
        at directory: String,
        program: GitProgram,
        configuration: Configuration = .user
    ) {
        self.init(
            directory: directory,
            program: program,
            configuration: configuration,
            pinned: nil
        )
    }

    private init(
        directory: String,
        program: GitProgram,
        configuration: Configuration,
        pinned: PinnedWorktree?
    ) {
        self.directory = directory
        self.program = program
        self.configuration = configuration
        self.pinned = pinned
    }

    /// The same repository, asked with exactly these directories.
    func pinned(to worktree: PinnedWorktree) -> GitRepository {
        GitRepository(
            directory: worktree.root ?? worktree.privateDirectory,
            program: program,
            configuration: configuration,
            pinned: worktree
        )
    }

    /// Where the repository's parts lie; git is not started.
    package func location() throws(GitError) -> RepositoryLocation {
        try RepositoryLocator.locate(from: directory)
    }

    @discardableResult
    func run(_ call: GitCall) throws(GitError) -> GitAnswer {
        guard !directory.utf8.contains(0), directory.isAbsolutePath else {
            throw .refusedName(
                kind: "a directory",
                text: directory,
                fault: "it must be absolute and have no NUL"
            )
        }
        let environment: [String: String] =
            switch configuration {
            case .user: [:]
            case .repositoryOnly: try sealedEnvironment()
            }
        return try runUnsealed(call, environment: environment)
    }

    /// Runs it with this environment, and no question before it.
    func runUnsealed(
        _ call: GitCall,
        environment: [String: String]
    ) throws(GitError) -> GitAnswer {
        var call = call
        call.environment.merge(environment) { $1 }
        return try program.run(call, in: directory, before: pinned?.options ?? [])
    }
}

/// The directories of one worktree, as options of git.
struct PinnedWorktree: Hashable {
    /// `nil` where the working directory is gone, and only the index and HEAD can be asked about.
    let root: String?
    let privateDirectory: String

    var options: [String] {
        ["--git-dir=\(privateDirectory)"] + (root.map { ["--work-tree=\($0)"] } ?? ["--bare"])
    }
}
