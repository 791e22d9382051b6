import Assembly
import Engine
import Gateway
import Model

/// Writes down defaults when they are due, and brings up what has no evidence, for whom the gateway
/// was started.
///
/// Nothing depends on it but messages: what is taken is taken at its deadline. It sleeps until
/// something is due or the ledger has grown.
struct DecisionWatch: Sendable {
    let store: SharedStore
    let bell: LedgerBell
    let time: SystemTime
    let request: ChangeRequest

    /// Looks after the decisions until the gateway ends, or the session of who started it.
    func run() async {
        do {
            while true { try await round() }
        } catch is RequestError {
            // The gateway ends.
        } catch {
            GatewayMain.log("decisions are looked after no more: \(error)")
        }
    }

    private func round() async throws {
        let seen = bell.head
        let due = try store.engine.read { try $0.nextDecisionDue() }
        let now = time.now()
        if let due, due <= now {
            _ = try await store.engine.change(request, encode: { _ in .null }) {
                try $0.decisions.sweep()
            }
        } else {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bell.rings(beyond: seen) }
                if let due { group.addTask { try await Alarms.shared.pause(for: due - now) } }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        // Many changes in a row are looked at together.
        try await Alarms.shared.pause(for: .seconds(1))
    }
}
