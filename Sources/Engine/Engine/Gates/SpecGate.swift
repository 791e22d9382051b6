import Digests
import Model
import Store

extension GateDescription {
    package static let specRegression = GateDescription(
        "spec_regression",
        "A change leaves each locked spec and the evidence of its clauses where they are.",
        on: [.delivery, .worktree],
        at: [.acceptance],
        level: .advise,
        hint: "Tie moved evidence anew with `worklead spec map`; `worklead spec regress` compares."
    )
}

/// Whether a change takes a clause of a spec its evidence, or alters a spec that is locked.
struct SpecGate: Gate {
    let description = GateDescription.specRegression

    struct Material: Sendable {
        var coverages: [SpecCoverage]
        /// The files of the change's commit that matter.
        var files: [String: [UInt8]]
    }

    func material(at site: GateSite) throws -> Material {
        let repository = try site.requireChange().repository.name
        let coverages = try site.read { view in
            try view.specs.specs()
                .filter { $0.repository == repository && $0.version != nil }
                .map { try SpecCoverage(of: $0.name, in: view) }
        }
        guard !coverages.isEmpty else { throw GateSkip("The repository has no locked spec.") }
        let paths = coverages.flatMap { coverage in
            [coverage.spec.path] + coverage.entries.flatMap { $0.evidence.map(\.path) }
        }
        let files = try site.contents(of: Set(paths).sorted()).map { ($0.path, $0.bytes) }
        return Material(
            coverages: coverages,
            files: Dictionary(files, uniquingKeysWith: { $1 })
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        var findings: [GateFinding] = []
        for coverage in material.coverages {
            let regression = try SpecRegression(of: coverage) { material.files[$0] }
            findings += regression.findings.map { finding in
                GateFinding(
                    finding.text,
                    path: finding.path,
                    line: finding.line.map(Int.init),
                    rule: finding.kind.rawValue
                )
            }
        }
        return GateJudgement(
            findings,
            figure: GateFigure(material.coverages.reduce(0) { $0 + $1.entries.count }, "clauses")
        )
    }

    var cases: [GateCase<Material>] {
        let spec = "It MUST say ok.\n"
        return [
            .refuses("a locked text that was changed", sample(spec: spec + "More.\n")),
            .refuses("a spec that is gone", sample(spec: nil)),
            .refuses("evidence that moved", sample(spec: spec, evidence: "\nexpect(ok)\n")),
            .refuses("evidence that is gone", sample(spec: spec, evidence: nil)),
            .refuses("evidence that was taken away", sample(spec: spec, isLost: true)),
            .passes("all where it was", sample(spec: spec)),
            .passes(
                "evidence with another indentation",
                sample(spec: spec, evidence: "  expect(ok)")
            ),
        ]
    }

    private func sample(
        spec text: String?,
        evidence line: String? = "expect(ok)\n",
        isLost: Bool = false
    ) -> Material {
        let locked = "It MUST say ok.\n"
        let clause = SpecClause(
            anchor: ClauseAnchor(section: "", sentence: "It MUST say ok."),
            level: .must,
            text: "It MUST say ok.",
            line: 1
        )
        let evidence = SpecEvidence(
            path: "Tests/a",
            line: 1,
            commit: "c1",
            digest: SpecEvidence.digest(ofLine: "expect(ok)")
        )
        let spec = Spec(
            name: SpecName(trusted: "master"),
            repository: RepositoryName(trusted: "api"),
            path: "docs/spec.md",
            version: SpecVersion(
                number: 1,
                commit: "c1",
                digest: Digest(of: locked),
                clauses: [clause]
            )
        )
        var files: [String: [UInt8]] = [:]
        files["docs/spec.md"] = text.map { Array($0.utf8) }
        files["Tests/a"] = line.map { Array($0.utf8) }
        return Material(
            coverages: [
                SpecCoverage(
                    spec: spec,
                    entries: [
                        SpecCoverage.Entry(
                            clause: clause,
                            evidence: isLost ? [] : [evidence],
                            lost: isLost ? [evidence] : []
                        )
                    ]
                )
            ],
            files: files
        )
    }
}
