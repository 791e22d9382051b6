import Model
import Operations

/// Keeps the calls of one sender that no gateway could be given, and sends them in their order.
///
/// Each call is sent under the key that it was kept with, so that it takes effect once, however
/// often it is sent. Nothing overtakes: a call that can't be sent stops those behind it.
package final class Outbox: Sendable {
    /// What an outbox takes from the machine.
    package struct Machine: Sendable {
        let time: any TimeSource
        /// Waits.
        let pause: @Sendable (Duration) async throws -> Void
        /// Something between 0 and 1.
        let chance: @Sendable () -> Double

        package init(
            time: any TimeSource,
            pause: @escaping @Sendable (Duration) async throws -> Void,
            chance: @escaping @Sendable () -> Double
        ) {
            self.time = time
            self.pause = pause
            self.chance = chance
        }
    }

    private let store: any OutboxStore
    private let gateways: GatewayChain
    private let identity: RemoteIdentity
    private let machine: Machine

    package init(
        _ store: any OutboxStore,
        to gateways: GatewayChain,
        as identity: RemoteIdentity,
        on machine: Machine
    ) {
        self.store = store
        self.gateways = gateways
        self.identity = identity
        self.machine = machine
    }

    /// Keeps a call.
    ///
    /// - Parameter options: Those under which it was tried; they have a key.
    func keep<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions,
        because reason: String
    ) throws -> OutboxLine {
        guard let key = options.idempotencyKey else {
            preconditionFailure("a call is kept under a key")
        }
        let now = machine.time.now()
        return try store.append(
            OutboxLine {
                $0.operation = O.name
                $0.input = input.json
                $0.key = key
                $0.queuedAt = now
                $0.reason = reason
                $0.asAgent = options.asAgent
                $0.claimedTime = options.claimedTime ?? now
            }
        )
    }

    /// Sends what is older than a call that comes now.
    ///
    /// - Returns: Why some of it still waits; `nil` where nothing does.
    func clear() async throws -> String? {
        guard try store.hasWaiting() else { return nil }
        let report = try await flush(within: Self.clearingTime, trying: .once)
        return report.waiting == 0 ? nil : report.stopped ?? "another process sends what is older"
    }

    private static let clearingTime = Duration.seconds(5)

    /// How often a gateway is asked that does not answer.
    package enum Persistence: Sendable {
        case once
        case untilTheEnd
    }

    /// Sends what waits, the oldest first.
    ///
    /// - Parameter limit: After which no further call is begun.
    package func flush(
        within limit: Duration,
        trying persistence: Persistence
    ) async throws -> FlushReport {
        let deadline = machine.time.elapsed() + limit
        var backoff = Backoff()
        var report = FlushReport()
        while true {
            let round = try await store.exclusively { try await self.round(until: deadline) }
            if let round {
                report.sent += round.sent
                report.refused += round.refused
                report.stopped = round.stopped
                if round.stopped == nil { break }
            } else if try !store.hasWaiting() {
                break
            } else {
                report.stopped = "another process sends what waits"
            }
            let mayGoOn = round == nil || persistence == .untilTheEnd
            let pause = backoff.next(machine.chance())
            guard mayGoOn, machine.time.elapsed() + pause < deadline else { break }
            try await machine.pause(pause)
        }
        report.waiting = try store.lines().count { $0.refusal == nil }
        if report.waiting == 0 { report.stopped = nil }
        return report
    }

    /// One walk along the line, until its end or the first call that can't be sent.
    private func round(until deadline: Duration) async throws -> FlushReport {
        var report = FlushReport()
        // Others may add to the line meanwhile.
        while let line = try store.lines().first(where: { $0.refusal == nil }) {
            guard machine.time.elapsed() < deadline else {
                report.stopped = "the time for it was over"
                return report
            }
            do {
                try await send(line)
                try store.remove(line.number)
                report.sent += 1
            } catch let error as any Reportable where ErrorReport(error).isRefusal {
                var refused = line
                refused.refusal = ErrorReport(error)
                try store.setAside(refused)
                report.refused.append(refused)
            } catch let error as any Reportable {
                report.stopped = ErrorReport(error).message
                return report
            }
        }
        return report
    }

    private func send(_ line: OutboxLine) async throws {
        let entry = try OperationTable.all.entry(named: line.operation)
        var options = CallOptions()
        options.idempotencyKey = line.key
        options.asAgent = line.asAgent
        options.claimedTime = line.claimedTime
        let signed = identity.sign(options)
        _ = try await gateways.ask(mayRepeat: true) {
            try await entry.call(line.input, signed, through: $0)
        }
    }
}
