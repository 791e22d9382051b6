import Digests
import Model
import SQLKit
import Store

/// One transaction's worth of change: what it reads, who makes it, and the events it records.
///
/// An event and the tables it changes are written together or not at all. The engines of the nouns
/// work on it, so several steps of one operation share one transaction.
package final class Change {
    package let view: View
    package let actor: Actor
    private let claimedTime: Timestamp?
    private let identifiers: any IdentifierSource
    private let folds: Folds
    private var head: Int64
    /// What has been recorded so far, in order.
    package private(set) var events: [Event] = []

    init(
        view: View,
        actor: Actor,
        claimedTime: Timestamp?,
        identifiers: any IdentifierSource
    ) throws {
        self.view = view
        self.actor = actor
        self.claimedTime = claimedTime
        self.identifiers = identifiers
        folds = Folds(view.transaction)
        head = try view.ledger.head()
    }

    /// The moment of the change, the same for all its events.
    package var now: Timestamp { view.now }

    /// The sequence of the ledger's last event, those of this change included.
    package var revision: Int64 { head }

    /// Records a fact and folds it into the tables.
    package func record(_ fact: Fact, on subject: Subject) throws {
        let event = try append(fact, on: subject)
        try folds.fold(event)
    }

    /// Records a fact that says of itself when it happened.
    package func record(_ fact: Fact, on subject: Subject, saidAt moment: Timestamp?) throws {
        let event = try append(fact, on: subject, saidAt: moment)
        try folds.fold(event)
    }

    /// Records a change of a task that was read before in this transaction.
    package func record(_ change: TaskEvent, on key: TaskKey, from before: StoredTask?) throws {
        let event = try append(change.fact, on: .task(key))
        try folds.fold(event, into: before, as: change)
        if change.isEnd { try runs.noteEnd(of: key) }
    }

    /// Makes a move of a task that was read before in this transaction, and records it.
    ///
    /// - Returns: What happened to the task.
    @discardableResult
    func apply(
        to before: StoredTask,
        _ move: (inout WorkTask) throws(TaskError) -> TaskEvent
    ) throws -> TaskEvent {
        var task = before.task
        let event = try move(&task)
        try record(event, on: task.key, from: before)
        return event
    }

    private func append(
        _ fact: Fact,
        on subject: Subject,
        saidAt moment: Timestamp? = nil
    ) throws -> Event {
        head += 1
        let event = Event(
            sequence: head,
            id: identifiers.eventID(at: now),
            time: now,
            claimedTime: moment ?? claimedTime,
            actor: actor.id,
            session: actor.session?.id,
            subject: subject,
            fact: fact
        )
        try view.ledger.append(event)
        events.append(event)
        return event
    }

    /// A secret for a credential.
    func secret() -> String { identifiers.secret() }

    /// What to do about what a gate would refuse.
    ///
    /// - Parameters:
    ///   - phase: That of a task that is not there yet.
    ///   - moment: Where it is asked, so that a refusal is recorded.
    ///   - remedy: What to do about it, asked only where it is refused; by default what the gate
    ///     says itself.
    ///   - fault: Asked only where the rule is on; `nil` where nothing is.
    /// - Returns: What there is to advise.
    /// - Throws: ``RuleError`` at level `block`.
    func enforce(
        _ rule: GateDescription,
        about task: TaskKey? = nil,
        in phase: String? = nil,
        at moment: GateMoment? = nil,
        remedy: @autoclosure () throws -> String? = nil,
        _ fault: () throws -> String?
    ) throws -> [String] {
        switch try view.level(of: rule, for: task, in: phase) {
        case .off: return []
        case .advise: return try fault().map { [$0] } ?? []
        case .block:
            guard let fault = try fault() else { return [] }
            throw RuleError(
                rule: rule,
                fault: fault,
                remedy: try remedy(),
                at: moment,
                about: task
            )
        }
    }

    /// What happens to tasks, in this change.
    package var tasks: TaskEngine { TaskEngine(change: self) }
    /// What happens to packets beside their revisions, in this change.
    package var packets: PacketEngine { PacketEngine(change: self) }
    /// What happens to claims, in this change.
    package var claims: ClaimEngine { ClaimEngine(change: self) }
    /// What happens to deliveries, in this change.
    package var deliveries: DeliveryEngine { DeliveryEngine(change: self) }
    /// What happens when work is judged, in this change.
    package var verdicts: VerdictEngine { VerdictEngine(change: self) }
    /// What happens to reviews, in this change.
    package var reviews: ReviewEngine { ReviewEngine(change: self) }
    /// What happens to follow-ups, in this change.
    package var followUps: FollowUpEngine { FollowUpEngine(change: self) }
    /// What happens to decisions, in this change.
    package var decisions: DecisionEngine { DecisionEngine(change: self) }
    /// What happens to agents, in this change.
    package var agents: AgentEngine { AgentEngine(change: self) }
    /// What happens to lanes, in this change.
    package var lanes: LaneEngine { LaneEngine(change: self) }
    /// What happens to repositories, in this change.
    package var repositories: RepositoryEngine { RepositoryEngine(change: self) }
    /// What happens to sessions, in this change.
    package var sessions: SessionEngine { SessionEngine(change: self) }
    /// What happens to messages, in this change.
    package var messages: MessageEngine { MessageEngine(change: self) }
    /// What happens when somebody looks after the agents, in this change.
    package var presence: PresenceEngine { PresenceEngine(change: self) }
    /// What happens when usage is reported, in this change.
    package var usage: UsageEngine { UsageEngine(change: self) }
    /// What happens to bundles of evidence, in this change.
    package var evidence: EvidenceEngine { EvidenceEngine(change: self) }
    /// What happens to specs, in this change.
    package var specs: SpecEngine { SpecEngine(change: self) }
    /// What happens to the merge queue, in this change.
    package var merges: MergeEngine { MergeEngine(change: self) }
    /// What happens to runs, in this change.
    package var runs: RunEngine { RunEngine(change: self) }
    /// What happens to waves, in this change.
    package var waves: WaveEngine { WaveEngine(change: self) }
    /// What happens to windows, in this change.
    package var windows: WindowEngine { WindowEngine(change: self) }
    /// What happens to phases, in this change.
    package var phases: PhaseEngine { PhaseEngine(change: self) }
    /// What happens to plans, in this change.
    package var plans: PlanEngine { PlanEngine(change: self) }
    /// What happens to waivers and the register of dependencies, in this change.
    package var waivers: WaiverEngine { WaiverEngine(change: self) }
    /// What happens to links, in this change.
    package var links: LinkEngine { LinkEngine(change: self) }
    /// What is taken over from others' files, in this change.
    package var imports: ImportEngine { ImportEngine(change: self) }
    /// What happens to what is remembered, in this change.
    package var memory: MemoryEngine { MemoryEngine(change: self) }
    /// What the ledger hears of worktrees, in this change.
    package var worktrees: WorktreeEngine { WorktreeEngine(change: self) }
}
