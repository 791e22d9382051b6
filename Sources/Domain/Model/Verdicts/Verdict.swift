/// A decision on a delivery: who took it, on which replay, and why.
package struct Verdict: Hashable, Sendable {
    package let delivery: DeliveryID
    /// The replay that it rests on; accepting needs one, sending back and rejecting may do without.
    package let replay: ReplayID?
    package let judge: AgentID
    /// Why, for the worker to read.
    ///
    /// For a rework, each one is something to mend.
    package let findings: [String]
    /// The gaps of the replay that the judge took upon themselves, with the reason.
    package let waivedGaps: String?

    package init(
        delivery: DeliveryID,
        replay: ReplayID?,
        judge: AgentID,
        findings: [String],
        waivedGaps: String? = nil
    ) {
        self.delivery = delivery
        self.replay = replay
        self.judge = judge
        self.findings = findings
        self.waivedGaps = waivedGaps
    }

    var writer: FactWriter {
        FactWriter().with("delivery", delivery).with("replay", replay).with("judge", judge)
            .with("findings", findings).with("waived_gaps", waivedGaps)
    }

    init(_ reader: FactReader) throws(FactError) {
        self.init(
            delivery: try reader.name("delivery"),
            replay: try reader.optionalName("replay"),
            judge: try reader.name("judge"),
            findings: try reader.texts("findings"),
            waivedGaps: try reader.optionalText("waived_gaps")
        )
    }
}
