import Client
import Model
import Operations
import Telemetry

/// A process that has died.
struct Death: Error {}

/// An outbox in memory whose process may die before or after each of its steps.
final class MortalStore: OutboxStore {
    private struct State {
        var lines: [OutboxLine] = []
        var last = 0
    }

    private let state = Lock(State())
    private let dies: @Sendable () -> Bool

    init(dies: @escaping @Sendable () -> Bool) {
        self.dies = dies
    }

    private func step<Answer>(_ body: (inout State) -> Answer) throws -> Answer {
        if dies() { throw Death() }
        let answer = state.withLock { body(&$0) }
        if dies() { throw Death() }
        return answer
    }

    func lines() throws -> [OutboxLine] { state.withLock { $0.lines } }

    func hasWaiting() throws -> Bool { state.withLock { $0.lines.contains { $0.refusal == nil } } }

    func append(_ line: OutboxLine) throws -> OutboxLine {
        try step { state in
            state.last += 1
            var line = line
            line.number = state.last
            state.lines.append(line)
            return line
        }
    }

    func remove(_ number: Int) throws { try step { $0.lines.removeAll { $0.number == number } } }

    func setAside(_ line: OutboxLine) throws {
        try step { state in
            state.lines = state.lines.map { $0.number == line.number ? line : $0 }
        }
    }

    func exclusively<Answer: Sendable>(
        _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer? { try await body() }
}
