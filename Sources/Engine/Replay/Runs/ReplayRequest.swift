import Model

/// What is to be replayed.
package struct ReplayRequest: Sendable {
    /// A working tree of the repository, or its git directory.
    package var repository: String
    /// The full id of the delivered commit.
    package var commit: String
    /// The full id of the commit that the work started from, where it is known.
    package var base: String?
    /// The commands of the test plan, in their order.
    package var checks: [CheckCommand]
    package var profile: ReplayProfile
    package var claims: ReplayClaims
    /// How long each check usually takes, where that is known.
    package var usual: [CheckCommand: Duration]
    /// Directories that the checks must not see beside homes and the repository's own working
    /// trees, such as worktrees of other repositories and the ledger's place.
    package var hiddenPaths: [String]

    package init(
        repository: String,
        commit: String,
        base: String? = nil,
        checks: [CheckCommand],
        profile: ReplayProfile = .standard,
        claims: ReplayClaims = ReplayClaims(),
        usual: [CheckCommand: Duration] = [:],
        hiddenPaths: [String] = []
    ) {
        self.repository = repository
        self.commit = commit
        self.base = base
        self.checks = checks
        self.profile = profile
        self.claims = claims
        self.usual = usual
        self.hiddenPaths = hiddenPaths
    }
}

/// Where a replay stands.
package enum ReplayProgress: Hashable, Sendable {
    case checkingOut
    case settingUp
    /// The check with this index is about to run.
    case checking(Int, of: Int, CheckCommand)
    case cleaningUp
}
