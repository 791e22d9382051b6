import Model
import Store

extension GateDescription {
    package static let overlap = GateDescription(
        "overlap",
        "A claim's paths do not overlap those of a running claim.",
        on: [.packet],
        at: [.claim],
        level: .block,
        hint: "Wait for the other claim, or narrow the scope of the packet.",
        category: .conflict
    )
}

/// Whether the paths of a task are free.
struct OverlapGate: Gate {
    let description = GateDescription.overlap

    struct Material: Sendable {
        let mine: PathScope
        let theirs: [(task: TaskKey, holder: AgentID, scope: PathScope)]
    }

    func material(at site: GateSite) throws -> Material {
        let stored = try site.requireTask()
        guard let repository = stored.task.repository else {
            throw GateSkip("The task is in no repository.")
        }
        return try site.read { view in
            let mine = try view.reservations.scope(of: stored.key).map { try PathPattern($0) }
            let held = try view.reservations.candidates(
                beside: stored.key,
                in: repository,
                anchors: Set(mine.map { Anchor.of($0.text) }),
                at: view.now
            )
            return Material(
                mine: PathScope(inScope: mine),
                theirs: try held.map {
                    ($0.task, $0.agent, PathScope(inScope: [try PathPattern($0.pattern)]))
                }
            )
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.theirs.compactMap { task, holder, scope in
                material.mine.overlap(with: scope).map { overlap in
                    GateFinding("\(holder) holds it for \(task).", path: overlap.example)
                }
            },
            figure: GateFigure(material.theirs.count, "reservations beside it")
        )
    }

    var cases: [GateCase<Material>] {
        [
            .refuses("a file in another's folder", Self.material("src/a/b.swift", "src/a/")),
            .refuses("wildcards that meet", Self.material("src/**/b.swift", "src/a/*")),
            .passes("another folder", Self.material("src/a/", "src/b/")),
        ]
    }

    private static func material(_ mine: String, _ theirs: String) -> Material {
        Material(
            mine: PathScope(inScope: [PathPattern(known: mine)]),
            theirs: [
                (
                    TaskKey(trusted: "T-2"), AgentID(trusted: "brian"),
                    PathScope(inScope: [PathPattern(known: theirs)])
                )
            ]
        )
    }
}

extension PathPattern {
    /// A path that our own cases write.
    init(known text: String) {
        do {
            try self.init(text)
        } catch {
            preconditionFailure("'\(text)' is not a path: \(error)")
        }
    }
}
