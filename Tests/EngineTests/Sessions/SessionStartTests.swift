import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("How a session starts, is saved and is handed over")
struct SessionStartTests {
    private func start(
        _ agent: String,
        _ order: SessionOrder,
        in workspace: TestWorkspace
    ) async throws -> SessionEngine.Opened {
        let id = AgentID(trusted: agent)
        if try workspace.read({ try $0.agents.agent(id) }) == nil {
            try await workspace.change {
                _ = try $0.agents.register(id, as: .worker, capabilities: [])
            }
        }
        let changed = try await workspace.engine.change(
            ChangeRequest(caller: .joining(id)),
            encode: { _ in .null }
        ) { try $0.sessions.start(order) }
        guard case .made(let opened, _) = changed else { throw NotMade() }
        return opened
    }

    private func order(branch: String?, uncommitted: [String] = []) -> SessionOrder {
        SessionOrder(
            worktree: "/w",
            repository: TestWorkspace.repository("api"),
            branch: branch,
            head: "c1",
            uncommitted: uncommitted
        )
    }

    private func types(_ workspace: TestWorkspace) throws -> [String] {
        try workspace.read { try $0.ledger.events(EventFilter(after: 0), limit: .max) }
            .map(\.fact.type)
    }

    @Test("A worker is refused on another's branch, and starts there only when it is said so")
    func branchGuard() async throws {
        try await TestWorkspace.with { workspace in
            var order = order(branch: "agent/brian/cancel")
            let refused = await #expect(throws: RuleError.self) {
                _ = try await start("ada", order, in: workspace)
            }
            #expect(refused?.code == "rule.branch" && refused?.category == .notAllowed)
            #expect(try !types(workspace).contains { $0 == "session.rule_overridden" })
            order.overridesBranchRule = true
            let opened = try await start("ada", order, in: workspace)
            #expect(opened.advice.count == 1)
            let overridden = try workspace.read {
                try $0.ledger.events(EventFilter(type: "session.rule_overridden"), limit: 9)
            }
            #expect(overridden.map(\.subject.name) == [opened.started.id.text])
        }
    }

    @Test("The main branch is advised against, one's own and none at all are fine")
    func branches() async throws {
        try await TestWorkspace.with { workspace in
            #expect(
                try await start("ada", order(branch: "main"), in: workspace).advice.count == 1
            )
            for branch in ["agent/ada/cancel", nil] {
                let opened = try await start("ada", order(branch: branch), in: workspace)
                #expect(opened.advice.isEmpty)
            }
            try await workspace.change { try $0.set(.branch, to: .off) }
            let opened = try await start("ada", order(branch: "agent/x/y"), in: workspace)
            #expect(opened.advice.isEmpty)
        }
    }

    @Test("What another agent left uncommitted is recorded and announced to it and to the lead")
    func leftover() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            let ada = try await workspace.session(of: "ada", in: "/w")
            workspace.checkouts.edit { $0.uncommitted["/w"] = ["src/a.swift"] }
            let before = try workspace.checkouts.uncommittedPaths(in: "/w")
            try await workspace.change(as: ada) {
                _ = try $0.sessions.end(releasing: false, because: nil)
            }
            let paths = (1...150).map { "src/\($0)" }
            let dirty = order(branch: nil, uncommitted: paths)
            let opened = try await start("brian", dirty, in: workspace)
            let (leftover, message) = try #require(opened.leftover)
            #expect(leftover.owner == ada.agent && leftover.count == 150)
            #expect(leftover.paths.count == Leftover.pathsMax && leftover.head == "c1")
            let sent = try #require(
                try workspace.read { view in
                    try message.flatMap { try view.messages.message($0) }
                }
            )
            #expect(sent.message.recipients == [ada.agent, lea.agent])
            #expect(sent.message.kind == .handoff && sent.message.body.contains("and 130 more"))
            // It was left as it is, and its finder finds it once.
            #expect(try workspace.checkouts.uncommittedPaths(in: "/w") == before)
            let again = try await start("brian", dirty, in: workspace)
            #expect(again.leftover == nil)
        }
    }

    @Test("Whose uncommitted work it is stays so, until somebody adds to it")
    func leftoverOfAnEarlierAgent() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.session(of: "ada", in: "/w")
            var owners: [String?] = []
            for (agent, paths) in [("bea", ["a"]), ("carl", ["a"]), ("dan", ["a", "b"])] {
                let live = try workspace.read { try $0.sessions.live(in: "/w") }
                let retiring = try #require(live)
                // Retiring ends the session without the credential.
                try await workspace.change {
                    try $0.agents.retire(retiring.agent, because: "gone")
                }
                let opened = try await start(
                    agent,
                    order(branch: nil, uncommitted: paths),
                    in: workspace
                )
                owners.append(opened.leftover?.0.owner.text)
                // To start anew tells nothing again, and loses nothing.
                let again = try await start(
                    agent,
                    order(branch: nil, uncommitted: paths),
                    in: workspace
                )
                #expect(again.leftover == nil)
                workspace.time.advance(by: .seconds(1))
            }
            #expect(owners == ["ada", "ada", "carl"])
        }
    }

    @Test("In the worktree of a claim, uncommitted work is the holder's")
    func leftoverOfAClaim() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.change(as: ada) {
                try $0.worktrees.plan(
                    WorktreePlan(
                        repository: RepositoryName(trusted: "api"),
                        path: "/w",
                        branch: nil,
                        start: "base",
                        task: nil,
                        agent: ada.agent,
                        fence: nil
                    ),
                    named: "one"
                )
            }
            let opened = try await start(
                "brian",
                order(branch: nil, uncommitted: ["a"]),
                in: workspace
            )
            #expect(opened.leftover?.0.owner == ada.agent)
        }
    }

    @Test("One's own uncommitted work, and a clean tree, are nothing to announce")
    func ownLeftover() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.session(of: "ada", in: "/w")
            let own = try await start("ada", order(branch: nil, uncommitted: ["a"]), in: workspace)
            #expect(own.leftover == nil)
            #expect(try !types(workspace).contains("session.leftover_found"))
        }
    }

    @Test(
        "A session is handed over in its worktree, not while it holds something, nor to the retired"
    )
    func handOver() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada", in: "/w")
            _ = try await workspace.session(of: "brian")
            let brian = AgentID(trusted: "brian")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada)
            let order = order(branch: nil, uncommitted: ["src/a.swift"])
            await #expect(throws: SessionHoldsError(session: ada.id, tasks: [key])) {
                try await workspace.change(as: ada) {
                    _ = try $0.sessions.handOver(to: brian, order, releasing: false)
                }
            }
            let (opened, released) = try await workspace.change(as: ada) {
                try $0.sessions.handOver(to: brian, order, releasing: true)
            }
            #expect(released == [key])
            #expect(opened.leftover?.0.owner == ada.agent)
            let bound = try workspace.read { try $0.sessions.live(in: "/w") }
            #expect(bound?.agent == brian && bound?.id == opened.started.id)
            #expect(try workspace.read { try $0.sessions.session(ada.id)?.isLive } == false)
            await #expect(throws: AgentError.unknown(AgentID(trusted: "zoe"))) {
                try await workspace.change {
                    _ = try $0.sessions.handOver(
                        to: AgentID(trusted: "zoe"),
                        order,
                        releasing: false
                    )
                }
            }
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            await #expect(throws: AgentError.retired(ada.agent, reason: "rest")) {
                try await workspace.change {
                    _ = try $0.sessions.handOver(to: ada.agent, order, releasing: false)
                }
            }
        }
    }

    @Test("The last note of an agent is what its brief begins from")
    func notes() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let agent = try #require(try workspace.read { try $0.agents.agent(ada.agent) })
            for done in ["one", "two"] {
                try await workspace.change(as: ada) {
                    try $0.sessions.save(
                        SessionNote(
                            label: nil,
                            done: done,
                            next: nil,
                            branch: nil,
                            commit: nil
                        )
                    )
                }
            }
            let key = try await workspace.task("P-1")
            let brief = try workspace.read { try $0.brief(for: agent, since: nil) }
            #expect(brief.note?.note.done == "two")
            #expect(brief.since == brief.note?.place)
            #expect(brief.news.map(\.type) == ["task.created"])
            #expect(brief.next.map(\.task.key) == [key])
            await #expect(throws: SessionNoteError.empty) {
                try await workspace.change(as: ada) {
                    try $0.sessions.save(
                        SessionNote(label: nil, done: " ", next: nil, branch: nil, commit: nil)
                    )
                }
            }
            let most = SessionEngine.noteBytesMax
            let half = String(repeating: "x", count: most / 2)
            await #expect(throws: SessionNoteError.tooLong(bytes: most + 1, limit: most)) {
                try await workspace.change(as: ada) {
                    try $0.sessions.save(
                        SessionNote(
                            label: nil,
                            done: half,
                            next: half + "x",
                            branch: nil,
                            commit: nil
                        )
                    )
                }
            }
        }
    }
}
