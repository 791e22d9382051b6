import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func provideClaims(_ provider: inout OperationProvider) {
        provider.read(NextTask.self, self) { view, input in
            let next = try view.next(in: input.lane, limit: input.limit)
            let stranded = try view.tasks.stranded(limit: 1000).filter { waiting in
                try input.lane == nil || view.task(waiting.task).task.lane == input.lane
            }
            return NextPage {
                $0.items = next.map(NextLine.init)
                $0.total = next.count
                $0.stranded = stranded.prefix(20).map(StrandedLine.init)
            }
        }
        provider.provide(ClaimTask.self) { [unowned self] input, context in
            try await claim(input, context)
        }
        provider.provide(ClaimNext.self) { [unowned self] input, context in
            let request = try request(ClaimNext.self, input, context, right: .work)
            let lease = try lease(input.lease)
            let changed = try await open().engine.change(request, encode: { $0.json }) { change in
                ClaimReport(try change.claims.claimNext(in: input.lane, for: lease))
            }
            return try await withWorktree(
                try reply(changed) { $0 },
                request,
                wanted: input.worktree
            )
        }
        provider.provide(RenewClaim.self) { [unowned self] input, context in
            let lease = try lease(input.lease, of: input.task)
            return try await change(RenewClaim.self, input, context, right: .work) { change in
                let hold = try change.claims.renew(
                    input.task,
                    under: input.fence.map(Fence.init),
                    for: lease
                )
                return ClaimReport(try change.view.task(input.task), hold)
            }
        }
        provider.change(ReleaseClaim.self, self, right: nil) { change, input in
            try change.claims.release(
                input.task,
                under: input.fence.map(Fence.init),
                note: input.note
            )
            return TaskChange(try change.view.task(input.task))
        }
        provider.change(PauseTask.self, self, right: .work) { change, input in
            try change.claims.pause(
                input.task,
                under: input.fence.map(Fence.init),
                because: input.reason
            )
            return TaskChange(try change.view.task(input.task))
        }
        provider.provide(ResumeTask.self) { [unowned self] input, context in
            let lease = try lease(input.lease, of: input.task)
            return try await change(ResumeTask.self, input, context, right: .work) { change in
                try change.claims.resume(
                    input.task,
                    under: input.fence.map(Fence.init),
                    for: lease
                )
                return TaskChange(try change.view.task(input.task))
            }
        }
        provider.provide(ReclaimTasks.self) { [unowned self] input, context in
            try await reclaim(input, context)
        }
        provider.change(AcknowledgeCheckout.self, self, right: .plan) { change, input in
            try change.claims.acknowledgeCheckout(input.task)
            return TaskChange(try change.view.task(input.task))
        }
    }

    private func claim(
        _ input: ClaimTask.Input,
        _ context: CallContext
    ) async throws -> Reply<ClaimReport> {
        let request = try request(ClaimTask.self, input, context, right: .work)
        let changed = try await open().engine.claim(
            input.task,
            for: lease(input.lease, of: input.task),
            waiting: input.wait,
            request,
            pauses: SystemPauses(),
            encode: { ClaimReport($0).json }
        )
        let reply = try reply(changed) { ClaimReport($0) }
        return try await withWorktree(reply, request, wanted: input.worktree)
    }

    /// Makes the worktree of a claim, and binds it to the session.
    private func withWorktree(
        _ reply: Reply<ClaimReport>,
        _ request: ChangeRequest,
        wanted: Bool
    ) async throws -> Reply<ClaimReport> {
        guard wanted, !reply.isDryRun else { return reply }
        let workspace = try open()
        var later = request
        later.key = nil
        let keeper = try WorktreeKeeper(
            engine: workspace.engine,
            request: later,
            places: places(for: reply.output.task.task)
        )
        guard let prepared = try await keeper.prepare(reply.output.task.task) else { return reply }
        try keepCredential(in: prepared.worktree.plan.path, request)
        var report = reply.output
        report.worktree = prepared.worktree.plan.path
        report.branch = prepared.worktree.plan.branch
        report.handoff = prepared.handoff.map(HandoffLine.init)
        return Reply(
            report,
            revision: try workspace.engine.read { try $0.ledger.head() },
            already: reply.already
        )
    }

    /// Lets the session of the request be known in a worktree too.
    func keepCredential(in path: String, _ request: ChangeRequest) throws {
        guard case .bearer(let session, let secret) = request.caller else { return }
        let workspace = try open()
        let agent = try workspace.engine.read { try $0.sessions.session(session)?.agent }
        guard let agent else { return }
        try CredentialFile(
            workspace: workspace.found.stateDirectory,
            session: session,
            agent: agent,
            secret: secret
        ).write(in: try RepositoryLocator.locate(from: path))
    }
}

extension ClaimReport {
    init(_ claimed: ClaimEngine.Claimed) {
        self.init(claimed.task, claimed.hold)
        renewed = claimed.isRenewal
        advice = claimed.advice
        if let before = claimed.predecessor {
            handoff = HandoffLine { line in
                line.agent = before.agent
                line.ending = before.ending ?? "taken_over"
            }
        }
    }

    init(_ task: StoredTask, _ hold: Hold) {
        self.init()
        self.task = TaskLine(task)
        fence = hold.fence.number
        expiresAt = hold.expiry
        renewed = true
    }
}

extension HandoffLine {
    init(_ handoff: WorktreeKeeper.Handoff) {
        self.init()
        agent = handoff.claim.agent
        ending = handoff.claim.ending
        worktree = handoff.worktree?.plan.path
        branch = handoff.worktree?.plan.branch
        commit = handoff.commit
        parked = handoff.parkedCommit
    }
}
