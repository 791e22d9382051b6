import Documents
import Model
import Store

extension GateDescription {
    package static let artifact = GateDescription(
        "artifact",
        "The artifact of a task lies in the commit, where artifacts belong.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "Commit the artifact under the path that .worklead/gates.toml names."
    )
}

/// Whether the artifact of a task is there, at its one place.
struct ArtifactGate: Gate {
    let description = GateDescription.artifact

    struct Material: Sendable {
        /// The paths that would do: with the key as it is, and in small letters.
        let expected: [String]
        let files: [SourceFile]
    }

    func material(at site: GateSite) throws -> Material {
        guard let pattern = site.tools.settings.artifact else {
            throw GateSkip("No place for artifacts is declared.")
        }
        let task = try site.requireTask().task
        if pattern.contains("{phase}"), task.phase == nil {
            throw GateSkip("The task is in no phase.")
        }
        let path = Self.path(pattern, task)
        return Material(expected: [path], files: try site.contents(of: [path]))
    }

    func judge(_ material: Material) throws -> GateJudgement {
        guard let file = material.files.first(where: { material.expected.contains($0.path) })
        else {
            return GateJudgement([GateFinding("It is not there.", path: material.expected.first)])
        }
        // A file without a word is there for the gate alone.
        let isEmpty = file.bytes.allSatisfy { $0 == 32 || $0 == 10 || $0 == 13 || $0 == 9 }
        return GateJudgement(
            isEmpty ? [GateFinding("It is empty.", path: file.path)] : [],
            figure: GateFigure(file.bytes.count, "bytes")
        )
    }

    private static func path(_ pattern: String, _ task: WorkTask) -> String {
        var path = pattern
        let names = ["{task}": task.key.text, "{phase}": task.phase, "{lane}": task.lane?.text]
        for (mark, name) in names {
            guard let name else { continue }
            path = path.replacing(mark, with: name)
        }
        return path
    }

    var cases: [GateCase<Material>] {
        let path = "artifacts/P07/P07-B4.md"
        return [
            .refuses("an artifact that is not there", Material(expected: [path], files: [])),
            .refuses(
                "one at another place",
                Material(expected: [path], files: [SourceFile("artifacts/P07-B4.md", "Done.")])
            ),
            .refuses(
                "one without a word",
                Material(expected: [path], files: [SourceFile(path, " \n")])
            ),
            .passes(
                "one at its place",
                Material(expected: [path], files: [SourceFile(path, "Done.")])
            ),
        ]
    }
}
