import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Waivers")
struct WaiverTests {
    private let phase = PhaseName(trusted: "P07")

    private func grant(
        _ rule: String = "clean_tree",
        task: TaskKey?,
        phase: PhaseName? = nil,
        until: Timestamp? = nil,
        as session: TestSession? = nil,
        in workspace: TestWorkspace
    ) async throws -> WaiverID {
        try await workspace.change(as: session) { change in
            try change.waivers.grant(
                WaiverGrant(rule: rule, task: task, phase: phase, reason: "why", until: until)
            )
        }
    }

    /// Hands in a commit from a worktree with something uncommitted.
    private func deliverDirty(
        _ key: TaskKey,
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> [String] {
        let found = DeliveryEngine.Findings(
            commit: "c1",
            base: "base",
            branch: "agent/\(session.agent)/work",
            isOnBranch: true,
            changedPaths: [],
            uncommittedPaths: ["scratch"],
            artifacts: []
        )
        return try await workspace.change(as: session) { change in
            try change.deliveries.deliver(
                key,
                under: nil,
                found: found,
                report: "",
                claims: [],
                scope: PathScope(inScope: []),
                sections: [],
                branches: BranchPattern()
            ).delivery.advice
        }
    }

    private func task(in workspace: TestWorkspace) async throws -> (TaskKey, TestSession) {
        try await workspace.change {
            try $0.phases.open(PhaseName(trusted: "P07"), title: nil, specs: [])
        }
        let key = try await workspace.task("P-1")
        try await workspace.change { try $0.tasks.edit(key, TaskEdit(phase: "P07")) }
        let ada = try await workspace.session(of: "ada")
        try await workspace.claim(key, as: ada)
        return (key, ada)
    }

    @Test("A live waiver lets what would block be said only")
    func live() async throws {
        try await TestWorkspace.with { workspace in
            let (key, ada) = try await task(in: workspace)
            await #expect(throws: RuleError.self) {
                _ = try await deliverDirty(key, as: ada, in: workspace)
            }
            _ = try await grant(task: nil, phase: phase, in: workspace)
            #expect(try await deliverDirty(key, as: ada, in: workspace).count == 1)
        }
    }

    @Test("A waiver that is revoked, past, of another task or of another rule waives nothing")
    func dead() async throws {
        try await TestWorkspace.with { workspace in
            let (key, ada) = try await task(in: workspace)
            let other = try await workspace.task("P-2")
            let now = workspace.time.now()
            _ = try await grant("scope", task: key, in: workspace)
            _ = try await grant(task: other, until: now + .seconds(30), in: workspace)
            _ = try await grant(task: key, until: now + .seconds(1), in: workspace)
            let revoked = try await grant(task: key, in: workspace)
            try await workspace.change { try $0.waivers.revoke(revoked, because: "mended") }
            workspace.time.advance(by: .seconds(1))
            await #expect(throws: RuleError.self) {
                _ = try await deliverDirty(key, as: ada, in: workspace)
            }
        }
    }

    @Test("A waiver expires at the end of its phase, and for a task that leaves the phase")
    func boundary() async throws {
        try await TestWorkspace.with { workspace in
            let (key, ada) = try await task(in: workspace)
            _ = try await grant(task: key, in: workspace)
            try await workspace.change { try $0.tasks.edit(key, TaskEdit(phase: "P08")) }
            await #expect(throws: RuleError.self) {
                _ = try await deliverDirty(key, as: ada, in: workspace)
            }
            let grant = WaiverGrant(
                rule: "scope",
                task: nil,
                phase: phase,
                reason: "why",
                until: nil
            )
            let waiver = Waiver(
                id: WaiverID(trusted: "W-1"),
                grant: grant,
                approver: AgentID(trusted: "fay")
            )
            #expect(waiver.isLive(at: workspace.time.now(), phaseIsOpen: true))
            #expect(!waiver.isLive(at: workspace.time.now(), phaseIsOpen: false))
        }
    }

    @Test("A waiver ends some time, is not over yet, and is not given by who does the work")
    func refusals() async throws {
        try await TestWorkspace.with { workspace in
            let (key, _) = try await task(in: workspace)
            let loose = try await workspace.task("P-2")
            let now = workspace.time.now()
            await #expect(throws: WaiverError.endless) {
                _ = try await grant(task: loose, in: workspace)
            }
            await #expect(throws: WaiverError.unscoped) {
                _ = try await grant(task: nil, until: now + .seconds(9), in: workspace)
            }
            await #expect(throws: WaiverError.past(now)) {
                _ = try await grant(task: key, until: now, in: workspace)
            }
            await #expect(throws: PhaseError.unknown(PhaseName(trusted: "P99"))) {
                _ = try await grant(task: key, phase: PhaseName(trusted: "P99"), in: workspace)
            }
            let lee = try await workspace.session(of: "lee", as: .lead)
            try await workspace.claim(loose, as: lee)
            await #expect(throws: WaiverError.ownWork(loose, lee.agent)) {
                _ = try await grant(task: loose, until: now + .seconds(9), as: lee, in: workspace)
            }
            let id = try await grant(task: key, in: workspace)
            try await workspace.change { try $0.waivers.revoke(id, because: "mended") }
            await #expect(throws: WaiverError.revoked(id)) {
                try await workspace.change { try $0.waivers.revoke(id, because: "again") }
            }
            let none = WaiverID(trusted: "W-99")
            await #expect(throws: WaiverError.unknown(none)) {
                try await workspace.change { try $0.waivers.revoke(none, because: "why") }
            }
        }
    }
}
