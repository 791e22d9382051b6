import Digests

/// What can happen to a decision.
package enum DecisionEvent: Hashable, Sendable {
    case asked(Decision)
    case delegated(to: AgentID)
    case answered(OptionName, note: String?)
    case defaulted(OptionName)
    case withdrawn(reason: String)
    /// It was decided elsewhere, and is written down here.
    case recorded(Decision, DecisionOutcome)
    case evidenceAdded([EvidenceLink], note: String?)
    /// It had no evidence for too long, and who plans was told.
    case escalated

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .asked(let decision):
            decision.writer.with("desk", decision.desk.rawValue)
                .with("options", .array(decision.options.map(\.json)))
                .with("default", decision.fallback?.option)
                .with("deadline", decision.fallback?.deadline).fact("decision.asked")
        case .delegated(let agent): FactWriter().with("to", agent).fact("decision.delegated")
        case .answered(let option, let note):
            FactWriter().with("option", option).with("note", note).fact("decision.answered")
        case .defaulted(let option): FactWriter().with("option", option).fact("decision.defaulted")
        case .withdrawn(let reason): FactWriter().with("reason", reason).fact("decision.withdrawn")
        case .recorded(let decision, let outcome):
            decision.writer.with("outcome", outcome.text).with("decider", outcome.decider)
                .with("at", outcome.at).with("reference", outcome.reference)
                .fact("decision.recorded")
        case .evidenceAdded(let links, let note):
            FactWriter().with("links", .array(links.map(\.json))).with("note", note)
                .fact("decision.evidence_added")
        case .escalated: FactWriter().fact("decision.escalated")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of id: DecisionID) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "decision.asked": self = .asked(try Decision(asked: id, reader))
        case "decision.delegated": self = .delegated(to: try reader.name("to"))
        case "decision.answered":
            self = .answered(try reader.name("option"), note: try reader.optionalText("note"))
        case "decision.defaulted": self = .defaulted(try reader.name("option"))
        case "decision.withdrawn": self = .withdrawn(reason: try reader.text("reason"))
        case "decision.recorded":
            let outcome = DecisionOutcome(
                text: try reader.text("outcome"),
                decider: try reader.optionalText("decider"),
                at: try reader.optionalMoment("at"),
                reference: try reader.optionalText("reference")
            )
            self = .recorded(try Decision(recorded: id, reader, outcome), outcome)
        case "decision.evidence_added":
            self = .evidenceAdded(
                try EvidenceLink.list(reader, "links"),
                note: try reader.optionalText("note")
            )
        case "decision.escalated": self = .escalated
        default: return nil
        }
    }
}

extension Decision {
    fileprivate var writer: FactWriter {
        FactWriter().with("asker", asker).with("kind", kind.rawValue).with("text", text)
            .with("thread", thread).with("tasks", tasks.map(\.text))
    }

    fileprivate init(asked id: DecisionID, _ reader: FactReader) throws(FactError) {
        var fallback: Fallback?
        if let option: OptionName = try reader.optionalName("default") {
            fallback = Fallback(option: option, deadline: try reader.moment("deadline"))
        }
        self.init(
            id: id,
            asker: try reader.name("asker"),
            kind: try reader.choice("kind"),
            text: try reader.text("text"),
            thread: try reader.name("thread"),
            desk: try reader.choice("desk"),
            options: try Option.list(reader),
            fallback: fallback,
            tasks: try reader.texts("tasks").map(TaskKey.init(trusted:))
        )
    }

    fileprivate init(
        recorded id: DecisionID,
        _ reader: FactReader,
        _ outcome: DecisionOutcome
    ) throws(FactError) {
        self.init(
            id: id,
            asker: try reader.name("asker"),
            kind: try reader.choice("kind"),
            text: try reader.text("text"),
            thread: try reader.name("thread"),
            desk: .digest,
            options: [],
            fallback: nil,
            tasks: try reader.texts("tasks").map(TaskKey.init(trusted:)),
            state: .recorded(outcome)
        )
    }
}

extension Decision.Option {
    fileprivate var json: JSONValue {
        FactWriter().with("name", name).with("text", text).fact("").data
    }

    fileprivate static func list(_ reader: FactReader) throws(FactError) -> [Self] {
        guard case .array(let values)? = reader.value("options") else {
            throw reader.missing("options", "a list")
        }
        var options: [Self] = []
        for value in values {
            let option = try FactReader(Fact(type: "decision.option", data: value))
            options.append(Self(name: try option.name("name"), text: try option.text("text")))
        }
        return options
    }
}
