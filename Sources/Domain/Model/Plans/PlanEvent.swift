import Digests

/// What can happen to a plan.
package enum PlanEvent: Hashable, Sendable {
    case created(Plan)
    case stepAdded(PlanStep)
    case stepMoved(StepID, to: StepState, note: String?)
    case receiptsAdded([String], step: StepID?)
    case linked(PlanLink)
    case checkpointSet(PlanCheckpoint)
    case moved(PlanState, note: String?)
    case approved(digest: Digest, note: String?)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .created(let plan):
            FactWriter().with("summary", plan.summary).with("author", plan.author)
                .with("repository", plan.repository)
                .with("steps", list(plan.steps.map(\.json)))
                .with("checkpoint", plan.checkpoint?.json)
                .with("links", list(plan.links.map(\.json)))
                .fact("plan.created")
        case .stepAdded(let step):
            FactWriter().with("step", step.json).fact("plan.step_added")
        case .stepMoved(let id, let state, let note):
            FactWriter().with("step", id).with("state", state.rawValue).with("note", note)
                .fact("plan.step_moved")
        case .receiptsAdded(let paths, let step):
            FactWriter().with("paths", paths).with("step", step).fact("plan.receipts_added")
        case .linked(let link): FactWriter().with("link", link.json).fact("plan.linked")
        case .checkpointSet(let checkpoint):
            FactWriter().with("checkpoint", checkpoint.json).fact("plan.checkpoint_set")
        case .moved(let state, let note):
            FactWriter().with("state", state.rawValue).with("note", note).fact("plan.moved")
        case .approved(let digest, let note):
            FactWriter().with("digest", digest.description).with("note", note)
                .fact("plan.approved")
        }
    }

    private func list(_ values: [JSONValue]) -> JSONValue? {
        values.isEmpty ? nil : .array(values)
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of name: PlanName) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "plan.created":
            var steps: [PlanStep] = []
            for value in try reader.list("steps") {
                steps.append(try PlanStep(value, in: reader))
            }
            var links: [PlanLink] = []
            for value in try reader.list("links") {
                links.append(try PlanLink(value, in: reader))
            }
            self = .created(
                Plan(
                    name: name,
                    summary: try reader.text("summary"),
                    author: try reader.name("author"),
                    repository: try reader.optionalName("repository"),
                    steps: steps,
                    checkpoint: try PlanCheckpoint(reader.value("checkpoint"), in: reader),
                    links: links
                )
            )
        case "plan.step_added":
            self = .stepAdded(try PlanStep(reader.value("step") ?? .null, in: reader))
        case "plan.step_moved":
            self = .stepMoved(
                try reader.name("step"),
                to: try reader.choice("state"),
                note: try reader.optionalText("note")
            )
        case "plan.receipts_added":
            self = .receiptsAdded(
                try reader.texts("paths"),
                step: try reader.optionalName("step")
            )
        case "plan.linked":
            self = .linked(try PlanLink(reader.value("link") ?? .null, in: reader))
        case "plan.checkpoint_set":
            guard let set = try PlanCheckpoint(reader.value("checkpoint"), in: reader) else {
                throw reader.missing("checkpoint", "a checkpoint")
            }
            self = .checkpointSet(set)
        case "plan.moved":
            self = .moved(try reader.choice("state"), note: try reader.optionalText("note"))
        case "plan.approved":
            self = .approved(
                digest: try reader.digest("digest"),
                note: try reader.optionalText("note")
            )
        default: return nil
        }
    }
}

extension FactReader {
    /// A list of whatever; one that is left out is empty.
    fileprivate func list(_ name: String) throws(FactError) -> [JSONValue] {
        switch value(name) {
        case nil, .null?: return []
        case .array(let values)?: return values
        default: throw missing(name, "a list")
        }
    }
}

// The parts of a plan as they stand in its events. Steps are written without a state of their own
// where they are new or follow a task, since all others come from later events.
extension PlanStep {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["id": .string(id.text)]
        members["title"] = title.map(JSONValue.string)
        members["task"] = task.map { .string($0.text) }
        return .object(members)
    }

    fileprivate init(_ json: JSONValue, in reader: FactReader) throws(FactError) {
        guard let id = json["id"]?.stringValue else { throw reader.missing("step", "a step") }
        let task = json["task"]?.stringValue.map(TaskKey.init(trusted:))
        self.init(
            id: StepID(trusted: id),
            title: json["title"]?.stringValue,
            standing: task.map(Standing.follows) ?? .own(.queued)
        )
    }
}

extension PlanLink {
    fileprivate var json: JSONValue {
        ["kind": .string(kind.text), "target": .string(target)]
    }

    fileprivate init(_ json: JSONValue, in reader: FactReader) throws(FactError) {
        guard let kind = json["kind"]?.stringValue, let target = json["target"]?.stringValue
        else { throw reader.missing("link", "a link") }
        self.init(kind: LinkKind(trusted: kind), target: target)
    }
}

extension PlanCheckpoint {
    fileprivate var json: JSONValue {
        [
            "text": .string(text), "owner": .string(owner.text), "state": .string(state.rawValue),
        ]
    }

    fileprivate init?(_ json: JSONValue?, in reader: FactReader) throws(FactError) {
        guard let json else { return nil }
        guard let text = json["text"]?.stringValue, let owner = json["owner"]?.stringValue,
            let state = json["state"]?.stringValue.flatMap(CheckpointState.init(rawValue:))
        else { throw reader.missing("checkpoint", "a checkpoint") }
        self.init(text: text, owner: AgentID(trusted: owner), state: state)
    }
}
