import Documents
import Model

extension GateDescription {
    package static let cleanTree = GateDescription(
        "clean_tree",
        "A delivery's worktree has no uncommitted changes, but for declared scratch.",
        on: [.worktree],
        at: [.delivery],
        level: .block,
        hint: "Commit what belongs to the work, and remove or ignore the rest: scratch is declared "
            + "in .worklead/gates.toml, or for one clone in .git/info/exclude."
    )
}

/// Whether all that was done is in the commit.
struct CleanTreeGate: Gate {
    let description = GateDescription.cleanTree

    struct Material: Sendable {
        let uncommitted: [String]
        /// Where what is not committed may lie.
        let scratch: [PathPattern]
    }

    func material(at site: GateSite) throws -> Material {
        guard let paths = try site.requireChange().uncommittedPaths else {
            throw GateSkip("There is no working directory.")
        }
        return Material(uncommitted: paths, scratch: site.tools.settings.scratch)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let left = material.uncommitted.filter { path in
            !material.scratch.contains { $0.matches(path) }
        }
        return GateJudgement(
            left.map { GateFinding("It is not committed.", path: $0) },
            figure: GateFigure(material.uncommitted.count, "uncommitted paths"),
            sentence: left.isEmpty ? nil : "Not committed: \(left.listed)."
        )
    }

    var cases: [GateCase<Material>] {
        let scratch = [PathPattern(known: "out/scratch/")]
        return [
            .refuses("a file that is left over", Material(uncommitted: ["a.log"], scratch: [])),
            .refuses(
                "one beside the scratch",
                Material(uncommitted: ["out/scratch/a", "out/b"], scratch: scratch)
            ),
            .passes(
                "declared scratch",
                Material(uncommitted: ["out/scratch/a"], scratch: scratch)
            ),
            .passes("nothing", Material(uncommitted: [], scratch: [])),
        ]
    }
}

extension [String] {
    /// Paths as part of a sentence, the first five.
    var listed: String {
        let shown = prefix(5).map { $0.printable(limit: 120) }.joined(separator: ", ")
        return count > 5 ? "\(shown) and \(count - 5) more" : shown
    }
}
