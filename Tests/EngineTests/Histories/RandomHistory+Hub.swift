import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let hubSteps: [Step] = [
        (
            "direct",
            { history in
                let thread = history.chance.oneIn(2) ? ThreadID(trusted: history.key().text) : nil
                let draft = MessageDraft(
                    recipients: [history.session().agent],
                    kind: .directive,
                    body: "Do it. " + history.chance.text(upTo: 20),
                    thread: thread
                )
                let sender = history.chance.oneIn(3) ? history.session() : nil
                try await history.workspace.change(as: sender) {
                    _ = try $0.messages.send(draft)
                }
            }
        ),
        (
            "tell everybody",
            { history in
                let draft = MessageDraft(recipients: [.hub], body: "Hear. ")
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.messages.send(draft)
                }
            }
        ),
        (
            "nudge",
            { history in
                let agent = history.session().agent
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.presence.nudge(agent, because: "It waits.")
                }
            }
        ),
    ]
}
