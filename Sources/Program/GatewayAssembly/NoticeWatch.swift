import Assembly
import Gateway
import Model

/// Tells founders what needs them, wherever they asked to be told.
///
/// It sleeps for good while nobody wants to be told; else until the ledger has grown, something is
/// due, or a minute has passed: that an agent is stuck is no event.
struct NoticeWatch: Sendable {
    let bell: LedgerBell
    let caller: LocalCaller
    let time: SystemTime

    /// How long an agent may be stuck before somebody hears of it.
    private static let interval = Duration.seconds(60)

    /// Looks after the notices until the gateway ends.
    func run() async {
        do {
            while true { try await round() }
        } catch is RequestError {
            // The gateway ends.
        } catch {
            GatewayMain.log("notices are sent no more: \(error)")
        }
    }

    private func round() async throws {
        let seen = bell.head
        var wait: Duration?
        do {
            if try caller.hasNoticeTargets() {
                let next = try caller.tellNotices().nextAt.map { max($0 - time.now(), .zero) }
                wait = min(next ?? Self.interval, Self.interval)
            }
        } catch let error as any Reportable {
            // Another round may find it mended: a file that can't be read, a repository that moved.
            GatewayMain.log("no notices this time: \(error.message)")
            wait = Self.interval
        }
        let rest = wait
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bell.rings(beyond: seen) }
            if let rest { group.addTask { try await Alarms.shared.pause(for: rest) } }
            defer { group.cancelAll() }
            try await group.next()
        }
        // Many changes in a row are looked at together.
        try await Alarms.shared.pause(for: .seconds(1))
    }
}
