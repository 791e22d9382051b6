import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Intakes that come too late")
struct LateIntakeTests {
    @Test("Of a window that is closed nothing is replayed and nothing accepted any more")
    func late() async throws {
        try await TestWorkspace.with { workspace in
            let (window, lane) = (WindowTests.window, WindowTests.core)
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            try await workspace.change { change in
                _ = try change.lanes.add(lane, function: "core", owner: nil, repository: nil)
                _ = try change.windows.open(window, WindowPlan(wave: nil, lanes: [lane]))
            }
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            try await workspace.replay(delivery, of: key, as: vera)
            try await workspace.change {
                _ = try $0.windows.close(window, without: [lane], reason: "stopped")
            }
            let order = IntakeOrder(
                window: window,
                acceptsVerified: true,
                allowsUnsandboxed: false
            )
            await #expect(throws: WindowError.closed(window)) {
                _ = try await workspace.engine.takeIn(
                    order,
                    ChangeRequest(caller: vera.caller),
                    packets: NothingAsked(),
                    replayer: NothingAsked(),
                    tools: { _ in throw NotMade() },
                    encode: { _ in .null }
                )
            }
            #expect(try workspace.task(key).state.name == .delivered)
        }
    }
}

/// Packets and replays that nobody has reason to ask for.
private struct NothingAsked: PacketReading, Replaying {
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket { throw NotMade() }

    func replay(_ order: ReplayOrder) throws -> ReplayEvidence { throw NotMade() }

    func missing() -> [String] { [] }
}
