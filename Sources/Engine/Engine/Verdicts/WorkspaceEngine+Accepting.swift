import Digests
import Model
import Store

/// A delivery that is to be accepted, and on which ground.
package struct AcceptanceOrder: Sendable {
    package let task: TaskKey
    /// Why the gaps of the replay are taken.
    package let waivedGaps: String?
    package let note: String?

    package init(task: TaskKey, waivedGaps: String?, note: String?) {
        self.task = task
        self.waivedGaps = waivedGaps
        self.note = note
    }
}

extension WorkspaceEngine {
    /// Accepts a delivery: asks the gates of that moment first, then changes the ledger in one
    /// transaction.
    ///
    /// - Returns: What was judged, and what gates at level `advise` have to say.
    package func accept(
        _ order: AcceptanceOrder,
        _ request: ChangeRequest,
        tools: GateTools,
        encode: @escaping @Sendable (VerdictEngine.Judged) -> JSONValue
    ) async throws -> Changed<VerdictEngine.Judged> {
        let answers = try await answers(order, request, tools)
        return try await change(request, encode: encode) { change in
            var judged = try change.verdicts.accept(
                order.task,
                waivedGaps: order.waivedGaps,
                note: order.note
            )
            if let event = answers { _ = try change.gates.record(event) }
            judged.advice = answers?.results.advice ?? []
            return judged
        }
    }

    /// What the gates say; `nil` where there is no delivery, which the transaction then says.
    private func answers(
        _ order: AcceptanceOrder,
        _ request: ChangeRequest,
        _ tools: GateTools
    ) async throws -> GateEvent? {
        let waits = try read(as: request.caller, expecting: request.expected) { view in
            let stored = try view.tasks.task(order.task)
            let isJudge = try view.requireAsker().agent.role.has(.judge)
            return stored?.task.handover != nil && isJudge
        }
        guard waits else { return nil }
        let site = try gateSite(
            GateOrder(target: .delivery, task: order.task),
            request,
            tools: tools
        )
        let catalogue = try GateCatalogue(tools.settings)
        let results = try await consult(catalogue, at: .acceptance, site, request)
        guard !results.isEmpty else { return nil }
        return GateEvent(
            target: .delivery,
            task: order.task,
            commit: site.change?.commit,
            moment: .acceptance,
            results: results
        )
    }
}
