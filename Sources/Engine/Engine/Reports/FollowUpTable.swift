import Model
import ReportKit
import Store

extension View {
    /// What somebody who plans asked for and nothing shows to be done, oldest first.
    func openFollowUps() throws -> ReportTable {
        let open = try followUps.followUps(FollowUpStore.Filter(openOnly: true), limit: 200)
        return ReportTable(
            columns: ["asked", "follow-up", "of", "by", "task", "what"],
            rows: open.map { stored in
                let followUp = stored.followUp
                return [
                    ReportText(stored.openedAt), ReportText(followUp.id),
                    ReportText(followUp.agent), ReportText(followUp.requester),
                    ReportText(followUp.task), ReportText(followUp.text),
                ]
            }
        )
    }
}
