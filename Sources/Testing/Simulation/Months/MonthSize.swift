/// How large a simulated month is.
package struct MonthSize: Hashable, Sendable, CustomStringConvertible {
    package var lanes: Int
    /// All agents: the founder, the leads, the validators and the workers.
    package var agents: Int
    package var tasks: Int
    package var days: Int

    package init(lanes: Int, agents: Int, tasks: Int, days: Int) {
        self.lanes = lanes
        self.agents = agents
        self.tasks = tasks
        self.days = days
    }

    /// A month of a fleet.
    package static let month = MonthSize(lanes: 6, agents: 20, tasks: 3000, days: 30)
    /// A day of a small one, for every run of the tests.
    package static let day = MonthSize(lanes: 3, agents: 9, tasks: 60, days: 1)

    /// The next smaller size at which a fault may still show; `nil` for the smallest.
    package var smaller: MonthSize? {
        guard tasks > 4 || days > 1 else { return nil }
        return MonthSize(
            lanes: lanes,
            agents: agents,
            tasks: max(4, tasks / 2),
            days: max(1, days / 2)
        )
    }

    package var description: String {
        "\(lanes) lanes, \(agents) agents, \(tasks) tasks, \(days) days"
    }

    var length: Duration { .seconds(days * 86_400) }

    /// How long a piece of work takes in the middle: so that the workers are busy half of the time.
    var work: Duration {
        let workers = max(1, agents - agents / 4 - 1)
        let share = days * 86_400 * workers / max(1, tasks) / 2
        return .seconds(min(max(share, 600), 5400))
    }

    /// What happens once in `often` times in a month happens oftener in a day, so that a day sees
    /// some of it too.
    func odds(_ often: Int) -> Int { days < 7 ? max(3, often / 6) : often }
}
