import Model

/// What runs checks again.
///
/// It knows nothing of tasks; the engine decides what its evidence means.
package protocol Replaying: Sendable {
    /// Checks out a commit afresh and runs the checks in it.
    ///
    /// - Throws: When the replay itself can't be made; a failing check is evidence, not an error.
    func replay(_ order: ReplayOrder) throws -> ReplayEvidence
    /// Why no sandbox can be made on this machine, in sentences; empty where one can.
    func missing() -> [String]
}

/// What is to be run again.
package struct ReplayOrder: Sendable {
    /// The absolute path of the repository.
    package let repository: String
    package let commit: String
    package let base: String?
    package let checks: [CheckCommand]
    /// The paths of files that the commit must have.
    package let artifacts: [String]
    /// Whether to run without a sandbox where none can be had.
    package let allowsUnsandboxed: Bool

    package init(
        repository: String,
        commit: String,
        base: String?,
        checks: [CheckCommand],
        artifacts: [String],
        allowsUnsandboxed: Bool
    ) {
        self.repository = repository
        self.commit = commit
        self.base = base
        self.checks = checks
        self.artifacts = artifacts
        self.allowsUnsandboxed = allowsUnsandboxed
    }
}
