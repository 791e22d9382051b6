/// A line of a packet that says something under a name: `- ROLE: Orchestrator`.
package struct PacketEntry: Hashable, Sendable {
    /// The name as written; empty for a line without one.
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = PacketText.line(key)
        self.value = PacketText.line(value)
    }

    /// Whether the entry goes under that name, case and separators aside.
    package func isNamed(_ name: String) -> Bool {
        PacketLabel.fold(key) == PacketLabel.fold(name)
    }
}

/// The lines before a packet's heading.
package struct PacketFrontMatter: Hashable, Sendable {
    /// How the lines are written.
    package enum Notation: Hashable, Sendable {
        /// Between `---`; lines that are not `key: value` are kept but not understood.
        case keyValueLines
        /// Between `+++`.
        case toml
    }

    package let notation: Notation
    /// The lines between the marks, as they are, without the last end of line.
    package let text: String
    /// What the lines say at their top level, as text.
    package let entries: [PacketEntry]

    package init(notation: Notation, text: String, entries: [PacketEntry]) {
        self.notation = notation
        self.text = text
        self.entries = entries
    }
}

/// A way to fail and the part of the system it would show in.
package struct RiskMapping: Hashable, Sendable {
    package let failure: String
    /// Empty where the packet does not say.
    package let subsystem: String

    package init(failure: String, subsystem: String) {
        self.failure = PacketText.unquoted(failure)
        self.subsystem = PacketText.unquoted(subsystem)
    }
}

/// A section of a packet that has no field of its own.
package struct PacketSection: Hashable, Sendable {
    /// The heading's text; empty for what stands before the first heading.
    package let heading: String
    /// The lines below the heading, verbatim, without blank lines at either end.
    package let text: String

    package init(heading: String, text: String) {
        self.heading = PacketText.line(heading)
        self.text = PacketText.verbatim(text)
    }
}
