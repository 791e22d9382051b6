import Model

/// The documents that an agent leaves, with their headings and nothing else.
///
/// None of them passes the lint: a heading alone says nothing.
package struct ArtifactScaffold: Sendable {
    /// A document to begin with.
    package struct Document: Hashable, Sendable {
        package let path: String
        package let text: String
    }

    /// In the order in which they are asked for.
    package let documents: [Document]

    /// - Parameter sections: The headings of the final report.
    package init(_ artifacts: [LeftArtifact], of agent: AgentID, sections: [String]) {
        documents = artifacts.map { artifact in
            Document(path: artifact.path, text: Self.text(artifact, agent, sections))
        }
    }

    private static func text(
        _ artifact: LeftArtifact,
        _ agent: AgentID,
        _ sections: [String]
    ) -> String {
        switch artifact.kind {
        case .plan: "# Plan of \(agent)\n\n<!-- The plan, word for word as it was made. -->\n"
        case .notes:
            """
            # Notes of \(agent)

            <!-- Each entry begins with its time, what is new at the end:
            ## 2026-01-05T09:00:00Z What I did
            -->

            """
        case .final:
            "# Final report of \(agent)\n"
                + sections.map { section in
                    "\n## \(section)\n\n<!-- \(remark(on: section)) -->\n"
                }.joined()
        case .other, .slice, .run:
            artifact.path.lowercased().hasSuffix(".md") ? "# \(title(of: artifact.path))\n" : ""
        }
    }

    private static func remark(on section: String) -> String {
        ArtifactLint.isEvidence(section)
            ? "Each entry names a file and its line." : "'None.' where there is nothing."
    }

    private static func title(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.dropLast(3))
    }
}
