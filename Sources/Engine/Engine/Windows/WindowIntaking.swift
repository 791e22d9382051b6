import Digests
import Model
import Store

/// A window whose deliveries are to be replayed.
package struct IntakeOrder: Sendable {
    package let window: WindowName
    /// Whether what was verified without a gap is accepted at once.
    package let acceptsVerified: Bool
    package let allowsUnsandboxed: Bool

    package init(window: WindowName, acceptsVerified: Bool, allowsUnsandboxed: Bool) {
        self.window = window
        self.acceptsVerified = acceptsVerified
        self.allowsUnsandboxed = allowsUnsandboxed
    }
}

extension WorkspaceEngine {
    /// Replays all that was delivered in a window, and says in one list what is to be mended.
    ///
    /// A delivery that was replayed before is not replayed again. Nothing is decided unless the
    /// order says so, and then only what was verified without a gap is accepted.
    ///
    /// - Parameter tools: What gates need for a task.
    package func takeIn(
        _ order: IntakeOrder,
        _ request: ChangeRequest,
        packets: any PacketReading,
        replayer: any Replaying,
        tools: (TaskKey) throws -> GateTools,
        encode: @escaping @Sendable (ReworkList) -> JSONValue
    ) async throws -> Changed<ReworkList> {
        let waiting = try read(as: request.caller, expecting: request.expected) { view in
            try view.requireAsker().require(.judge)
            let stored = try view.window(order.window)
            guard stored.window.isOpen else { throw WindowError.closed(order.window) }
            return try view.toReplay(stored)
        }
        var asking = request
        (asking.key, asking.basis) = (nil, nil)
        var trouble: [TaskKey: String] = [:]
        for key in waiting where !request.isDryRun {
            trouble[key] = try await fault {
                _ = try await replay(
                    key,
                    asking,
                    packets: packets,
                    replayer: replayer,
                    allowsUnsandboxed: order.allowsUnsandboxed,
                    encode: { _ in .null }
                )
            }
        }
        if order.acceptsVerified, !request.isDryRun {
            let verified = try read(as: request.caller, expecting: request.expected) { view in
                try view.verified(in: view.window(order.window))
            }
            for key in verified {
                trouble[key] = try await fault {
                    _ = try await accept(
                        AcceptanceOrder(task: key, waivedGaps: nil, note: nil),
                        asking,
                        tools: tools(key),
                        encode: { _ in .null }
                    )
                }
            }
        }
        let met = trouble
        return try await change(request, encode: encode) { change in
            try change.actor.require(.judge)
            let stored = try change.view.window(order.window)
            let list = try ReworkList(of: stored, trouble: met, in: change.view)
            try change.windows.takeIn(list.intake, of: order.window)
            return list
        }
    }

    /// What a person could be told of what went wrong; `nil` where nothing did.
    ///
    /// A fault of the machine ends the intake.
    private func fault(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as any Reportable where error.category != .failure {
            return error.message
        }
    }
}

extension View {
    /// What waits for a verdict in a window and was not replayed; nobody replays their own work.
    fileprivate func toReplay(_ stored: WindowStore.Stored) throws -> [TaskKey] {
        try delivered(in: stored).filter { handover in
            try handover.agent != asker?.id && replays.latest(of: handover.delivery) == nil
        }.map(\.task)
    }

    /// What waits for a verdict in a window and was verified without a gap, by another.
    fileprivate func verified(in stored: WindowStore.Stored) throws -> [TaskKey] {
        try delivered(in: stored).filter { handover in
            let grade = try replays.latest(of: handover.delivery)?.event.grade
            return handover.agent != asker?.id && grade == ReplayGrade.verified.rawValue
        }.map(\.task)
    }

    private func delivered(
        in stored: WindowStore.Stored
    ) throws -> [(task: TaskKey, agent: AgentID, delivery: DeliveryID)] {
        try work(in: stored).flatMap(\.tasks).compactMap { found in
            found.task.handover.map { (found.key, $0.agent, $0.delivery) }
        }
    }
}
