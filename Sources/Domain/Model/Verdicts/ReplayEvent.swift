import Digests

/// That a delivery was replayed, by whom, and what came out.
package struct ReplayEvent: Hashable, Sendable {
    package let task: TaskKey
    package let delivery: DeliveryID
    package let commit: String
    /// The revision of the packet whose checks were run; older events do not say.
    package let packet: PacketRun?
    /// The grade's word, for queries that need no more.
    package let grade: String
    package let gaps: [String]
    /// The whole record.
    package let record: JSONValue

    package init(
        task: TaskKey,
        delivery: DeliveryID,
        commit: String,
        packet: PacketRun? = nil,
        grade: String,
        gaps: [String],
        record: JSONValue
    ) {
        self.task = task
        self.delivery = delivery
        self.commit = commit
        self.packet = packet
        self.grade = grade
        self.gaps = gaps
        self.record = record
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("task", task).with("delivery", delivery).with("commit", commit)
            .with("packet_revision", packet?.revision)
            .with("packet_digest", packet?.digest.description).with("grade", grade).with(
                "gaps",
                gaps
            ).with("record", record)
            .fact("replay.recorded")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "replay.recorded" else { return nil }
        let reader = try FactReader(fact)
        task = try reader.name("task")
        delivery = try reader.name("delivery")
        commit = try reader.text("commit")
        packet = try reader.optionalInteger("packet_revision").map { revision throws(FactError) in
            PacketRun(revision: revision, digest: try reader.digest("packet_digest"))
        }
        grade = try reader.text("grade")
        gaps = try reader.texts("gaps")
        record = reader.value("record") ?? .null
    }
}

/// The revision of a packet whose checks were run.
package struct PacketRun: Hashable, Sendable {
    package let revision: Int64
    /// Of the packet's text.
    package let digest: Digest

    package init(revision: Int64, digest: Digest) {
        self.revision = revision
        self.digest = digest
    }
}
