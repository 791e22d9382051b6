import Digests

/// What a delivery says about its checks and artifacts.
package struct ReplayClaims: Hashable, Sendable {
    package var results: [ClaimedResult]
    package var artifacts: [ClaimedArtifact]

    package init(results: [ClaimedResult] = [], artifacts: [ClaimedArtifact] = []) {
        self.results = results
        self.artifacts = artifacts
    }
}

/// What a delivery says about one check.
package struct ClaimedResult: Hashable, Sendable {
    package let command: CheckCommand
    package let exitCode: Int32
    /// How many tests ran, where the delivery says so.
    package let executed: Int?

    package init(command: CheckCommand, exitCode: Int32, executed: Int? = nil) {
        self.command = command
        self.exitCode = exitCode
        self.executed = executed
    }
}

/// A file that a delivery says its commit holds or its checks make.
package struct ClaimedArtifact: Hashable, Sendable {
    /// Relative to the top of the working tree.
    package let path: String
    /// `nil` where only its presence is claimed.
    package let digest: Digest?

    package init(path: String, digest: Digest? = nil) {
        self.path = path
        self.digest = digest
    }
}

/// What was found of a claimed artifact after the checks.
package struct FoundArtifact: Hashable, Sendable {
    package let path: String
    /// `nil` where there is no such regular file inside the working tree.
    package let digest: Digest?
    package let bytes: Int64

    package init(path: String, digest: Digest?, bytes: Int64) {
        self.path = path
        self.digest = digest
        self.bytes = bytes
    }
}
