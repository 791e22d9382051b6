import Digests
import Documents
import Model
import Store

/// What is taken over from others' files.
package struct ImportEngine {
    let change: Change

    /// Takes over what was read.
    ///
    /// Only what is new or has changed since the last time is recorded, so the same reading again
    /// records nothing.
    package func take(_ reading: ImportReading) throws -> ImportOutcome {
        var run = try ImportRun(reading, change)
        try run.takeAgents()
        try run.takeLanes()
        try run.takeTasks()
        try run.takePlans()
        try run.takeRecords()
        run.noteGone()
        return run.outcome
    }
}

/// One import, while it goes on.
struct ImportRun {
    let reading: ImportReading
    let change: Change
    /// What was recorded before, by kind and name.
    let known: [String: ImportStore.Known]
    private let before: [ImportStore.Known]
    var tally = ImportTally()
    var anomalies: [ImportAnomaly]
    /// Agents that were there under another spelling.
    private var twins: [AgentID: AgentID] = [:]
    private let secretLevel: RuleLevel

    init(_ reading: ImportReading, _ change: Change) throws {
        self.reading = reading
        self.change = change
        before = try change.view.imports.known(of: reading.layout)
        known = Dictionary(
            before.map { (Self.key($0.kind, $0.name), $0) },
            uniquingKeysWith: { $1 }
        )
        anomalies = reading.anomalies
        secretLevel = try change.view.level(of: .secrets, for: nil)
    }

    static func key(_ kind: ImportedRecord.Kind, _ name: String) -> String {
        "\(kind.rawValue)/\(name)"
    }

    var outcome: ImportOutcome {
        ImportOutcome(
            layout: reading.layout,
            files: reading.files,
            counts: tally.all,
            anomalies: anomalies.sorted { $0.order < $1.order }
        )
    }

    /// Agents become workers: what they may do here is not for a file to say.
    mutating func takeAgents() throws {
        for agent in reading.agents {
            if try change.view.agents.agent(agent.id) != nil {
                tally.add(.agent, .same)
            } else if let twin = try change.view.agents.lookAlike(of: agent.id) {
                twins[agent.id] = twin
                tally.add(.agent, .same)
                note(.lookAlike, agent.file, agent.line, agent.id.text, .mended, "\(twin) here")
            } else {
                _ = try change.agents.register(
                    agent.id,
                    as: .worker,
                    capabilities: agent.capabilities
                )
                tally.add(.agent, .new)
            }
        }
    }

    mutating func takeLanes() throws {
        for lane in reading.lanes {
            if try change.view.lanes.lane(lane.key) != nil {
                tally.add(.lane, .same)
            } else if let twin = try change.view.lanes.lookAlike(of: lane.key) {
                tally.add(.lane, .refused)
                note(.lookAlike, lane.file, nil, lane.key.text, .refused, "\(twin) is there")
            } else {
                _ = try change.lanes.add(
                    lane.key,
                    function: lane.function,
                    owner: lane.owner.map(here),
                    repository: nil
                )
                tally.add(.lane, .new)
            }
        }
    }

    /// The agent as it is called here.
    func here(_ agent: AgentID) -> AgentID { twins[agent] ?? agent }

    /// Messages first, in the order in which they were sent; then the rest, as it was read.
    mutating func takeRecords() throws {
        let messages = Dictionary(
            reading.messages.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let spoken = Dictionary(
            reading.records.filter { messages[$0.name] != nil }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for message in reading.messages {
            if let record = spoken[message.name] { try take(record, as: message) }
        }
        for record in reading.records where messages[record.name] == nil {
            try take(record, as: nil)
        }
    }

    private mutating func take(_ record: ImportedRecord, as message: ImportedMessage?) throws {
        let earlier = known[Self.key(record.kind, record.name)]
        guard earlier?.digest != record.digest else { return tally.add(record.kind, .same) }
        guard isClean(record) else { return tally.add(record.kind, .refused) }
        tally.add(record.kind, earlier == nil ? .new : .changed)
        var became = record.task.map(Subject.task)
        // A name that can be none is that of no plan.
        let plan = PlanName(trusted: record.name)
        if record.kind == .plan, try change.view.plans.plan(plan) != nil {
            became = Subject(.plan, plan.text)
        }
        if let message, earlier?.became?.hasPrefix("message:") != true {
            became = try send(message)
        }
        try change.record(
            ImportEvent(record, became: became).fact,
            on: record.subject,
            saidAt: record.saidAt
        )
    }

    private func send(_ message: ImportedMessage) throws -> Subject {
        let id = MessageID(trusted: try change.view.counters.next(.message))
        let sent = Message(
            id: id,
            thread: message.thread,
            sender: here(message.sender),
            recipients: [],
            kind: message.kind,
            subject: message.subject,
            body: message.body,
            task: message.task,
            replyTo: nil,
            acknowledgeBy: nil
        )
        let subject = Subject(.message, id.text)
        try change.record(MessageEvent.imported(sent).fact, on: subject, saidAt: message.saidAt)
        return subject
    }

    /// Whether a record may be written down for ever: what looks like a secret is noted, and where
    /// the rule blocks it is left out.
    private mutating func isClean(_ record: ImportedRecord) -> Bool {
        let level = secretLevel
        guard level != .off, !record.content.isNull else { return true }
        let text = record.content["text"]?.stringValue ?? record.content.canonicalText
        guard SecretsGate.fault(in: text, called: "record") != nil else { return true }
        let handling = level == .block ? ImportAnomaly.Handling.refused : .kept
        note(.secret, record.file, record.line, record.kind.rawValue, handling, nil)
        return level != .block
    }

    /// Notes what was recorded before and is not in its file any more.
    mutating func noteGone() {
        let files = Set(reading.files.filter { $0.kind != nil }.map(\.path))
        var names = Set(reading.records.map { Self.key($0.kind, $0.name) })
        for task in reading.tasks { names.insert(Self.key(.task, task.key.text)) }
        for known in before where files.contains(known.file) {
            guard !names.contains(Self.key(known.kind, known.name)) else { continue }
            note(.gone, known.file, nil, Self.key(known.kind, known.name), .kept, nil)
        }
    }

    mutating func note(
        _ kind: ImportOddity,
        _ file: String,
        _ line: Int?,
        _ read: String,
        _ handling: ImportAnomaly.Handling,
        _ how: String?
    ) {
        anomalies.append(
            ImportAnomaly(kind, file: file, line: line, read: read, handling, how: how)
        )
    }
}
