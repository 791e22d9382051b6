import Digests
import Model

extension MayorReader {
    mutating func readStatus(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        guard let outline = outline(text, place) else {
            draft.addDocument(.status, bytes, place)
            return
        }
        if let packets = outline.field("Packet ID") {
            let line = ImportDraft.Place(file: place.file, line: packets.line)
            for part in packets.text.split(separator: ",") { readState(String(part), line) }
        } else {
            draft.note(.missingField, place, read: "Packet ID", .kept)
        }
        for item in outline.section("Completed")?.items ?? [] {
            guard let packet = Self.packet(in: item.text) else { continue }
            let line = ImportDraft.Place(file: place.file, line: item.line)
            guard let key = draft.task(packet, line) else { continue }
            stories[key, default: PacketStory()].completed.append(line)
        }
        draft.add(
            draft.record(.status, place, text: text, summary: outline.title ?? place.file)
        )
    }

    /// A state such as `P07-A7 (ACTIVE)`.
    private mutating func readState(_ text: String, _ place: ImportDraft.Place) {
        guard let packet = Self.packet(in: text), let key = draft.task(packet, place) else {
            draft.note(.badName, place, read: text, .refused, how: "no packet")
            return
        }
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close
        else {
            draft.note(.missingField, place, read: "the state of \(packet)", .kept)
            return
        }
        let word = text[text.index(after: open)..<close].uppercased()
        stories[key, default: PacketStory()].states.append((word, place))
    }

    /// Each entry of a guidance log is a message in the thread of its phase.
    mutating func readGuidance(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        guard let outline = outline(text, place) else {
            draft.addDocument(.guidance, bytes, place)
            return
        }
        let phase = Self.phase(of: place.file) ?? "guidance"
        let starts = [0] + outline.rules + [outline.lines.count + 1]
        for (start, end) in zip(starts, starts.dropFirst()) {
            let body = outline.lines.text(start + 1..<end)
            let items = outline.sections.flatMap(\.items).filter { (start..<end).contains($0.line) }
            guard let first = items.first(where: { $0.value(of: "Date") != nil }) else { continue }
            readEntry(
                items,
                String(body[...].trimming { $0.isWhitespace }),
                phase,
                ImportDraft.Place(file: place.file, line: first.line)
            )
        }
    }

    private mutating func readEntry(
        _ items: [ImportOutline.Item],
        _ body: String,
        _ phase: String,
        _ place: ImportDraft.Place
    ) {
        func value(_ name: String) -> String? {
            items.lazy.compactMap { $0.value(of: name) }.first { !$0.isEmpty }
        }
        guard let author = value("Author"), let day = value("Date") else {
            draft.note(.placeholder, place, read: "an entry without author and date", .refused)
            return
        }
        let agent = draft.agent(author, place)
        let at = draft.moment(day, place)
        let context = value("Context") ?? ""
        let key = Self.packet(in: context).flatMap { draft.task($0, place) }
        let record = draft.record(
            .guidance,
            named: "\(place.file)#\(Digest(of: body).hex.prefix(16))",
            place,
            text: body,
            at: at,
            agent: agent,
            task: key,
            summary: context
        )
        guard draft.add(record), let agent else { return }
        draft.messages.append(
            ImportedMessage(
                name: record.name,
                thread: ThreadID(trusted: "\(phase)-guidance"),
                sender: agent,
                kind: .guidance,
                subject: draft.fitting(ImportDraft.line(context), within: 500, place),
                body: draft.fitting(body, within: 64 << 10, place),
                task: key,
                saidAt: at
            )
        )
    }

    mutating func readBlockers(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        guard let outline = outline(text, place) else {
            draft.addDocument(.blocker, bytes, place)
            return
        }
        for item in outline.section("Current")?.items ?? [] where !item.text.hasPrefix("None") {
            let line = ImportDraft.Place(file: place.file, line: item.line)
            guard let key = Self.packet(in: item.text).flatMap({ draft.task($0, line) }) else {
                draft.note(.unknownTask, line, read: item.text, .kept, how: "of no packet")
                continue
            }
            stories[key, default: PacketStory()].blocker = ImportDraft.line(item.text)
        }
        for range in outline.section("Resolved")?.paragraphs ?? [] {
            for line in range { readResolved(outline.lines[line], place.file, line) }
        }
        draft.add(
            draft.record(.blocker, place, text: text, summary: outline.title ?? place.file)
        )
    }

    /// A line of the table of what was resolved.
    private mutating func readResolved(_ line: String, _ file: String, _ number: Int) {
        let cells = line.split(separator: "|").map { String($0.trimming { $0.isWhitespace }) }
        guard cells.count >= 4, Timestamp(cells[0]) != nil else { return }
        let place = ImportDraft.Place(file: file, line: number)
        draft.add(
            draft.record(
                .blocker,
                named: "\(file)#\(Digest(of: line).hex.prefix(16))",
                place,
                text: line,
                at: draft.moment(cells[0], place),
                task: draft.task(Self.packet(in: cells[1]), place),
                summary: "resolved: \(cells[2])"
            )
        )
    }
}
