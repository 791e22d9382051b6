import Digests
import Model
import Store

/// What gates are to be run on.
package struct GateOrder: Sendable {
    package var target: GateTarget?
    package var task: TaskKey?
    package var phase: String?
    /// The working directory, or any directory in it.
    package var path: String?
    /// Whose directory it is; `nil` for that of the task, else of the asker's session.
    package var repository: RepositoryName?

    package init(
        target: GateTarget? = nil,
        task: TaskKey? = nil,
        phase: String? = nil,
        path: String? = nil,
        repository: RepositoryName? = nil
    ) {
        self.target = target
        self.task = task
        self.phase = phase
        self.path = path
        self.repository = repository
    }
}

/// A run of gates as it was recorded.
package struct GatesRun: Sendable {
    package let id: GateRunID
    package let event: GateEvent

    /// Whether nothing refuses at level `block`.
    package var passes: Bool { !event.results.contains(where: \.blocks) }
}

extension WorkspaceEngine {
    /// The place where gates look at what was ordered.
    ///
    /// By itself it is the phase where one is named, the delivery of the task where there is one,
    /// else the working directory if it is of the task's repository, else the task's packet.
    package func gateSite(
        _ order: GateOrder,
        _ request: ChangeRequest,
        tools: GateTools
    ) throws -> GateSite {
        let caller = request.caller
        let known = try read(as: caller, expecting: request.expected) { view in
            try GateGround(order, view)
        }
        var change: GateChange?
        switch known.target {
        case .delivery: change = try known.delivered
        case .worktree: change = try order.path.flatMap { try working($0, known) }
        case .packet, .workspace, .phase: change = nil
        }
        if known.target == .worktree, change == nil { throw GateError.nothing }
        return GateSite(
            known.target,
            task: known.task?.key,
            phase: order.phase,
            change: change,
            tools: tools,
            engine: self,
            caller: caller
        )
    }

    /// What a working directory would hand in.
    private func working(_ path: String, _ known: GateGround) throws -> GateChange? {
        guard let repository = known.repository else { return nil }
        let commit = try checkouts.commit("HEAD", in: path)
        let branch = try checkouts.branch(in: path)
        let base = try checkouts.base(
            of: commit,
            and: baseBranch(of: known.task?.key, in: repository),
            in: repository.path
        )
        return GateChange(
            repository: repository,
            commit: commit,
            base: base,
            branch: branch,
            isOnBranch: branch != nil,
            changedPaths: try checkouts.changedPaths(from: base, to: commit, in: repository.path),
            uncommittedPaths: try checkouts.uncommittedPaths(in: path),
            agent: known.agent
        )
    }

    /// Runs gates and records what they said.
    package func run(
        _ gates: [any Gate],
        at site: GateSite,
        _ request: ChangeRequest,
        moment: GateMoment? = nil,
        encode: @escaping @Sendable (GatesRun) -> JSONValue
    ) async throws -> Changed<GatesRun> {
        let results = try GateRun(at: site, time: time).results(of: gates)
        let event = GateEvent(
            target: site.target,
            task: site.task,
            phase: site.phase,
            commit: site.change?.commit,
            moment: moment,
            results: results
        )
        return try await change(request, encode: encode) { change in
            GatesRun(id: try change.gates.record(event), event: event)
        }
    }

    /// Asks the gates of a moment, and keeps it where one of them refuses.
    ///
    /// - Parameter besides: Those that are asked elsewhere.
    /// - Throws: ``RuleError`` for the first that refuses at level `block`; what all of them said
    ///   is in the ledger by then.
    func consult(
        _ catalogue: GateCatalogue,
        at moment: GateMoment,
        _ site: GateSite,
        _ request: ChangeRequest,
        besides: Set<GateName> = []
    ) async throws -> [GateResult] {
        let run = try GateRun(at: site, time: time)
        let asked = catalogue.gates(at: moment).filter { gate in
            !besides.contains(gate.description.name) && run.level(of: gate.description) != .off
        }
        // What had nothing to judge is no news, at each delivery again.
        let results = try run.results(of: asked).filter { $0.verdict != .skipped }
        guard let refusal = results.first(where: \.blocks) else { return results }
        try await keep(results, at: moment, site, request)
        throw RuleError(
            rule: try catalogue.gate(refusal.gate).description,
            fault: refusal.fault ?? "The gate '\(refusal.gate)' refuses it.",
            remedy: nil
        )
    }

    /// Keeps what gates said although what they were asked about was refused.
    func keep(
        _ results: [GateResult],
        at moment: GateMoment,
        _ site: GateSite,
        _ request: ChangeRequest
    ) async throws {
        guard !request.isDryRun, !results.isEmpty else { return }
        var later = request
        later.key = nil
        later.basis = nil
        let event = GateEvent(
            target: site.target,
            task: site.task,
            phase: site.phase,
            commit: site.change?.commit,
            moment: moment,
            results: results
        )
        _ = try await change(later, encode: { (_: GateRunID) in .null }) {
            try $0.gates.record(event)
        }
    }
}

/// What the ledger knows of the place where gates are to look.
struct GateGround: Sendable {
    let target: GateTarget
    let task: StoredTask?
    let repository: Repository?
    let agent: Agent?
    private let delivery: Delivery?
    private let worker: Agent?

    init(_ order: GateOrder, _ view: View) throws {
        let asker = try view.requireAsker()
        agent = asker.agent
        var task = try order.task.map(view.task)
        if task == nil, order.target == nil || order.target == .worktree {
            // The one task in hand is what a working directory is about.
            let held = try view.tasks.held(by: asker.id)
            let worktree = asker.session?.worktree
            let here = held.filter { stored in
                stored.task.hold.map { $0.session == asker.session?.id } ?? false
            }
            task = held.count == 1 ? held.first : worktree == nil || here.count != 1 ? nil : here[0]
            // A directory of another repository is not about it.
            if let named = order.repository, let found = task,
                try view.repository(of: found.task).name != named
            {
                task = nil
            }
        }
        self.task = task
        if let task {
            repository = try view.repository(of: task.task)
        } else {
            let all = try view.repositories.repositories()
            let home = order.repository ?? asker.session?.repository
            repository = all.first { $0.name == home } ?? (all.count == 1 ? all.first : nil)
        }
        delivery = try task.flatMap { task in
            try view.deliveries.deliveries(of: task.key).last?.delivery
        }
        worker = try delivery.flatMap { try view.agents.agent($0.handover.agent) }
        target =
            if let named = order.target {
                named
            } else if order.phase != nil {
                .phase
            } else if let state = task?.task.state.name,
                order.task != nil, state == .delivered || state == .accepted
            {
                .delivery
            } else if order.path != nil,
                order.repository != nil || Self.isWorktree(of: repository, asker)
            {
                .worktree
            } else if task != nil {
                .packet
            } else {
                .workspace
            }
    }

    /// Whether the asker's worktree is one of the repository; of another's head it knows nothing.
    private static func isWorktree(of repository: Repository?, _ asker: Actor) -> Bool {
        guard let home = asker.session?.repository, let repository else { return true }
        return home == repository.name
    }

    /// What was handed in for the task.
    var delivered: GateChange {
        get throws {
            guard let delivery, let repository else { throw GateError.nothing }
            return GateChange(
                repository: repository,
                commit: delivery.commit,
                base: delivery.base,
                branch: delivery.branch,
                isOnBranch: delivery.branch != nil,
                changedPaths: nil,
                uncommittedPaths: nil,
                agent: worker,
                report: delivery.report,
                delivery: delivery.id
            )
        }
    }
}
