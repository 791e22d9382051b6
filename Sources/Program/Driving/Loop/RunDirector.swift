import AgentKit
import Documents
import Model
import Operations
import Telemetry

/// Drives a run: starts agents for what can be worked on, judges what they hand in, and goes on
/// until nothing is left to do.
///
/// It keeps nothing that is not in the ledger or in a launch's directory, so another one goes on
/// where this one was killed.
package final class RunDirector: Sendable {
    /// How often an agent's lease is renewed.
    static let beat = Duration.seconds(60)
    /// How often it is looked whether something has happened.
    static let glance = Duration.milliseconds(150)

    package let run: RunName
    let spec: RunSpec
    let lead: any OperationCaller
    let options: CallOptions
    let ground: DriveGround
    let say: @Sendable (DriveNews) -> Void
    private let active = Lock<[TaskKey: AgentRun]>([:])

    /// - Parameters:
    ///   - lead: Carries out what the driver asks; it plans and judges, and works on no slice.
    ///   - say: Told what happens.
    package init(
        _ run: RunName,
        lead: any OperationCaller,
        options: CallOptions,
        ground: DriveGround,
        say: @escaping @Sendable (DriveNews) -> Void
    ) async throws {
        self.run = run
        self.lead = lead
        var options = options
        options.dryRun = false
        options.idempotencyKey = nil
        self.options = options
        self.ground = ground
        self.say = say
        let input = ShowRun.Input { ($0.run, $0.text) = (run, true) }
        let detail = try await lead.call(ShowRun.self, input, options).output
        guard let spec = try ReadRun.spec(of: detail.text ?? "") else {
            throw RunError.unknown(run, near: nil)
        }
        self.spec = spec
    }

    /// Drives until the run is over, or the process is to end.
    ///
    /// - Parameter waits: Whether to wait where nothing goes on without a person; else it ends.
    package func drive(waits: Bool) async throws -> DriveReport {
        try await recover()
        var report = DriveReport()
        report.run = run
        try await withThrowingTaskGroup(of: Step.self) { group in
            var desk = DriveDesk()
            var told: String?
            group.addTask { await self.tick() }
            while true {
                let status = try await self.status()
                let isEnding = ground.isEnding()
                if isEnding { endAll() }
                if !isEnding {
                    for slice in desk.toJudge(status) {
                        let task = slice.task
                        desk.judging.insert(task)
                        // What judges holds a thread for as long as the checks take.
                        group.addTask(executorPreference: globalConcurrentExecutor) {
                            .judged(task, await SliceVerdict(director: self, slice: slice).reach())
                        }
                    }
                    for start in desk.toStart(status, spec) {
                        guard let work = try await launch(start) else { continue }
                        desk.working[start.task] = start.agent
                        report.launches += 1
                        group.addTask {
                            await work.run()
                            return .worked(start.task)
                        }
                    }
                }
                if desk.isIdle {
                    if isEnding || status.run.state.isFinal { break }
                    let waiting = DriveDesk.waiting(status, spec)
                    if told != waiting { say(DriveNews(.waits, waiting)) }
                    told = waiting
                    if !waits {
                        report.waits = waiting
                        break
                    }
                } else {
                    told = nil
                }
                switch try await group.next() {
                case .ticked?: group.addTask { await self.tick() }
                case .worked(let task)?: desk.working[task] = nil
                case .judged(let task, let verdict)?: desk.note(task, verdict)
                case nil: break
                }
            }
            group.cancelAll()
        }
        let status = try await self.status()
        report.state = status.run.state
        report.accepted = status.run.accepted
        report.slices = status.run.slices
        say(DriveNews(.over, "\(run) is \(status.run.state.rawValue)"))
        return report
    }

    /// Something that the loop waits for.
    private enum Step: Sendable {
        case ticked
        case worked(TaskKey)
        case judged(TaskKey, SliceVerdict.Outcome)
    }

    /// Waits until the ledger has grown, or a while.
    private func tick() async -> Step {
        do {
            let head = ListEvents.Input { $0.limit = 1 }
            let before = try await lead.call(ListEvents.self, head, options).output.head
            for _ in 0..<20 where !Task.isCancelled && !ground.isEnding() {
                await ground.pause(Self.glance)
                let now = try await lead.call(ListEvents.self, head, options).output.head
                if now != before { break }
            }
        } catch {
            // A gateway that is away comes back, or the next call says what is wrong.
            await ground.pause(.seconds(1))
        }
        return .ticked
    }

    /// Notes the launch of a slice, from which on it is ours; `nil` where somebody was faster or
    /// nothing can be started now.
    private func launch(_ start: SliceStart) async throws -> SliceWork? {
        guard let member = spec.members.first(where: { $0.agent == start.agent }),
            let driver = spec.driver(of: start.agent)
        else { return nil }
        do {
            let input = LaunchSlice.Input { input in
                (input.run, input.task, input.agent) = (run, start.task, start.agent)
                input.driver = driver.name
            }
            let line = try await asLead(LaunchSlice.self, input)
            return SliceWork(
                director: self,
                slice: spec.slices.first { $0.task == start.task },
                member: member,
                driver: driver,
                launch: line,
                resumed: line.resumed.map { ($0, !line.compacts) },
                directory: try ground.directory(run, line.launch)
            )
        } catch let error as any Reportable where error.category == .conflict {
            return nil
        } catch let error as any Reportable where error.category == .needsDecision {
            return nil
        }
    }
}

extension RunDirector {
    /// Carries an operation out as whoever drives.
    func asLead<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws -> O.Output {
        try await lead.call(operation, input, options).output
    }

    func status() async throws -> RunStatus {
        let input = ShowRunStatus.Input { ($0.run, $0.limit) = (run, RunSpec.slicesMax) }
        return try await asLead(ShowRunStatus.self, input)
    }

    func state(of task: TaskKey) async throws -> TaskState.Name? {
        TaskState.Name(rawValue: try await detail(of: task).task.state)
    }

    func title(of task: TaskKey) async throws -> String { try await detail(of: task).task.title }

    func attempts(at task: TaskKey) async throws -> Int {
        try await detail(of: task).claims.count { $0.endedAt != nil }
    }

    func detail(of task: TaskKey) async throws -> TaskDetail {
        try await asLead(ShowTask.self, ShowTask.Input { $0.task = task })
    }

    func hold(_ agent: AgentRun, for task: TaskKey) {
        active.withLock { $0[task] = agent }
    }

    func letGo(of task: TaskKey) {
        _ = active.withLock { $0.removeValue(forKey: task) }
    }

    /// Asks all agents' programs to end; each is noted as it does.
    private func endAll() {
        for agent in active.withLock({ Array($0.values) }) { agent.cancel() }
    }
}

extension RunSpec {
    /// How an agent's program is driven; `nil` for one that somebody starts by hand.
    func driver(of agent: AgentID) -> RunDriver? {
        guard let name = members.first(where: { $0.agent == agent })?.driver else { return nil }
        return drivers.first { $0.name == name }
    }
}
