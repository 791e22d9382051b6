import Digests
import Documents
import Model
import Store

extension View {
    /// What is worked on in a window: its lanes, each with its tasks.
    ///
    /// Of a window that covers all lanes, those that have something in it.
    package func work(
        in stored: WindowStore.Stored
    ) throws -> [(lane: LaneKey, tasks: [StoredTask])] {
        let plan = stored.window.plan
        let wave = try plan.wave.flatMap { try waves.wave($0)?.wave }
        let work = try (plan.coversAll ? lanes.lanes().map(\.key) : plan.lanes).map { lane in
            (lane: lane, tasks: try tasks(of: stored, wave, in: lane))
        }
        return plan.coversAll ? work.filter { !$0.tasks.isEmpty } : work
    }

    /// The lanes that have to hand in a bundle and have not.
    package func unbundled(_ stored: WindowStore.Stored) throws -> [LaneKey] {
        let bundled = Set(try windows.bundles(of: stored.window.name).map(\.bundle.lane))
        return try work(in: stored).filter { !$0.tasks.isEmpty && !bundled.contains($0.lane) }
            .map(\.lane)
    }

    /// The tasks of a window in a lane: those of its wave, else those that were in work in it.
    private func tasks(
        of stored: WindowStore.Stored,
        _ wave: Wave?,
        in lane: LaneKey
    ) throws -> [StoredTask] {
        if let wave {
            let keys = wave.rendering.lanes.filter { $0.lane == lane }.map(\.task)
            return try keys.compactMap { try tasks.task($0) }
        }
        return try tasks.tasks(TaskFilter(lane: lane), limit: 100_000).filter { task in
            switch task.task.state.name {
            case .claimed, .paused, .delivered, .rework: true
            // Of what is over, that which ended in the window.
            case .accepted: task.changedAt >= stored.openedAt
            case .draft, .ready, .blocked, .parked, .cancelled, .superseded: false
            }
        }
    }

    /// What a lane can hand in for a window now.
    package func bundle(
        _ lane: LaneKey,
        of stored: WindowStore.Stored,
        memory: [String],
        risks: String?
    ) throws -> LaneBundle {
        guard try lanes.lane(lane) != nil else { throw LaneError.unknown(lane) }
        let wave = try stored.window.plan.wave.flatMap { try waves.wave($0)?.wave }
        let work = (lane: lane, tasks: try tasks(of: stored, wave, in: lane))
        return try bundle(of: work, in: stored.window.name, memory: memory, risks: risks)
    }

    /// The bundle that a lane's work makes.
    package func bundle(
        of work: (lane: LaneKey, tasks: [StoredTask]),
        in window: WindowName,
        memory: [String] = [],
        risks: String? = nil
    ) throws -> LaneBundle {
        let tasks = try work.tasks.map(bundled)
        let gaps =
            tasks.isEmpty
            ? ["No task of \(work.lane) was in work in \(window)."]
            : tasks.flatMap(\.gaps)
        return LaneBundle(
            lane: work.lane,
            tasks: tasks,
            memory: memory,
            risks: risks,
            gaps: gaps
        )
    }

    private func bundled(_ stored: StoredTask) throws -> BundledTask {
        let task = stored.task
        // What was sent back or rejected is no delivery that counts.
        let counts = task.handover != nil || task.state.name == .accepted
        let last = counts ? try deliveries.deliveries(of: task.key).last?.delivery : nil
        let replay = try last.flatMap { try replays.latest(of: $0.id) }
        let transcript = Transcript(
            claims: last?.claims ?? [],
            results: replay?.event.record["results"]?.arrayValue ?? []
        )
        return BundledTask(
            task: task.key,
            state: task.state.name.rawValue,
            delivery: last?.id,
            commit: last?.commit,
            artifacts: last?.artifacts.map(\.path) ?? [],
            transcript: transcript.lines,
            passed: transcript.passed,
            closeout: try last.flatMap { try closeout(of: task.key, $0.commit) }
        )
    }

    /// What the closing gates said of a delivered commit, the newest word of each.
    private func closeout(of key: TaskKey, _ commit: String) throws -> String? {
        var words: [GateName: GateResult] = [:]
        for answer in try gates.answers(on: key, limit: 1000)
        where answer.commit == commit && words[answer.result.gate] == nil {
            words[answer.result.gate] = answer.result
        }
        let asked = words.values.filter { $0.level != .off }
        guard !asked.isEmpty else { return nil }
        return asked.contains(where: \.blocks) ? "refused" : "passed"
    }
}

/// What was run for a delivery and what it gave.
private struct Transcript {
    let lines: [String]
    let passed: Int64?

    /// - Parameter results: What a replay saw, which goes before what was claimed.
    init(claims: [String], results: [JSONValue]) {
        guard !results.isEmpty else {
            lines = claims
            let counts = claims.map(DeliveryClaim.init).compactMap { claim -> Int64? in
                if case .check(_, _, let executed) = claim { executed.map(Int64.init) } else { nil }
            }
            passed = counts.isEmpty ? nil : counts.reduce(0, +)
            return
        }
        lines = results.map { result in
            let command = result["command"]?.stringValue ?? ""
            let counts = result["counts"].map { counts in
                ", \(Self.number(counts, "passed")) passed, \(Self.number(counts, "failed")) failed"
            }
            return "\(command): \(result["ending"]?.stringValue ?? "")\(counts ?? "")"
        }
        let counts = results.compactMap { $0["counts"] }.map { Self.number($0, "passed") }
        passed = counts.isEmpty ? nil : counts.reduce(0, +)
    }

    private static func number(_ value: JSONValue, _ name: String) -> Int64 {
        if case .integer(let number)? = value[name] { number } else { 0 }
    }
}
