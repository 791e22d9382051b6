import Digests
import Documents
import Model
import Store

/// Work that is to be handed in.
package struct DeliveryOrder: Sendable {
    package let task: TaskKey
    /// The worktree that it was done in, or any directory in it.
    package let path: String
    package let revision: String
    package let fence: Fence?
    package let report: String
    package let claims: [String]
    package let artifacts: [String]

    package init(
        task: TaskKey,
        path: String,
        revision: String,
        fence: Fence?,
        report: String,
        claims: [String],
        artifacts: [String]
    ) {
        self.task = task
        self.path = path
        self.revision = revision
        self.fence = fence
        self.report = report
        self.claims = claims
        self.artifacts = artifacts
    }
}

/// A delivery as it was taken.
package struct Delivered: Sendable {
    package let task: StoredTask
    package let delivery: Delivery
    package let changedPaths: Int
    /// Whether the same commit had been handed in under the same claim.
    package let isRepeat: Bool
}

extension WorkspaceEngine {
    /// Hands in work: asks git first, then changes the ledger in one transaction.
    package func deliver(
        _ order: DeliveryOrder,
        _ request: ChangeRequest,
        packets: any PacketReading,
        tools: GateTools,
        encode: @escaping @Sendable (Delivered) -> JSONValue
    ) async throws -> Changed<Delivered> {
        let known = try read(as: request.caller, expecting: request.expected) { view in
            let stored = try view.task(order.task)
            return (
                task: stored.task,
                repository: try view.repository(of: stored.task),
                agent: try view.requireAsker().agent,
                packet: try view.tasks.packet(of: order.task, revision: stored.task.packetRevision)
            )
        }
        let packet = try known.packet.map {
            try packets.read($0.text, $0.format, file: nil, key: order.task).packet
        }
        let found = try findings(order, known.repository)
        let site = GateSite(
            .delivery,
            task: order.task,
            change: GateChange(order, found, in: known.repository, by: known.agent),
            tools: tools,
            engine: self,
            caller: request.caller
        )
        // Who does not hold the task is told that, not what a gate thinks of it.
        let isHolder = known.task.hold?.agent == known.agent.id
        let answers =
            isHolder
            ? try await consult(
                GateCatalogue(tools.settings),
                at: .delivery,
                site,
                request,
                besides: Self.askedInside
            ) : []
        let notes = GateNotes()
        for answer in answers { notes.add(answer) }
        let scope = try read(as: request.caller) { view in
            try view.scope(
                packet?.scope ?? PathScope(inScope: []),
                of: order.task,
                by: known.agent.id
            )
        }
        do {
            return try await hand(
                in: order,
                found,
                (scope, packet?.reportSections ?? []),
                tools,
                notes,
                request,
                encode: encode
            )
        } catch let refusal as RuleError {
            try await keep(notes.answers, at: .delivery, site, request)
            throw refusal
        } catch let error as TaskError {
            if case .staleFence = error, !request.isDryRun {
                try await keep(order, found, request)
            }
            throw error
        }
    }

    /// The gates that are asked in the transaction, about what may have changed by then.
    private static let askedInside: Set<GateName> = Set(
        [
            GateDescription.checkout, .branch, .cleanTree, .scope, .report,
        ].map(\.name)
    )

    /// Keeps what is refused because another has the task by now: it may still be of use to them.
    ///
    /// Handed in again, it is kept once.
    private func keep(
        _ order: DeliveryOrder,
        _ found: DeliveryEngine.Findings,
        _ request: ChangeRequest
    ) async throws {
        let refused = RefusedDelivery(
            fence: order.fence,
            commit: found.commit,
            branch: found.branch,
            report: order.report
        )
        var later = request
        later.key = nil
        later.basis = nil
        _ = try await change(later, encode: { (_: Bool) in .null }) { change in
            let kept = EventFilter(
                actor: change.actor.id,
                subject: order.task.text,
                type: refused.fact.type
            )
            guard
                try !change.view.ledger.events(kept, limit: 100).map(\.fact).contains(refused.fact)
            else { return false }
            try change.record(refused.fact, on: .task(order.task))
            return true
        }
    }

    private func hand(
        in order: DeliveryOrder,
        _ found: DeliveryEngine.Findings,
        _ asked: (scope: PathScope, sections: [String]),
        _ tools: GateTools,
        _ notes: GateNotes,
        _ request: ChangeRequest,
        encode: @escaping @Sendable (Delivered) -> JSONValue
    ) async throws -> Changed<Delivered> {
        try await change(request, encode: encode) { change in
            let taken = try change.deliveries.deliver(
                order.task,
                under: order.fence,
                found: found,
                report: order.report,
                claims: order.claims,
                scope: asked.scope,
                sections: asked.sections,
                branches: tools.branches,
                scratch: tools.settings.scratch,
                noting: notes
            )
            let said = notes.answers
            if !taken.isRepeat, !said.isEmpty {
                _ = try change.gates.record(
                    GateEvent(
                        target: .delivery,
                        task: order.task,
                        commit: found.commit,
                        moment: .delivery,
                        results: said
                    )
                )
            }
            return Delivered(
                task: try change.view.task(order.task),
                delivery: taken.delivery,
                changedPaths: found.changedPaths.count,
                isRepeat: taken.isRepeat
            )
        }
    }

    private func findings(
        _ order: DeliveryOrder,
        _ repository: Repository
    ) throws -> DeliveryEngine.Findings {
        let commit = try checkouts.commit(order.revision, in: order.path)
        // The commit must be in the task's repository, not just in the one where the command is
        // run.
        guard try checkouts.exists(commit, in: repository.path) else {
            throw DeliveryError.elsewhere(order.task, commit: commit, repository: repository.name)
        }
        let branch = try checkouts.branch(in: order.path)
        let base = try checkouts.base(
            of: commit,
            and: baseBranch(of: order.task, in: repository),
            in: repository.path
        )
        var artifacts: [Delivery.Artifact] = []
        var missing: [String] = []
        for path in order.artifacts {
            if let file = try checkouts.file(path, at: commit, in: repository.path) {
                artifacts.append(
                    Delivery.Artifact(path: path, digest: file.digest, bytes: file.bytes)
                )
            } else {
                missing.append(path)
            }
        }
        guard missing.isEmpty else { throw DeliveryError.missingArtifacts(order.task, missing) }
        return DeliveryEngine.Findings(
            commit: commit,
            base: base,
            branch: branch,
            isOnBranch: try branch.map {
                try checkouts.isReachable(commit, from: $0, in: order.path)
            } ?? false,
            changedPaths: try checkouts.changedPaths(from: base, to: commit, in: repository.path),
            uncommittedPaths: try checkouts.uncommittedPaths(in: order.path),
            artifacts: artifacts
        )
    }
}

extension GateChange {
    /// What is being handed in.
    fileprivate init(
        _ order: DeliveryOrder,
        _ found: DeliveryEngine.Findings,
        in repository: Repository,
        by agent: Agent
    ) {
        self.init(
            repository: repository,
            commit: found.commit,
            base: found.base,
            branch: found.branch,
            isOnBranch: found.isOnBranch,
            changedPaths: found.changedPaths,
            uncommittedPaths: found.uncommittedPaths,
            agent: agent,
            report: order.report
        )
    }
}

/// What can be wrong with what is handed in.
package enum DeliveryError: Reportable, Equatable {
    case missingArtifacts(TaskKey, [String])
    case elsewhere(TaskKey, commit: String, repository: RepositoryName)

    package var code: String {
        switch self {
        case .missingArtifacts: "delivery.missing_artifacts"
        case .elsewhere: "delivery.elsewhere"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .missingArtifacts: .checkFailed
        case .elsewhere: .conflict
        }
    }

    package var message: String {
        switch self {
        case .missingArtifacts(_, let paths):
            "The commit has no \(paths.map { $0.printable(limit: 120) }.joined(separator: ", "))."
        case .elsewhere(let key, let commit, let repository):
            "\(key) belongs to the repository '\(repository)', "
                + "which has no commit \(commit.prefix(12))."
        }
    }

    package var hint: String? {
        switch self {
        case .missingArtifacts: "Commit the files, then deliver again."
        case .elsewhere(let key, _, _):
            "`worklead task show \(key)` shows the worktree of the task."
        }
    }
}
