import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideFollowUps(_ provider: inout OperationProvider) {
        provider.change(OpenFollowUp.self, self, right: .plan) { change, input in
            FollowUpLine(
                try change.followUps.open(
                    for: input.agent,
                    input.text,
                    task: input.task,
                    thread: input.thread
                )
            )
        }
        provider.read(ListFollowUps.self, self) { view, input in
            let filter = FollowUpStore.Filter(
                followUp: input.followUp,
                agent: input.mine ? try view.requireAsker().id : input.agent,
                requester: input.requester,
                thread: input.thread,
                openOnly: !input.all
            )
            return Page(
                try view.followUps.followUps(filter, limit: input.limit).map(FollowUpLine.init),
                total: try view.followUps.count(filter)
            )
        }
        provider.change(ResolveFollowUp.self, self, right: .speak) { change, input in
            let links = try change.view.links(
                files: input.files.map { ($0.path, $0.digest) },
                bundles: input.bundles
            )
            return FollowUpLine(
                try change.followUps.resolve(input.followUp, with: links, note: input.note)
            )
        }
        provider.change(WithdrawFollowUp.self, self, right: .speak) { change, input in
            FollowUpLine(try change.followUps.withdraw(input.followUp, because: input.reason))
        }
    }
}

extension FollowUpLine {
    init(_ stored: FollowUpStore.Stored) {
        self.init()
        let known = stored.followUp
        followUp = known.id
        state = known.state.name
        agent = known.agent
        requester = known.requester
        text = known.text
        task = known.task
        thread = known.thread
        message = known.message
        evidence = stored.evidence.map { link in
            EvidenceFileInput {
                $0.path = link.name
                $0.digest = link.digest
            }
        }
        openedAt = stored.openedAt
        closedAt = stored.closedAt
        switch known.state {
        case .open: break
        case .resolved(_, let note): self.note = note
        case .withdrawn(let reason): note = reason
        }
    }
}

extension View {
    /// The first follow-ups that the filter lets through, and how many there are.
    func followUps(_ filter: FollowUpStore.Filter) throws -> (first: [FollowUpLine], total: Int) {
        let first = try followUps.followUps(filter, limit: 5)
        guard !first.isEmpty else { return ([], 0) }
        return (first.map(FollowUpLine.init), try followUps.count(filter))
    }
}
