import Model
import TestSupport

/// A run whose slices wait for each other at random: the same for the same seed.
struct RandomRun {
    static let name = RunName(trusted: "large")
    static let capacity = RunCapacity(target: 6, max: 6)
    static let gate = GateName(trusted: "scope")
    static let agents = (1...12).map { AgentID(trusted: "agent-\($0)") }
    /// A slice waits only for some of so many before it, so that the graph is wide and deep.
    private static let reach = 400

    /// In the order of its file, in which a slice may stand before what it waits for.
    let slices: [RunSlice]

    init(_ count: Int, seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let stage = StageName(trusted: "core")
        var made: [RunSlice] = []
        made.reserveCapacity(count)
        for number in 0..<count {
            var waits: Set<Int> = []
            // Up to five, so two and a half of them on average.
            for _ in 0..<Int.random(in: 0...5, using: &chance) where number > 0 {
                let first = max(0, number - Self.reach)
                waits.insert(Int.random(in: first..<number, using: &chance))
            }
            made.append(
                RunSlice(
                    task: Self.key(number),
                    stage: stage,
                    owner: chance.pick(Self.agents),
                    waits: waits.sorted().map(Self.key),
                    gates: [Self.gate]
                )
            )
        }
        slices = made.shuffled(using: &chance)
    }

    private static func key(_ number: Int) -> TaskKey { TaskKey(trusted: "S-\(number)") }

    /// The graph for other schedulers: a line for each slice with its task and what it waits for.
    var graph: String {
        slices.map { slice in
            ([slice.task] + slice.waits).map(\.text).joined(separator: " ") + "\n"
        }.joined()
    }

    /// The run's file.
    var text: String {
        """
        [run]
        name = "\(Self.name)"
        title = "As many slices as a run may have, in a random graph."
        acceptance = ["All of its slices are accepted."]
        gates = ["\(Self.gate)"]

        [capacity]
        target = \(Self.capacity.target)
        max = \(Self.capacity.max)

        [[stages]]
        name = "core"


        """ + Self.agents.map { "[[agents]]\nagent = \"\($0)\"\n\n" }.joined()
            + slices.map(Self.table).joined()
    }

    private static func table(_ slice: RunSlice) -> String {
        """
        [[slices]]
        task = "\(slice.task)"
        stage = "core"
        owner = "\(slice.owner)"
        after = [\(slice.waits.map { "\"\($0)\"" }.joined(separator: ","))]
        packet = '''
        \(packet(of: slice.task))'''

        """
    }

    /// As short as a packet can be, since the file of a run has a bound.
    static func packet(of task: TaskKey) -> String {
        """
        # Task Packet: \(task)
        ## Scope
        - **What**: Write the part \(task).
        - **Why**: Other parts rest on it.
        - **IN_SCOPE_PATHS**:
          * src/\(task)
        ## Quality Gate
        - **RISK_TIER**: LOW
        - **TEST_PLAN**:
          ```bash
          make test
          ```
        - **DONE_MEANS**:
          * make test exits with 0

        """
    }
}
