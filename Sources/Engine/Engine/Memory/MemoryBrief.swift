import Model
import Store

/// What somebody works on, by which memories are told to them.
package struct MemoryInterest: Hashable, Sendable {
    package var tasks: Set<TaskKey>
    package var lanes: Set<LaneKey>
    /// Paths and patterns of paths, as packets have them.
    package var files: [String]

    package init(tasks: Set<TaskKey> = [], lanes: Set<LaneKey> = [], files: [String] = []) {
        self.tasks = tasks
        self.lanes = lanes
        self.files = files
    }

    /// Why a memory is told, and how much that weighs; nothing for what is only new.
    func reasons(
        for entry: MemoryEntry,
        _ patterns: [PathPattern]
    ) -> (why: [String], weight: Int) {
        let content = entry.content
        var why: [String] = []
        var weight = 0
        if content.tags.contains(.policy) {
            why.append("policy")
            weight += 16
        }
        if let task = content.task, tasks.contains(task) {
            why.append("of \(task)")
            weight += 8
        }
        if let file = content.files.first(where: { file in
            files.contains(file) || patterns.contains { $0.matches(file) }
        }) {
            why.append("about \(file)")
            weight += 4
        }
        if let lane = content.lane, lanes.contains(lane) {
            why.append("of lane \(lane)")
            weight += 2
        }
        return (why, weight)
    }

    /// The files as patterns.
    var patterns: [PathPattern] {
        files.compactMap { file in
            do throws(PathPatternError) {
                return try PathPattern(file)
            } catch {
                // What is no pattern, such as a path with a bracket in it, is equal to itself only.
                return nil
            }
        }
    }
}

/// A memory that is told in a brief.
package struct MemoryRecall: Sendable {
    package let stored: MemoryStore.Stored
    /// Why it is told, if not just for being new.
    package let why: [String]
    /// Whether its words are told, or its title alone.
    package let isFull: Bool
}

/// What somebody should know of what is remembered, in so many bytes.
package struct MemoryBrief: Sendable {
    package let told: [MemoryRecall]
    /// How many that still hold are not told.
    package let omitted: Int
    /// The text, ``budget`` bytes at most.
    package let text: String
    package let budget: Int
}

extension View {
    /// How many of each kind of relevance are looked at, the newest of them.
    private static let recalledMax = 200

    /// What the asker works on: the tasks in hand, their lanes and their scopes.
    package func interest() throws -> MemoryInterest {
        guard let agent = asker?.id else { return MemoryInterest() }
        var interest = MemoryInterest()
        for stored in try tasks.inHand(of: agent) {
            interest.tasks.insert(stored.key)
            if let lane = stored.task.lane { interest.lanes.insert(lane) }
            interest.files += try reservations.scope(of: stored.key)
        }
        for lane in try lanes.lanes() where lane.owner == agent { interest.lanes.insert(lane.key) }
        return interest
    }

    /// What should be known, what weighs most first, and of equals the newest.
    ///
    /// The same state, interest and budget have the same bytes.
    package func memoryBrief(for interest: MemoryInterest, budget: Int) throws -> MemoryBrief {
        let ranked = try recalled(for: interest)
        let live = try memory.count(MemoryFilter())
        var writer = MemoryBriefWriter(
            workspace: try workspace.name()?.text ?? "",
            revision: try ledger.head(),
            live: live,
            budget: budget
        )
        for (stored, why) in ranked { writer.tell(stored, why) }
        return MemoryBrief(
            told: writer.told,
            omitted: live - writer.told.count,
            text: writer.text,
            budget: budget
        )
    }

    /// The first of what the asker should know.
    package func recall(limit: Int) throws -> [MemoryRecall] {
        try recalled(for: interest()).prefix(limit)
            .map { MemoryRecall(stored: $0.0, why: $0.why, isFull: false) }
    }

    private func recalled(
        for interest: @autoclosure () throws -> MemoryInterest
    ) throws -> [(MemoryStore.Stored, why: [String])] {
        var found: [Int64: MemoryStore.Stored] = [:]
        func add(_ some: [MemoryStore.Stored]) { for one in some { found[one.place] = one } }
        add(try memory.memories(MemoryFilter(), limit: Self.recalledMax))
        // Nothing is remembered: what somebody works on need not be asked.
        if found.isEmpty { return [] }
        let interest = try interest()
        // Fewer than the newest that are looked at are all that there are.
        if found.count == Self.recalledMax {
            add(try memory.memories(MemoryFilter(tag: .policy), limit: Self.recalledMax))
            for task in interest.tasks {
                add(try memory.memories(MemoryFilter(task: task), limit: Self.recalledMax))
            }
            for lane in interest.lanes {
                add(try memory.memories(MemoryFilter(lane: lane), limit: Self.recalledMax))
            }
            for file in interest.files {
                add(try memory.memories(about: file, limit: Self.recalledMax))
            }
        }
        let patterns = interest.patterns
        return found.values.map { stored in
            let (why, weight) = interest.reasons(for: stored.entry, patterns)
            return (stored: stored, why: why, weight: weight)
        }
        .sorted { ($0.weight, $0.stored.place) > ($1.weight, $1.stored.place) }
        .map { ($0.stored, $0.why) }
    }
}
