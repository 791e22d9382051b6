import Digests
import Model
import Store

/// A replay as it was recorded.
package struct Replayed: Sendable {
    package let id: ReplayID
    package let task: TaskKey
    package let delivery: DeliveryID
    package let record: ReplayRecord
}

extension WorkspaceEngine {
    /// Runs the checks of the delivery that waits again, and records what came out.
    ///
    /// Everything that could refuse the record is asked before the checks are run, and once more in
    /// the transaction that records them: the task may have moved on meanwhile.
    package func replay(
        _ key: TaskKey,
        _ request: ChangeRequest,
        packets: any PacketReading,
        replayer: any Replaying,
        allowsUnsandboxed: Bool,
        encode: @escaping @Sendable (Replayed) -> JSONValue
    ) async throws -> Changed<Replayed> {
        let known = try read(as: request.caller, expecting: request.expected) { view in
            try Self.requireReplayable(key, view)
        }
        guard let text = known.packet else { throw ReplayRefusal.noPacket(key) }
        let packet = try packets.read(text.text, text.format, file: nil, key: key).packet
        let checks = packet.testPlan.commands.map { CheckCommand($0) }
        guard !checks.isEmpty else { throw ReplayRefusal.noChecks(key) }
        let delivery = known.delivery
        let evidence = try replayer.replay(
            ReplayOrder(
                repository: known.repository.path,
                commit: delivery.commit,
                base: delivery.base,
                checks: checks,
                artifacts: delivery.artifacts.map(\.path),
                allowsUnsandboxed: allowsUnsandboxed
            )
        )
        let record = ReplayRecord(
            evidence: evidence,
            assessment: ReplayAssessment(
                of: evidence,
                against: delivery.replayClaims(for: checks),
                usual: known.usual
            )
        )
        let repository = known.repository.name
        return try await change(request, encode: encode) { change in
            try change.repositories.note(
                profile: evidence.profileDigest.description,
                at: evidence.commit,
                of: repository
            )
            let id = try change.verdicts.record(
                ReplayEvent(
                    task: key,
                    delivery: delivery.id,
                    commit: evidence.commit,
                    packet: PacketRun(
                        revision: delivery.packetRevision,
                        digest: Digest(of: text.text)
                    ),
                    grade: record.grade.rawValue,
                    gaps: record.gaps.map(\.message),
                    record: record.json
                )
            )
            return Replayed(id: id, task: key, delivery: delivery.id, record: record)
        }
    }

    private static func requireReplayable(
        _ key: TaskKey,
        _ view: View
    ) throws -> (
        delivery: Delivery, repository: Repository,
        packet: (format: PacketRevision.Format, text: String)?,
        usual: [CheckCommand: Duration]
    ) {
        let actor = try view.requireAsker()
        try actor.require(.judge)
        let stored = try view.task(key)
        guard let handover = stored.task.handover,
            let delivery = try view.deliveries.delivery(handover.delivery)?.delivery
        else { throw TaskError.notDelivered(key, stored.task.state.name) }
        guard handover.agent != actor.id else { throw TaskError.ownWork(key, actor.id) }
        return (
            delivery,
            try view.repository(of: stored.task),
            try view.tasks.packet(of: key, revision: delivery.packetRevision),
            UsualDurations(try view.replays.replays(of: key, limit: 9)).durations
        )
    }
}

/// How long each check took when it was run before: the median of the passed ones.
private struct UsualDurations {
    private(set) var durations: [CheckCommand: Duration] = [:]

    init(_ replays: [ReplayStore.Stored]) {
        var seen: [String: [Int64]] = [:]
        for replay in replays {
            for result in replay.event.record["results"]?.arrayValue ?? [] {
                guard result["passed"]?.boolValue == true,
                    let command = result["command"]?.stringValue,
                    let milliseconds = result["duration_ms"]?.int64Value
                else { continue }
                seen[command, default: []].append(milliseconds)
            }
        }
        for (command, all) in seen where all.count >= 2 {
            durations[CheckCommand(command)] = .milliseconds(all.sorted()[all.count / 2])
        }
    }
}

/// Why a delivery can't be replayed at all.
package enum ReplayRefusal: Reportable, Equatable {
    case noPacket(TaskKey)
    case noChecks(TaskKey)

    package var code: String { "replay.no_checks" }
    package var category: ErrorCategory { .checkFailed }
    package var message: String {
        switch self {
        case .noPacket(let key): "\(key) has no packet, so there are no checks to run again."
        case .noChecks(let key): "The packet of \(key) has no check to run again."
        }
    }
    package var hint: String? {
        switch self {
        case .noPacket(let key), .noChecks(let key):
            "Once the delivery is sent back, `worklead task edit \(key) --packet FILE` gives it "
                + "a test plan."
        }
    }
}
