import Model
import Store

/// What happens to tasks beside their claims and deliveries.
package struct TaskEngine {
    let change: Change
    /// Whether an assignee hears what becomes of their task; not of what files say happened.
    var tellsAssignee = true

    /// What a new task is made of.
    package struct Draft: Sendable {
        /// `nil` lets the packet name it, else Worklead gives the next number.
        package var key: TaskKey?
        package var title: String?
        package var repository: RepositoryName?
        package var lane: LaneKey?
        package var phase: String?
        package var priority: Int64
        package var dependencies: [TaskKey]
        package var packet: WrittenPacket?
        package var isReady: Bool
        /// Who is to do it; nobody is told of that by this.
        package var assignee: AgentID?

        package init(
            key: TaskKey? = nil,
            title: String? = nil,
            repository: RepositoryName? = nil,
            lane: LaneKey? = nil,
            phase: String? = nil,
            priority: Int64 = 100,
            dependencies: [TaskKey] = [],
            packet: WrittenPacket? = nil,
            isReady: Bool = false,
            assignee: AgentID? = nil
        ) {
            self.key = key
            self.title = title
            self.repository = repository
            self.lane = lane
            self.phase = phase
            self.priority = priority
            self.dependencies = dependencies
            self.packet = packet
            self.isReady = isReady
            self.assignee = assignee
        }
    }

    /// A task that was made or changed, with what rules at level `advise` have to say.
    package struct Outcome: Sendable {
        package let task: StoredTask
        package let advice: [String]
    }

    /// Makes a task.
    ///
    /// Its key is reserved by the same transaction that makes it.
    package func create(_ draft: Draft) throws -> Outcome {
        let key = try draft.key ?? freshKey()
        if try change.view.tasks.task(key) != nil { throw TaskError.taken(key) }
        if let twin = try change.view.tasks.lookAlike(of: key) {
            throw TaskError.lookAlike(key, existing: twin)
        }
        try requireReferences(draft)
        try change.view.requireOpenPhase(draft.phase)
        var advice = try secrets(in: draft.packet, of: key, in: draft.phase)
        if draft.isReady { advice += try lint(key, draft.packet?.findings ?? []) }
        let (_, event) = WorkTask.create(
            key,
            TaskPlan(
                title: draft.title ?? draft.packet?.title ?? key.text,
                repository: draft.repository,
                lane: draft.lane,
                phase: draft.phase,
                risk: draft.packet?.packet.riskTier?.rawValue,
                priority: draft.priority,
                dependencies: draft.dependencies,
                packet: draft.packet?.revision(1, repository: draft.repository),
                isReady: draft.isReady
            )
        )
        try change.record(event, on: key, from: nil)
        if let assignee = draft.assignee { try assign(key, to: assignee) }
        return Outcome(task: try change.view.task(key), advice: advice)
    }

    /// Replaces the packet by its next revision; the same text again changes nothing.
    package func revisePacket(of key: TaskKey, with packet: WrittenPacket) throws -> Outcome {
        let before = try change.view.task(key)
        let advice = try secrets(in: packet, of: key)
        let revision = packet.revision(
            before.task.packetRevision + 1,
            repository: before.task.repository
        )
        if before.task.packetDigest != revision.digest {
            if let held = try change.view.packets.lock(of: key)?.lock {
                throw PacketLockError.locked(key, by: held.signer)
            }
            try change.apply(to: before) { task throws(TaskError) in try task.revisePacket(revision)
            }
        }
        return Outcome(
            task: try change.view.task(key),
            advice: advice + packet.findings.map(\.reason)
        )
    }

    /// Changes what is not in the packet; an empty edit records nothing.
    package func edit(_ key: TaskKey, _ edit: TaskEdit) throws {
        if let lane = edit.lane, try change.view.lanes.lane(lane) == nil {
            throw LaneError.unknown(lane)
        }
        guard !edit.isEmpty else { return }
        try change.view.requireOpenPhase(edit.phase)
        try apply(to: key) { task throws(TaskError) in try task.edit(edit) }
    }

    /// Opens a draft for claims.
    ///
    /// - Parameter findings: What lint says about its packet now.
    /// - Returns: What there is to advise.
    package func makeReady(_ key: TaskKey, findings: [PacketFinding]) throws -> [String] {
        let advice = try lint(key, findings)
        try apply(to: key) { task throws(TaskError) in try task.makeReady() }
        return advice
    }

    /// Takes a ready task back into planning.
    package func makeDraft(_ key: TaskKey) throws {
        try apply(to: key) { task throws(TaskError) in try task.makeDraft() }
    }

    /// Makes a task wait for another; a cycle is refused and shown.
    ///
    /// The same edge again changes nothing.
    package func addDependency(of key: TaskKey, on other: TaskKey) throws {
        let before = try change.view.task(key)
        try requireReachable(other)
        if try change.view.tasks.dependencies(of: key).contains(where: { $0.key == other }) {
            return
        }
        if key != other, let way = try change.view.tasks.path(from: other, to: key) {
            throw TaskError.dependsOnItself([key] + way)
        }
        try change.apply(to: before) { task throws(TaskError) in try task.addDependency(on: other) }
    }

    /// Lets a task no longer wait for another; an edge that is not there changes nothing.
    package func removeDependency(of key: TaskKey, on other: TaskKey) throws {
        let before = try change.view.task(key)
        guard try change.view.tasks.dependencies(of: key).contains(where: { $0.key == other })
        else {
            return
        }
        try change.apply(to: before) { task throws(TaskError) in
            try task.removeDependency(on: other)
        }
    }

    private func secrets(
        in packet: WrittenPacket?,
        of key: TaskKey,
        in phase: String? = nil
    ) throws -> [String] {
        guard let packet else { return [] }
        return try change.refuseSecret(
            in: packet.text,
            called: "packet",
            about: [key],
            in: phase,
            at: .packet
        )
    }

    private func lint(_ key: TaskKey, _ findings: [PacketFinding]) throws -> [String] {
        let errors = findings.errors
        switch try change.view.level(of: .lint, for: key) {
        case .off: return []
        case .advise: return errors.map { "\($0.field.rawValue): \($0.reason)" }
        case .block:
            guard errors.isEmpty else { throw PacketRefusedError(key: key, findings: errors) }
            return []
        }
    }

    private func requireReferences(_ draft: Draft) throws {
        if let lane = draft.lane, try change.view.lanes.lane(lane) == nil {
            throw LaneError.unknown(lane)
        }
        if let repository = draft.repository,
            try change.view.repositories.repository(repository) == nil
        {
            throw RepositoryError.unknown(repository)
        }
        for other in draft.dependencies { try requireReachable(other) }
    }

    /// Requires that a task exists and can still be accepted, or is: what waits for one that was
    /// given up would wait for ever.
    func requireReachable(_ key: TaskKey) throws {
        let name = try change.view.task(key).task.state.name
        if name.isFinal, name != .accepted { throw TaskError.finished(key, name) }
    }

    /// The next free number as a key, past those that look like a key somebody chose.
    private func freshKey() throws -> TaskKey {
        let prefix = Counter.Kind.task.prefix
        var number = try change.view.counters.last(.task) + 1
        while try change.view.tasks.lookAlike(of: TaskKey(trusted: "\(prefix)\(number)")) != nil {
            number += 1
        }
        return TaskKey(trusted: "\(prefix)\(number)")
    }

    func apply(
        to key: TaskKey,
        _ move: (inout WorkTask) throws(TaskError) -> TaskEvent
    ) throws {
        try change.apply(to: try change.view.task(key), move)
    }
}
