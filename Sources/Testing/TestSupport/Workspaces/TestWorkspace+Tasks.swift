import Digests
import Engine
import Model
import Store

// The steps that most tests need.
extension TestWorkspace {
    /// Makes a task that is ready, with a packet if it has paths.
    @discardableResult
    package func task(
        _ key: String,
        paths: [String] = [],
        priority: Int64 = 100,
        dependsOn others: [String] = [],
        lane: String? = nil,
        isReady: Bool = true
    ) async throws -> TaskKey {
        let key = TaskKey(trusted: key)
        let packet = paths.isEmpty ? nil : Self.packet(paths: paths)
        return try await change { change in
            try change.tasks.create(
                TaskEngine.Draft(
                    key: key,
                    title: "Do \(key)",
                    repository: RepositoryName(trusted: "api"),
                    lane: lane.map(LaneKey.init(trusted:)),
                    priority: priority,
                    dependencies: others.map(TaskKey.init(trusted:)),
                    packet: packet,
                    isReady: isReady
                )
            ).task.key
        }
    }

    /// A packet with these paths in its scope.
    package static func packet(paths: [String], note: String = "") -> WrittenPacket {
        let packet = Packet(title: "Packet", what: "Do it", inScope: paths.map { ScopeLine($0) })
        return WrittenPacket(
            format: .markdown,
            text: "# Packet\n\(paths.joined(separator: "\n"))\n\(note)",
            packet: packet,
            findings: []
        )
    }

    /// Claims a task for a session.
    @discardableResult
    package func claim(
        _ key: TaskKey,
        as session: TestSession,
        lease: Duration = .seconds(60)
    ) async throws -> ClaimEngine.Claimed {
        try await change(as: session) { try $0.claims.claim(key, for: lease) }
    }

    /// Hands in a commit that keeps every rule.
    @discardableResult
    package func deliver(
        _ key: TaskKey,
        as session: TestSession,
        under fence: Fence? = nil,
        commit: String = "c1"
    ) async throws -> Delivery {
        let found = DeliveryEngine.Findings(
            commit: commit,
            base: "base",
            branch: "agent/\(session.agent)/work",
            isOnBranch: true,
            changedPaths: [],
            uncommittedPaths: [],
            artifacts: []
        )
        return try await change(as: session) { change in
            try change.deliveries.deliver(
                key,
                under: fence,
                found: found,
                report: "",
                claims: [],
                scope: PathScope(inScope: []),
                sections: [],
                branches: BranchPattern()
            ).delivery
        }
    }

    /// Records what a replay found.
    @discardableResult
    package func replay(
        _ delivery: Delivery,
        of key: TaskKey,
        as session: TestSession,
        grade: ReplayGrade = .verified,
        gaps: [String] = []
    ) async throws -> ReplayID {
        try await change(as: session) { change in
            try change.verdicts.record(
                ReplayEvent(
                    task: key,
                    delivery: delivery.id,
                    commit: delivery.commit,
                    grade: grade.rawValue,
                    gaps: gaps,
                    record: .object([:])
                )
            )
        }
    }

    /// Accepts the delivery that waits.
    @discardableResult
    package func accept(
        _ key: TaskKey,
        as session: TestSession,
        waiving gaps: String? = nil
    ) async throws -> VerdictEngine.Judged {
        try await change(as: session) {
            try $0.verdicts.accept(key, waivedGaps: gaps, note: nil)
        }
    }

    /// The task as it stands.
    package func task(_ key: TaskKey) throws -> WorkTask {
        try read { try $0.task(key).task }
    }
}
