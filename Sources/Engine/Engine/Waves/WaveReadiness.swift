import Digests
import Documents
import Model
import Store

/// Whether the wave that comes next could be sent now.
package struct WaveReadiness: Sendable {
    /// The wave that runs: the last that was sent.
    package let current: WaveName?
    /// The one that comes next; `nil` where none is rendered.
    package let next: WaveName?
    /// What is missing of it.
    package let lacks: [WaveLack]

    /// Looks at the waves of a snapshot.
    package init(in view: View) throws {
        let waves = try view.waves.waves()
        // Of two that were sent at the same moment the later one in the list.
        let sent = waves.filter { $0.wave.isSent }.sorted { left, right in
            (left.sentAt?.milliseconds ?? 0) < (right.sentAt?.milliseconds ?? 0)
        }
        let current = sent.last?.wave.name
        self.current = current
        let waiting = waves.map(\.wave).filter { !$0.isSent }
        // One that says that it follows goes before those that were only rendered earlier.
        let following = waiting.first { wave in
            wave.rendering.follows != nil && wave.rendering.follows == current
        }
        guard let wave = following ?? waiting.first else {
            next = nil
            let after = current.map { " after \($0)" } ?? ""
            lacks = [
                WaveLack(
                    .package,
                    current?.text ?? "wave",
                    "No wave\(after) is rendered: `worklead wave render --spec FILE`."
                )
            ]
            return
        }
        next = wave.name
        lacks = try view.lacks(of: wave)
    }
}

extension View {
    /// What a wave lacks that is in the ledger; its spec is looked at by the rules as they are now.
    package func lacks(of wave: Wave) throws -> [WaveLack] {
        do {
            return try lacks(of: WavePlan(wave.rendering.spec, file: "\(wave.name)"))
        } catch let error as any Reportable where error.category != .failure {
            return [WaveLack(.lint, wave.name.text, error.message)]
        }
    }

    /// What is missing before a wave can be sent, or before its tasks can be begun.
    package func lacks(of plan: WavePlan) throws -> [WaveLack] {
        var found: [WaveLack] = []
        if let phase = try phases.phase(plan.spec.meta.phase)?.phase, !phase.isOpen {
            found.append(WaveLack(.phase, phase.name.text, "The phase \(phase.name) is closed."))
        }
        for order in plan.spec.lanes {
            found += try lacks(ofAgent: order) + lacks(ofLane: order)
            found += try lacks(ofTask: order, plan) + dependencies(of: order, plan)
        }
        for question in plan.spec.questions where question.isOpen {
            found.append(
                WaveLack(
                    .question,
                    question.id,
                    "\(question.id) has no answer: \(question.question.printable(limit: 200))",
                    allowsSending: true
                )
            )
        }
        return found
    }

    private func lacks(ofAgent order: LaneOrder) throws -> [WaveLack] {
        let name = order.agent
        guard let agent = try agents.agent(name) else {
            return [
                WaveLack(
                    .agent,
                    name.text,
                    "\(name) is not registered: `worklead agent register \(name) --role "
                        + "\(order.isCanonical ? "lead" : "worker")`."
                )
            ]
        }
        return agent.isActive
            ? [] : [WaveLack(.agent, name.text, "\(name) is retired.")]
    }

    private func lacks(ofLane order: LaneOrder) throws -> [WaveLack] {
        let key = order.lane
        guard let lane = try lanes.lane(key) else {
            return [
                WaveLack(
                    .lane,
                    key.text,
                    "The lane \(key) is not there: `worklead lane add \(key) FUNCTION`."
                )
            ]
        }
        guard let parking = lane.parking else { return [] }
        let reason = "The lane \(key) is parked: \(parking.reason.printable(limit: 200))"
        return [WaveLack(.lane, key.text, reason, allowsSending: true)]
    }

    private func lacks(ofTask order: LaneOrder, _ plan: WavePlan) throws -> [WaveLack] {
        if let stored = try tasks.task(order.task) {
            let text = plan.file(.packet, of: order.task)?.text ?? ""
            guard stored.task.packetDigest != Digest(of: text) else { return [] }
            return [
                WaveLack(
                    .task,
                    order.task.text,
                    "\(order.task) is there already, with another packet."
                )
            ]
        }
        guard let twin = try tasks.lookAlike(of: order.task) else { return [] }
        return [
            WaveLack(.task, order.task.text, "\(order.task) looks like the task \(twin).")
        ]
    }

    private func dependencies(of order: LaneOrder, _ plan: WavePlan) throws -> [WaveLack] {
        let own = Set(plan.spec.lanes.map(\.task))
        return try order.dependencies.compactMap { key -> WaveLack? in
            if own.contains(key) { return nil }
            guard let stored = try tasks.task(key) else {
                let reason = "\(order.task) waits for \(key), which is not there."
                return WaveLack(.dependency, key.text, reason)
            }
            let state = stored.task.state.name
            guard state != .accepted else { return nil }
            return WaveLack(
                .dependency,
                key.text,
                "\(order.task) waits for \(key), which is \(state.words).",
                // What was given up will never be accepted.
                allowsSending: !state.isFinal
            )
        }
    }
}
