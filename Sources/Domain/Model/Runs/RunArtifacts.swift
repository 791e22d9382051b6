extension RunSpec {
    /// What is to lie where: what each agent leaves, and what the run does.
    ///
    /// In the paths of agents `{agent}` stands for who works and `{slice}` for the slice; a path
    /// that does not name the agent lies in a folder of the agent's name.
    package struct Artifacts: Hashable, Sendable {
        /// A folder of the repository.
        package var root: String?
        /// What the run leaves, below the root.
        package var run: [String] = []
        /// What each agent leaves, below the root.
        package var agent: [String] = []
        /// Its plan, word for word as it was made.
        package var plan: String?
        /// What it notes while it works, each entry with its time.
        package var notes: String?
        /// What it says in the end.
        package var final: String?
        /// The headings that the final report has to have.
        package var sections = Self.standardSections
        /// What is archived, deleted and kept when the run is cleaned up, below the root.
        package var manifest: String?

        package init() {}

        /// The headings of a final report where the file names no others.
        package static let standardSections = [
            "Skills Introspected", evidenceSection, "Assumptions", "Risks", "Unresolved Questions",
        ]

        /// The heading under which a final report names what it rests on, by path and line.
        package static let evidenceSection = "Evidence Map"

        /// The name of the manifest where the file names no other.
        package static let standardManifest = "CLEANUP.toml"

        /// The names by which the plan, the notes and the final report are found among the files
        /// of agents, where the file does not say which they are.
        package static let standardNames: [(kind: LeftArtifact.Kind, name: String)] = [
            (.plan, "PLAN.md"), (.notes, "NOTES.md"), (.final, "FINAL.md"),
        ]

        /// What the paths of agents may have in braces.
        package static let marks = ["{agent}", "{slice}"]

        /// Whether nothing is asked of anybody.
        package var isEmpty: Bool {
            run.isEmpty && agent.isEmpty && plan == nil && notes == nil && final == nil
        }

        /// What an agent leaves that has worked on a slice, each file once.
        package func left(by agent: AgentID, on slice: TaskKey) -> [LeftArtifact] {
            let named: [(LeftArtifact.Kind, String?)] = [
                (.plan, plan), (.notes, notes), (.final, final),
            ]
            let all =
                named.compactMap { kind, path in path.map { (kind, $0) } }
                + self.agent.map { (.other, $0) }
            var seen: Set<String> = []
            return all.compactMap { kind, path in
                let path = below(Self.filled(path, agent, slice))
                guard seen.insert(path).inserted else { return nil }
                return LeftArtifact(kind: kind, path: path)
            }
        }

        /// What the run leaves.
        package var leftByRun: [LeftArtifact] {
            run.map { LeftArtifact(kind: .run, path: below($0)) }
        }

        /// Where the manifest of the clean-up lies.
        package var manifestPath: String { below(manifest ?? Self.standardManifest) }

        private func below(_ path: String) -> String { root.map { "\($0)/\(path)" } ?? path }

        private static func filled(_ path: String, _ agent: AgentID, _ slice: TaskKey) -> String {
            let whole = path.contains("{agent}") ? path : "{agent}/" + path
            return whole.replacing("{agent}", with: agent.text)
                .replacing("{slice}", with: slice.text)
        }
    }
}

/// A file that somebody has to leave.
package struct LeftArtifact: Hashable, Sendable {
    /// What the file is, and so what has to be in it.
    package enum Kind: String, Sendable, CaseIterable {
        case plan
        case notes
        case final
        /// Another file of an agent.
        case other
        /// A file that the slice names for itself.
        case slice
        /// A file of the run as a whole.
        case run
    }

    package let kind: Kind
    /// From the repository's top on.
    package let path: String

    package init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}
