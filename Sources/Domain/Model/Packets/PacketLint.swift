/// Finds what is wrong with a packet before anybody is asked to work from it.
///
/// Pure: the same packet gives the same findings, in the order of the packet's fields.
package struct PacketLint: Sendable {
    let packet: Packet
    let source: PacketSource
    /// The task that the packet is for, where that is known beforehand.
    let expectedKey: TaskKey?

    private init(packet: Packet, source: PacketSource, expectedKey: TaskKey?) {
        self.packet = packet
        self.source = source
        self.expectedKey = expectedKey
    }

    /// What is wrong with the packet; empty when there is nothing.
    ///
    /// - Parameters:
    ///   - source: Gives the findings their lines, and the file's name to compare with the key.
    ///   - expectedKey: The key of the task that the packet is to belong to.
    package static func findings(
        for packet: Packet,
        from source: PacketSource = PacketSource(),
        expectedKey: TaskKey? = nil
    ) -> [PacketFinding] {
        let lint = PacketLint(packet: packet, source: source, expectedKey: expectedKey)
        let found =
            lint.missingFields() + lint.vagueFields() + lint.placeholders() + lint.scopeFaults()
            + lint.checkFaults() + lint.nameFaults() + lint.sizeFaults()
        return found.inFieldOrder()
    }

    func finding(
        _ rule: String,
        _ severity: PacketFinding.Severity = .error,
        in field: PacketField,
        _ reason: String,
        mend: String
    ) -> PacketFinding {
        PacketFinding(
            rule: "packet." + rule,
            severity: severity,
            field: field,
            reason: reason,
            mend: mend,
            line: source.lines[field]
        )
    }
}

extension [PacketFinding] {
    /// Those that refuse the packet.
    package var errors: [PacketFinding] { filter { $0.severity == .error } }

    /// In the order in which packets have their fields; within a field as they were found.
    func inFieldOrder() -> [PacketFinding] {
        let order = Dictionary(
            uniqueKeysWithValues: PacketField.allCases.enumerated().map { ($1, $0) }
        )
        return enumerated().sorted { left, right in
            (order[left.element.field] ?? 0, left.offset)
                < (order[right.element.field] ?? 0, right.offset)
        }.map(\.element)
    }
}
