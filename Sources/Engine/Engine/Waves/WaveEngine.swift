import Digests
import Documents
import Model
import Store

/// What happens to waves.
package struct WaveEngine {
    let change: Change

    /// What came of sending a wave.
    package struct Sent: Sendable {
        package let dispatch: WaveDispatch
        /// Whether it was sent before, so that nothing changed.
        package let already: Bool
        /// What rules at level `advise` have to say.
        package let advice: [String]
    }

    /// Keeps what was made of a spec; the same again changes nothing.
    package func record(_ plan: WavePlan) throws {
        let name = plan.spec.meta.wave
        if var stored = try change.view.waves.wave(name)?.wave {
            if let event = try stored.rerender(plan.rendering) { try record(event, on: name) }
            return
        }
        if let twin = try change.view.waves.lookAlike(of: name) {
            throw WaveError.refused(
                file: plan.spec.meta.wave.text,
                [
                    FieldFinding(
                        rule: "wave.look_alike",
                        severity: .error,
                        keyPath: "meta.wave_id",
                        line: 1,
                        reason: "\(name) looks like the wave \(twin)."
                    )
                ]
            )
        }
        try record(.rendered(plan.rendering), on: name)
    }

    /// Makes the tasks of a wave and tells its agents, once.
    ///
    /// - Parameters:
    ///   - plan: Made of the spec that the ledger has.
    ///   - packets: What was read of the packets, by task.
    ///   - time: How long the agents have to acknowledge.
    package func send(
        _ plan: WavePlan,
        packets: [TaskKey: WrittenPacket],
        acknowledgeWithin time: Duration
    ) throws -> Sent {
        let name = plan.spec.meta.wave
        var wave = try change.view.wave(name)
        if case .sent(let dispatch) = wave.state {
            return Sent(dispatch: dispatch, already: true, advice: [])
        }
        let lacks = try change.view.lacks(of: plan).filter { !$0.allowsSending }
        guard lacks.isEmpty else { throw WaveError.notReady(name, lacks) }
        var advice: [String] = []
        // What waits for another of the wave is made after it.
        for order in Self.inOrderOfDependency(plan.spec.lanes) {
            advice += try open(order, plan, packets[order.task])
        }
        let messages = try plan.spec.lanes.compactMap { order in
            try launch(order, plan, acknowledgeWithin: time)
        }
        let dispatch = WaveDispatch(tasks: plan.spec.lanes.map(\.task), messages: messages)
        if let event = wave.send(dispatch) { try record(event, on: name) }
        return Sent(dispatch: dispatch, already: false, advice: advice)
    }

    /// Makes the task of a lane; one that is there with this packet is left as it is.
    private func open(
        _ order: LaneOrder,
        _ plan: WavePlan,
        _ packet: WrittenPacket?
    ) throws -> [String] {
        guard try change.view.tasks.task(order.task) == nil else { return [] }
        let lane = try change.view.lanes.lane(order.lane)
        return try change.tasks.create(
            TaskEngine.Draft(
                key: order.task,
                repository: lane?.repository,
                lane: order.lane,
                phase: plan.spec.meta.phase.text,
                dependencies: order.dependencies,
                packet: packet,
                isReady: true,
                assignee: order.agent
            )
        ).advice
    }

    /// Tells the lane's agent; who sends the wave knows.
    private func launch(
        _ order: LaneOrder,
        _ plan: WavePlan,
        acknowledgeWithin time: Duration
    ) throws -> MessageID? {
        guard order.agent != change.actor.id else { return nil }
        return try change.messages.send(
            MessageDraft(
                recipients: [order.agent],
                kind: .handoff,
                subject: "\(order.task) is open: \(plan.spec.meta.wave)",
                body: plan.file(.launch, of: order.task)?.text ?? order.objective,
                thread: ThreadID(trusted: order.task.text),
                task: order.task,
                acknowledgeWithin: time
            )
        ).id
    }

    private static func inOrderOfDependency(_ lanes: [LaneOrder]) -> [LaneOrder] {
        var left = lanes
        var sorted: [LaneOrder] = []
        while !left.isEmpty {
            let waiting = Set(left.map(\.task))
            // In a circle none is free; the first is then refused by its dependency.
            let index = left.firstIndex { $0.dependencies.allSatisfy { !waiting.contains($0) } }
            sorted.append(left.remove(at: index ?? left.startIndex))
        }
        return sorted
    }

    private func record(_ event: WaveEvent, on name: WaveName) throws {
        try change.record(event.fact, on: Subject(.wave, name.text))
    }
}

extension View {
    /// The wave, or an error that says that there is none.
    package func wave(_ name: WaveName) throws -> Wave {
        guard let stored = try waves.wave(name) else { throw WaveError.unknown(name) }
        return stored.wave
    }
}
