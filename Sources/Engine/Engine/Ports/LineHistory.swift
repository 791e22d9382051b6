import Model

/// What reviews ask of git.
///
/// Paths of repositories are absolute; commits are full ids.
package protocol LineHistory: Sendable {
    /// Whether a commit is another one or came before it.
    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool
    /// The commits of a range, each with the agents that it names; without a base, all of them.
    func commits(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, agents: [String])]
    /// The files of a commit at these paths; what is not there is left out.
    func files(
        _ paths: Set<String>,
        at commit: String,
        in path: String
    ) throws -> [String: ReviewedFile]
    /// What became of anchors in a commit, in their order.
    func fates(of anchors: [LineAnchor], at commit: String, in path: String) throws -> [AnchorFate]
}

/// A file as it stands in the commit that is reviewed.
package struct ReviewedFile: Sendable {
    package let blob: String
    package let lines: [ArraySlice<UInt8>]

    /// - Parameter content: The file as git has it.
    package init(blob: String, content: [UInt8]) {
        self.blob = blob
        var lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What ends with a line break has no line after it.
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    /// Whether lines are there.
    package func has(_ range: LineRange) -> Bool { range.last <= lines.count }
}
