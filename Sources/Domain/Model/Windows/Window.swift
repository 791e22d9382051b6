/// The name of a window: `WAVE-4-AUTORUN`.
package struct WindowName: Identifier {
    package static let kind = "the name of a window"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A stretch of work without interruption: while it is open, messages that can wait are held.
package struct Window: Hashable, Sendable {
    /// Whether it is over.
    package enum State: Hashable, Sendable {
        case open
        case closed(WindowClosing)
    }

    package let name: WindowName
    package let plan: WindowPlan
    /// Who opened it, and leads it.
    package let lead: AgentID
    package private(set) var state: State

    package init(name: WindowName, plan: WindowPlan, lead: AgentID, state: State = .open) {
        self.name = name
        self.plan = plan
        self.lead = lead
        self.state = state
    }

    /// Whether it still holds messages.
    package var isOpen: Bool {
        switch state {
        case .open: true
        case .closed: false
        }
    }

    /// Takes what a lane hands in at its end; a later bundle takes the place of an earlier one.
    package func bundle(_ bundle: LaneBundle) throws(WindowError) -> WindowEvent {
        switch state {
        case .closed: throw .closed(name)
        case .open:
            guard plan.covers(bundle.lane) else { throw .otherLane(name, bundle.lane) }
            return .bundled(bundle)
        }
    }

    /// Notes what the replays of its deliveries came to.
    package func takeIn(_ intake: WindowIntake) throws(WindowError) -> WindowEvent {
        switch state {
        case .closed: throw .closed(name)
        case .open: return .takenIn(intake)
        }
    }

    /// Ends it; what it held is shown from then on.
    ///
    /// - Parameter missing: The lanes of which there is no bundle.
    package mutating func close(
        _ closing: WindowClosing,
        missing: [LaneKey]
    ) throws(WindowError) -> WindowEvent {
        switch state {
        case .closed: throw .closed(name)
        case .open:
            let left = missing.filter { !closing.without.contains($0) }
            guard left.isEmpty else { throw .unbundled(name, left) }
            guard closing.without.isEmpty || closing.reason != nil else {
                throw .noReason(name)
            }
            state = .closed(closing)
            return .closed(closing)
        }
    }
}

/// What a window covers.
package struct WindowPlan: Hashable, Sendable {
    /// The wave that it is for.
    package let wave: WaveName?
    /// Its lanes, in order, each once; none for all lanes.
    package let lanes: [LaneKey]

    package init(wave: WaveName?, lanes: [LaneKey]) {
        self.wave = wave
        self.lanes = lanes.uniqued
    }

    /// Whether it is for all lanes, those that come later included.
    package var coversAll: Bool { lanes.isEmpty }

    /// Whether it is for the lane.
    package func covers(_ lane: LaneKey) -> Bool { coversAll || lanes.contains(lane) }

    /// Whether both are about some lane.
    package func overlaps(_ other: WindowPlan) -> Bool {
        coversAll || other.coversAll || lanes.contains(where: other.lanes.contains)
    }
}

/// How a window ended.
package struct WindowClosing: Hashable, Sendable {
    /// The digests of what it held, one for each reader.
    package let digests: [WindowDigest]
    /// The lanes without a bundle that it was closed in spite of.
    package let without: [LaneKey]
    package let reason: String?

    package init(digests: [WindowDigest], without: [LaneKey], reason: String?) {
        self.digests = digests
        self.without = without
        self.reason = reason
    }
}

/// The message in which somebody is told of all that was held for them.
package struct WindowDigest: Hashable, Sendable {
    package let reader: AgentID
    package let message: MessageID
    /// How many messages it tells of.
    package let count: Int64

    package init(reader: AgentID, message: MessageID, count: Int64) {
        self.reader = reader
        self.message = message
        self.count = count
    }
}

/// What the replays of a window came to.
package struct WindowIntake: Hashable, Sendable {
    /// The tasks whose replay verified them.
    package let verified: [TaskKey]
    /// Those that were accepted on that ground.
    package let accepted: [TaskKey]
    /// Those that have something to be mended.
    package let rework: [TaskKey]

    package init(verified: [TaskKey], accepted: [TaskKey], rework: [TaskKey]) {
        self.verified = verified
        self.accepted = accepted
        self.rework = rework
    }
}
