import Digests

/// What can happen to a follow-up.
package enum FollowUpEvent: Hashable, Sendable {
    case opened(FollowUp)
    case resolved([EvidenceLink], note: String?)
    case withdrawn(reason: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .opened(let followUp):
            FactWriter().with("requester", followUp.requester).with("agent", followUp.agent)
                .with("text", followUp.text).with("thread", followUp.thread)
                .with("message", followUp.message).with("task", followUp.task)
                .fact("followup.opened")
        case .resolved(let links, let note):
            FactWriter().with("links", .array(links.map(\.json))).with("note", note)
                .fact("followup.resolved")
        case .withdrawn(let reason): FactWriter().with("reason", reason).fact("followup.withdrawn")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of id: FollowUpID) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "followup.opened":
            self = .opened(
                FollowUp(
                    id: id,
                    requester: try reader.name("requester"),
                    agent: try reader.name("agent"),
                    text: try reader.text("text"),
                    thread: try reader.name("thread"),
                    message: try reader.name("message"),
                    task: try reader.optionalName("task")
                )
            )
        case "followup.resolved":
            self = .resolved(
                try EvidenceLink.list(reader, "links"),
                note: try reader.optionalText("note")
            )
        case "followup.withdrawn": self = .withdrawn(reason: try reader.text("reason"))
        default: return nil
        }
    }
}
