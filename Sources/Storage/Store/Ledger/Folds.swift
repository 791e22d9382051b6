import Model
import SQLKit

/// Folds events into the tables: the one way by which a table ever changes.
///
/// The engine calls it for each event that it appends, and a rebuild calls it for each event of the
/// ledger, so the tables are what the ledger says and nothing else.
package struct Folds {
    private let transaction: any SQLTransaction
    private let folded: FoldedTasks?

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
        folded = nil
    }

    /// For many events in a row, between which nobody else changes the tables.
    ///
    /// - Parameter folded: Remembers the tasks, so that none is read again for its next event.
    package init(_ transaction: any SQLTransaction, remembering folded: FoldedTasks) {
        self.transaction = transaction
        self.folded = folded
    }

    /// Folds one event.
    ///
    /// A task event goes the way of ``fold(_:into:as:)``, after loading its task.
    package func fold(_ event: Event) throws {
        let fact = event.fact
        switch event.subject.kind {
        case .task:
            if let change = try TaskEvent(fact) {
                let key = TaskKey(trusted: event.subject.name)
                let tasks = TaskStore(transaction)
                if let folded {
                    try folded.change(key, reading: { try tasks.task($0)?.version }) {
                        try fold(event, into: $0, as: change)
                    }
                } else {
                    try fold(event, into: try tasks.task(key), as: change)
                }
            } else if let change = try LineEvent(fact) {
                try ReservationStore(transaction).fold(change, on: event)
            } else if let change = try PacketEvent(fact) {
                let key = TaskKey(trusted: event.subject.name)
                try PacketStore(transaction).fold(change, of: key, at: event)
            } else if try RefusedDelivery(fact) == nil {
                throw FactError(type: fact.type, fault: "the type is not known")
            }
        case .message:
            let id = MessageID(trusted: event.subject.name)
            guard let change = try MessageEvent(fact, of: id) else { throw unknown(fact) }
            try MessageStore(transaction).fold(change, of: id, at: event)
        case .agent:
            if let change = try AgentEvent(fact) {
                try AgentStore(transaction).fold(change, at: event)
            } else if let change = try InboxEvent(fact) {
                try MessageStore(transaction).fold(change, of: AgentID(trusted: event.subject.name))
            } else if let change = try UsageEvent(fact) {
                try UsageStore(transaction).fold(change)
            } else {
                throw unknown(fact)
            }
        case .session:
            guard let change = try SessionEvent(fact) else { throw unknown(fact) }
            try SessionStore(transaction).fold(change, at: event)
        case .lane:
            guard let change = try LaneEvent(fact) else { throw unknown(fact) }
            try LaneStore(transaction).fold(change, of: LaneKey(trusted: event.subject.name))
        case .repository:
            guard let change = try RepositoryEvent(fact) else { throw unknown(fact) }
            try RepositoryStore(transaction).fold(
                change,
                of: RepositoryName(trusted: event.subject.name)
            )
        case .workspace:
            if let change = try WorkspaceEvent(fact) {
                try WorkspaceStore(transaction).fold(change, at: event)
            } else if let request = try AnsweredRequest(fact) {
                try RequestStore(transaction).fold(request, at: event)
            } else if try GatewayEvent(fact) == nil {
                throw unknown(fact)
            }
        case .worktree:
            guard let change = try WorktreeEvent(fact) else { throw unknown(fact) }
            try WorktreeStore(transaction).fold(change, of: event.subject.name)
        case .gate:
            guard let change = try GateEvent(fact) else { throw unknown(fact) }
            try GateStore(transaction).fold(
                change,
                of: GateRunID(trusted: event.subject.name),
                at: event
            )
        case .review:
            let id = ReviewID(trusted: event.subject.name)
            guard let change = try ReviewEvent(fact, of: id) else { throw unknown(fact) }
            try ReviewStore(transaction).fold(change, of: id, at: event)
        case .finding:
            let id = FindingID(trusted: event.subject.name)
            guard let change = try FindingEvent(fact, of: id) else { throw unknown(fact) }
            try FindingStore(transaction).fold(change, of: id, at: event)
        case .followUp:
            let id = FollowUpID(trusted: event.subject.name)
            guard let change = try FollowUpEvent(fact, of: id) else { throw unknown(fact) }
            try FollowUpStore(transaction).fold(change, of: id, at: event)
        case .decision:
            let id = DecisionID(trusted: event.subject.name)
            guard let change = try DecisionEvent(fact, of: id) else { throw unknown(fact) }
            try DecisionStore(transaction).fold(change, of: id, at: event)
        case .replay:
            guard let change = try ReplayEvent(fact) else { throw unknown(fact) }
            try ReplayStore(transaction).fold(
                change,
                of: ReplayID(trusted: event.subject.name),
                at: event
            )
        case .bundle:
            guard let change = try EvidenceEvent(fact) else { throw unknown(fact) }
            try EvidenceStore(transaction).fold(
                change,
                of: BundleID(trusted: event.subject.name),
                at: event
            )
        case .plan:
            let name = PlanName(trusted: event.subject.name)
            guard let change = try PlanEvent(fact, of: name) else { throw unknown(fact) }
            try PlanStore(transaction).fold(change, of: name, at: event)
        case .link:
            let name = LinkName(trusted: event.subject.name)
            guard let change = try LinkEvent(fact, of: name) else { throw unknown(fact) }
            try LinkStore(transaction).fold(change, of: name, at: event)
        case .memory:
            guard let change = try MemoryEvent(fact) else { throw unknown(fact) }
            try MemoryStore(transaction).fold(
                change,
                of: MemoryID(trusted: event.subject.name),
                at: event
            )
        case .spec, .phase, .waiver, .supply: try foldPlan(event)
        case .wave:
            guard let change = try WaveEvent(fact) else { throw unknown(fact) }
            try WaveStore(transaction).fold(
                change,
                of: WaveName(trusted: event.subject.name),
                at: event
            )
        case .window:
            guard let change = try WindowEvent(fact) else { throw unknown(fact) }
            try WindowStore(transaction).fold(
                change,
                of: WindowName(trusted: event.subject.name),
                at: event
            )
        case .run:
            guard let change = try RunEvent(fact) else { throw unknown(fact) }
            try RunStore(transaction).fold(
                change,
                of: RunName(trusted: event.subject.name),
                at: event
            )
        case .merge:
            guard let change = try MergeEvent(fact) else { throw unknown(fact) }
            let key = TaskKey(trusted: event.subject.name)
            try MergeStore(transaction).fold(change, of: key, at: event)
        case .imported:
            guard let change = try ImportEvent(fact) else { throw unknown(fact) }
            try ImportStore(transaction).fold(change, at: event)
        }
    }

    private func foldPlan(_ event: Event) throws {
        let (fact, name) = (event.fact, event.subject.name)
        if let change = try SpecEvent(fact) {
            try SpecStore(transaction).fold(change, of: SpecName(trusted: name))
        } else if let change = try PhaseEvent(fact) {
            try PhaseStore(transaction).fold(change, of: PhaseName(trusted: name), at: event)
        } else if let change = try WaiverEvent(fact) {
            try WaiverStore(transaction).fold(change, of: WaiverID(trusted: name), at: event)
        } else if let id = SupplyID(name), let entry = try RegisteredSupply(fact, of: id) {
            try SupplyStore(transaction).fold(entry, at: event)
        } else {
            throw unknown(fact)
        }
    }

    /// Folds a task event into the task as it stood before.
    ///
    /// - Parameter before: The task, or `nil` for the event that creates it.
    package func fold(_ event: Event, into before: StoredTask?, as change: TaskEvent) throws {
        _ = try fold(event, into: before?.version, as: change)
    }

    private func fold(
        _ event: Event,
        into before: FoldedTasks.Version?,
        as change: TaskEvent
    ) throws -> FoldedTasks.Version {
        let tasks = TaskStore(transaction)
        let key = TaskKey(trusted: event.subject.name)
        var task = before?.task ?? WorkTask(key: key)
        if case .created = change {
            task = WorkTask(key: key)
            task.apply(change)
            try tasks.insert(task, at: event)
        } else {
            guard let before else {
                throw FactError(type: event.fact.type, fault: "its task is missing")
            }
            task.apply(change)
            try tasks.update(task, from: before.task, at: before.revision, by: event)
        }
        try tasks.foldPacket(change, of: key)
        try ClaimStore(transaction).fold(change, of: key, at: event)
        try ReservationStore(transaction).fold(change, of: task)
        try DeliveryStore(transaction).fold(change, of: key, at: event)
        try tasks.foldDependencies(change, of: key)
        return FoldedTasks.Version(task: task, revision: event.sequence)
    }

    private func unknown(_ fact: Fact) -> FactError {
        FactError(type: fact.type, fault: "the type is not known")
    }
}
