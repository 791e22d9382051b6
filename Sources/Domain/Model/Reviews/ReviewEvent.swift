/// What can happen to a review.
package enum ReviewEvent: Hashable, Sendable {
    case started(Review)
    case takenUp(Review.Round, authors: [AgentID])
    case closed(note: String?)
    case abandoned(reason: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .started(let review):
            review.round.writer.with("repository", review.repository).with("task", review.task)
                .with("base", review.base).with("focus", review.focus)
                .with("slice", review.slice).with("reviewer", review.reviewer).with(
                    "authors",
                    review.authors.map(\.text)
                )
                .fact("review.started")
        case .takenUp(let round, let authors):
            round.writer.with("authors", authors.map(\.text)).fact("review.taken_up")
        case .closed(let note): FactWriter().with("note", note).fact("review.closed")
        case .abandoned(let reason):
            FactWriter().with("reason", reason).fact("review.abandoned")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of id: ReviewID) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "review.started":
            self = .started(
                Review(
                    id: id,
                    repository: try reader.name("repository"),
                    task: try reader.optionalName("task"),
                    base: try reader.optionalText("base"),
                    focus: try reader.optionalText("focus"),
                    slice: try reader.optionalName("slice"),
                    authors: try reader.texts("authors").map(AgentID.init(trusted:)),
                    reviewer: try reader.name("reviewer"),
                    state: .open(try Review.Round(reader))
                )
            )
        case "review.taken_up":
            self = .takenUp(
                try Review.Round(reader),
                authors: try reader.texts("authors").map(AgentID.init(trusted:))
            )
        case "review.closed": self = .closed(note: try reader.optionalText("note"))
        case "review.abandoned": self = .abandoned(reason: try reader.text("reason"))
        default: return nil
        }
    }
}

extension Review.Round {
    fileprivate var writer: FactWriter {
        FactWriter().with("round", number).with("commit", commit).with("delivery", delivery)
    }

    fileprivate init(_ reader: FactReader) throws(FactError) {
        self.init(
            number: try reader.integer("round"),
            commit: try reader.text("commit"),
            delivery: try reader.optionalName("delivery")
        )
    }
}
