import Digests
import Model

/// Reads the fields of a plan file, and notes what is wrong with them.
struct PlanFileReader {
    private let document: JSONValue
    private let places: JSONPlaces
    private(set) var content = PlanFile.Content()
    private(set) var findings: [PlanFinding] = []

    init(_ document: JSONValue, _ places: JSONPlaces) {
        self.document = document
        self.places = places
    }

    mutating func read(named name: String, _ now: Timestamp) {
        readVersion()
        content.id = text("plan_id")
        readIdentity(named: name)
        readCreated(now)
        content.actor = text("actor")
        if let actor = content.actor, let fault = AgentID.rule.fault(in: actor) {
            note(.actorForm, [.name("actor")], "The actor is no agent's id: \(fault).")
        }
        content.summary = text("summary")
        content.state = word([.name("status")], in: document["status"], PlanWords.plan)
        readSteps()
        readCheckpoint()
        readLinks()
        content.receipts = texts([.name("receipts")], document["receipts"])
    }

    private mutating func readVersion() {
        switch document["version"] {
        case nil: note(.fieldMissing, [.name("version")], "The field 'version' is missing.")
        case .integer(0)?: break
        case .integer(let other)?:
            note(.version, [.name("version")], "The version is \(other), and 0 is known.")
        default: note(.fieldType, [.name("version")], "The field 'version' is no whole number.")
        }
    }

    /// The id is a date and a short name, and the file is called by it.
    private mutating func readIdentity(named name: String) {
        guard let id = content.id else { return }
        let isFormed = PlanName.rule.fault(in: id) == nil && Self.date(of: id) != nil
        guard isFormed else {
            note(
                .idForm,
                [.name("plan_id")],
                "'\(id.printable(limit: 80))' is no date and short name, as 2025-09-18-cadence is."
            )
            return
        }
        if name != id + PlanFile.ending {
            note(
                .idFile,
                [.name("plan_id")],
                "The plan '\(id)' is in a file of another name, '\(name.printable(limit: 120))'."
            )
        }
    }

    private mutating func readCreated(_ now: Timestamp) {
        guard let text = text("created") else { return }
        let place: [JSONPlaces.Key] = [.name("created")]
        guard let created = Timestamp(text), text.hasSuffix("Z") else {
            note(
                .createdForm,
                place,
                "'\(text.printable(limit: 40))' is no time in UTC, as 2025-09-18T19:55:00Z is."
            )
            return
        }
        content.created = created
        if created > now { note(.createdFuture, place, "The plan is from the future: \(text).") }
        if let id = content.id, let date = Self.date(of: id), !text.hasPrefix(date) {
            note(.createdDate, place, "The plan's id says \(date), and it was created \(text).")
        }
    }

    private mutating func readSteps() {
        let place: [JSONPlaces.Key] = [.name("steps")]
        guard let value = document["steps"] else {
            note(.fieldMissing, place, "The field 'steps' is missing.")
            return
        }
        guard case .array(let steps) = value else {
            note(.fieldType, place, "The field 'steps' is no list.")
            return
        }
        if steps.isEmpty { note(.stepsEmpty, place, "The plan has no step.") }
        var seen: Set<String> = []
        for (index, value) in steps.enumerated() {
            let step = step(value, place + [.index(index)])
            if !step.id.isEmpty, !seen.insert(StepID.fold(step.id)).inserted {
                note(
                    .stepIdTwice,
                    place + [.index(index), .name("id")],
                    "Two steps are called '\(step.id.printable(limit: 40))'."
                )
            }
            content.steps.append(step)
        }
    }

    private mutating func step(_ value: JSONValue, _ place: [JSONPlaces.Key]) -> PlanFile.Step {
        var step = PlanFile.Step()
        guard case .object = value else {
            note(.fieldType, place, "A step is an object, and this is none.")
            return step
        }
        step.id = text("id", in: value, place) ?? ""
        if !step.id.isEmpty, let fault = StepID.rule.fault(in: step.id) {
            note(.stepIdForm, place + [.name("id")], "This is no step's id: \(fault).")
        }
        step.title = text("title", in: value, place) ?? ""
        step.state = word(place + [.name("status")], in: value["status"], PlanWords.step)
        switch value["notes"] {
        case nil, .null?: break
        case .string(let notes)?: step.notes = notes
        default: note(.fieldType, place + [.name("notes")], "The field 'notes' is no text.")
        }
        step.receipts = texts(place + [.name("receipts")], value["receipts"])
        return step
    }

    private mutating func readCheckpoint() {
        let place: [JSONPlaces.Key] = [.name("checkpoint")]
        guard let value = document["checkpoint"] else {
            note(.fieldMissing, place, "The field 'checkpoint' is missing.")
            return
        }
        guard case .object = value else {
            note(.fieldType, place, "The field 'checkpoint' is no object.")
            return
        }
        content.checkpoint = PlanFile.Checkpoint(
            text: text("description", in: value, place),
            owner: text("owner", in: value, place),
            state: word(place + [.name("status")], in: value["status"], PlanWords.checkpoint)
        )
    }

    private mutating func readLinks() {
        let place: [JSONPlaces.Key] = [.name("links")]
        guard let value = document["links"] else { return }
        guard case .array(let links) = value else {
            note(.fieldType, place, "The field 'links' is no list.")
            return
        }
        for (index, link) in links.enumerated() {
            if let kind = link["type"]?.stringValue, let target = link["ref"]?.stringValue,
                !kind.isEmpty, !target.isEmpty
            {
                content.links.append(PlanFile.Link(kind: kind, target: target))
            } else {
                note(.linkForm, place + [.index(index)], "A link has a 'type' and a 'ref'.")
            }
        }
    }

    // What stands in a field; where it is not what is expected, that is noted.

    private mutating func text(_ name: String) -> String? { text(name, in: document, []) }

    private mutating func text(
        _ name: String,
        in value: JSONValue,
        _ around: [JSONPlaces.Key]
    ) -> String? {
        let place = around + [.name(name)]
        switch value[name] {
        case nil, .null?:
            note(.fieldMissing, place, "The field '\(name)' is missing.")
        case .string(let text)?:
            if text.contains(where: { !$0.isWhitespace }) { return text }
            note(.emptyText, place, "The field '\(name)' is empty.")
        default:
            note(.fieldType, place, "The field '\(name)' is no text.")
        }
        return nil
    }

    private mutating func texts(_ place: [JSONPlaces.Key], _ value: JSONValue?) -> [String] {
        switch value {
        case nil, .null?: return []
        case .array(let values)?:
            var texts: [String] = []
            for (index, value) in values.enumerated() {
                if case .string(let text) = value {
                    texts.append(text)
                } else {
                    note(.fieldType, place + [.index(index)], "This is no text.")
                }
            }
            return texts
        default:
            note(.fieldType, place, "The field '\(place.last?.description ?? "")' is no list.")
            return []
        }
    }

    private mutating func word<State: RawRepresentable<String> & CaseIterable>(
        _ place: [JSONPlaces.Key],
        in value: JSONValue?,
        _ meaning: (String) -> State?
    ) -> State? {
        guard let value, !value.isNull else {
            note(.fieldMissing, place, "The field 'status' is missing.")
            return nil
        }
        guard let word = value.stringValue else {
            note(.fieldType, place, "The field 'status' is no text.")
            return nil
        }
        guard let state = meaning(word) else {
            let words = State.allCases.map(\.rawValue).joined(separator: ", ")
            note(
                .unknownWord,
                place,
                "'\(word.printable(limit: 40))' is none of \(words)."
            )
            return nil
        }
        if state.rawValue != word {
            note(
                .driftedWord,
                place,
                "'\(word.printable(limit: 40))' is meant as '\(state.rawValue)'."
            )
        }
        return state
    }

    private mutating func note(_ rule: PlanRule, _ place: [JSONPlaces.Key], _ text: String) {
        findings.append(
            PlanFinding(rule, JSONPlaces.text(place), text, line: places.line(of: place))
        )
    }

    /// The date that an id begins with.
    private static func date(of id: String) -> String? {
        let date = String(id.prefix(10))
        guard Timestamp(date) != nil, id.dropFirst(10).hasPrefix("-"), id.count > 11 else {
            return nil
        }
        return date
    }
}
