import Model

/// What gates ask of the files of a commit.
///
/// Paths of repositories are absolute; commits are full ids.
package protocol SourceAccess: Sendable {
    /// The lines that a commit adds to what another has; `nil` stands for nothing at all.
    func addedLines(from base: String?, to commit: String, in path: String) throws -> [AddedFile]
    /// The lines that each commit adds on the way from one to another, those included that a later
    /// one takes away again.
    func addedLinesOfEachCommit(
        from base: String,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, files: [AddedFile])]
    /// The paths of all files in a commit.
    func paths(at commit: String, in path: String) throws -> [String]
    /// The contents of files in a commit; what is not there or too large is left out.
    func contents(
        of files: [String],
        at commit: String,
        in path: String
    ) throws -> [(path: String, bytes: [UInt8])]
}

/// What runs commands as gates.
package protocol GateCommands: Sendable {
    /// Runs a command in a fresh checkout of a commit, in the sandbox of replays.
    ///
    /// - Returns: Whether it ended by itself with the code 0, and what it left.
    /// - Throws: When it can't be run at all.
    func run(
        _ command: [String],
        at commit: String,
        of repository: Repository
    ) throws -> (isSuccess: Bool, evidence: GateEvidence)
    /// A commit with files written over those of another; no branch has it.
    func commit(
        writing files: [String: String],
        over commit: String,
        of repository: Repository
    ) throws -> String
}
