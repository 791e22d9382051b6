import Digests

/// All that a replay saw, before anybody judges it.
package struct ReplayEvidence: Hashable, Sendable {
    /// Full ids of git's objects, in lower-case hexadecimal.
    package let commit: String
    package let tree: String
    package let base: String?
    package let profileDigest: Digest
    package let network: ReplayNetwork
    /// The digest of the environment that the checks got and of the machine's name of itself.
    package let environmentDigest: Digest
    package let sandbox: SandboxReport
    /// What became of the profile's set-up command, where it has one.
    package let setUp: CheckResult?
    /// In the order of the test plan; empty when the set-up failed.
    package let results: [CheckResult]
    package let artifacts: [FoundArtifact]
    /// How many submodules the commit names; their content is not there.
    package let submodules: Int
    /// How many files are pointers to large-file storage; their content is not there.
    package let largeFilePointers: Int

    package init(
        commit: String,
        tree: String,
        base: String? = nil,
        profileDigest: Digest,
        network: ReplayNetwork = .loopback,
        environmentDigest: Digest,
        sandbox: SandboxReport,
        setUp: CheckResult? = nil,
        results: [CheckResult],
        artifacts: [FoundArtifact] = [],
        submodules: Int = 0,
        largeFilePointers: Int = 0
    ) {
        self.commit = commit
        self.tree = tree
        self.base = base
        self.profileDigest = profileDigest
        self.network = network
        self.environmentDigest = environmentDigest
        self.sandbox = sandbox
        self.setUp = setUp
        self.results = results
        self.artifacts = artifacts
        self.submodules = submodules
        self.largeFilePointers = largeFilePointers
    }
}
