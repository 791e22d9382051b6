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

    package var ledger: LedgerStore { LedgerStore(transaction) }
    package var workspace: WorkspaceStore { WorkspaceStore(transaction) }
    package var tasks: TaskStore { TaskStore(transaction) }
    package var claims: ClaimStore { ClaimStore(transaction) }
    package var reservations: ReservationStore { ReservationStore(transaction) }
    package var agents: AgentStore { AgentStore(transaction) }
    package var lanes: LaneStore { LaneStore(transaction) }
    package var repositories: RepositoryStore { RepositoryStore(transaction) }
    package var sessions: SessionStore { SessionStore(transaction) }
    package var messages: MessageStore { MessageStore(transaction) }
    package var deliveries: DeliveryStore { DeliveryStore(transaction) }
    package var replays: ReplayStore { ReplayStore(transaction) }
    package var worktrees: WorktreeStore { WorktreeStore(transaction) }
    package var requests: RequestStore { RequestStore(transaction) }
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
