import Documents
import Model

/// The packet of a slice that mends findings, made of the findings and of what they are about.
struct FixPacket {
    private(set) var packet: Packet
    /// What it is about in one line.
    let title: String
    private let findings: [Finding]

    /// - Parameters:
    ///   - slice: The review slice.
    ///   - sources: The packets of the tasks that the findings are about.
    init(
        of findings: [Finding],
        in slice: TaskKey,
        sources: [Packet],
        by owner: AgentID,
        at now: Timestamp
    ) {
        self.findings = findings
        let reviews = findings.map(\.review.text).uniqued.joined(separator: ", ")
        let ids = findings.map(\.id.text)
        let shown = ids.prefix(4).joined(separator: ", ")
        title =
            "Mend \(shown)\(ids.count > 4 ? " and \(ids.count - 4) more" : "") of \(reviews)"
        let paths = findings.compactMap(\.anchor?.place.path).uniqued
        packet = Packet(
            title: "Task Packet",
            metadata: [
                PacketEntry(key: "DATE", value: now.text),
                PacketEntry(key: "REQUESTOR", value: slice.text),
                PacketEntry(key: "AGENT_ID", value: owner.text),
                PacketEntry(key: "ROLE", value: "worker"),
            ],
            what: "\(title), which \(slice) found.",
            why: "A blocking or high finding is mended before \(slice) is accepted.",
            // What mends it may need a test beside it, so the task's own paths are open too.
            inScope: (paths.map { ScopeLine("`\($0)`") } + sources.flatMap(\.inScope)).uniqued,
            risk: .tier(sources.compactMap(\.riskTier).max { $0.rank < $1.rank } ?? .medium),
            testPlan: CommandPlan(
                commands: sources.flatMap(\.testPlan.commands).uniqued,
                language: sources.lazy.compactMap(\.testPlan.language).first
            ),
            doneMeans: Self.done(findings, withWords: true),
            rollbackHint: "git revert HEAD",
            filesToOpen: paths
        )
        // What is to be mended was found there, whatever the task said of it.
        packet.outOfScope = sources.flatMap(\.outOfScope).uniqued
            .filter { !packet.inScope.contains($0) }
    }

    /// The packet as it is kept.
    func written(for key: TaskKey?) throws -> WrittenPacket {
        var packet = packet
        if let key {
            packet.title = "Task Packet: \(key)"
            packet.metadata.insert(PacketEntry(key: "TASK_ID", value: key.text), at: 0)
        }
        let text: String
        do throws(DocumentError) {
            text = try PacketWriter().text(packet, .markdown)
        } catch {
            // Words of a finding that a packet can't hold are read in the review.
            packet.doneMeans = Self.done(findings, withWords: false)
            text = try PacketWriter().text(packet, .markdown)
        }
        let read = try PacketReader().read(text, .markdown)
        return WrittenPacket(
            format: .markdown,
            text: text,
            packet: read.packet,
            // What a task's own packet lacked is no fault of what its review found.
            findings: []
        )
    }

    private static func done(_ findings: [Finding], withWords: Bool) -> [String] {
        findings.map { finding in
            let words =
                withWords
                ? ": " + Model.PacketText.line(finding.sentence.printable(limit: 400)) : ""
            return "\(finding.id) (\(finding.severity.rawValue)) is mended, and "
                + "`worklead review finding fix \(finding.id) --commit HEAD` says so\(words)"
        }
    }
}

extension RiskTier {
    fileprivate var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
