import Model

/// A packet as it was read from a document.
package struct ReadPacket: Hashable, Sendable {
    package let packet: Packet
    /// Where its parts stood.
    package let source: PacketSource
    /// What is wrong with the document itself, such as bytes that are not text.
    package let findings: [PacketFinding]

    package init(packet: Packet, source: PacketSource, findings: [PacketFinding]) {
        self.packet = packet
        self.source = source
        self.findings = findings
    }

    /// All that is wrong with the document and with the packet in it.
    ///
    /// - Parameter expectedKey: The key of the task that the packet is to belong to.
    package func lint(expectedKey: TaskKey? = nil) -> [PacketFinding] {
        findings + PacketLint.findings(for: packet, from: source, expectedKey: expectedKey)
    }
}
