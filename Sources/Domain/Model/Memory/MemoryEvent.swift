/// What can happen to what is remembered.
package enum MemoryEvent: Hashable, Sendable {
    case kept(MemoryEntry.Content)
    case superseded(by: MemoryID)
    case retired(reason: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .kept(let content):
            FactWriter().with("kind", content.kind.rawValue).with("title", content.title)
                .with("text", content.text).with("tags", content.tags.map(\.text))
                .with("task", content.task).with("lane", content.lane)
                .with("files", content.files).fact("memory.kept")
        case .superseded(let other): FactWriter().with("by", other).fact("memory.superseded")
        case .retired(let reason): FactWriter().with("reason", reason).fact("memory.retired")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "memory.kept":
            self = .kept(
                MemoryEntry.Content(
                    kind: try reader.choice("kind"),
                    title: try reader.text("title"),
                    text: try reader.text("text"),
                    tags: try reader.texts("tags").map(MemoryTag.init(trusted:)),
                    task: try reader.optionalName("task"),
                    lane: try reader.optionalName("lane"),
                    files: try reader.texts("files")
                )
            )
        case "memory.superseded": self = .superseded(by: try reader.name("by"))
        case "memory.retired": self = .retired(reason: try reader.text("reason"))
        default: return nil
        }
    }
}
