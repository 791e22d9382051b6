import Documents
import Model
import Store

extension GateDescription {
    package static let artifacts = GateDescription(
        "artifacts",
        "What a run asks its agents to leave is in the commit, with what has to be in it.",
        on: [.delivery, .worktree],
        at: [.delivery, .acceptance],
        level: .block,
        hint: "`worklead run artifacts RUN` names each file and what is wrong with it."
    )
}

/// Whether the agent of a slice left what its run asks for; with the last slice, whether the run
/// did.
struct ArtifactsGate: Gate {
    let description = GateDescription.artifacts

    func material(at site: GateSite) throws -> ArtifactCheck {
        let demand = try site.requireDemand()
        let change = try site.requireChange()
        let own = demand.left(by: change.agent?.id)
        // What the run leaves is due when its last slice is accepted.
        let byRun = change.delivery != nil && demand.isLast ? demand.artifacts.leftByRun : []
        guard !own.isEmpty || !byRun.isEmpty else {
            throw GateSkip("The run \(demand.run) asks for no files.")
        }
        var check = try ArtifactCheck(
            own + byRun,
            sections: demand.artifacts.sections,
            at: site.momentOfChange(),
            paths: site.paths(),
            contents: site.contents
        )
        check.files += try onMain(byRun, besides: check, of: change.repository, site)
        return check
    }

    func judge(_ material: ArtifactCheck) throws -> GateJudgement {
        GateJudgement(
            material.verdicts.flatMap { verdict in
                verdict.faults.map { fault in
                    GateFinding(
                        "\(fault.text) \(fault.hint)",
                        path: verdict.artifact.path,
                        line: fault.line,
                        rule: fault.rule.rawValue
                    )
                }
            },
            figure: GateFigure(material.artifacts.count, "files asked for")
        )
    }

    /// Files of the run that the commit lacks and the main branch has: who brings the run to its
    /// end may have put them there.
    private func onMain(
        _ byRun: [LeftArtifact],
        besides check: ArtifactCheck,
        of repository: Repository,
        _ site: GateSite
    ) throws -> [SourceFile] {
        let there = check.unread.union(check.files.map(\.path))
        let lacking = byRun.map(\.path).filter { !there.contains($0) }
        guard !lacking.isEmpty else { return [] }
        let main = try site.engine.checkouts.commit(repository.defaultBranch, in: repository.path)
        return try site.tools.sources.contents(of: lacking, at: main, in: repository.path)
            .map { SourceFile(path: $0.path, bytes: $0.bytes) }
    }

    var cases: [GateCase<ArtifactCheck>] {
        [
            .refuses("files that are not there", Self.check([:])),
            .refuses("a plan that says nothing", Self.check(["PLAN.md": "# Plan\n\n"])),
            .refuses(
                "an entry of notes without a time",
                Self.check(["NOTES.md": "# Notes\n\n- Read the packet.\n"])
            ),
            .refuses(
                "notes that are out of order",
                Self.check([
                    "NOTES.md": "- 2026-01-05T09:30:00Z Done.\n- 2026-01-05T09:00:00Z Begun.\n"
                ])
            ),
            .refuses(
                "notes from the future",
                Self.check(["NOTES.md": "- 2027-01-05T09:00:00Z Done.\n"])
            ),
            .refuses(
                "a final report without a section",
                Self.check(["FINAL.md": "# Final\n\n## Risks\n\nNone.\n"])
            ),
            .refuses(
                "evidence that leads nowhere",
                Self.check(["FINAL.md": Self.final("src/b.sh:1")])
            ),
            .refuses(
                "evidence beyond the end of a file",
                Self.check(["FINAL.md": Self.final("src/a.sh:9")])
            ),
            .passes("all of it", Self.check([:], isWhole: true)),
        ]
    }

    private static func final(_ anchor: String) -> String {
        "# Final\n\n## Evidence Map\n\n- It ends at once: \(anchor)\n\n## Risks\n\nNone.\n"
    }

    /// The files of an agent, all as they should be but those that are given.
    private static func check(_ faulty: [String: String], isWhole: Bool = false) -> ArtifactCheck {
        let whole = [
            "PLAN.md": "# Plan\n\nAdd the endpoint.\n",
            "NOTES.md": "# Notes\n\n## 2026-01-05T09:00:00Z Read the packet\n",
            "FINAL.md": final("src/a.sh:2-3"),
        ]
        let texts = faulty.isEmpty && !isWhole ? [:] : whole.merging(faulty) { $1 }
        let artifacts = RunSpec.Artifacts.standardNames.map { kind, name in
            LeftArtifact(kind: kind, path: name)
        }
        return ArtifactCheck(
            artifacts,
            files: texts.sorted { $0.key < $1.key }.map { SourceFile($0.key, $0.value) },
            lint: ArtifactLint(
                sections: [RunSpec.Artifacts.evidenceSection, "Risks"],
                moment: Timestamp(milliseconds: 1_767_657_600_000),
                evidence: EvidenceGround(
                    paths: ["src/a.sh"],
                    files: [("src/a.sh", Array("a\nb\nc\n".utf8))]
                )
            )
        )
    }
}

extension GateSite {
    /// When the change was handed in; now, where it was not yet.
    func momentOfChange() throws -> Timestamp {
        let delivery = change?.delivery
        return try read { view in
            try delivery.flatMap { try view.deliveries.delivery($0)?.deliveredAt } ?? view.now
        }
    }
}
