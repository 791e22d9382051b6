import Digests

extension TaskEvent {
    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .created(let plan): plan.fact("task.created")
        case .edited(let edit):
            FactWriter().with("title", edit.title).with("lane", edit.lane).with("phase", edit.phase)
                .with("priority", edit.priority).fact("task.edited")
        case .packetRevised(let packet):
            FactWriter().with("packet", packet.json).fact("task.packet_revised")
        case .readied: FactWriter().fact("task.readied")
        case .drafted: FactWriter().fact("task.drafted")
        case .assigned(let agent): FactWriter().with("agent", agent).fact("task.assigned")
        case .claimed(let hold):
            FactWriter().with("agent", hold.agent).with("session", hold.session)
                .with("fence", hold.fence.number).with("expiry", hold.expiry)
                .with("acknowledged", flag: hold.isAcknowledged).fact("task.claimed")
        case .renewed(let expiry): FactWriter().with("expiry", expiry).fact("task.renewed")
        case .checkoutAcknowledged: FactWriter().fact("task.checkout_acknowledged")
        case .released(let reason, let note):
            FactWriter().with("reason", reason.rawValue).with("note", note).fact("task.released")
        case .paused(let reason): FactWriter().with("reason", reason).fact("task.paused")
        case .resumed(let expiry): FactWriter().with("expiry", expiry).fact("task.resumed")
        case .delivered(let delivery): delivery.fact
        case .accepted(let verdict): verdict.writer.fact("task.accepted")
        case .sentBack(let verdict, let worker, let keptUntil):
            verdict.writer.with("worker", worker).with("kept_until", keptUntil).fact(
                "task.sent_back"
            )
        case .rejected(let verdict): verdict.writer.fact("task.rejected")
        case .blocked(let reason, let standing):
            FactWriter().with("reason", reason).with("from", standing.rawValue).fact("task.blocked")
        case .unblocked(let standing):
            FactWriter().with("to", standing.rawValue).fact("task.unblocked")
        case .parked(let parking, let standing):
            FactWriter().with("reason", parking.reason).with("blocker", parking.blocker)
                .with("from", standing.rawValue).fact("task.parked")
        case .unparked(let standing):
            FactWriter().with("to", standing.rawValue).fact("task.unparked")
        case .cancelled(let reason): FactWriter().with("reason", reason).fact("task.cancelled")
        case .superseded(let successor): FactWriter().with("by", successor).fact("task.superseded")
        case .dependencyAdded(let key): FactWriter().with("on", key).fact("task.dependency_added")
        case .dependencyRemoved(let key):
            FactWriter().with("on", key).fact("task.dependency_removed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "task.created": self = .created(try TaskPlan(reader))
        case "task.edited":
            self = .edited(
                TaskEdit(
                    title: try reader.optionalText("title"),
                    lane: try reader.optionalName("lane"),
                    phase: try reader.optionalText("phase"),
                    priority: try reader.optionalInteger("priority")
                )
            )
        case "task.packet_revised":
            guard let packet = try PacketRevision(reader.value("packet"), of: reader) else {
                throw reader.missing("packet", "a packet")
            }
            self = .packetRevised(packet)
        case "task.readied": self = .readied
        case "task.drafted": self = .drafted
        case "task.assigned": self = .assigned(try reader.optionalName("agent"))
        case "task.claimed":
            self = .claimed(
                Hold(
                    agent: try reader.name("agent"),
                    session: try reader.name("session"),
                    fence: Fence(try reader.integer("fence")),
                    expiry: try reader.moment("expiry"),
                    isAcknowledged: try reader.flag("acknowledged")
                )
            )
        case "task.renewed": self = .renewed(expiry: try reader.moment("expiry"))
        case "task.checkout_acknowledged": self = .checkoutAcknowledged
        case "task.released":
            self = .released(
                reason: try reader.choice("reason"),
                note: try reader.optionalText("note")
            )
        case "task.paused": self = .paused(reason: try reader.text("reason"))
        case "task.resumed": self = .resumed(expiry: try reader.moment("expiry"))
        case "task.delivered": self = .delivered(try Delivery(reader))
        case "task.accepted": self = .accepted(try Verdict(reader))
        case "task.sent_back":
            self = .sentBack(
                try Verdict(reader),
                worker: try reader.name("worker"),
                keptUntil: try reader.moment("kept_until")
            )
        case "task.rejected": self = .rejected(try Verdict(reader))
        case "task.blocked":
            self = .blocked(reason: try reader.text("reason"), from: try reader.choice("from"))
        case "task.unblocked": self = .unblocked(to: try reader.choice("to"))
        case "task.parked":
            self = .parked(
                Lane.Parking(
                    reason: try reader.text("reason"),
                    blocker: try reader.optionalText("blocker")
                ),
                from: try reader.choice("from")
            )
        case "task.unparked": self = .unparked(to: try reader.choice("to"))
        case "task.cancelled": self = .cancelled(reason: try reader.text("reason"))
        case "task.superseded": self = .superseded(by: try reader.name("by"))
        case "task.dependency_added": self = .dependencyAdded(try reader.name("on"))
        case "task.dependency_removed": self = .dependencyRemoved(try reader.name("on"))
        default: return nil
        }
    }
}

extension TaskPlan {
    func fact(_ type: String) -> Fact {
        FactWriter().with("title", title).with("repository", repository).with("lane", lane)
            .with("phase", phase).with("risk", risk).with("priority", priority)
            .with("depends_on", dependencies.map(\.text)).with("packet", packet?.json)
            .with("ready", flag: isReady).fact(type)
    }

    init(_ reader: FactReader) throws(FactError) {
        self.init(
            title: try reader.text("title"),
            repository: try reader.optionalName("repository"),
            lane: try reader.optionalName("lane"),
            phase: try reader.optionalText("phase"),
            risk: try reader.optionalText("risk"),
            priority: try reader.integer("priority"),
            dependencies: try reader.texts("depends_on").map(TaskKey.init(trusted:)),
            packet: try PacketRevision(reader.value("packet"), of: reader),
            isReady: try reader.flag("ready")
        )
    }
}

extension PacketRevision {
    var json: JSONValue {
        FactWriter().with("number", number).with("format", format.rawValue).with("text", text)
            .with("digest", digest.description).with("title", title).with("risk", risk)
            .with("repository", repository).with("in_scope", inScope)
            .with("out_of_scope", outOfScope).fact("").data
    }

    init?(_ value: JSONValue?, of outer: FactReader) throws(FactError) {
        guard let value else { return nil }
        let reader = try FactReader(Fact(type: "task packet", data: value))
        self.init(
            number: try reader.integer("number"),
            format: try reader.choice("format"),
            text: try reader.text("text"),
            digest: try reader.digest("digest"),
            title: try reader.optionalText("title"),
            risk: try reader.optionalText("risk"),
            repository: try reader.optionalName("repository"),
            inScope: try reader.texts("in_scope"),
            outOfScope: try reader.texts("out_of_scope")
        )
    }
}
