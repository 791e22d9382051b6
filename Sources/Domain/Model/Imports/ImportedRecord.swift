import Digests

/// One thing that others had written down, as the ledger keeps it: what it says, and where.
///
/// It is what was said, not what is so: nothing in it moves a task.
package struct ImportedRecord: Hashable, Sendable {
    /// What it is.
    package enum Kind: String, Sendable, CaseIterable {
        case agent, lane, task, claim, assignment, event, message, plan, brief, decision, receipt,
            boundary, worklist, prompt, status, guidance, blocker, wave, ticket, flag, note,
            artifact, document
    }

    package let layout: ImportLayout
    package let kind: Kind
    /// By what it is known again: one of its kind in its layout.
    package let name: String
    /// Of its content: another one is a change.
    package let digest: Digest
    package let file: String
    package let line: Int?
    /// When it says that it happened.
    package let saidAt: Timestamp?
    package let agent: AgentID?
    package let task: TaskKey?
    /// One line about it.
    package let summary: String
    /// What it holds, as far as it is kept; null where only its digest is.
    package let content: JSONValue

    package init(
        layout: ImportLayout,
        kind: Kind,
        name: String,
        digest: Digest,
        file: String,
        line: Int? = nil,
        saidAt: Timestamp? = nil,
        agent: AgentID? = nil,
        task: TaskKey? = nil,
        summary: String,
        content: JSONValue = .null
    ) {
        self.layout = layout
        self.kind = kind
        self.name = name
        self.digest = digest
        self.file = file
        self.line = line
        self.saidAt = saidAt
        self.agent = agent
        self.task = task
        self.summary = summary
        self.content = content
    }

    /// What the events about it are about.
    package var subject: Subject {
        Subject(.imported, "\(layout.rawValue)/\(kind.rawValue)/\(name)")
    }
}

/// That something was read from others' files.
package struct ImportEvent: Hashable, Sendable {
    package let record: ImportedRecord
    /// What of ours it became, such as `task:P07-B4`; `nil` for what is only kept.
    package let became: String?

    package init(_ record: ImportedRecord, became: Subject? = nil) {
        self.record = record
        self.became = became?.description
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("layout", record.layout.rawValue).with("kind", record.kind.rawValue)
            .with("name", record.name).with("digest", record.digest.description)
            .with("file", record.file).with("line", record.line.map(Int64.init))
            .with("said_at", record.saidAt).with("agent", record.agent)
            .with("task", record.task).with("summary", record.summary)
            .with("content", record.content.isNull ? nil : record.content)
            .with("became", became).fact("import.recorded")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "import.recorded" else { return nil }
        let reader = try FactReader(fact)
        record = ImportedRecord(
            layout: try reader.choice("layout"),
            kind: try reader.choice("kind"),
            name: try reader.text("name"),
            digest: try reader.digest("digest"),
            file: try reader.text("file"),
            line: try reader.optionalInteger("line").map(Int.init),
            saidAt: try reader.optionalMoment("said_at"),
            agent: try reader.optionalName("agent"),
            task: try reader.optionalName("task"),
            summary: try reader.text("summary"),
            content: reader.value("content") ?? .null
        )
        became = try reader.optionalText("became")
    }
}
