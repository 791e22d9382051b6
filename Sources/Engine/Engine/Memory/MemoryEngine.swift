import Model
import Store

/// What happens to what is remembered.
package struct MemoryEngine {
    /// The most bytes of words that one memory may have.
    package static let textBytesMax = 16 * 1024
    /// The most tags, and the most files.
    package static let namesMax = 20
    private static let titleLengthMax = 80

    let change: Change

    /// What is to be remembered.
    package struct Draft: Sendable {
        package var kind: MemoryEntry.Kind
        /// `nil` takes the first line of the text.
        package var title: String?
        package var text: String
        package var tags: [MemoryTag]
        package var task: TaskKey?
        /// `nil` takes that of the task.
        package var lane: LaneKey?
        package var files: [String]
        /// What it takes the place of.
        package var supersedes: [MemoryID]

        package init(
            kind: MemoryEntry.Kind,
            title: String? = nil,
            text: String,
            tags: [MemoryTag] = [],
            task: TaskKey? = nil,
            lane: LaneKey? = nil,
            files: [String] = [],
            supersedes: [MemoryID] = []
        ) {
            self.kind = kind
            self.title = title
            self.text = text
            self.tags = tags
            self.task = task
            self.lane = lane
            self.files = files
            self.supersedes = supersedes
        }
    }

    /// Keeps something for all who come after.
    ///
    /// - Returns: The id, and what rules at level `advise` have to say.
    package func keep(_ draft: Draft) throws -> (id: MemoryID, advice: [String]) {
        let content = try content(of: draft)
        // What is kept is told to others, and stays in the ledger.
        let advice = try change.refuseSecret(
            in: ([content.title, content.text] + content.files).joined(separator: "\n"),
            called: content.kind.rawValue,
            about: content.task.map { [$0] } ?? [],
            at: .memory
        )
        let id = MemoryID(trusted: try change.view.counters.next(.memory))
        try record(.kept(content), on: id)
        for old in draft.supersedes.uniqued { try supersede(old, by: id) }
        return (id, advice)
    }

    /// Keeps the answer to a decision for all questions like it.
    package func keepPolicy(_ decided: DecisionEngine.Decided) throws -> MemoryID {
        let decision = decided.stored.decision
        guard case .answered(let option, let decider, let note) = decision.state else {
            preconditionFailure("a decision that was answered is answered")
        }
        let answer = decision.options.first { $0.name == option }?.text ?? option.text
        var lines = [decision.text, "Policy: \(answer)"]
        if let note { lines.append(note) }
        lines.append("Decided by \(decider) as \(decision.id).")
        return try keep(
            Draft(
                kind: .note,
                title: "Policy: \(decision.text.headline)",
                text: lines.joined(separator: "\n"),
                tags: [.policy]
            )
        ).id
    }

    /// Puts one memory in another's place.
    ///
    /// The author may, and who plans.
    package func supersede(_ id: MemoryID, by other: MemoryID) throws {
        var entry = try mine(id)
        let successor = try change.view.remembered(other).entry
        switch successor.standing {
        case .live: break
        case .superseded(let later): throw MemoryError.superseded(other, by: later)
        case .retired: throw MemoryError.retired(other)
        }
        try record(try entry.supersede(by: other), on: id)
    }

    /// Takes a memory out of what is told; it stays to be read.
    ///
    /// The author may, and who plans.
    package func retire(_ id: MemoryID, because reason: String) throws {
        var entry = try mine(id)
        try record(try entry.retire(because: reason), on: id)
    }

    private func content(of draft: Draft) throws -> MemoryEntry.Content {
        guard draft.text.contains(where: { !$0.isWhitespace }) else { throw MemoryError.empty }
        let bytes = draft.text.utf8.count
        guard bytes <= Self.textBytesMax else {
            throw MemoryError.tooLong(bytes: bytes, limit: Self.textBytesMax)
        }
        for (name, count) in [
            ("tags", draft.tags.count), ("files", draft.files.count),
            ("predecessors", draft.supersedes.count),
        ] where count > Self.namesMax {
            throw MemoryError.tooMany(name, limit: Self.namesMax)
        }
        let task = try draft.task.map { try change.view.task($0).task }
        let lane = draft.lane ?? task?.lane
        if let lane, try change.view.lanes.lane(lane) == nil { throw LaneError.unknown(lane) }
        return MemoryEntry.Content(
            kind: draft.kind,
            title: draft.title ?? Self.title(of: draft.text),
            text: draft.text,
            tags: draft.tags.uniqued,
            task: draft.task,
            lane: lane,
            files: draft.files.uniqued
        )
    }

    /// The first line that says something, cut.
    private static func title(of text: String) -> String {
        let line =
            text.split(whereSeparator: \.isNewline)
            .first { $0.contains { !$0.isWhitespace } }.map(String.init) ?? text
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.count > titleLengthMax else { return words }
        return String(words.prefix(titleLengthMax - 1)) + "…"
    }

    private func mine(_ id: MemoryID) throws -> MemoryEntry {
        let entry = try change.view.remembered(id).entry
        guard entry.author == change.actor.id || change.actor.agent.role.has(.plan) else {
            throw MemoryError.anothers(id, entry.author)
        }
        return entry
    }

    private func record(_ event: MemoryEvent, on id: MemoryID) throws {
        try change.record(event.fact, on: Subject(.memory, id.text))
    }
}

extension View {
    /// The memory, or an error that says that there is none.
    package func remembered(_ id: MemoryID) throws -> MemoryStore.Stored {
        guard let stored = try memory.memory(id) else { throw MemoryError.unknown(id) }
        return stored
    }
}
