import Digests
import Model

/// A packet as it was written, with what was read from it.
///
/// Reading happens before the transaction, so that nobody waits for a parser.
package struct WrittenPacket: Sendable {
    package let format: PacketRevision.Format
    package let text: String
    package let packet: Packet
    package let findings: [PacketFinding]

    package init(
        format: PacketRevision.Format,
        text: String,
        packet: Packet,
        findings: [PacketFinding]
    ) {
        self.format = format
        self.text = text
        self.packet = packet
        self.findings = findings
    }

    func revision(_ number: Int64, repository: RepositoryName?) -> PacketRevision {
        PacketRevision(
            number: number,
            format: format,
            text: text,
            digest: Digest(of: text),
            title: title,
            risk: packet.riskTier?.rawValue,
            repository: repository,
            inScope: packet.scope.inScope.map(\.text),
            outOfScope: packet.scope.outOfScope.map(\.text)
        )
    }

    /// What the packet is about in one line: its sentence about what is to be done, else its title.
    var title: String? {
        let line = packet.what.split(separator: "\n").first.map(String.init) ?? packet.title
        let short = line.count > 120 ? String(line.prefix(119)) + "…" : line
        return short.isEmpty ? nil : short
    }
}

/// Findings that a packet must be without.
package struct PacketRefusedError: Reportable {
    package let key: TaskKey
    package let findings: [PacketFinding]

    package var code: String { "rule.lint" }
    package var category: ErrorCategory { .checkFailed }
    package var message: String {
        let first = findings.first.map { " First: \($0.reason)" } ?? ""
        return "The packet of \(key) has \(findings.count.counted("finding")).\(first)"
    }
    package var hint: String? { "`worklead task lint \(key)` lists them with their mends." }
}
