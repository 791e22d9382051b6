import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    private static let sweep: Step = (
        "sweep",
        { history in
            history.workspace.time.advance(by: .seconds(40))
            try await history.workspace.change {
                _ = try $0.messages.sweep(giving: .seconds(30))
            }
        }
    )

    static let messageSteps: [Step] = [
        ("send", { try await $0.send() }), ("send", { try await $0.send() }), sweep, sweep,
        (
            "acknowledge a message",
            { history in
                let id = history.message()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.messages.acknowledge(id, note: "seen")
                }
            }
        ),
        (
            "read",
            { history in
                let id = history.chance.oneIn(2) ? history.message() : nil
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.messages.markRead(through: id)
                }
            }
        ),
    ]

    static let timeSteps: [Step] = [
        ("time", { $0.workspace.time.advance(by: $0.lease()) }),
        ("time", { $0.workspace.time.advance(by: .seconds(7)) }),
        (
            "time goes back",
            { history in
                guard history.chance.oneIn(4) else { return }
                history.workspace.time.set(to: history.now + .seconds(-45))
            }
        ),
        ("beat", { try await $0.beat() }), ("end a session", { try await $0.endSession() }),
        ("retire and revive", { try await $0.retireAndRevive() }),
    ]

    private func message() -> MessageID {
        messages.isEmpty ? MessageID(trusted: "M-0") : chance.pick(messages)
    }

    private func send() async throws {
        let recipients = (0..<Int.random(in: 1...3, using: &chance)).map { _ in session().agent }
        let draft = MessageDraft(
            recipients: recipients,
            subject: "About",
            body: chance.text(upTo: 30),
            replyTo: chance.oneIn(4) ? message() : nil,
            acknowledgeWithin: chance.oneIn(2) ? lease() : nil
        )
        messages.append(
            try await workspace.change(as: session()) { try $0.messages.send(draft).id }
        )
    }

    private func beat() async throws {
        let (lease, session) = (lease(), session())
        let renewed = try await workspace.change(as: session) {
            try $0.sessions.beat(note: nil, lease: lease)
        }
        for key in renewed { model.renewed(key, until: now + lease) }
    }

    private func endSession() async throws {
        let place = Int.random(in: sessions.indices, using: &chance)
        let session = sessions[place]
        let releases = chance.oneIn(2)
        let released = try await workspace.change(as: session) {
            try $0.sessions.end(releasing: releases, because: nil)
        }
        for key in released { model.freed(key) }
        sessions[place] = try await workspace.session(of: session.agent.text)
    }

    private func retireAndRevive() async throws {
        guard chance.oneIn(3) else { return }
        let agent = session().agent
        try await workspace.change { try $0.agents.retire(agent, because: "rest") }
        try await workspace.change { try $0.agents.revive(agent) }
        // The old sessions ended, and what they hold is still the agent's.
        for place in sessions.indices where sessions[place].agent == agent {
            sessions[place] = try await workspace.session(of: agent.text)
        }
    }
}
