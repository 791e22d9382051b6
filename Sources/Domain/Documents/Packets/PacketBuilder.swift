import Model

/// Gathers the fields of a packet as a reader meets them; a field met twice says both.
struct PacketBuilder {
    private(set) var packet = Packet(title: "")
    private(set) var lines: [PacketField: Int] = [:]

    /// Remembers where a field was met first.
    mutating func note(_ field: PacketField, line: Int) {
        if lines[field] == nil { lines[field] = line }
    }

    mutating func setTitle(_ title: String, line: Int) {
        note(.title, line: line)
        packet.title = PacketText.line(title)
    }

    mutating func setFrontMatter(_ frontMatter: PacketFrontMatter) {
        note(.frontMatter, line: 1)
        packet.frontMatter = frontMatter
    }

    mutating func addMetadata(_ entries: [PacketEntry], line: Int) {
        note(.metadata, line: line)
        if entries.contains(where: { $0.isNamed("TASK_ID") || $0.isNamed("WP_ID") }) {
            note(.taskID, line: line)
        }
        packet.metadata += entries
    }

    mutating func addAuthority(_ entries: [PacketEntry], line: Int) {
        note(.authority, line: line)
        packet.authority += entries
    }

    mutating func addSection(_ heading: String, _ text: String, line: Int) {
        let section = PacketSection(heading: heading, text: text)
        guard !section.heading.isEmpty || !section.text.isEmpty else { return }
        note(.sections, line: line)
        // What stands before the first heading is one section, wherever it came from.
        if section.heading.isEmpty,
            let index = packet.sections.firstIndex(where: { $0.heading.isEmpty })
        {
            let joined = packet.sections[index].text + "\n\n" + section.text
            packet.sections[index] = PacketSection(heading: "", text: joined)
        } else {
            packet.sections.append(section)
        }
    }

    mutating func add(_ content: FieldContent, to field: PacketField, line: Int) {
        note(field, line: line)
        switch field {
        case .what: packet.what = Self.joined(packet.what, content.lines)
        case .why: packet.why = Self.joined(packet.why, content.lines)
        case .inScope: packet.inScope += content.lines.map { ScopeLine($0) }
        case .outOfScope: packet.outOfScope += content.lines.map { ScopeLine($0) }
        case .riskTier: addRisk(content)
        case .testPlan: Self.add(content.plan, to: &packet.testPlan)
        case .doneMeans: packet.doneMeans += content.lines
        case .rollbackHint:
            let both = [packet.rollbackHint, content.verbatim].filter { !$0.isEmpty }
            packet.rollbackHint = both.joined(separator: "\n")
        case .requiredEvidence: packet.requiredEvidence += content.lines
        case .reportSections: packet.reportSections += content.lines
        case .filesToOpen: packet.filesToOpen += content.lines
        case .searchTerms: packet.searchTerms += content.lines.map(PacketText.unquoted)
        case .runCommands: Self.add(content.plan, to: &packet.runCommands)
        case .riskMap: packet.riskMap += content.riskMap
        case .specAnchors: packet.specAnchors += content.lines
        case .assumptions: packet.assumptions += content.lines
        case .openQuestions: packet.openQuestions += content.lines
        case .dependencies: packet.dependencies += content.lines
        case .metadata, .taskID: packet.metadata += content.entries
        case .authority: packet.authority += content.entries
        case .title, .frontMatter, .sections, .packet:
            preconditionFailure("'\(field.rawValue)' is no field of a packet's body")
        }
    }

    /// The first line that names a tier decides; `Level: HIGH` names one too.
    private mutating func addRisk(_ content: FieldContent) {
        for line in content.lines {
            let labelled = LabelledText(line)
            let isLevel = labelled.map { PacketLabel.fold($0.label) == "level" } ?? false
            let text = isLevel ? labelled?.rest ?? "" : line
            if packet.risk == .unstated, isLevel || !content.text.isEmpty || labelled == nil {
                packet.risk = StatedRisk(text)
            } else {
                packet.riskNotes.append(line)
            }
        }
    }

    private static func joined(_ text: String, _ lines: [String]) -> String {
        (PacketText.lines(text) + lines).joined(separator: "\n")
    }

    private static func add(_ plan: CommandPlan, to whole: inout CommandPlan) {
        whole.commands += plan.commands
        whole.language = whole.language ?? plan.language
        whole.notes += plan.notes
    }
}
