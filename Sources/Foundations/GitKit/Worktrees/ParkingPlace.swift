/// Where and under whose name uncommitted work is kept.
package struct ParkingPlace: Hashable, Sendable {
    /// The full name of the reference; when it is taken by other work, a number is added.
    package let reference: String
    package let signature: CommitSignature
    package let message: String

    /// - Parameters:
    ///   - prefix: Where parked work stands among the references, such as `refs/parked/`. Not among
    ///     the branches: they would be offered for work.
    ///   - name: What follows the prefix.
    package init(
        prefix: String,
        name: String,
        signature: CommitSignature,
        message: String
    ) throws(GitError) {
        let reference = prefix + name
        let faults = [
            reference.dropping(prefix: "refs/") == nil ? "it must start with 'refs/'" : nil,
            ["refs/heads/", "refs/tags/", "refs/remotes/"].contains {
                reference.dropping(prefix: $0) != nil
            } ? "it must not be a branch or tag" : nil,
            ReferenceName.fault(in: reference),
        ]
        if let fault = faults.compactMap(\.self).first {
            throw .refusedName(kind: "a place to park", text: reference, fault: fault)
        }
        self.reference = reference
        self.signature = signature
        self.message = message
    }
}

/// Work that is kept as a commit outside all branches.
///
/// The commit's tree is the working directory as it was, new files included; its first parent is
/// what was checked out, and its second the index, where that could be kept. `git stash apply
/// <reference>` brings it back.
package struct ParkedWork: Hashable, Sendable {
    package let reference: String
    package let commit: CommitID
    /// What could not be kept: repositories inside the working directory, and changes in
    /// submodules.
    package let notKept: [GitPath]
}
