import Model

extension GateDescription {
    package static let branch = GateDescription(
        "branch",
        "An agent works on its own branches.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "Commit on a branch of your own; a claim makes a worktree with one.",
        category: .notAllowed
    )
}

/// Whether a commit is on a branch of its agent.
struct BranchGate: Gate {
    let description = GateDescription.branch

    struct Material: Sendable {
        let commit: String
        let branch: String?
        let isOnBranch: Bool
        let agent: AgentID
        let pattern: BranchPattern
    }

    func material(at site: GateSite) throws -> Material {
        let change = try site.requireChange()
        guard let agent = change.agent else { throw GateSkip("No agent is known here.") }
        return Material(
            commit: change.commit,
            branch: change.branch,
            isOnBranch: change.isOnBranch,
            agent: agent.id,
            pattern: site.tools.branches
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        guard let branch = material.branch, material.isOnBranch else {
            let fault =
                "The commit \(material.commit.prefix(12)) is not on a branch of \(material.agent)."
            return GateJudgement([GateFinding(fault)], sentence: fault)
        }
        guard !material.pattern.matches(branch, agent: material.agent) else {
            return GateJudgement()
        }
        let shown = branch.printable(limit: 120)
        let fault = "The branch '\(shown)' is not one of \(material.agent)."
        return GateJudgement([GateFinding(fault)], sentence: fault)
    }

    var cases: [GateCase<Material>] {
        [
            .refuses("the main branch", Self.material("main")),
            .refuses("another agent's branch", Self.material("agent/brian/work")),
            .refuses("a commit on no branch", Self.material(nil)),
            .refuses("a commit beside the branch", Self.material("agent/ada/work", isOn: false)),
            .passes("the agent's own branch", Self.material("agent/ada/work")),
        ]
    }

    private static func material(_ branch: String?, isOn: Bool = true) -> Material {
        Material(
            commit: "c1",
            branch: branch,
            isOnBranch: branch != nil && isOn,
            agent: AgentID(trusted: "ada"),
            pattern: BranchPattern()
        )
    }
}
