import Digests
import Documents
import Engine
import Model
import TestSupport
import Testing

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
        try await stockReviews()
        try await stockWaves()
        try await stockDecisions()
        try await stockFollowUps()
        try await stockRuns()
        try await stockMerges()
    }

    /// The accepted task, on its way into a branch.
    private func stockMerges() async throws {
        let move = MergeMove(branch: "main", old: "m1", new: "m2", grade: .verified)
        try await workspace.change { change in
            _ = try change.merges.queue(Self.key(.accepted))
            try change.merges.begin(Self.key(.accepted), move, on: .object([:]))
        }
    }

    /// A wave of each state, and a window of each with what it holds.
    private func stockWaves() async throws {
        _ = try await workspace.session(of: "lea", as: .lead)
        try await workspace.change { change in
            for lane in ["core", "web"].map(LaneKey.init(trusted:))
            where try change.view.lanes.lane(lane) == nil {
                _ = try change.lanes.add(
                    lane,
                    function: lane.text,
                    owner: nil,
                    repository: RepositoryName(trusted: "api")
                )
            }
            let sent = try WavePlan(SampleWave().text, file: "spec.toml")
            try change.waves.record(sent)
            _ = try change.waves.send(sent, packets: [:], acknowledgeWithin: .seconds(60))
            let next = SampleWave(
                "Wave-2",
                follows: "Wave-1",
                lanes: [SampleWave.Lane("core", "lea", "P1-A2", isCanonical: true)]
            )
            try change.waves.record(WavePlan(next.text, file: "spec.toml"))
            let lane = LaneKey(trusted: "web")
            for name in ["W2", "W1"] {
                let window = WindowName(trusted: name)
                _ = try change.windows.open(window, WindowPlan(wave: nil, lanes: [lane]))
                _ = try change.messages.send(
                    MessageDraft(recipients: [change.actor.id], body: "Later.")
                )
                let bundle = LaneBundle(lane: lane, tasks: [], memory: [], risks: nil, gaps: [])
                try change.record(
                    WindowEvent.bundled(bundle).fact,
                    on: Subject(.window, window.text)
                )
                if name == "W2" {
                    _ = try change.windows.close(window, without: [], reason: nil)
                }
            }
        }
    }

    /// A run that is written down, and one that runs.
    private func stockRuns() async throws {
        let slice = SampleRun.Slice("R0", "ada")
        let draft = SampleRun("draft", agents: ["ada"], slices: [SampleRun.Slice("Q0", "ada")])
        let running = SampleRun(
            "running",
            agents: ["ada"],
            slices: [slice],
            tables: "[limits]\nattempts = 1"
        )
        let ground = RunGround(gates: ["scope"], missing: [])
        let (first, second) = (try ReadRun(draft.text), try ReadRun(running.text))
        try await workspace.change { change in
            _ = try change.runs.draft(first, on: ground, file: "draft.toml")
            _ = try change.runs.draft(second, on: ground, file: "running.toml")
            let name = RunName(trusted: "running")
            _ = try change.runs.approve(name, on: ground)
            _ = try change.runs.start(name, on: ground, packets: [:])
            // Tried once, and once is all that it may be.
            let launch = try change.runs.launch(
                TaskKey(trusted: slice.task),
                of: name,
                for: AgentID(trusted: "ada"),
                by: DriverName(trusted: "script")
            )
            let landing = RunLanding(number: launch.number, outcome: .died, note: "its last words")
            _ = try change.runs.land(landing, of: name, usage: nil)
            let task = TaskKey(trusted: "R0")
            let options = ["more", "stop"].map {
                Decision.Option(name: OptionName(trusted: $0), text: "option \($0)")
            }
            let asked = try change.decisions.ask(
                DecisionDraft(text: "What now?", kind: .blocker, options: options)
            ).stored.decision.id
            for event: RunEvent in [
                .extended(RunRound(slice: task, number: 1, fixes: [])),
                .questioned(
                    RunQuestion(decision: asked, slice: task, matter: .rounds, number: 2)
                ),
            ] {
                try change.record(event.fact, on: Subject(.run, name.text))
            }
        }
    }

    /// A follow-up that is open, and one that is resolved.
    private func stockFollowUps() async throws {
        let agent = ada.agent
        let ids = try await workspace.change { change in
            try ["Release it.", "Mend it."].map {
                try change.followUps.open(for: agent, $0, task: nil, thread: nil).followUp.id
            }
        }
        #expect(ids.map(\.text) == ["FU-1", "FU-2"])
        try await workspace.change(as: ada) { change in
            let link = EvidenceLink(kind: .file, name: "sync.txt", digest: nil)
            _ = try change.followUps.resolve(ids[1], with: [link], note: nil)
        }
    }

    /// A decision that is open, one that is answered, and one whose default was taken.
    private func stockDecisions() async throws {
        let options = ["a", "b"].map {
            Decision.Option(name: OptionName(trusted: $0), text: "option \($0)")
        }
        let held = try await workspace.task("asked")
        func draft(_ within: Duration?, _ tasks: [TaskKey] = []) -> DecisionDraft {
            DecisionDraft(
                text: "Which?",
                kind: .strategy,
                options: options,
                fallback: within.map { (OptionName(trusted: "a"), $0) },
                tasks: tasks
            )
        }
        let (open, due, late) = (draft(nil, [held]), draft(.seconds(60)), draft(nil))
        let ids = try await workspace.change(as: ada) { change in
            try [open, due, late].map { try change.decisions.ask($0).stored.decision.id }
        }
        #expect(ids.map(\.text) == ["D-1", "D-2", "D-3"])
        workspace.time.advance(by: .seconds(60))
        try await workspace.change { change in
            _ = try change.decisions.sweep()
            _ = try change.decisions.answer([(ids[2], OptionName(trusted: "b"))], note: nil)
            try change.links.add(
                Link(
                    name: LinkName(trusted: "guide"),
                    target: try LinkTarget("docs/a.md") { RepositoryName(trusted: "api") },
                    title: "A page",
                    note: nil
                )
            )
            let link = EvidenceLink(kind: .file, name: "minutes.md", digest: nil)
            try change.decisions.attach([link], to: ids[0], note: "so")
        }
    }

    /// A review of each state, and a finding of each.
    private func stockReviews() async throws {
        let key = Self.key(.delivered)
        let commit = try workspace.read { try $0.deliveries.deliveries(of: key).last?.delivery }
        let material = ReviewEngine.Material(
            repository: RepositoryName(trusted: "api"),
            task: key,
            delivery: commit?.id,
            base: nil,
            commit: "c1",
            authors: [ada.agent]
        )
        let (open, findings) = try await workspace.change(as: vera) { change in
            let closed = try change.reviews.start(material, focus: nil)
            _ = try change.reviews.close(closed.id, note: nil)
            let open = try change.reviews.start(material, focus: "structure")
            let drafts = [Severity.high, .medium, .medium, .blocking].map { severity in
                ReviewEngine.Draft(
                    severity: severity,
                    text: "It is wrong.",
                    anchor: LineAnchor(
                        AnchorPlace("src/a", LineRange(1, 2)),
                        commit: "c1",
                        blob: "b1"
                    )
                )
            }
            return (open.id, try change.reviews.add(drafts, to: open.id, owner: nil).map(\.id))
        }
        #expect(open.text == "RV-2" && findings.map(\.text) == ["F-1", "F-2", "F-3", "F-4"])
        try await workspace.change(as: ada) { change in
            _ = try change.reviews.fix(findings[1], with: "c2")
            _ = try change.reviews.dispute(findings[2], because: "none")
            _ = try change.reviews.dispute(findings[3], because: "none")
        }
        try await workspace.change(as: vera) { change in
            _ = try change.reviews.accept(findings[3], owner: nil, task: nil, because: "granted")
        }
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
            _ = try $0.sessions.beat(note: "at it", lease: .seconds(3600))
        }
        try await workspace.change(as: ada) {
            try $0.sessions.save(
                SessionNote(label: nil, done: "half", next: "rest", branch: nil, commit: nil)
            )
        }
        let found = Leftover(
            owner: AgentID(trusted: "vera"),
            worktree: "/worktrees/ada",
            branch: nil,
            head: "c1",
            paths: ["src/a"]
        )
        let subject = Subject(.session, ada.id.text)
        try await workspace.change(as: ada) {
            try $0.record(SessionEvent.leftoverFound(found).fact, on: subject)
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
        try await workspace.change { try Self.plan($0) }
        try await workspace.change { change in
            _ = try change.memory.keep(MemoryEngine.Draft(kind: .reflection, text: "Live words"))
            let old = try change.memory.keep(MemoryEngine.Draft(kind: .note, text: "Old words")).id
            _ = try change.memory.keep(
                MemoryEngine.Draft(
                    kind: .observation,
                    text: "New words",
                    task: Self.key(.ready),
                    supersedes: [old]
                )
            )
        }
        var windows = PresenceWindows.standard
        windows[.worker] = .milliseconds(1)
        workspace.time.advance(by: .seconds(1))
        let shortest = windows
        try await workspace.change { _ = try $0.presence.sweep(shortest) }
    }

    /// A plan with each of its parts.
    private static func stepPlan(_ change: Change) throws {
        var draft = PlanEngine.Draft(name: PlanName(trusted: "stocked"), summary: "All of it")
        draft.titles = ["Do it"]
        draft.tasks = [TaskKey(trusted: "locked")]
        draft.links = [PlanLink(kind: LinkKind(trusted: "bus"), target: "_bus/a.json")]
        draft.checkpoint = ("It holds", nil)
        let plan = try change.plans.create(draft)
        let step = StepID(trusted: "S1")
        _ = try change.plans.addReceipts(["docs/a.json"], to: step, of: plan.name)
        _ = try change.plans.move(step: step, of: plan.name, to: .done, note: "done")
        _ = try change.plans.approve(plan.name, note: nil)
    }

    /// A locked packet with a variant, a spec with ties, a phase, a waiver and a dependency.
    private static func plan(_ change: Change) throws {
        let packet = TestWorkspace.packet(paths: ["src/"], note: "locked")
        let parent = TaskKey(trusted: "locked")
        _ = try change.tasks.create(TaskEngine.Draft(key: parent, packet: packet))
        try change.packets.lock(try change.view.packetSheet(of: parent), by: "fay", "signature")
        let varied = TestWorkspace.packet(paths: ["src/"], note: "varied")
        _ = try change.packets.vary(
            parent,
            into: TaskEngine.Draft(key: TaskKey(trusted: "varied"), packet: varied),
            supersedes: false
        )
        let spec = SpecName(trusted: "master")
        try change.specs.register(spec, "docs/spec.md", in: RepositoryName(trusted: "api"))
        let clause = SpecClause(
            anchor: ClauseAnchor(section: "a", sentence: "It MUST be."),
            level: .must,
            text: "It MUST be.",
            line: 1
        )
        try change.specs.lock(spec, at: "c1", Digest(of: "spec"), [clause])
        let anchor = clause.anchor.description
        try change.specs.tie(spec, anchor, to: .task(parent))
        let evidence = SpecEvidence(path: "a", line: 1, commit: "c1", digest: Digest(of: "a"))
        try change.specs.tie(spec, anchor, to: .evidence(evidence))
        let phase = PhaseName(trusted: "P07")
        try change.phases.open(phase, title: nil, specs: [spec])
        _ = try change.waivers.grant(
            WaiverGrant(rule: "scope", task: nil, phase: phase, reason: "why", until: nil)
        )
        try stepPlan(change)
        try change.register(
            RegisteredSupply(id: SupplyID(.go, "a"), licence: "MIT", version: nil, reason: nil)
        )
        let read = ImportedRecord(
            layout: .parallel,
            kind: .claim,
            name: "_bus/claims/a.json",
            digest: Digest(of: "a"),
            file: "_bus/claims/a.json",
            summary: "done"
        )
        try change.record(ImportEvent(read).fact, on: read.subject)
    }
}
