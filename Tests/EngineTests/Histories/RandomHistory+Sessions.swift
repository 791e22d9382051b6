import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let sessionSteps: [Step] = [
        ("save a note", { try await $0.saveNote() }),
        ("look after the agents", { try await $0.sweepAgents() }),
        ("report usage", { try await $0.reportUsage() }),
        ("hand a session over", { try await $0.handOver() }),
        ("start anew", { try await $0.startAnew() }),
    ]

    private func saveNote() async throws {
        let note = SessionNote(
            label: chance.oneIn(2) ? "label" : nil,
            done: chance.text(upTo: 30),
            next: chance.oneIn(2) ? "more" : nil,
            branch: nil,
            commit: nil
        )
        try await workspace.change(as: session()) { try $0.sessions.save(note) }
    }

    private func reportUsage() async throws {
        let samples = (0..<Int.random(in: 0...3, using: &chance)).map { _ in
            var usage = TokenUsage()
            usage.output = Int64.random(in: 0...9, using: &chance)
            usage.costNanos = Int64.random(in: 0...9, using: &chance)
            return UsageSample(
                agent: chance.pick([nil, "ada", "nobody"]),
                task: chance.pick([nil, "nothing"]),
                source: "codex",
                model: chance.pick(["one", "two"]),
                at: nil,
                usage: usage
            )
        }
        try await workspace.change(as: session()) { try $0.usage.record(samples) }
    }

    /// Raises what is due, and sees that a second look raises nothing.
    private func sweepAgents() async throws {
        var windows = PresenceWindows.standard
        for role in Role.allCases where !chance.oneIn(4) { windows[role] = lease() }
        let chosen = windows
        let session = session()
        let (first, second, worked) = try await workspace.change(as: session) { change in
            let worked = try change.view.ledger.lastWork(of: change.actor.id)
            let first = try change.presence.sweep(chosen).raised
            let second = try change.presence.sweep(chosen).raised
            let isSame = try change.view.ledger.lastWork(of: change.actor.id) == worked
            return (first, second, isSame)
        }
        if !second.isEmpty { fault("an alert was raised twice") }
        if !worked { fault("to look after the agents was taken for work") }
        for raised in first where !raised.standing.presence.state.raisesAlert {
            fault("an alert was raised about \(raised.standing.agent.id), who needs none")
        }
    }

    private func order() -> SessionOrder {
        SessionOrder(
            worktree: chance.oneIn(3) ? nil : chance.pick(["/w/one", "/w/two"]),
            repository: TestWorkspace.repository("api"),
            branch: chance.pick(["main", "agent/ada/one", "agent/brian/two", nil]),
            head: "c1",
            uncommitted: chance.oneIn(2) ? ["src/a.swift", "docs/b.md"] : [],
            overridesBranchRule: chance.oneIn(2)
        )
    }

    private func handOver() async throws {
        let place = Int.random(in: sessions.indices, using: &chance)
        let (from, to) = (sessions[place], session().agent)
        let (order, releases) = (order(), chance.oneIn(2))
        // Another session of the same agent may come of it; the roles in the cast stay.
        guard try role(of: from.agent) == role(of: to) else { return }
        let (opened, released) = try await workspace.change(as: from) {
            try $0.sessions.handOver(to: to, order, releasing: releases)
        }
        for key in released { model.freed(key) }
        sessions[place] = try await replacing(opened.started, of: to, in: order.worktree)
    }

    private func startAnew() async throws {
        let place = Int.random(in: sessions.indices, using: &chance)
        let agent = sessions[place].agent
        let order = order()
        let changed = try await workspace.engine.change(
            ChangeRequest(caller: .joining(agent)),
            encode: { _ in .null }
        ) { try $0.sessions.start(order) }
        guard case .made(let opened, _) = changed else { return fault("a start was not made") }
        sessions[place] = try await replacing(opened.started, of: agent, in: order.worktree)
    }

    private func role(of agent: AgentID) throws -> Role? {
        try workspace.read { try $0.agents.agent(agent)?.role }
    }

    /// The new session, after those that its start has ended were replaced.
    private func replacing(
        _ started: SessionEngine.Started,
        of agent: AgentID,
        in worktree: String?
    ) async throws -> TestSession {
        for place in sessions.indices {
            let old = sessions[place]
            let isLive = try workspace.read { try $0.sessions.session(old.id)?.isLive } ?? false
            if !isLive { sessions[place] = try await workspace.session(of: old.agent.text) }
        }
        return TestSession(id: started.id, agent: agent, credential: started.credential)
    }
}
