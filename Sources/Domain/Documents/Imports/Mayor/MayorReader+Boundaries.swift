import Digests
import Model

extension MayorReader {
    private static let headlines = [
        "Objective", "Allowed Work", "Must Not Do", "Required Evidence",
    ]

    mutating func readBoundary(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        let outline = outline(text, place)
        let title = outline?.title ?? ""
        let packet = Self.packet(in: title) ?? Self.named(in: title)
        if packet == nil { draft.note(.missingField, place, read: "a packet in the title", .kept) }
        let agent = draft.agent(agentName(in: title, place), place, introducesItself: true)
        let key = draft.task(packet, place)
        if let packet { checkFileName(packet, place) }
        for name in Self.headlines where outline?.section(name) == nil {
            draft.note(.missingField, place, read: name, .kept)
        }
        notePlaceholders(text, place)
        let day = outline?.field("Effective")
        let at = draft.moment(
            day?.text,
            ImportDraft.Place(file: place.file, line: day?.line)
        )
        if let key, let outline {
            take(outline, of: key, by: agent, place)
        }
        draft.add(
            draft.record(
                .boundary,
                place,
                text: text,
                at: at,
                agent: agent,
                task: key,
                summary: title.isEmpty ? place.file : title
            )
        )
    }

    /// What a title calls its packet, between its colon and its bracket.
    private static func named(in title: String) -> String? {
        guard let colon = title.firstIndex(of: ":"), let open = title.lastIndex(of: "("),
            colon < open
        else { return nil }
        let name = title[title.index(after: colon)..<open].trimming { $0.isWhitespace }
        return name.isEmpty ? nil : String(name)
    }

    private mutating func take(
        _ outline: ImportOutline,
        of key: TaskKey,
        by agent: AgentID?,
        _ place: ImportDraft.Place
    ) {
        let isFirst = stories[key]?.boundaries.isEmpty ?? true
        stories[key, default: PacketStory()].boundaries.append((place, agent))
        guard isFirst else {
            draft.note(.duplicateID, place, read: key.text, .kept, how: "the first one counts")
            return
        }
        let lane = lane(of: agent)
        draft.tasks[key]?.phase = Self.phase(of: place.file)
        draft.tasks[key]?.assignee = agent
        draft.tasks[key]?.lane = lane
        if let lines = outline.section("Objective")?.paragraphs.first {
            let objective = outline.lines.text(lines.lowerBound..<lines.upperBound + 1)
            draft.tasks[key]?.title = ImportDraft.line(objective)
        }
        for item in outline.section("Required Evidence")?.items ?? [] {
            let line = ImportDraft.Place(file: place.file, line: item.line)
            for code in item.codes {
                guard let path = evidencePath(code, key) else { continue }
                stories[key]?.evidence.append((path, line))
            }
        }
    }

    /// The path of an artifact that a boundary asks for; `nil` for what is no artifact.
    private func evidencePath(_ code: String, _ key: TaskKey) -> String? {
        let path = Self.treePath(code)
        if path.contains("/artifacts/") { return path }
        guard !path.contains("/"), path.hasSuffix("_REPORT.md") else { return nil }
        let phase = key.text.split(separator: "-").first ?? ""
        return draft.paths.first { $0.hasSuffix("/artifacts/\(phase)/\(path)") } ?? path
    }

    /// The agent in the brackets of a title: the first word in them.
    private mutating func agentName(in title: String, _ place: ImportDraft.Place) -> String? {
        guard let open = title.lastIndex(of: "("), let close = title.lastIndex(of: ")"),
            open < close
        else {
            draft.note(.noAgent, place, read: title, .kept)
            return nil
        }
        let words = title[title.index(after: open)..<close].split(separator: " ").map(String.init)
        if words.count > 1 {
            draft.noteOnce(
                .otherName,
                place,
                read: words.joined(separator: " "),
                .mended,
                how: "read as '\(words[0])'"
            )
        }
        return words.first
    }

    /// Notes a file whose name has another key than its title.
    private mutating func checkFileName(_ packet: String, _ place: ImportDraft.Place) {
        let name = place.file.split(separator: "/").last.map(String.init) ?? ""
        let short = packet.split(separator: "-").dropFirst().joined(separator: "-")
        guard !name.contains("_\(short)_") else { return }
        let folded = TaskKey.fold("_\(short)_")
        if TaskKey.fold(name).contains(folded) {
            draft.note(.lookAlike, place, read: name, .mended, how: "of the packet \(packet)")
        } else {
            draft.note(.fileNameDiffers, place, read: "\(packet) in \(name)", .kept)
        }
    }

    /// Notes what nobody has filled in.
    mutating func notePlaceholders(_ text: String, _ place: ImportDraft.Place) {
        var found: Set<String> = []
        for part in text.split(separator: "<").dropFirst() {
            guard let end = part.firstIndex(of: ">") else { continue }
            let name = part[..<end]
            guard (1...40).contains(name.count),
                name.allSatisfy({ $0.isLetter || $0 == "_" || $0.isNumber })
            else { continue }
            found.insert("<\(name)>")
        }
        guard !found.isEmpty else { return }
        draft.note(.placeholder, place, read: found.sorted().joined(separator: ", "), .kept)
    }

    mutating func readWorklist(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        guard let outline = outline(text, place) else {
            draft.addDocument(.worklist, bytes, place)
            return
        }
        let packet = Self.packet(in: outline.title ?? "")
        let key = draft.task(packet, place)
        let named = outline.field("Agent ID")
        let agent = draft.agent(named?.text, place)
        for name in ["Packet ID", "Agent ID", "Boundary", "Prompt", "Generated"] {
            guard let field = outline.field(name), !field.text.isEmpty else {
                draft.note(.missingField, place, read: name, .kept)
                continue
            }
            let line = ImportDraft.Place(file: place.file, line: field.line)
            let path = Self.treePath(field.text)
            if name == "Boundary" || name == "Prompt", !draft.paths.contains(path) {
                draft.note(.missingFile, line, read: field.text, .kept)
            }
        }
        let generated = outline.field("Generated")
        let at = draft.moment(
            generated?.text,
            ImportDraft.Place(file: place.file, line: generated?.line)
        )
        let boxes = outline.sections.flatMap(\.items).compactMap(\.box)
        if let key {
            let open = boxes.count { !$0 }
            stories[key, default: PacketStory()].worklist = (place, open, boxes.count)
            if let agent, let other = stories[key]?.boundaries.first?.agent, other != agent {
                draft.note(.contradiction, place, read: "\(agent) here, \(other) there", .kept)
            }
        }
        draft.add(
            draft.record(
                .worklist,
                place,
                text: text,
                at: at,
                agent: agent,
                task: key,
                summary: "\(boxes.count { $0 }) of \(boxes.count) done"
            )
        )
    }

    mutating func readPrompt(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        notePlaceholders(text, place)
        let outline = outline(text, place)
        let title = outline?.title ?? place.file
        let key = Self.packet(in: title) ?? Self.packet(in: text)
        draft.add(
            draft.record(
                .prompt,
                place,
                text: text,
                task: draft.task(key, place),
                summary: title
            )
        )
    }
}
