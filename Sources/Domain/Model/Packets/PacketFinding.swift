/// Something that is wrong with a packet.
package struct PacketFinding: Hashable, Sendable {
    /// Whether work may start all the same.
    package enum Severity: String, Hashable, Sendable {
        /// Nobody is asked to work before this is mended.
        case error
        /// Worth mending; refuses nothing.
        case advice
    }

    /// A stable name for programs: `packet.done_means.vague`.
    package let rule: String
    package let severity: Severity
    package let field: PacketField
    /// What is wrong, as a sentence.
    package let reason: String
    /// What to do about it, as a sentence.
    package let mend: String
    /// The line in the packet's file, where it is known.
    package let line: Int?

    package init(
        rule: String,
        severity: Severity,
        field: PacketField,
        reason: String,
        mend: String,
        line: Int? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.field = field
        self.reason = reason
        self.mend = mend
        self.line = line
    }
}
