import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Merging what was accepted")
struct MergeTests {
    private struct Place {
        let workspace: TestWorkspace
        let git = FakeMerging()
        let ada: TestSession
        let vera: TestSession

        static func with(_ body: (Place) async throws -> Void) async throws {
            try await TestWorkspace.with { workspace in
                let ada = try await workspace.session(of: "ada")
                let vera = try await workspace.session(of: "vera", as: .validator)
                try await body(Place(workspace: workspace, ada: ada, vera: vera))
            }
        }

        /// Tasks whose commits were accepted; they are in the queue then.
        func queue(
            _ names: (key: String, commit: String)...,
            after needs: [String] = []
        )
            async throws
        {
            for (name, commit) in names {
                let key = try await workspace.task(name, paths: ["src/"], dependsOn: needs)
                try await workspace.claim(key, as: ada)
                let delivery = try await workspace.deliver(key, as: ada, commit: commit)
                try await workspace.replay(delivery, of: key, as: vera)
                try await workspace.accept(key, as: vera)
                git.edit { $0.parts[commit] = [commit, "base"] }
                try await workspace.change { _ = try $0.merges.queue(key) }
            }
        }

        func run(
            as session: TestSession? = nil,
            limit: Int = 100,
            isDryRun: Bool = false
        ) async throws -> MergeRun {
            try await workspace.engine.merge(
                MergeRunOrder(
                    repository: TestWorkspace.repository("api"),
                    branch: "main",
                    limit: limit,
                    allowsUnsandboxed: false
                ),
                ChangeRequest(
                    caller: (session ?? workspace.founder).caller,
                    isDryRun: isDryRun
                ),
                tools: MergeTools(
                    git: git,
                    packets: OneCheckPackets(),
                    replayer: NamedReplays(git: git)
                )
            )
        }

        func state(_ key: String) throws -> QueuedMerge.State {
            try workspace.read { try $0.merge(of: TaskKey(trusted: key)).merge.state }
        }

        func states(_ keys: String...) throws -> [QueuedMerge.State.Name] {
            try keys.map { try state($0).name }
        }

        func verify() throws {
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Only what is accepted is queued, and once; what was merged is not queued again")
    func queueing() async throws {
        try await Place.with { place in
            let workspace = place.workspace
            let open = try await workspace.task("T-9", paths: ["src/"])
            await #expect(throws: MergeError.notAccepted(open, .ready)) {
                try await workspace.change { _ = try $0.merges.queue(open) }
            }
            try await place.queue(("T-1", "c1"))
            let key = TaskKey(trusted: "T-1")
            await #expect(throws: MergeError.queuedAlready(key)) {
                try await workspace.change { _ = try $0.merges.queue(key) }
            }
            try await workspace.change { _ = try $0.merges.drop(key, because: "later") }
            #expect(try place.state("T-1") == .dropped(reason: "later"))
            try await workspace.change { _ = try $0.merges.queue(key) }
            #expect(try await place.run().waiting == 0)
            await #expect(throws: MergeError.mergedAlready(key, branch: "main")) {
                try await workspace.change { _ = try $0.merges.queue(key) }
            }
            await #expect(throws: MergeError.notQueued(open)) {
                try await workspace.change { _ = try $0.merges.drop(open, because: "x") }
            }
            await #expect(throws: (any Error).self) {
                try await workspace.change(as: place.ada) { _ = try $0.merges.queue(open) }
            }
            try place.verify()
        }
    }

    @Test("What was asked for first is merged first, each onto the one before; as many as asked")
    func order() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"), ("T-2", "c2"), ("T-3", "c3"))
            let tried = try await place.run(isDryRun: true)
            #expect(tried.lines.map(\.task.text) == ["T-1", "T-2", "T-3"] && tried.waiting == 0)
            #expect(place.git.now.tip == "m0")
            #expect(try place.states("T-1", "T-2", "T-3") == [.queued, .queued, .queued])
            #expect(try await place.run(limit: 2).waiting == 1)
            #expect(place.git.now.tip == "m0+c1+c2")
            _ = try await place.run()
            #expect(place.git.now.tip == "m0+c1+c2+c3")
            #expect(try place.states("T-1", "T-2", "T-3") == [.merged, .merged, .merged])
            try place.verify()
        }
    }

    @Test("What conflicts, fails or has lost something is refused; the rest goes on, and waits")
    func refusals() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "clash"), ("T-2", "broken"), ("T-3", "gone"))
            try await place.queue(("T-4", "c4"), after: ["T-1"])
            try await place.queue(("T-5", "c5"))
            let loss = MergeFinding("2 added lines are missing", path: "file", line: 3)
            place.git.edit { contents in
                contents.conflicts = ["clash"]
                contents.losses = ["gone": [loss]]
            }
            let run = try await place.run()
            #expect(place.git.now.tip == "m0+c5" && run.stopped == nil && run.waiting == 1)
            #expect(
                try place.states("T-1", "T-2", "T-3", "T-4", "T-5")
                    == [.refused, .refused, .refused, .queued, .merged]
            )
            guard case .refused(let refusal) = try place.state("T-3"),
                case .refused(let failed) = try place.state("T-2"),
                case .waits(let needs)? = run.lines.first(where: { $0.task.text == "T-4" })?.outcome
            else {
                Issue.record("not as it was to be: \(run)")
                return
            }
            #expect(refusal.reason == .lost && refusal.findings == [loss] && refusal.tip == "m0")
            #expect(failed.reason == .checks && needs.map(\.text) == ["T-1"])
            let told = try place.workspace.read {
                try $0.ledger.events(EventFilter(after: 0, types: ["message.announced"]), limit: 99)
            }.compactMap { $0.fact.data["subject"]?.stringValue }
            #expect(told.filter { $0.hasSuffix("is not merged") }.count == 3, "\(told)")
            try place.verify()
        }
    }

    @Test("A branch that somebody else has moved meanwhile is left alone, and the task waits")
    func moved() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"))
            place.git.edit { contents in
                contents.meanwhile = { $0.tip = $0.merge("else", into: $0.tip) }
            }
            await #expect(throws: MergeError.branchMoved("main", TaskKey(trusted: "T-1"))) {
                _ = try await place.run()
            }
            #expect(try place.states("T-1") == [.queued] && place.git.now.tip == "m0+else")
            _ = try await place.run()
            #expect(place.git.now.tip == "m0+else+c1")
            try place.verify()
        }
    }

    @Test("What is done before a run ends early stays done, and is told")
    func stopped() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"), ("T-2", "c2"))
            place.git.edit { contents in
                contents.meanwhile = { $0.isCheckoutChanged = true }
            }
            let run = try await place.run()
            #expect(run.stopped?.code == "merge.checkout_changed" && run.waiting == 1)
            #expect(try place.states("T-1", "T-2") == [.merged, .queued])
            await #expect(throws: MergeError.self) { _ = try await place.run() }
        }
    }

    @Test("A run that dies beside the branch is gone on with: the branch was old, or new")
    func cut() async throws {
        for cut in [FakeMerging.Cut.before, .after] {
            try await Place.with { place in
                try await place.queue(("T-1", "c1"), ("T-2", "c2"))
                place.git.edit { $0.cut = cut }
                await #expect(throws: FakeMerging.Cut.self) { _ = try await place.run() }
                #expect(place.git.now.tip == (cut == .before ? "m0" : "m0+c1"))
                #expect(try place.states("T-1") == [.moving])
                await #expect(throws: MergeError.isMoving(TaskKey(trusted: "T-1"))) {
                    try await place.workspace.change {
                        _ = try $0.merges.drop(TaskKey(trusted: "T-1"), because: "x")
                    }
                }
                let run = try await place.run()
                #expect(run.lines.map(\.task.text) == ["T-1", "T-2"])
                #expect(place.git.now.tip == "m0+c1+c2")
                #expect(try place.states("T-1", "T-2") == [.merged, .merged])
                try place.verify()
            }
        }
    }

    @Test("After a run that died, a branch that went elsewhere is looked at anew")
    func cutAndMoved() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"))
            place.git.edit { $0.cut = .before }
            await #expect(throws: FakeMerging.Cut.self) { _ = try await place.run() }
            place.git.edit { $0.tip = $0.merge("else", into: $0.tip) }
            _ = try await place.run()
            #expect(place.git.now.tip == "m0+else+c1")
            #expect(try place.states("T-1") == [.merged])
            let types = try place.workspace.read {
                try $0.ledger.events(EventFilter(after: 0, types: ["merge.*"]), limit: 99)
            }.map(\.fact.type)
            #expect(
                types == [
                    "merge.queued", "merge.moving", "merge.returned", "merge.moving",
                    "merge.merged",
                ]
            )
            try place.verify()
        }
    }

    @Test("What somebody merged by hand is checked like a merge of our own, and moves nothing")
    func byHand() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"), ("T-2", "c2"))
            place.git.edit { contents in
                contents.tip = contents.merge("c1", into: contents.merge("c2", into: "m0"))
                contents.losses = ["c2": [MergeFinding("1 added line is missing", path: "file")]]
            }
            let tip = place.git.now.tip
            _ = try await place.run()
            #expect(place.git.now.tip == tip)
            #expect(try place.states("T-1", "T-2") == [.merged, .refused])
            let found = try place.workspace.engine.verifyMerges(
                of: nil,
                into: "main",
                in: TestWorkspace.repository("api"),
                limit: 10,
                through: place.git
            )
            #expect(Set(found.map(\.task.text)) == ["T-1", "T-2"])
            #expect(found.filter { !$0.losses.isEmpty }.map(\.task.text) == ["T-2"])
        }
    }

    @Test("Nobody merges who does not plan")
    func rights() async throws {
        try await Place.with { place in
            try await place.queue(("T-1", "c1"))
            for session in [place.ada, place.vera] {
                await #expect(throws: (any Error).self) { _ = try await place.run(as: session) }
            }
            #expect(try place.states("T-1") == [.queued] && place.git.now.tip == "m0")
        }
    }
}
