import Model

/// What was said of one packet in different places, to be held against each other.
struct PacketStory {
    var boundaries: [(place: ImportDraft.Place, agent: AgentID?)] = []
    /// The files that have to be there when it is done.
    var evidence: [(path: String, place: ImportDraft.Place)] = []
    var worklist: (place: ImportDraft.Place, open: Int, all: Int)?
    /// What a status says of it, in the words used there.
    var states: [(word: String, place: ImportDraft.Place)] = []
    /// Where it is listed as completed.
    var completed: [ImportDraft.Place] = []
    var blocker: String?
    /// A state from a list of tasks.
    var listed: String?

    static let doneWords: Set = [
        "ACCEPTED", "COMPLETE", "COMPLETED", "DONE", "ROLLED_FORWARD", "CLOSED",
    ]
    static let openWords: Set = [
        "ACTIVE", "UNLOCKED", "READY", "IN_PROGRESS", "PENDING", "REWORK", "QUEUED", "DRAFT",
        "PAUSED", "DELIVERED", "BLOCKED", "PARKED", "CANCELLED", "SUPERSEDED",
    ]

    var isClaimedDone: Bool {
        !completed.isEmpty || listed == "done"
            || states.contains { Self.doneWords.contains($0.word) }
    }
}

extension MayorReader {
    /// The tasks as they are handed on, after what does not fit together has been noted.
    mutating func finishedTasks() -> [ImportedTask] {
        breakCycles()
        var finished: [ImportedTask] = []
        for key in draft.tasks.keys.sorted() {
            guard var task = draft.tasks[key] else { continue }
            let story = stories[key] ?? PacketStory()
            let place = ImportDraft.Place(file: task.file, line: task.line)
            if story.boundaries.isEmpty, story.listed == nil {
                draft.note(.unknownTask, place, read: key.text, .kept)
            }
            if story.isClaimedDone {
                task.standing = .claimedDone
                task.assignee = nil
                draft.note(
                    .claimedDone,
                    place,
                    read: key.text,
                    .mended,
                    how: "parked, since nobody has replayed it here"
                )
                examineDone(key, story)
            } else if let blocker = story.blocker {
                task.standing = .blocked(reason: blocker)
            } else if let word = story.listed, ["deferred", "cancelled"].contains(word) {
                task.standing = .putAside(reason: word)
            }
            examine(key, story)
            finished.append(task)
        }
        return finished
    }

    private mutating func examineDone(_ key: TaskKey, _ story: PacketStory) {
        for (path, place) in story.evidence where !hasEvidence(path) {
            draft.note(.missingReceipt, place, read: path, .kept)
        }
        if let list = story.worklist, list.open > 0 {
            draft.note(
                .contradiction,
                list.place,
                read: "\(key) is done, \(list.open) of \(list.all) boxes are open",
                .kept
            )
        }
    }

    private mutating func examine(_ key: TaskKey, _ story: PacketStory) {
        for state in story.states
        where PacketStory.openWords.contains(state.word) && !story.completed.isEmpty {
            draft.note(
                .contradiction,
                state.place,
                read: "\(key) is \(state.word), and completed in line "
                    + "\(story.completed.first?.line ?? 0)",
                .kept
            )
        }
        for state in story.states
        where !PacketStory.openWords.contains(state.word)
            && !PacketStory.doneWords.contains(state.word)
        {
            draft.note(.unknownStatus, state.place, read: "\(key): \(state.word)", .kept)
        }
        for (place, agent) in story.boundaries.dropFirst()
        where agent != story.boundaries.first?.agent {
            draft.note(.contradiction, place, read: "\(key) has two agents", .kept)
        }
    }

    private func hasEvidence(_ path: String) -> Bool {
        if draft.paths.contains(path) { return true }
        guard let star = path.firstIndex(of: "*") else { return false }
        let (before, after) = (path[..<star], path[path.index(after: star)...])
        return draft.paths.contains { $0.hasPrefix(before) && $0.hasSuffix(after) }
    }

    /// Leaves out the dependencies by which a task would wait for itself, and those on nothing.
    private mutating func breakCycles() {
        var settled: Set<TaskKey> = []
        for key in draft.tasks.keys.sorted() { settle(key, [], &settled) }
    }

    private mutating func settle(_ key: TaskKey, _ path: [TaskKey], _ settled: inout Set<TaskKey>) {
        guard let task = draft.tasks[key], !settled.contains(key) else { return }
        let place = ImportDraft.Place(file: task.file, line: task.line)
        var kept: [TaskKey] = []
        for other in task.dependencies {
            let edge = "\(key) on \(other)"
            if draft.tasks[other] == nil {
                draft.note(.dependencyUnknown, place, read: edge, .refused)
            } else if other == key || path.contains(other) {
                draft.note(.dependencyCycle, place, read: edge, .refused)
            } else if path.count > 200 {
                draft.note(.tooLong, place, read: edge, .refused, how: "a chain of 200 tasks")
            } else {
                settle(other, path + [key], &settled)
                kept.append(other)
            }
        }
        draft.tasks[key]?.dependencies = kept
        settled.insert(key)
    }
}
