import Documents
import Model

/// Holds the files that somebody was to leave against a commit.
package struct ArtifactCheck: Sendable {
    /// What is to be there.
    package var artifacts: [LeftArtifact]
    /// The contents of those that are.
    package var files: [SourceFile]
    /// Those that are there and too large to be read.
    package var unread: Set<String> = []
    package var lint: ArtifactLint

    /// What became of one of the files.
    package struct Verdict: Sendable {
        package let artifact: LeftArtifact
        package let isThere: Bool
        /// By line; of a file that is not there, that.
        package let faults: [ArtifactFault]
    }

    /// One for each file, in the order in which they were asked for.
    package var verdicts: [Verdict] {
        let contents = Dictionary(
            files.map { ($0.path, $0.bytes) },
            uniquingKeysWith: { first, _ in first }
        )
        return artifacts.map { artifact in
            if let bytes = contents[artifact.path] {
                return Verdict(
                    artifact: artifact,
                    isThere: true,
                    faults: lint.faults(in: bytes, of: artifact.kind)
                )
            }
            let isThere = unread.contains(artifact.path)
            return Verdict(
                artifact: artifact,
                isThere: isThere,
                faults: [isThere ? ArtifactLint.tooLarge : ArtifactLint.missing]
            )
        }
    }

    package init(_ artifacts: [LeftArtifact], files: [SourceFile], lint: ArtifactLint) {
        (self.artifacts, self.files, self.lint) = (artifacts, files, lint)
    }

    /// Reads the files, and those that their evidence points at.
    ///
    /// - Parameters:
    ///   - moment: When they were handed in.
    ///   - paths: The paths of all files of the commit.
    ///   - contents: Gives the contents of some of them; what is too large is left out.
    package init(
        _ artifacts: [LeftArtifact],
        sections: [String],
        at moment: Timestamp,
        paths: [String],
        contents: ([String]) throws -> [SourceFile]
    ) throws {
        let there = Set(paths)
        let asked = artifacts.map(\.path).filter(there.contains).uniqued
        let files = try contents(asked)
        let finals = Set(artifacts.filter { $0.kind == .final }.map(\.path))
        let evidence = files.filter { finals.contains($0.path) }
            .flatMap { ArtifactLint.evidence(in: $0.bytes) }.uniqued
        let ground = EvidenceGround(
            paths: there,
            files: try contents(evidence.filter(there.contains)).map { ($0.path, $0.bytes) }
        )
        self.init(
            artifacts,
            files: files,
            lint: ArtifactLint(sections: sections, moment: moment, evidence: ground)
        )
        unread = Set(asked).subtracting(files.map(\.path))
    }
}
