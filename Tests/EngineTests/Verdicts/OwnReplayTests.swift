import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Replays by the worker")
struct OwnReplayTests {
    @Test("Nobody replays their own work, and no check of it is run for them")
    func own() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada", as: .lead)
            let key = try await workspace.task("T-1", paths: ["src/"])
            try await workspace.claim(key, as: ada)
            try await workspace.deliver(key, as: ada)
            await #expect(throws: TaskError.ownWork(key, ada.agent)) {
                _ = try await workspace.engine.replay(
                    key,
                    ChangeRequest(caller: ada.caller),
                    packets: OneCheck(),
                    replayer: NoReplayer(),
                    allowsUnsandboxed: false,
                    encode: { _ in .null }
                )
            }
        }
    }
}

/// Reads each packet as one that asks for a check.
private struct OneCheck: PacketReading {
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket {
        WrittenPacket(
            format: format,
            text: text,
            packet: Packet(title: "Packet", testPlan: CommandPlan(commands: ["make test"])),
            findings: []
        )
    }
}

/// What nobody has reason to ask.
private struct NoReplayer: Replaying {
    func replay(_ order: ReplayOrder) throws -> ReplayEvidence { throw NotMade() }

    func missing() -> [String] { [] }
}
