import Digests
import Model
import TOMLKit

extension MayorReader {
    mutating func readWave(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        do throws(TOMLError) {
            try readWave(TOMLFields(TOMLDocument(parsing: text)), text, place)
        } catch {
            let line = error.line > 0 ? error.line : nil
            draft.note(
                .badTOML,
                ImportDraft.Place(file: place.file, line: line),
                read: error.message,
                .refused
            )
        }
    }

    private mutating func readWave(
        _ wave: TOMLFields,
        _ text: String,
        _ place: ImportDraft.Place
    ) throws(TOMLError) {
        let meta = try wave.fields("meta")
        let name = try meta?.string("wave_id")
        if name == nil { draft.note(.missingField, place, read: "meta.wave_id", .kept) }
        let day = try meta?.string("date")
        let at = draft.moment(
            day,
            ImportDraft.Place(file: place.file, line: meta?.line(of: "date"))
        )
        let paths = try wave.fields("paths")
        var canonical = 0
        for lane in try wave.fieldsList("lanes") ?? [] {
            if try lane.boolean("is_canonical") == true { canonical += 1 }
            try readLane(lane, checkIns: try paths?.string("checkin_dir"), place)
        }
        if canonical != 1 {
            draft.note(.contradiction, place, read: "\(canonical) canonical lanes", .kept)
        }
        if let exploration = try wave.fields("exploration") {
            for list in ["sot_sources", "checkin_sources", "artifact_sources", "roadmap_sources"] {
                let line = ImportDraft.Place(file: place.file, line: exploration.line(of: list))
                for path in try exploration.strings(list) ?? []
                where !draft.paths.contains(Self.treePath(path)) {
                    draft.note(.missingFile, line, read: path, .kept)
                }
            }
        }
        draft.add(
            draft.record(
                .wave,
                place,
                text: text,
                at: at,
                summary: "\(name ?? "a wave") of \(try meta?.string("phase_id") ?? "no phase")"
            )
        )
    }

    private mutating func readLane(
        _ lane: TOMLFields,
        checkIns: String?,
        _ file: ImportDraft.Place
    ) throws(TOMLError) {
        let place = ImportDraft.Place(file: file.file, line: lane.line)
        let agent = draft.agent(try lane.string("agent_id"), place, introducesItself: true)
        if let name = try lane.string("lane") {
            if let fault = LaneKey.rule.fault(in: name) {
                draft.note(.badName, place, read: name, .refused, how: "no lane: \(fault)")
            } else {
                let key = LaneKey(trusted: name)
                if draft.lanes[key] == nil {
                    draft.lanes[key] = ImportedLane(
                        key: key,
                        function: ImportDraft.line(try lane.string("scope") ?? name),
                        owner: agent,
                        file: place.file
                    )
                }
            }
        } else {
            draft.note(.missingField, place, read: "lane", .kept)
        }
        _ = draft.task(try lane.string("packet_id"), place)
        if let boundary = try lane.string("boundary_file"), let checkIns,
            !draft.paths.contains("\(checkIns)/\(boundary)")
        {
            draft.note(.missingFile, place, read: boundary, .kept)
        }
    }
}
