import Documents
import Model
import Store

extension GateDescription {
    package static let cleanup = GateDescription(
        "cleanup",
        "A slice of a stage for documents deletes and moves only what the run's manifest names.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "`worklead run cleanup RUN` names what is wrong with it."
    )
}

/// Whether what a slice of the clean-up takes away is named in the manifest of its run.
struct CleanupGate: Gate {
    let description = GateDescription.cleanup

    struct Material: Sendable {
        var run: RunName
        /// Where the manifest lies.
        var path: String
        /// `nil` where the commit has none.
        var manifest: [UInt8]?
        /// Whether the run's file asks for one.
        var isAsked = false
        var before: Set<String>
        var after: Set<String>
    }

    func material(at site: GateSite) throws -> Material {
        let demand = try site.requireDemand()
        guard demand.stage == .docs else {
            throw GateSkip("The slice is of no stage for documents.")
        }
        let change = try site.requireChange()
        let path = demand.artifacts.manifestPath
        let before = try change.base.map {
            try site.tools.sources.paths(at: $0, in: change.repository.path)
        }
        return Material(
            run: demand.run,
            path: path,
            manifest: try site.contents(of: [path]).first?.bytes,
            isAsked: demand.artifacts.manifest != nil,
            before: Set(before ?? []),
            after: Set(try site.paths())
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let gone = material.before.subtracting(material.after).sorted()
        let figure = GateFigure(gone.count, "paths taken away")
        guard let bytes = material.manifest else {
            guard material.isAsked || !gone.isEmpty else { return GateJudgement(figure: figure) }
            return GateJudgement(
                [GateFinding("There is no manifest of the clean-up.", path: material.path)]
                    + gone.map {
                        GateFinding("It is deleted or moved, and named nowhere.", path: $0)
                    },
                figure: figure
            )
        }
        let manifest: CleanupManifest
        let findings: [FieldFinding]
        do throws(DocumentError) {
            (manifest, findings) = try CleanupManifest.read(String(decoding: bytes, as: UTF8.self))
        } catch {
            return GateJudgement(
                [GateFinding(error.message, path: material.path, line: error.line)],
                figure: figure
            )
        }
        let check = CleanupCheck(
            manifest,
            file: material.path,
            before: material.before,
            after: material.after
        )
        let other = manifest.faultOfRun(material.run, in: material.path)
        return GateJudgement(
            findings.map { GateFinding($0, in: material.path) } + [other].compactMap(\.self)
                + check.faults,
            figure: figure
        )
    }

    var cases: [GateCase<Material>] {
        let entries = """
            [[paths]]
            path = "docs/a/NOTES.md"
            action = "archive"
            to = "docs/old/"
            reason = "The report has it."

            [[paths]]
            path = "docs/a/tmp"
            action = "delete"
            reason = "It was made by the way."

            """
        return [
            .refuses(
                "a path that is deleted and not named",
                Self.material(entries, ["docs/a/REPORT.md", "src/a.sh"])
            ),
            .refuses(
                "a deletion without a manifest",
                Material(
                    run: Self.run,
                    path: Self.path,
                    manifest: nil,
                    before: ["docs/a/REPORT.md"],
                    after: []
                )
            ),
            .refuses(
                "an archived path that is gone",
                Self.material(entries, ["docs/a/NOTES.md", "docs/a/tmp/x"])
            ),
            .refuses(
                "a manifest that names what is nowhere",
                Self.material(
                    entries + "[[paths]]\npath = \"docs/b\"\naction = \"keep\"\nreason = \"b\"\n",
                    []
                )
            ),
            .passes(
                "what is named",
                Self.material(
                    entries,
                    ["docs/a/NOTES.md", "docs/a/tmp/x"],
                    adding: ["docs/old/NOTES.md"]
                )
            ),
        ]
    }

    private static let run = RunName(trusted: "phase-a")
    private static let path = "docs/a/CLEANUP.toml"

    /// A change that takes files away.
    private static func material(
        _ entries: String,
        _ gone: [String],
        adding new: [String] = []
    ) -> Material {
        let before: Set = ["docs/a/NOTES.md", "docs/a/REPORT.md", "docs/a/tmp/x", "src/a.sh"]
        return Material(
            run: run,
            path: path,
            manifest: Array("[cleanup]\nrun = \"\(run)\"\n\n\(entries)".utf8),
            before: before,
            after: before.subtracting(gone).union(new + [path])
        )
    }
}

extension CleanupManifest {
    /// What is wrong with the run that it says it is of; `nil` where it is that one.
    package func faultOfRun(_ name: RunName, in file: String) -> GateFinding? {
        guard run != name, !run.text.isEmpty else { return nil }
        return GateFinding(
            "The manifest is of the run \(run), not of \(name).",
            path: file,
            rule: "run"
        )
    }
}

extension GateFinding {
    /// What is wrong with a key of a file.
    package init(_ finding: FieldFinding, in file: String) {
        self.init(
            "\(finding.keyPath): \(finding.reason)",
            path: file,
            line: finding.line,
            rule: finding.rule
        )
    }
}
