import Documents
import Model

extension GateDescription {
    package static let report = GateDescription(
        "report",
        "A delivery's report has the sections that the packet asks for.",
        on: [.delivery],
        at: [.delivery],
        level: .block,
        hint: "Add the headings to the report."
    )
}

/// Whether a report says what its packet asks for.
struct ReportGate: Gate {
    let description = GateDescription.report

    struct Material: Sendable {
        let report: String
        let sections: [String]
    }

    func material(at site: GateSite) throws -> Material {
        guard let report = try site.requireChange().report else {
            throw GateSkip("Nothing was handed in yet.")
        }
        let sections = try site.requirePacket().reportSections
        guard !sections.isEmpty else { throw GateSkip("The packet asks for no sections.") }
        return Material(report: report, sections: sections)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let headings = ReportSections(material.report)
        let missing = material.sections.filter { !headings.has($0) }
        return GateJudgement(
            missing.map { GateFinding("The section '\($0.printable(limit: 80))' is missing.") },
            figure: GateFigure(material.sections.count, "sections asked for"),
            sentence: missing.isEmpty
                ? nil : "The report lacks: \(missing.joined(separator: ", "))."
        )
    }

    var cases: [GateCase<Material>] {
        [
            .refuses(
                "a report without a section",
                Material(report: "# Changes\nAll.\n", sections: ["Changes", "Open points"])
            ),
            .refuses("an empty report", Material(report: "", sections: ["Changes"])),
            .passes(
                "a report with all of them",
                Material(
                    report: "# Changes\nAll.\n## Open points\nNone.\n",
                    sections: ["Changes", "OPEN_POINTS"]
                )
            ),
        ]
    }
}
