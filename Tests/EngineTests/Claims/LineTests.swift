import Digests
import Engine
import Model
import SQLKit
import Store
import TestSupport
import Testing

@Suite("Reserved paths and the line for them")
struct LineTests {
    private func join(
        _ key: TaskKey,
        as session: TestSession,
        for patience: Duration = .seconds(600),
        in workspace: TestWorkspace
    ) async throws {
        let until = workspace.time.now() + patience
        try await workspace.change(as: session) { try $0.claims.joinLine(for: key, until: until) }
    }

    private func isInLine(_ error: any Error) -> Bool {
        (error as? ReservationError)?.isInLine == true
    }

    @Test("Overlapping paths are refused to others and not to the agent that holds them")
    func overlap() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let first = try await workspace.task("P-1", paths: ["src/"])
            let second = try await workspace.task("P-2", paths: ["src/**/*.swift"])
            let third = try await workspace.task("P-3", paths: ["docs/"])
            try await workspace.claim(first, as: ada)
            await #expect(throws: ReservationError.self) {
                try await workspace.claim(second, as: brian)
            }
            try await workspace.claim(third, as: brian)
            try await workspace.claim(second, as: ada)
        }
    }

    @Test("A revised packet changes what its claim reserves")
    func revisedPacket() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let first = try await workspace.task("P-1", paths: ["src/"])
            let second = try await workspace.task("P-2", paths: ["docs/"])
            try await workspace.claim(first, as: ada)
            try await workspace.change {
                _ = try $0.tasks.revisePacket(
                    of: first,
                    with: TestWorkspace.packet(paths: ["docs/a.md"])
                )
            }
            await #expect(throws: ReservationError.self) {
                try await workspace.claim(second, as: brian)
            }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("First come, first served: who comes later waits, also for the very same task")
    func firstCome() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let carl = try await workspace.session(of: "carl")
            let held = try await workspace.task("P-1", paths: ["src/"])
            let wanted = try await workspace.task("P-2", paths: ["src/a.swift"])
            let other = try await workspace.task("P-3", paths: ["src/a.swift"])
            try await workspace.claim(held, as: ada)
            try await join(wanted, as: brian, in: workspace)
            try await join(other, as: carl, in: workspace)
            try await workspace.change(as: ada) {
                try $0.claims.release(held, under: nil, note: nil)
            }
            for key in [other, wanted] {
                await #expect {
                    try await workspace.claim(key, as: carl)
                } throws: { isInLine($0) }
            }
            try await workspace.claim(wanted, as: brian)
        }
    }

    @Test("Who waited in vain, or waits for what somebody has in hand, holds nobody up")
    func vainWaiters() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let first = try await workspace.task("P-1", paths: ["src/"])
            let second = try await workspace.task("P-2", paths: ["src/"])
            try await join(first, as: ada, for: .seconds(10), in: workspace)
            await #expect {
                try await workspace.claim(second, as: brian)
            } throws: { isInLine($0) }
            workspace.time.advance(by: .seconds(10))
            try await workspace.claim(second, as: brian)
            try await workspace.change(as: brian) {
                try $0.claims.release(second, under: nil, note: nil)
            }
            try await join(first, as: ada, in: workspace)
            try await workspace.change { try $0.tasks.cancel(first, because: "not needed") }
            try await workspace.claim(second, as: brian)
        }
    }

    @Test("Who comes back after waiting in vain stands at the end of the line")
    func endOfTheLine() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P-1", paths: ["src/"])
            let other = try await workspace.task("P-2", paths: ["src/"])
            try await join(key, as: ada, for: .seconds(10), in: workspace)
            workspace.time.advance(by: .seconds(10))
            try await join(other, as: brian, in: workspace)
            try await join(key, as: ada, in: workspace)
            let line = try workspace.read {
                try $0.reservations.line(in: RepositoryName(trusted: "api"), at: $0.now)
            }
            #expect(line.map(\.agent) == [brian.agent, ada.agent])
        }
    }

    @Test("Waiting ends when another takes the task, and leaves no place in the line")
    func waitingEnds() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let held = try await workspace.task("P-1", paths: ["src/"])
            let wanted = try await workspace.task("P-2", paths: ["src/a.swift"])
            try await workspace.claim(held, as: ada, lease: .seconds(600))
            let pauses = TestPauses(workspace.time) {
                // Its own paths do not stand in ada's way.
                try await workspace.change { _ = try $0.set(.overlap, to: .off) }
                try await workspace.claim(wanted, as: ada, lease: .seconds(600))
            }
            await #expect(throws: TaskError.self) {
                _ = try await workspace.engine.claim(
                    wanted,
                    for: .seconds(60),
                    waiting: .seconds(30),
                    ChangeRequest(caller: brian.caller),
                    pauses: pauses,
                    encode: { _ in .null }
                )
            }
            let waiters = try workspace.read { view in
                try view.transaction.first("SELECT count(*) FROM waiter") { try $0.int64(0) }
            }
            #expect(waiters == 0)
        }
    }
}
