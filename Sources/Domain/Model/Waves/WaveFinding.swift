/// Something that is wrong with the spec of a wave.
package struct WaveFinding: Hashable, Sendable {
    /// Whether the wave can be rendered all the same.
    package enum Severity: String, Hashable, Sendable {
        case error
        case advice
    }

    /// A stable name for programs: `wave.canonical`.
    package let rule: String
    package let severity: Severity
    /// The key in the spec, with the tables around it.
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

/// What a template left in a text.
package struct LeftPlaceholder: Hashable, Sendable {
    package let file: String
    package let line: Int
    /// As it stands there: `<WAVE_ID>`.
    package let text: String

    package init(file: String, line: Int, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }

    /// The place and the text: `spec.toml:10 <WAVE_ID>`.
    package var place: String {
        "\(file.printable(limit: 200)):\(line) \(text.printable(limit: 80))"
    }
}
