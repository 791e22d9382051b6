import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func provideTasks(_ provider: inout OperationProvider) {
        provideTaskReading(&provider)
        provideTaskPlanning(&provider)
        provider.provide(CreateTask.self) { [unowned self] input, context in
            try await create(input, context)
        }
        provider.provide(EditTask.self) { [unowned self] input, context in
            let packet = try input.packet.map {
                try packets.read($0, input.format, file: nil, key: input.task)
            }
            return try await change(EditTask.self, input, context, right: .plan) { change in
                try change.tasks.edit(
                    input.task,
                    TaskEdit(
                        title: input.title,
                        lane: input.lane,
                        phase: input.phase,
                        priority: input.priority
                    )
                )
                let outcome = try packet.map {
                    try change.tasks.revisePacket(of: input.task, with: $0)
                }
                return TaskChange(try change.view.task(input.task), advice: outcome?.advice ?? [])
            }
        }
        provider.provide(ReadyTask.self) { [unowned self] input, context in
            let findings = try findings(of: input.task)
            return try await change(ReadyTask.self, input, context, right: .plan) { change in
                let advice = try change.tasks.makeReady(input.task, findings: findings)
                return TaskChange(try change.view.task(input.task), advice: advice)
            }
        }
        provider.provide(LintPacket.self) { [unowned self] input, context in
            try read(LintPacket.self, context) { view in
                let findings = try lint(input, view)
                return Page(findings.map(FindingLine.init), total: findings.count)
            }
        }
    }

    private func provideTaskReading(_ provider: inout OperationProvider) {
        provider.read(ListTasks.self, self) { view, input in
            let filter = TaskFilter(
                state: try input.state.map(TaskState.Name.named),
                lane: input.lane,
                repository: input.repository,
                phase: input.phase,
                agent: input.agent,
                words: input.text?.split(separator: " ").map(String.init) ?? [],
                openOnly: !input.all && input.state == nil
            )
            let total = try view.tasks.count(filter)
            let items = try view.tasks.tasks(filter, limit: input.limit, offset: input.offset)
            let end = input.offset + items.count
            return Page(
                items.map(TaskLine.init),
                total: total,
                next: end < total ? String(end) : nil
            )
        }
        provider.read(ShowTask.self, self) { view, input in
            try TaskDetail(input.task, view, withPacket: input.packet)
        }
    }

    private func provideTaskPlanning(_ provider: inout OperationProvider) {
        provider.change(DraftTask.self, self, right: .plan) { change, input in
            try change.tasks.makeDraft(input.task)
            return TaskChange(try change.view.task(input.task))
        }
        provider.provide(AssignTask.self) { [unowned self] input, context in
            let handOut = TaskEngine.HandOut(
                isStaged: input.staged,
                lease: try lease(input.lease, of: input.task),
                acknowledgingWithin: input.acknowledge
            )
            return try await change(AssignTask.self, input, context, right: .plan) { change in
                guard let agent = input.agent else {
                    try change.tasks.assign(input.task, to: nil)
                    return TaskChange(try change.view.task(input.task))
                }
                return TaskChange(try change.tasks.assign(input.task, to: agent, handOut))
            }
        }
        provider.change(BlockTask.self, self, right: .work) { change, input in
            try change.tasks.block(input.task, because: input.reason)
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(UnblockTask.self, self, right: .plan) { change, input in
            try change.tasks.unblock(input.task)
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(ParkTask.self, self, right: .plan) { change, input in
            try change.tasks.park(
                input.task,
                because: Lane.Parking(reason: input.reason, blocker: input.blocker)
            )
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(UnparkTask.self, self, right: .plan) { change, input in
            try change.tasks.unpark(input.task)
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(CancelTask.self, self, right: .plan) { change, input in
            let advice = try change.tasks.cancel(input.task, because: input.reason)
            return TaskChange(try change.view.task(input.task), advice: advice)
        }
        provider.change(SupersedeTask.self, self, right: .plan) { change, input in
            try change.tasks.supersede(input.task, by: input.by)
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(AddDependency.self, self, right: .plan) { change, input in
            try change.tasks.addDependency(of: input.task, on: input.on)
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(RemoveDependency.self, self, right: .plan) { change, input in
            try change.tasks.removeDependency(of: input.task, on: input.on)
            return TaskChange(try change.view.task(input.task))
        }
    }

    private func create(
        _ input: CreateTask.Input,
        _ context: CallContext
    ) async throws -> Reply<TaskChange> {
        let packet = try input.packet.map {
            try packets.read($0, input.format, file: input.file, key: input.key)
        }
        if let packet, packet.packet.title.isEmpty, input.title == nil {
            throw PacketWithoutTitleError()
        }
        let around = try open().found.location?.commonDirectory
        let handOut = try input.assignee.map { agent in
            let handOut = TaskEngine.HandOut(
                isStaged: input.staged,
                lease: try lease(input.lease),
                acknowledgingWithin: input.acknowledge
            )
            return (agent, handOut)
        }
        return try await change(CreateTask.self, input, context, right: .plan) { change in
            let here = try around.flatMap {
                try change.view.repositories.repository(commonDirectory: $0)?.name
            }
            let home = try input.lane.flatMap { try change.view.lanes.lane($0)?.repository }
            let outcome = try change.tasks.create(
                TaskEngine.Draft(
                    key: input.key ?? packet?.packet.taskKey,
                    title: input.title,
                    repository: input.repository ?? home ?? here,
                    lane: input.lane,
                    phase: input.phase,
                    priority: input.priority,
                    dependencies: input.dependsOn,
                    packet: packet,
                    isReady: input.ready
                )
            )
            guard let (agent, handOut) = handOut else {
                return TaskChange(outcome.task, advice: outcome.advice)
            }
            let made = try change.tasks.assign(outcome.task.key, to: agent, handOut)
            return TaskChange(made, advice: outcome.advice)
        }
    }

    private func findings(of key: TaskKey) throws -> [PacketFinding] {
        try open().engine.read { view in
            let stored = try view.task(key)
            guard let text = try view.tasks.packet(of: key, revision: stored.task.packetRevision)
            else {
                return []
            }
            return try packets.read(text.text, text.format, file: nil, key: key).findings
        }
    }

    private func lint(_ input: LintPacket.Input, _ view: View) throws -> [PacketFinding] {
        if let text = input.packet {
            return try packets.read(text, input.format, file: input.file, key: input.task).findings
        }
        guard let key = input.task else { throw NothingToLintError() }
        let stored = try view.task(key)
        guard let kept = try view.tasks.packet(of: key, revision: stored.task.packetRevision) else {
            throw NothingToLintError()
        }
        return try packets.read(kept.text, kept.format, file: nil, key: key).findings
    }
}

extension TaskState.Name {
    /// The state of a name as somebody typed it.
    fileprivate static func named(_ text: String) throws -> TaskState.Name {
        guard let state = TaskState.Name(rawValue: text) else {
            throw IdentifierError(
                kind: "a state of tasks",
                text: text,
                fault: "the states are \(allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return state
    }
}

/// A text that is to be a packet and says not even what it is about.
struct PacketWithoutTitleError: Reportable {
    var code: String { "packet.no_title" }
    var category: ErrorCategory { .checkFailed }
    var message: String { "The packet has no title, so it is probably another kind of file." }
    var hint: String? {
        "`worklead task lint --packet FILE` says what a packet needs; a TITLE can be given too."
    }
}

/// A call for lint without anything to look at.
struct NothingToLintError: Reportable {
    var code: String { "packet.absent" }
    var category: ErrorCategory { .notFound }
    var message: String { "There is no packet to look at." }
    var hint: String? { "Name a task that has one, or a file." }
}
