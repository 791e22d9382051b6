import Digests

/// The accepted commit of a task that somebody has asked to be merged.
package struct QueuedMerge: Hashable, Sendable {
    /// Where it stands.
    package enum State: Hashable, Sendable {
        case queued
        /// The branch is being moved: it is old or new, and the next run looks which.
        case moving(MergeMove)
        case merged(MergeMove)
        case refused(MergeRefusal)
        case dropped(reason: String)

        /// The state without its data: what the database stores and people filter by.
        package enum Name: String, Sendable, CaseIterable {
            case queued, moving, merged, refused, dropped

            /// Whether a run takes it up.
            package var isWaiting: Bool {
                switch self {
                case .queued, .moving: true
                case .merged, .refused, .dropped: false
                }
            }
        }

        /// The state's word, for the database, filters and messages.
        package var name: Name {
            switch self {
            case .queued: .queued
            case .moving: .moving
            case .merged: .merged
            case .refused: .refused
            case .dropped: .dropped
            }
        }
    }

    package let task: TaskKey
    package let change: AcceptedChange
    package private(set) var state: State

    package init(task: TaskKey, change: AcceptedChange, state: State = .queued) {
        self.task = task
        self.change = change
        self.state = state
    }

    /// Queues it again after it was refused or dropped.
    package mutating func requeue(_ change: AcceptedChange) throws(MergeError) -> MergeEvent {
        switch state {
        case .queued, .moving: throw .queuedAlready(task)
        case .merged(let move): throw .mergedAlready(task, branch: move.branch)
        case .refused, .dropped:
            self = QueuedMerge(task: task, change: change)
            return .queued(change)
        }
    }

    /// Says that its branch is about to be moved, before it is.
    ///
    /// - Parameter record: What the checks on the merged tree came to, as it is kept.
    package mutating func begin(
        _ move: MergeMove,
        on record: JSONValue
    ) throws(MergeError) -> MergeEvent {
        switch state {
        case .queued:
            state = .moving(move)
            return .moving(move, record: record)
        case .moving: throw .isMoving(task)
        case .merged, .refused, .dropped: throw .notWaiting(task, state.name)
        }
    }

    /// Says that the branch has it.
    package mutating func land() throws(MergeError) -> MergeEvent {
        switch state {
        case .moving(let move):
            state = .merged(move)
            return .merged
        case .queued, .merged, .refused, .dropped: throw .notMoving(task, state.name)
        }
    }

    /// Says that the branch was not moved after all: it waits again, at its place.
    package mutating func giveBack(because reason: String) throws(MergeError) -> MergeEvent {
        switch state {
        case .moving:
            state = .queued
            return .returned(reason: reason)
        case .queued, .merged, .refused, .dropped: throw .notMoving(task, state.name)
        }
    }

    /// Takes it out of the queue for what is wrong with it.
    ///
    /// - Parameter record: What the checks on the merged tree came to, where they were run.
    package mutating func refuse(
        _ refusal: MergeRefusal,
        on record: JSONValue?
    ) throws(MergeError) -> MergeEvent {
        switch state {
        case .queued:
            state = .refused(refusal)
            return .refused(refusal, record: record)
        case .moving: throw .isMoving(task)
        case .merged, .refused, .dropped: throw .notWaiting(task, state.name)
        }
    }

    /// Takes it out of the queue because somebody says so.
    package mutating func drop(because reason: String) throws(MergeError) -> MergeEvent {
        switch state {
        case .queued, .refused:
            state = .dropped(reason: reason)
            return .dropped(reason: reason)
        case .moving: throw .isMoving(task)
        case .merged, .dropped: throw .notWaiting(task, state.name)
        }
    }
}

/// What was accepted, as git has it.
package struct AcceptedChange: Hashable, Sendable {
    package let repository: RepositoryName
    package let delivery: DeliveryID
    package let commit: String
    /// Where the work began; `nil` where it shares no history with the branch.
    package let base: String?

    package init(repository: RepositoryName, delivery: DeliveryID, commit: String, base: String?) {
        self.repository = repository
        self.delivery = delivery
        self.commit = commit
        self.base = base
    }
}

/// How a branch is moved for a task.
package struct MergeMove: Hashable, Sendable {
    package let branch: String
    /// Where the branch is before.
    package let old: String
    /// Where it is afterwards; the same where somebody had merged the task before.
    package let new: String
    /// What the checks on the merged tree came to.
    package let grade: ReplayGrade

    package init(branch: String, old: String, new: String, grade: ReplayGrade) {
        self.branch = branch
        self.old = old
        self.new = new
        self.grade = grade
    }
}
