import Engine
import Model
import Store
import TestSupport

/// A history of random steps by several agents, from a seed.
///
/// What a step does to who owns what is told to a model; a step that is refused must leave the
/// ledger as it was.
final class RandomHistory {
    let workspace: TestWorkspace
    var chance: SplitMix64
    var model = OwnershipModel()
    var sessions: [TestSession] = []
    var keys: [TaskKey] = []
    var messages: [MessageID] = []
    var deliveries: [TaskKey: Delivery] = [:]
    /// What went wrong, with the step that it went wrong at.
    private(set) var faults: [String] = []
    private(set) var refusals: [String: Int] = [:]
    private var step = 0

    static let agents: [(String, Role)] = [
        ("ada", .worker), ("ada", .worker), ("brian", .worker), ("carl", .worker),
        ("vera", .validator),
        ("lea", .lead),
    ]

    init(_ workspace: TestWorkspace, seed: UInt64) async throws {
        self.workspace = workspace
        chance = SplitMix64(seed: seed)
        for (agent, role) in Self.agents {
            sessions.append(try await workspace.session(of: agent, as: role))
        }
        for lane in ["core", "web"] {
            let key = LaneKey(trusted: lane)
            try await workspace.change {
                _ = try $0.lanes.add(key, function: lane, owner: nil, repository: nil)
            }
        }
    }

    /// Does so many random steps and tells what went wrong.
    func run(steps: Int) async throws {
        for number in 1...steps {
            step = number
            let head = try workspace.read { try $0.ledger.head() }
            let choice = Int.random(in: 0..<Self.steps.count, using: &chance)
            let (name, act) = Self.steps[choice]
            do {
                try await act(self)
            } catch let error as any Reportable where error.category != .failure {
                refusals[error.code, default: 0] += 1
                // That a gate has refused it is written beside it, and nothing of it is.
                let written = try workspace.read {
                    try $0.ledger.events(EventFilter(after: head), limit: 9)
                }
                if written.contains(where: { $0.fact.type != "gate.ran" }) {
                    fault("\(name) was refused (\(error.code)) and wrote")
                }
            } catch {
                fault("\(name): \(error)")
            }
            if let fault = try disagreement() { self.fault("after \(name): \(fault)") }
            guard faults.isEmpty else { return }
        }
    }

    private func disagreement() throws -> String? {
        let tasks = try workspace.read { try $0.tasks.tasks(TaskFilter(), limit: 1000) }
        return model.disagreement(with: tasks.map(\.task))
    }

    func fault(_ text: String) { faults.append("step \(step): \(text)") }

    var now: Timestamp { workspace.time.now() }

    func session() -> TestSession { chance.pick(sessions) }

    /// A key that exists, mostly.
    func key() -> TaskKey {
        keys.isEmpty || chance.oneIn(40) ? TaskKey(trusted: "none") : chance.pick(keys)
    }

    /// The key of a task that stands in a state, mostly.
    func key(in state: TaskState.Name) throws -> TaskKey {
        let matching = try workspace.read {
            try $0.tasks.tasks(TaskFilter(state: state), limit: 100).map(\.key)
        }
        return matching.isEmpty || chance.oneIn(6) ? key() : chance.pick(matching)
    }

    func lease() -> Duration { .seconds(Int.random(in: 1...120, using: &chance)) }

    /// The last fence of the task, a wrong one, or none.
    func fence(of key: TaskKey) throws -> Fence? {
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: Fence(Int64.random(in: 0...4, using: &chance))
        case 1: try workspace.read { try $0.tasks.task(key)?.task.fence }
        default: nil
        }
    }
}
