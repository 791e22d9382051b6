import Model
import Store

/// What happens to windows.
package struct WindowEngine {
    let change: Change

    /// Opens a window; from then on messages to those in it that can wait are held.
    package func open(_ name: WindowName, _ plan: WindowPlan) throws -> Window {
        let view = change.view
        if try view.windows.window(name) != nil { throw WindowError.taken(name) }
        if let twin = try view.windows.lookAlike(of: name) {
            throw WindowError.lookAlike(name, existing: twin)
        }
        if let wave = plan.wave { _ = try view.wave(wave) }
        for lane in plan.lanes where try view.lanes.lane(lane) == nil {
            throw LaneError.unknown(lane)
        }
        if let other = try view.windows.open().first(where: { $0.window.plan.overlaps(plan) }) {
            throw WindowError.overlaps(name, other.window.name)
        }
        try record(.opened(plan), on: name)
        return Window(name: name, plan: plan, lead: change.actor.id)
    }

    /// Takes the bundle of a lane: what the ledger has of its tasks, and what is told beside it.
    ///
    /// - Returns: The bundle, and what the rule at level `advise` has to say.
    package func bundle(
        _ lane: LaneKey,
        of name: WindowName,
        memory: [String],
        risks: String?
    ) throws -> (bundle: LaneBundle, advice: [String]) {
        let stored = try change.view.window(name)
        let bundle = try change.view.bundle(lane, of: stored, memory: memory, risks: risks)
        let event = try stored.window.bundle(bundle)
        try requirePart(in: lane, of: name, bundle)
        let advice = try change.enforce(.windowBundle, remedy: Self.remedy(lane)) {
            bundle.gaps.isEmpty
                ? nil
                : "The bundle of \(lane) has \(bundle.gaps.count.counted("gap")): "
                    + bundle.gaps.joined(separator: " ")
        }
        try record(event, on: name)
        return (bundle, advice)
    }

    private static func remedy(_ lane: LaneKey) -> String {
        "Let the work have what is named, or close the window with "
            + "`--without \(lane) --reason TEXT`."
    }

    /// Notes what an intake came to; the same again changes nothing.
    package func takeIn(_ intake: WindowIntake, of name: WindowName) throws {
        let stored = try change.view.window(name)
        let event = try stored.window.takeIn(intake)
        guard stored.intake != intake else { return }
        try record(event, on: name)
    }

    /// Ends a window: each reader is told in one message of all that was held.
    ///
    /// - Parameters:
    ///   - without: The lanes that hand in no bundle.
    ///   - reason: Why; needed where there are such.
    package func close(
        _ name: WindowName,
        without: [LaneKey],
        reason: String?
    ) throws -> WindowClosing {
        let stored = try change.view.window(name)
        var window = stored.window
        let missing = try change.view.unbundled(stored)
        let given = reason.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        // Asked before anything is written.
        _ = try window.close(
            WindowClosing(digests: [], without: without, reason: given),
            missing: missing
        )
        let closing = WindowClosing(
            digests: try tell(name),
            without: without.filter(missing.contains),
            reason: given
        )
        try record(.closed(closing), on: name)
        return closing
    }

    /// Sends each reader the digest of what was held.
    private func tell(_ name: WindowName) throws -> [WindowDigest] {
        let held = try change.view.messages.held(in: name)
        var readers: [AgentID] = []
        for entry in held where readers.last != entry.recipient {
            readers.append(entry.recipient)
        }
        return try readers.map { reader in
            let entries = held.filter { $0.recipient == reader }
            let message = try change.messages.digest(
                MessageDraft(
                    recipients: [reader],
                    kind: .status,
                    subject: "\(name): "
                        + entries.count.counted("message was", "messages were") + " held",
                    body: HeldDigest(entries).text
                )
            )
            return WindowDigest(reader: reader, message: message.id, count: Int64(entries.count))
        }
    }

    private func requirePart(
        in lane: LaneKey,
        of name: WindowName,
        _ bundle: LaneBundle
    ) throws {
        guard !change.actor.agent.role.has(.plan) else { return }
        let me = change.actor.id
        if try change.view.lanes.lane(lane)?.owner == me { return }
        let tasks = try bundle.tasks.map { try change.view.task($0.task).task }
        let isMine = tasks.contains { task in
            task.assignee == me || task.hold?.agent == me || task.handover?.agent == me
        }
        guard isMine else { throw WindowError.notYours(name, lane) }
    }

    private func record(_ event: WindowEvent, on name: WindowName) throws {
        try change.record(event.fact, on: Subject(.window, name.text))
    }
}

extension View {
    /// The window, or an error that says that there is none.
    package func window(_ name: WindowName) throws -> WindowStore.Stored {
        guard let stored = try windows.window(name) else { throw WindowError.unknown(name) }
        return stored
    }
}
