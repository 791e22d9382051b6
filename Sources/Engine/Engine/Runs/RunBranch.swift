import Model
import Store

/// The branch on which a run's accepted work comes together, and from which its slices begin.
///
/// It is the run's own: no other branch is touched, and nothing is merged into the repository's.
/// What was accepted is brought in when somebody begins or ends a slice, in the order of
/// acceptance, so a crash in between loses nothing.
package struct RunBranch {
    private let run: RunName
    private let engine: WorkspaceEngine

    package init(of run: RunName, _ engine: WorkspaceEngine) {
        self.run = run
        self.engine = engine
    }

    /// Its name: `run/phase-a`.
    package static func name(of run: RunName) -> String { "run/\(run)" }

    /// Brings in what has been accepted.
    ///
    /// - Returns: The commit that the branch is at.
    package func bring(in repository: Repository) throws -> String {
        let commits = try engine.read { try $0.runs.acceptedCommits(of: run) }
        return try engine.checkouts.integrate(
            commits,
            into: Self.name(of: run),
            from: engine.checkouts.commit(repository.defaultBranch, in: repository.path),
            in: repository.path
        )
    }
}

extension WorkspaceEngine {
    /// The branch that a task's work begins from: its run's, where it is a slice and that is there,
    /// else the repository's main branch.
    func baseBranch(of task: TaskKey?, in repository: Repository) throws -> String {
        guard let task, let run = try read({ try $0.runs.runOfSlice(task) }) else {
            return repository.defaultBranch
        }
        let branch = RunBranch.name(of: run)
        let isThere = try checkouts.exists("refs/heads/" + branch, in: repository.path)
        return isThere ? branch : repository.defaultBranch
    }
}
