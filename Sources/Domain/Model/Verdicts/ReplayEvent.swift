import Digests

/// That a delivery was replayed, by whom, and what came out.
package struct ReplayEvent: Hashable, Sendable {
    package let task: TaskKey
    package let delivery: DeliveryID
    package let commit: String
    /// The grade's word, for queries that need no more.
    package let grade: String
    package let gaps: [String]
    /// The whole record.
    package let record: JSONValue

    package init(
        task: TaskKey,
        delivery: DeliveryID,
        commit: String,
        grade: String,
        gaps: [String],
        record: JSONValue
    ) {
        self.task = task
        self.delivery = delivery
        self.commit = commit
        self.grade = grade
        self.gaps = gaps
        self.record = record
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("task", task).with("delivery", delivery).with("commit", commit)
            .with("grade", grade).with("gaps", gaps).with("record", record)
            .fact("replay.recorded")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "replay.recorded" else { return nil }
        let reader = try FactReader(fact)
        task = try reader.name("task")
        delivery = try reader.name("delivery")
        commit = try reader.text("commit")
        grade = try reader.text("grade")
        gaps = try reader.texts("gaps")
        record = reader.value("record") ?? .null
    }
}
