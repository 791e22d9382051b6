/// Work that was handed in too late: another had the task by then.
///
/// It changes nothing; what was done and said is kept for whoever judges the task.
package struct RefusedDelivery: Hashable, Sendable {
    /// The fence that the work was done under; `nil` where none was offered.
    package let fence: Fence?
    package let commit: String
    package let branch: String?
    package let report: String

    package init(fence: Fence?, commit: String, branch: String?, report: String) {
        self.fence = fence
        self.commit = commit
        self.branch = branch
        self.report = report
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("fence", fence.map(\.number)).with("commit", commit)
            .with("branch", branch).with("report", report).fact("task.delivery_refused")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "task.delivery_refused" else { return nil }
        let reader = try FactReader(fact)
        fence = try reader.optionalInteger("fence").map(Fence.init)
        commit = try reader.text("commit")
        branch = try reader.optionalText("branch")
        report = try reader.text("report")
    }
}
