import Digests

/// What can happen to a window.
package enum WindowEvent: Hashable, Sendable {
    case opened(WindowPlan)
    case bundled(LaneBundle)
    case takenIn(WindowIntake)
    case closed(WindowClosing)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .opened(let plan):
            FactWriter().with("wave", plan.wave).with("lanes", plan.lanes.map(\.text))
                .fact("window.opened")
        case .bundled(let bundle): bundle.writer.fact("window.bundled")
        case .takenIn(let intake):
            FactWriter().with("verified", intake.verified.map(\.text))
                .with("accepted", intake.accepted.map(\.text))
                .with("rework", intake.rework.map(\.text)).fact("window.taken_in")
        case .closed(let closing):
            FactWriter().with("digests", .array(closing.digests.map(\.json)))
                .with("without", closing.without.map(\.text)).with("reason", closing.reason)
                .fact("window.closed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type.hasPrefix("window.") else { return nil }
        let reader = try FactReader(fact)
        switch fact.type {
        case "window.opened":
            self = .opened(
                WindowPlan(
                    wave: try reader.optionalName("wave"),
                    lanes: try reader.texts("lanes").map(LaneKey.init(trusted:))
                )
            )
        case "window.bundled": self = .bundled(try LaneBundle(reader))
        case "window.taken_in":
            self = .takenIn(
                WindowIntake(
                    verified: try reader.texts("verified").map(TaskKey.init(trusted:)),
                    accepted: try reader.texts("accepted").map(TaskKey.init(trusted:)),
                    rework: try reader.texts("rework").map(TaskKey.init(trusted:))
                )
            )
        case "window.closed":
            self = .closed(
                WindowClosing(
                    digests: try WindowDigest.list(reader.value("digests")),
                    without: try reader.texts("without").map(LaneKey.init(trusted:)),
                    reason: try reader.optionalText("reason")
                )
            )
        default: return nil
        }
    }
}

extension WindowDigest {
    /// The digest as one JSON object.
    package var json: JSONValue {
        FactWriter().with("reader", reader).with("message", message).with("count", count)
            .fact("").data
    }

    /// Reads digests back.
    package static func list(_ value: JSONValue?) throws(FactError) -> [WindowDigest] {
        var digests: [WindowDigest] = []
        for element in value?.arrayValue ?? [] {
            let reader = try FactReader(Fact(type: "window.closed", data: element))
            digests.append(
                WindowDigest(
                    reader: try reader.name("reader"),
                    message: try reader.name("message"),
                    count: try reader.integer("count")
                )
            )
        }
        return digests
    }
}
