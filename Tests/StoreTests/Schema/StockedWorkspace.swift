import Digests
import Engine
import Model
import TestSupport

/// A workspace with a task in each state and at least one row in each table.
struct StockedWorkspace {
    let workspace: TestWorkspace
    let ada: TestSession
    let vera: TestSession

    static func with(_ body: (StockedWorkspace) async throws -> Void) async throws {
        try await TestWorkspace.with { workspace in
            let stocked = try await StockedWorkspace(workspace)
            try await body(stocked)
        }
    }

    private init(_ workspace: TestWorkspace) async throws {
        self.workspace = workspace
        ada = try await workspace.session(of: "ada", in: "/worktrees/ada")
        vera = try await workspace.session(of: "vera", as: .validator)
        try await stockTasks()
        try await stockTheRest()
    }

    /// The key of the task that stands in a state.
    static func key(_ state: TaskState.Name) -> TaskKey {
        TaskKey(trusted: "in-\(state.rawValue)")
    }

    private func stockTasks() async throws {
        for state in TaskState.Name.allCases {
            try await workspace.task(
                Self.key(state).text,
                paths: ["src/\(state.rawValue)/"],
                isReady: state != .draft
            )
        }
        for state in [TaskState.Name.claimed, .paused, .delivered, .rework, .accepted] {
            try await workspace.claim(Self.key(state), as: ada, lease: .seconds(3600))
        }
        try await workspace.change(as: ada) {
            try $0.claims.pause(Self.key(.paused), under: nil, because: "lunch")
        }
        for state in [TaskState.Name.delivered, .rework, .accepted] {
            let key = Self.key(state)
            let delivery = try await workspace.deliver(key, as: ada)
            if state != .delivered {
                try await workspace.replay(delivery, of: key, as: vera)
            }
        }
        try await workspace.accept(Self.key(.accepted), as: vera)
        try await workspace.change(as: vera) {
            _ = try $0.verdicts.sendBack(
                Self.key(.rework),
                findings: ["mend it"],
                keeping: .seconds(3600)
            )
        }
        try await workspace.change { change in
            try change.tasks.block(Self.key(.blocked), because: "no key")
            try change.tasks.park(
                Self.key(.parked),
                because: Lane.Parking(reason: "later", blocker: nil)
            )
            try change.tasks.cancel(Self.key(.cancelled), because: "not needed")
            try change.tasks.supersede(Self.key(.superseded), by: Self.key(.ready))
            try change.tasks.addDependency(of: Self.key(.draft), on: Self.key(.ready))
        }
    }

    private func stockTheRest() async throws {
        let now = workspace.time.now()
        try await workspace.change(as: ada) {
            try $0.claims.joinLine(for: Self.key(.ready), until: now + .seconds(600))
        }
        try await workspace.change { change in
            try change.set(.lint, to: .off)
            _ = try change.lanes.add(
                LaneKey(trusted: "core"),
                function: "the core",
                owner: nil,
                repository: nil
            )
            try change.worktrees.plan(
                WorktreePlan(
                    repository: RepositoryName(trusted: "api"),
                    path: "/worktrees/one",
                    branch: nil,
                    start: "base",
                    task: Self.key(.claimed),
                    agent: AgentID(trusted: "ada"),
                    fence: Fence(1)
                ),
                named: "one"
            )
        }
        let request = ChangeRequest(
            caller: ada.caller,
            key: ChangeRequest.Key(text: "key", operation: "beat", input: Digest(of: "beat"))
        )
        _ = try await workspace.engine.change(request, encode: { _ in .null }) {
            _ = try $0.sessions.beat(note: nil, lease: .seconds(3600))
        }
        try await workspace.change(as: ada) {
            try $0.sessions.save(
                SessionNote(label: nil, done: "half", next: "rest", branch: nil, commit: nil)
            )
        }
        var usage = TokenUsage()
        usage.input = 100
        let sample = UsageSample(source: "claude-code", model: "m", at: nil, usage: usage)
        try await workspace.change(as: ada) {
            _ = try $0.gates.record(
                GateEvent(
                    target: .worktree,
                    task: nil,
                    commit: "c1",
                    moment: nil,
                    results: [
                        GateResult(
                            gate: GateName(trusted: "scope"),
                            level: .block,
                            verdict: .pass,
                            duration: .milliseconds(3)
                        )
                    ]
                )
            )
        }
        try await workspace.change(as: ada) { try $0.usage.record([sample]) }
        try await workspace.change { change in
            let id = try change.evidence.open(for: Self.key(.ready), in: nil).id
            let file = EvidenceFile(path: "data/a", digest: Digest(of: "a"), bytes: 1)
            try change.evidence.add(AddedEvidence(files: [file]), to: id)
            let seal = Seal(digest: Digest(of: "b"), files: 1, bytes: 1, signer: "ada")
            _ = try change.evidence.seal(id, as: seal)
            _ = try change.evidence.pin(id, as: .evidence)
        }
        var windows = PresenceWindows.standard
        windows[.worker] = .milliseconds(1)
        workspace.time.advance(by: .seconds(1))
        let shortest = windows
        try await workspace.change { _ = try $0.presence.sweep(shortest) }
    }
}
