import Model
import SQLKit
import Store

/// A snapshot of the workspace, as one asker sees it at one moment.
package struct View {
    package let transaction: any SQLTransaction
    package let now: Timestamp
    package let asker: Actor?

    package init(transaction: any SQLTransaction, now: Timestamp, asker: Actor?) {
        self.transaction = transaction
        self.now = now
        self.asker = asker
    }

    /// The events, as of this snapshot.
    package var ledger: LedgerStore { LedgerStore(transaction) }
    /// The workspace's name and rules, as of this snapshot.
    package var workspace: WorkspaceStore { WorkspaceStore(transaction) }
    /// The tasks, as of this snapshot.
    package var tasks: TaskStore { TaskStore(transaction) }
    /// Who locked which packet, as of this snapshot.
    package var packets: PacketStore { PacketStore(transaction) }
    /// The waves, as of this snapshot.
    package var waves: WaveStore { WaveStore(transaction) }
    /// The windows and their bundles, as of this snapshot.
    package var windows: WindowStore { WindowStore(transaction) }
    /// The merge queue, as of this snapshot.
    package var merges: MergeStore { MergeStore(transaction) }
    /// The runs and their slices, as of this snapshot.
    package var runs: RunStore { RunStore(transaction) }
    /// The claims, running and ended, as of this snapshot.
    package var claims: ClaimStore { ClaimStore(transaction) }
    /// The reserved paths and the line for them, as of this snapshot.
    package var reservations: ReservationStore { ReservationStore(transaction) }
    /// The agents, as of this snapshot.
    package var agents: AgentStore { AgentStore(transaction) }
    /// How the agents stand, as of this snapshot.
    package var presence: PresenceStore { PresenceStore(transaction) }
    /// The lanes, as of this snapshot.
    package var lanes: LaneStore { LaneStore(transaction) }
    /// The repositories, as of this snapshot.
    package var repositories: RepositoryStore { RepositoryStore(transaction) }
    /// The sessions, as of this snapshot.
    package var sessions: SessionStore { SessionStore(transaction) }
    /// The messages and inboxes, as of this snapshot.
    package var messages: MessageStore { MessageStore(transaction) }
    /// The deliveries, as of this snapshot.
    package var deliveries: DeliveryStore { DeliveryStore(transaction) }
    /// The replays, as of this snapshot.
    package var replays: ReplayStore { ReplayStore(transaction) }
    /// The worktrees that Worklead made, as of this snapshot.
    package var worktrees: WorktreeStore { WorktreeStore(transaction) }
    /// The bundles of evidence, as of this snapshot.
    package var evidence: EvidenceStore { EvidenceStore(transaction) }
    /// The tokens and the cost of the agents' models, as of this snapshot.
    package var usage: UsageStore { UsageStore(transaction) }
    /// What trends are counted from, as of this snapshot.
    package var trends: TrendStore { TrendStore(transaction) }
    /// The runs of gates, as of this snapshot.
    package var gates: GateStore { GateStore(transaction) }
    /// The specs with their clauses, as of this snapshot.
    package var specs: SpecStore { SpecStore(transaction) }
    /// The phases, as of this snapshot.
    package var phases: PhaseStore { PhaseStore(transaction) }
    /// The plans with their steps, as of this snapshot.
    package var plans: PlanStore { PlanStore(transaction) }
    /// The waivers, as of this snapshot.
    package var waivers: WaiverStore { WaiverStore(transaction) }
    /// The register of dependencies, as of this snapshot.
    package var supply: SupplyStore { SupplyStore(transaction) }
    /// The links, as of this snapshot.
    package var links: LinkStore { LinkStore(transaction) }
    /// The reviews, as of this snapshot.
    package var reviews: ReviewStore { ReviewStore(transaction) }
    /// What reviews found, as of this snapshot.
    package var findings: FindingStore { FindingStore(transaction) }
    /// The follow-ups, as of this snapshot.
    package var followUps: FollowUpStore { FollowUpStore(transaction) }
    /// The decisions, as of this snapshot.
    package var decisions: DecisionStore { DecisionStore(transaction) }
    /// What others had written down before, as of this snapshot.
    package var imports: ImportStore { ImportStore(transaction) }
    /// What is remembered, as of this snapshot.
    package var memory: MemoryStore { MemoryStore(transaction) }
    /// The answers that were kept for idempotency keys, as of this snapshot.
    package var requests: RequestStore { RequestStore(transaction) }
    /// The last numbers given out, as of this snapshot.
    package var counters: Counter { Counter(transaction) }

    /// Who asks; reading somebody's own things needs to know.
    package func requireAsker() throws(SessionError) -> Actor {
        guard let asker else { throw .absent }
        return asker
    }

    /// The task, or an error that names near ones.
    package func task(_ key: TaskKey) throws -> StoredTask {
        guard let stored = try tasks.task(key) else {
            throw TaskError.unknown(key, near: try tasks.keys(near: key))
        }
        return stored
    }

    /// The repository of a task: the one it names, or the only one there is.
    package func repository(of task: WorkTask) throws -> Repository {
        try repository(named: task.repository)
    }

    /// The named repository, or the only one there is.
    package func repository(named name: RepositoryName?) throws -> Repository {
        if let name {
            guard let repository = try repositories.repository(name) else {
                throw RepositoryError.unknown(name)
            }
            return repository
        }
        let all = try repositories.repositories()
        guard let only = all.first else { throw RepositoryError.none }
        guard all.count == 1 else { throw RepositoryError.ambiguous(all.map(\.name)) }
        return only
    }
}
