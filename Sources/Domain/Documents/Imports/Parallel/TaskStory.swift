import Model

/// What was said of one task in different places, to be held against each other.
struct TaskStory {
    /// A claim, as its file tells it.
    struct Claim {
        let place: ImportDraft.Place
        let agent: AgentID?
        let status: String?
        let from: Timestamp?
        let until: Timestamp?
    }

    /// A completion that was logged.
    struct Completion {
        let place: ImportDraft.Place
        let agent: AgentID?
        let hasReceipts: Bool
    }

    var claims: [Claim] = []
    var assignees: [(agent: AgentID, place: ImportDraft.Place)] = []
    var completions: [Completion] = []
    /// Whether its brief says that it is done.
    var briefSaysDone: ImportDraft.Place?
    var isDescribed = false

    /// Whether anybody says that it is done.
    var isClaimedDone: Bool {
        !completions.isEmpty || briefSaysDone != nil || claims.contains { $0.status == "done" }
    }
}

extension ParallelReader {
    /// The tasks as they are handed on, after what does not fit together has been noted.
    mutating func finishedTasks() -> [ImportedTask] {
        noteMissingPlans()
        var finished: [ImportedTask] = []
        for key in draft.tasks.keys.sorted() {
            guard var task = draft.tasks[key] else { continue }
            let story = stories[key] ?? TaskStory()
            let place = ImportDraft.Place(file: task.file, line: task.line)
            if !story.isDescribed { draft.note(.unknownTask, place, read: key.text, .kept) }
            if story.isClaimedDone {
                task.standing = .claimedDone
                draft.note(
                    .claimedDone,
                    place,
                    read: key.text,
                    .mended,
                    how: "parked, since nobody has replayed it here"
                )
            } else {
                task.assignee = story.holder
            }
            examine(key, story)
            finished.append(task)
        }
        return finished
    }

    private mutating func examine(_ key: TaskKey, _ story: TaskStory) {
        if story.completions.count > 1, let last = story.completions.last {
            let agents = Set(story.completions.compactMap(\.agent?.text)).sorted()
            draft.note(
                .repeatedCompletion,
                last.place,
                read:
                    "\(key) \(story.completions.count) times, by \(agents.joined(separator: ", "))",
                .kept,
                how: "each is in its history"
            )
        }
        for completion in story.completions where !completion.hasReceipts {
            draft.note(.doneWithoutReceipt, completion.place, read: key.text, .kept)
        }
        if story.claims.isEmpty, let first = story.completions.first {
            draft.note(.doneWithoutClaim, first.place, read: key.text, .kept)
        }
        for claim in story.claims { examine(claim, of: key, story) }
        if let place = story.briefSaysDone, story.completions.isEmpty,
            !story.claims.contains(where: { $0.status == "done" })
        {
            draft.note(.doneWithoutEvent, place, read: key.text, .kept)
        }
    }

    private mutating func examine(
        _ claim: TaskStory.Claim,
        of key: TaskKey,
        _ story: TaskStory
    ) {
        if claim.status == "done", story.completions.isEmpty {
            draft.note(.doneWithoutEvent, claim.place, read: key.text, .kept)
        }
        if let from = claim.from, let until = claim.until {
            let held = until - from
            if held < .zero {
                draft.note(
                    .endsBeforeStart,
                    claim.place,
                    read: "\(from.text) to \(until.text)",
                    .kept
                )
            } else if held < .seconds(60) {
                draft.note(.shortClaim, claim.place, read: "\(held.wholeSeconds) s", .kept)
            }
        }
        guard let holder = claim.agent else { return }
        for (assignee, place) in story.assignees where assignee != holder {
            draft.note(
                .claimedByAnother,
                claim.place,
                read: "\(holder) claims, \(assignee) is assigned in \(place.file)",
                .kept
            )
        }
        var told: Set<AgentID> = []
        for completion in story.completions {
            guard let agent = completion.agent, agent != holder, told.insert(agent).inserted
            else { continue }
            draft.note(
                .completedByAnother,
                completion.place,
                read: "\(agent) completes, \(holder) claims",
                .kept
            )
        }
    }
}

extension TaskStory {
    /// Who has an open task in hand: the holder of a claim that runs, else who it is assigned to.
    fileprivate var holder: AgentID? {
        let running = claims.last { ["active", "paused", "pending"].contains($0.status) }
        return running?.agent ?? assignees.last?.agent
    }
}
