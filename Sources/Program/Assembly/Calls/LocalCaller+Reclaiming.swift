import Engine
import Model
import Operations
import Store

extension LocalCaller {
    /// Gives back what agents hold whose leases ended: the work is kept first, then the task is
    /// freed if it is still theirs.
    func reclaim(
        _ input: ReclaimTasks.Input,
        _ context: CallContext
    ) async throws -> Reply<ReclaimReport> {
        // Anybody may look after what is stale, as for agents: a lead may be the one who is away.
        let right: Right = input.task == nil ? .speak : .plan
        let request = try request(ReclaimTasks.self, input, context, right: right)
        let workspace = try open()
        let (claims, level) = try workspace.engine.read(
            as: request.caller,
            expecting: request.expected
        ) { view -> ([StaleClaim], RuleLevel) in
            try view.requireAsker().require(right)
            let level = try view.workspace.level(of: .staleClaim)
            if let key = input.task { return ([try view.endedClaim(of: key)], level) }
            return (level == .off ? [] : try view.staleClaims(after: input.after), level)
        }
        var report = ReclaimReport()
        report.level = level
        guard input.task != nil || level == .block, !request.isDryRun else {
            report.stale = claims.map(\.task)
            let revision = try workspace.engine.read { try $0.ledger.head() }
            return Reply(report, revision: revision, isDryRun: request.isDryRun)
        }
        for claim in claims {
            guard let line = try await reclaim(claim, request, workspace) else {
                report.stale.append(claim.task)
                continue
            }
            report.reclaimed.append(line)
        }
        return Reply(report, revision: try workspace.engine.read { try $0.ledger.head() })
    }

    private func reclaim(
        _ claim: StaleClaim,
        _ request: ChangeRequest,
        _ workspace: OpenWorkspace
    ) async throws -> ReclaimedLine? {
        var step = request
        // Each task is a change of its own, and done again it finds nothing to do.
        step.key = nil
        let keeper = try WorktreeKeeper(
            engine: workspace.engine,
            request: step,
            places: places(for: claim.task)
        )
        let handoff = try await keeper.keep(claim)
        let changed = try await workspace.engine.change(step, encode: { _ in .null }) { change in
            try change.claims.reclaim(claim, leaving: handoff)
        }
        guard case .made(let reclaimed?, _) = changed else { return nil }
        return ReclaimedLine { line in
            line.task = claim.task
            line.agent = claim.hold.agent
            line.endedAt = claim.hold.expiry
            line.handoff = handoff.map(HandoffLine.init)
            line.handoff?.ending = ReleaseReason.expired.rawValue
            line.message = reclaimed.message
        }
    }
}
