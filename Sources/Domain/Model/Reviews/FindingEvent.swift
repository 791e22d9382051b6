import Digests

/// What can happen to a finding.
package enum FindingEvent: Hashable, Sendable {
    case added(Finding)
    case fixed(commit: String, round: Int64)
    case disputed(reason: String)
    case accepted(Disposition)
    case reopened

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .added(let finding): finding.writer.fact("finding.added")
        case .fixed(let commit, let round):
            FactWriter().with("commit", commit).with("round", round).fact("finding.fixed")
        case .disputed(let reason): FactWriter().with("reason", reason).fact("finding.disputed")
        case .accepted(let disposition):
            switch disposition.followUp {
            case .task(let key):
                FactWriter().with("owner", disposition.owner).with("task", key)
                    .fact("finding.accepted")
            case .reason(let reason):
                FactWriter().with("owner", disposition.owner).with("reason", reason)
                    .fact("finding.accepted")
            }
        case .reopened: FactWriter().fact("finding.reopened")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of id: FindingID) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "finding.added": self = .added(try Finding(id, reader))
        case "finding.fixed":
            self = .fixed(commit: try reader.text("commit"), round: try reader.integer("round"))
        case "finding.disputed": self = .disputed(reason: try reader.text("reason"))
        case "finding.accepted":
            let owner: AgentID = try reader.name("owner")
            if let task: TaskKey = try reader.optionalName("task") {
                self = .accepted(Disposition(owner: owner, followUp: .task(task)))
            } else {
                let reason = try reader.text("reason")
                self = .accepted(Disposition(owner: owner, followUp: .reason(reason)))
            }
        case "finding.reopened": self = .reopened
        default: return nil
        }
    }
}

extension Finding {
    fileprivate var writer: FactWriter {
        FactWriter().with("review", review).with("round", round)
            .with("severity", severity.rawValue).with("text", text)
            .with("owner", owner).with("path", anchor?.place.path)
            .with("first_line", anchor?.place.lines.map { Int64($0.first) })
            .with("last_line", anchor?.place.lines.map { Int64($0.last) })
            .with("commit", anchor?.commit).with("blob", anchor?.blob)
            .with("tool", origin?.tool).with("rule", origin?.rule)
            .with("fingerprint", origin?.fingerprint)
    }

    fileprivate init(_ id: FindingID, _ reader: FactReader) throws(FactError) {
        var anchor: LineAnchor?
        if let path = try reader.optionalText("path") {
            var lines: LineRange?
            if let first = try reader.optionalInteger("first_line") {
                lines = LineRange(Int(first), Int(try reader.integer("last_line")))
                if lines == nil { throw reader.missing("first_line", "the first of some lines") }
            }
            anchor = LineAnchor(
                AnchorPlace(path, lines),
                commit: try reader.text("commit"),
                blob: try reader.text("blob")
            )
        }
        var origin: Origin?
        if let tool = try reader.optionalText("tool") {
            origin = Origin(
                tool: tool,
                rule: try reader.optionalText("rule"),
                fingerprint: try reader.text("fingerprint")
            )
        }
        self.init(
            id: id,
            review: try reader.name("review"),
            round: try reader.integer("round"),
            severity: try reader.choice("severity"),
            text: try reader.text("text"),
            anchor: anchor,
            owner: try reader.name("owner"),
            origin: origin
        )
    }
}
