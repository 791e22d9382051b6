import Digests

/// What is to be done in which steps, for what end, and what shows that it was.
///
/// A step that names a task follows it: functions that ask where steps stand take that from
/// outside, and a plan keeps no copy of it.
package struct Plan: Hashable, Sendable {
    package let name: PlanName
    package private(set) var summary: String
    package let author: AgentID
    /// The repository that its receipts lie in; `nil` for the only one there is.
    package let repository: RepositoryName?
    package private(set) var state: PlanState
    /// Why it is blocked or was rejected, or what was said at its last move.
    package private(set) var note: String?
    package private(set) var steps: [PlanStep]
    package private(set) var checkpoint: PlanCheckpoint?
    package private(set) var links: [PlanLink]
    /// The receipts that belong to no single step.
    package private(set) var receipts: [String]
    package private(set) var approval: PlanApproval?

    /// The most steps: what has more is several plans.
    package static let stepsMax = 200

    package init(
        name: PlanName,
        summary: String,
        author: AgentID,
        repository: RepositoryName?,
        state: PlanState = .queued,
        note: String? = nil,
        steps: [PlanStep] = [],
        checkpoint: PlanCheckpoint? = nil,
        links: [PlanLink] = [],
        receipts: [String] = [],
        approval: PlanApproval? = nil
    ) {
        self.name = name
        self.summary = summary
        self.author = author
        self.repository = repository
        self.state = state
        self.note = note
        self.steps = steps
        self.checkpoint = checkpoint
        self.links = links
        self.receipts = receipts
        self.approval = approval
    }

    /// The tasks that its steps follow, in their order.
    package var tasks: [TaskKey] { steps.compactMap(\.task) }

    /// Where the step of that id stands in the list.
    package func place(of id: StepID) throws(PlanError) -> Int {
        guard let index = steps.firstIndex(where: { $0.id == id }) else {
            throw .unknownStep(name, id, near: id.text.nearest(among: steps.map(\.id.text)))
        }
        return index
    }

    /// The first free id of a step: `S4` after three.
    package var nextStep: StepID {
        var number = steps.count + 1
        while steps.contains(where: { $0.id.folded == "s\(number)" }) { number += 1 }
        return StepID(trusted: "S\(number)")
    }
}

// What somebody who approves says yes to: what is to be done, and not how far it is.
extension Plan {
    /// The plan's content as a document: the same for the same plan, however far it is.
    package var content: JSONValue {
        .object([
            "plan": .string(name.text),
            "summary": .string(summary),
            "repository": repository.map { .string($0.text) } ?? .null,
            "steps": .array(
                steps.map { step in
                    .object([
                        "id": .string(step.id.text),
                        "title": step.title.map(JSONValue.string) ?? .null,
                        "task": step.task.map { .string($0.text) } ?? .null,
                    ])
                }
            ),
            "checkpoint": checkpoint.map {
                ["text": .string($0.text), "owner": .string($0.owner.text)]
            } ?? .null,
            "links": .array(
                links.map { ["kind": .string($0.kind.text), "target": .string($0.target)] }
            ),
        ])
    }

    /// The digest of the content.
    package var digest: Digest { Digest(of: content.canonicalBytes) }

    /// Whether what was approved is what the plan is now; `nil` where nobody approved it.
    package var isApprovalCurrent: Bool? { approval.map { $0.digest == digest } }
}

// What can happen to a plan. Each function changes the value and returns the event to record.
extension Plan {
    /// Adds a step at the end.
    package mutating func add(_ step: PlanStep) throws(PlanError) -> PlanEvent {
        try requireOpen()
        guard steps.count < Self.stepsMax else { throw .tooManySteps(name) }
        if let twin = steps.first(where: { $0.id.folded == step.id.folded }) {
            throw .stepTaken(name, twin.id)
        }
        if let task = step.task, let other = steps.first(where: { $0.task == task }) {
            throw .taskTaken(name, task, other.id)
        }
        steps.append(step)
        return .stepAdded(step)
    }

    /// Says where a step stands that follows no task.
    package mutating func move(
        step id: StepID,
        to state: StepState,
        note: String?
    ) throws(PlanError) -> PlanEvent {
        try requireOpen()
        let index = try place(of: id)
        switch steps[index].standing {
        case .follows(let task): throw .followsTask(id, task)
        case .own(let before):
            guard before != state || note != nil && note != steps[index].note else {
                throw .stepAlready(id, state)
            }
            if state == .blocked, note == nil { throw .needsNote(id.text) }
            steps[index].standing = .own(state)
            steps[index].note = note ?? steps[index].note
            return .stepMoved(id, to: state, note: note)
        }
    }

    /// Names files that show that a step, or the plan as a whole, was done.
    package mutating func addReceipts(
        _ paths: [String],
        to id: StepID?
    ) throws(PlanError) -> PlanEvent {
        guard state != .rejected else { throw .closed(name, state) }
        for path in paths where !ReceiptPath.isInside(path) { throw .badReceipt(path) }
        guard let id else {
            let fresh = paths.unique(beside: receipts)
            guard !fresh.isEmpty else { throw .receiptTaken(paths.first ?? "") }
            receipts += fresh
            return .receiptsAdded(fresh, step: nil)
        }
        let index = try place(of: id)
        let fresh = paths.unique(beside: steps[index].receipts)
        guard !fresh.isEmpty else { throw .receiptTaken(paths.first ?? "") }
        steps[index].receipts += fresh
        return .receiptsAdded(fresh, step: id)
    }

    /// Points to something else.
    package mutating func add(_ link: PlanLink) throws(PlanError) -> PlanEvent {
        guard !links.contains(link) else { throw .linkTaken(name, link) }
        links.append(link)
        return .linked(link)
    }

    /// Says what the plan is held against, and whether it holds.
    package mutating func set(_ checkpoint: PlanCheckpoint) throws(PlanError) -> PlanEvent {
        guard state != .rejected else { throw .closed(name, state) }
        self.checkpoint = checkpoint
        return .checkpointSet(checkpoint)
    }

    /// Moves the plan as a whole.
    ///
    /// - Parameter following: Where its tasks stand.
    package mutating func move(
        to next: PlanState,
        note: String?,
        _ following: [TaskKey: StepState]
    ) throws(PlanError) -> PlanEvent {
        guard next != state else { throw .already(name, state) }
        switch next {
        case .blocked, .rejected: if note == nil { throw .needsNote(name.text) }
        case .done:
            let left = steps.filter { !$0.state(following).isFinished }
            guard left.isEmpty else { throw .unfinished(name, left.map(\.id)) }
            guard steps.contains(where: { $0.state(following) == .done }) else {
                throw .nothingDone(name)
            }
            if checkpoint?.state == .pending { throw .checkpointPending(name) }
        case .queued, .inProgress: break
        }
        state = next
        self.note = note
        return .moved(next, note: note)
    }

    /// Says yes to the plan as it is now.
    ///
    /// - Parameter isFounder: Whether the approver may approve a plan of its own.
    package mutating func approve(
        by agent: AgentID,
        isFounder: Bool,
        note: String?
    ) throws(PlanError) -> PlanEvent {
        try requireOpen()
        guard agent != author || isFounder else { throw .ownPlan(name) }
        guard !steps.isEmpty else { throw .noSteps(name) }
        let fresh = PlanApproval(approver: agent, digest: digest, note: note)
        if let approval, approval.approver == agent, approval.digest == fresh.digest {
            throw .approvedAlready(name, agent)
        }
        approval = fresh
        return .approved(digest: fresh.digest, note: note)
    }

    private func requireOpen() throws(PlanError) {
        guard state.isOpen else { throw .closed(name, state) }
    }
}

/// What the path of a receipt has to look like.
package enum ReceiptPath {
    /// Whether it is a path from a repository's top that stays in the repository.
    package static func isInside(_ path: String) -> Bool {
        guard !path.isEmpty, path.utf8.count <= 400, !path.hasPrefix("/"), !path.hasPrefix(":"),
            path.printable() == path
        else { return false }
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0 != ".git" }
    }
}

extension [String] {
    /// Each once, without those that are there already.
    fileprivate func unique(beside known: [String]) -> [String] {
        var seen = Set(known)
        return filter { seen.insert($0).inserted }
    }
}
