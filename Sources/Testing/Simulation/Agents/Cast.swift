import Model
import TestSupport

/// Who takes part in a simulated month.
struct Cast {
    let agents: [SimulatedAgent]
    let lanes: [LaneKey]

    /// The founder, a lead for each ten agents, a validator for each six, and workers.
    init(_ size: MonthSize, _ chance: inout SplitMix64) {
        let lanes = (1...size.lanes).map { LaneKey(trusted: "lane-\($0)") }
        var agents: [SimulatedAgent] = []
        func add(_ role: Role, _ count: Int, named name: String, in lanes: [LaneKey]) {
            for index in 0..<count {
                // A quarter of the clocks are far off, the others a little.
                let off: Int64 = chance.oneIn(4) ? 7200 : 5
                agents.append(
                    SimulatedAgent(
                        number: agents.count,
                        id: AgentID(trusted: count == 1 ? name : "\(name)-\(index + 1)"),
                        role: role,
                        lane: lanes.isEmpty ? nil : lanes[index % lanes.count],
                        skew: .seconds(Int64.random(in: -off...off, using: &chance))
                    )
                )
            }
        }
        let leads = max(1, size.agents / 10)
        let validators = max(2, size.agents * 3 / 20)
        add(.founder, 1, named: "fay", in: [])
        add(.lead, leads, named: "lead", in: [])
        add(.validator, validators, named: "validator", in: [])
        add(.worker, max(2, size.agents - 1 - leads - validators), named: "worker", in: lanes)
        self.agents = agents
        self.lanes = lanes
    }

    func ids(of role: Role) -> [AgentID] { agents.filter { $0.role == role }.map(\.id) }

    func ids(in lane: LaneKey?) -> [AgentID] {
        agents.filter { $0.role == .worker && $0.lane == lane }.map(\.id)
    }
}
