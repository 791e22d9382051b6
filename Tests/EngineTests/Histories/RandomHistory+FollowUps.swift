import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let followUpSteps: [Step] = [
        (
            "ask for something",
            { history in
                let agent = history.session().agent
                let task = history.chance.oneIn(3) ? history.key() : nil
                try await history.workspace.change {
                    _ = try $0.followUps.open(
                        for: agent,
                        "Release it.",
                        task: task,
                        thread: nil
                    )
                }
            }
        ),
        (
            "show that it was done",
            { history in
                let id = try history.followUp()
                let link = EvidenceLink(kind: .file, name: "sync.txt", digest: nil)
                let links = history.chance.oneIn(4) ? [] : [link]
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.followUps.resolve(id, with: links, note: nil)
                }
            }
        ),
        (
            "take a request back",
            { history in
                let id = try history.followUp()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.followUps.withdraw(id, because: "not needed")
                }
            }
        ),
    ]

    /// A follow-up, mostly an open one.
    private func followUp() throws -> FollowUpID {
        let filter = FollowUpStore.Filter(openOnly: !chance.oneIn(6))
        let ids = try workspace.read {
            try $0.followUps.followUps(filter, limit: 100).map(\.followUp.id)
        }
        return ids.isEmpty ? FollowUpID(trusted: "FU-0") : chance.pick(ids)
    }
}
