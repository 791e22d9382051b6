import MarkupKit
import Model

/// Writes a packet as Markdown, in the order of the template.
struct MarkdownPacketWriter {
    private let escaping: MarkupWriter.Escaping
    private var parts: [String] = []

    static func text(_ packet: Packet, escaping: MarkupWriter.Escaping) -> String {
        var writer = MarkdownPacketWriter(escaping: escaping)
        writer.write(packet)
        return writer.parts.joined(separator: "\n\n") + "\n"
    }

    private init(escaping: MarkupWriter.Escaping) {
        self.escaping = escaping
    }

    private mutating func write(_ packet: Packet) {
        if let frontMatter = packet.frontMatter {
            let mark = frontMatter.notation == .toml ? "+++" : "---"
            let body = frontMatter.text.isEmpty ? [] : [frontMatter.text]
            parts.append(([mark] + body + [mark]).joined(separator: "\n"))
        }
        if !packet.title.isEmpty { parts.append("# " + heading(packet.title)) }
        for section in packet.sections where section.heading.isEmpty { parts.append(section.text) }
        add("Metadata", packet.metadata.map { "- " + entry($0) })
        add(
            "Scope",
            prose("What", packet.what) + prose("Why", packet.why)
                + list("IN_SCOPE_PATHS", packet.inScope.map(\.text))
                + list("OUT_OF_SCOPE", packet.outOfScope.map(\.text))
        )
        add(
            "Quality Gate",
            risk(packet) + plan("TEST_PLAN", packet.testPlan)
                + list("DONE_MEANS", packet.doneMeans) + rollback(packet.rollbackHint)
                + list("REQUIRED_EVIDENCE", packet.requiredEvidence)
                + list("REPORT_SECTIONS", packet.reportSections)
        )
        add(
            "Bootstrap",
            list("FILES_TO_OPEN", packet.filesToOpen)
                + list("SEARCH_TERMS", packet.searchTerms.map(quoted))
                + plan("RUN_COMMANDS", packet.runCommands)
                + list("RISK_MAP", packet.riskMap.map(mapping))
        )
        add(
            "Authority",
            list("SPEC_ANCHOR", packet.specAnchors)
                + packet.authority.map { "- " + (bold($0) ?? entry($0)) }
        )
        add(
            "Notes",
            list("Assumptions", packet.assumptions)
                + list("Open Questions", packet.openQuestions)
                + list("Dependencies", packet.dependencies)
        )
        for section in packet.sections where !section.heading.isEmpty {
            parts.append("## " + heading(section.heading))
            if !section.text.isEmpty { parts.append(section.text) }
        }
    }

    private mutating func add(_ heading: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        parts.append("## " + heading + "\n" + lines.joined(separator: "\n"))
    }

    private func line(_ text: String) -> String {
        MarkupWriter.line(text, escaping: escaping)
    }

    private func heading(_ text: String) -> String {
        // Number signs at a heading's end would be taken for its closing.
        text.hasSuffix("#") ? MarkupWriter.line(text, escaping: .always) : line(text)
    }

    private func entry(_ entry: PacketEntry) -> String {
        guard !entry.key.isEmpty else { return line(entry.value) }
        return line(entry.key) + ":" + (entry.value.isEmpty ? "" : " " + line(entry.value))
    }

    private func bold(_ entry: PacketEntry) -> String? {
        guard !entry.key.isEmpty,
            entry.key.allSatisfy({ $0.isLetter || $0.isNumber || "_ ".contains($0) })
        else { return nil }
        return "**" + entry.key + "**:" + (entry.value.isEmpty ? "" : " " + line(entry.value))
    }

    /// Paragraphs after a label.
    private func prose(_ label: String, _ text: String) -> [String] {
        let lines = PacketText.lines(text)
        guard let first = lines.first else { return [] }
        return ["- **\(label)**: " + line(first)]
            + lines.dropFirst().flatMap { ["", "  " + line($0)] }
    }

    private func list(_ label: String, _ lines: [String]) -> [String] {
        guard !lines.isEmpty else { return [] }
        return ["- **\(label)**:"] + lines.map { "  * " + line($0) }
    }

    private func risk(_ packet: Packet) -> [String] {
        let text = packet.risk.text
        guard !text.isEmpty || !packet.riskNotes.isEmpty else { return [] }
        return ["- **RISK_TIER**:" + (text.isEmpty ? "" : " " + line(text))]
            + packet.riskNotes.map { "  - " + line($0) }
    }

    private func plan(_ label: String, _ plan: CommandPlan) -> [String] {
        guard !plan.commands.isEmpty || !plan.notes.isEmpty || plan.language != nil else {
            return []
        }
        var lines = ["- **\(label)**:"]
        if !plan.commands.isEmpty || plan.language != nil {
            let code = plan.commands.joined(separator: "\n")
            lines.append(MarkupWriter.block(code, info: plan.language ?? "bash", indent: "  "))
        }
        return lines + plan.notes.map { "  * " + line($0) }
    }

    private func rollback(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return ["- **ROLLBACK_HINT**:", MarkupWriter.block(text, info: "bash", indent: "  ")]
    }

    private func quoted(_ term: String) -> String {
        term.contains("\"") ? term : "\"" + term + "\""
    }

    private func mapping(_ mapping: RiskMapping) -> String {
        let failure = quoted(mapping.failure)
        return mapping.subsystem.isEmpty ? failure : failure + " -> " + mapping.subsystem
    }
}
