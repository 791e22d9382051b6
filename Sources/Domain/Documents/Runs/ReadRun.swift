import Model

/// A packet of a slice, with what lint has to say about it.
package struct CheckedPacket: Sendable {
    package let packet: Packet
    package let findings: [PacketFinding]
}

/// A run's file as it was read, with all that is wrong with it by itself.
///
/// What of it only a workspace can know, such as its agents, is looked at where that is at hand.
package struct ReadRun: Sendable {
    /// What it says; `nil` where it has no table `[run]`.
    package let spec: RunSpec?
    /// The file, byte for byte.
    package let text: String
    /// All that is wrong or worth mending, by line.
    package let findings: [FieldFinding]
    /// The packets of its slices that could be read, by task.
    package let packets: [TaskKey: CheckedPacket]

    /// The most bytes of a run's file.
    package static let bytesMax = 4 << 20

    /// Reads a file as far as it goes.
    ///
    /// - Throws: For what is no TOML.
    package init(_ text: String) throws(DocumentError) {
        var reader = RunReader()
        spec = try reader.read(text)
        self.text = text
        findings = reader.findings
        packets = reader.packets
    }

    /// What a file says that was looked at before: its faults are not looked for once more.
    package static func spec(of text: String) throws(DocumentError) -> RunSpec? {
        var reader = RunReader()
        return try reader.read(text, isChecked: false)
    }
}
