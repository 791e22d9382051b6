/// Something that is wrong with a field of a file that somebody wrote: of a wave, of a run.
package struct FieldFinding: Hashable, Sendable {
    /// Whether the file can be used all the same.
    package enum Severity: String, Hashable, Sendable {
        case error
        case advice
    }

    /// A stable name for programs: `wave.canonical`.
    package let rule: String
    package let severity: Severity
    /// The key in the file, with the tables around it.
    package let keyPath: String
    package let line: Int
    /// What is wrong, as a sentence.
    package let reason: String

    package init(
        rule: String,
        severity: Severity,
        keyPath: String,
        line: Int,
        reason: String
    ) {
        self.rule = rule
        self.severity = severity
        self.keyPath = keyPath
        self.line = line
        self.reason = reason
    }

    /// The finding in one line: `line 12, lanes[0].packet_id: …`.
    package var text: String { "line \(line), \(keyPath): \(reason)" }
}
