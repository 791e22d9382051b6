import Model
import Store

extension GateDescription {
    package static let windowBundle = GateDescription(
        "window_bundle",
        "A lane's bundle at the end of a window lacks nothing: delivery, artifacts, transcript, "
            + "pass counts, closing gates.",
        on: [.workspace],
        level: .block,
        hint: "`worklead window bundle LANE --window NAME --dry-run` lists what is missing."
    )
}

/// Whether the lanes of the open windows could hand in their bundles.
struct WindowBundleGate: Gate {
    let description = GateDescription.windowBundle

    struct Material: Sendable {
        var lanes = 1
        var gaps: [String] = []
    }

    func material(at site: GateSite) throws -> Material {
        let open = try site.read { try $0.windows.open() }
        guard !open.isEmpty else { throw GateSkip("No window is open.") }
        return try site.read { view in
            var material = Material(lanes: 0)
            for window in open {
                for work in try view.work(in: window) {
                    material.lanes += 1
                    material.gaps += try view.bundle(of: work, in: window.window.name).gaps
                }
            }
            return material
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.gaps.map { GateFinding($0) },
            figure: GateFigure(material.lanes, "lanes")
        )
    }

    var cases: [GateCase<Material>] {
        let whole = BundledTask(
            task: TaskKey(trusted: "T-1"),
            state: "delivered",
            delivery: DeliveryID(trusted: "V-1"),
            commit: "c1",
            artifacts: ["report.md"],
            transcript: ["make test: exit 0"],
            passed: 3,
            closeout: "passed"
        )
        let bare = BundledTask(
            task: TaskKey(trusted: "T-1"),
            state: "delivered",
            delivery: DeliveryID(trusted: "V-1"),
            commit: "c1",
            artifacts: [],
            transcript: [],
            passed: nil,
            closeout: "refused"
        )
        return [
            .refuses("a delivery with nothing to show", Material(gaps: bare.gaps)),
            .passes("a whole bundle", Material(gaps: whole.gaps)),
        ]
    }
}
