import Model
import Store

/// What only a person can resolve, as one reader has it before them.
package struct Needs: Sendable {
    /// The most urgent first, and among these the longest waiting.
    package internal(set) var first: [Need] = []
    /// How many there are in all.
    package internal(set) var total = 0
    /// How many of those that were read may not wait.
    package internal(set) var blockers = 0
    /// Since when the longest waiting of the first waits.
    package internal(set) var oldest: Timestamp?
    /// The gates that refused when they were last asked.
    package internal(set) var failingGates: [GateName] = []

    /// How many of one kind are read at most; beyond it they are only counted.
    package static let ofKindMax = 500
}

extension View {
    /// What waits for a reader.
    ///
    /// Founders and leads have what only those who plan can resolve before them, validators what
    /// waits for a verdict, and everybody what was addressed to them by name. Each kind is asked
    /// for by its index, and what a queue shows beside a need is read for the first ones only.
    ///
    /// - Parameters:
    ///   - standings: How the agents stand.
    ///   - limit: The most that are answered.
    package func needs(
        of reader: Agent,
        _ standings: [AgentPresence],
        limit: Int
    ) throws -> Needs {
        var collector = NeedCollector(view: self, reader: reader, standings: standings)
        try collector.collect(limit: limit)
        var needs = Needs()
        needs.failingGates = collector.failingGates
        needs.total = collector.found.count + collector.uncounted
        let sorted = collector.found.sorted { $0.comes(before: $1) }
        needs.blockers = sorted.prefix { $0.urgency == .blocker }.count
        needs.oldest = sorted.map(\.since).min()
        needs.first = try placed(Array(sorted.prefix(limit)))
        return needs
    }

    /// The needs with the title, lane and repository of their tasks, and how many tasks wait.
    private func placed(_ needs: [Need]) throws -> [Need] {
        let keys = needs.compactMap(\.task).uniqued
        let places = try tasks.places(of: keys)
        let all = try repositories.repositories()
        let only = all.count == 1 ? all.first?.name : nil
        return needs.map { need in
            var need = need
            let place = need.task.flatMap { places[$0] }
            if need.title.isEmpty { need.title = place?.title ?? "" }
            need.lane = need.lane ?? place?.lane
            need.repository = need.repository ?? place?.repository ?? only
            if need.blocks == 0 { need.blocks = place?.waiting ?? 0 }
            return need
        }
    }
}

/// Gathers what waits for one reader, kind by kind.
struct NeedCollector {
    let view: View
    let reader: Agent
    let standings: [AgentPresence]
    var found: [Need] = []
    /// How many more there are than were read.
    var uncounted = 0
    var failingGates: [GateName] = []

    init(view: View, reader: Agent, standings: [AgentPresence]) {
        self.view = view
        self.reader = reader
        self.standings = standings
    }

    mutating func collect(limit: Int) throws {
        let most = min(max(limit, 1), Needs.ofKindMax)
        try addDecisions(most)
        try addMessages(most)
        failingGates = try view.gates.failing()
        if reader.role.has(.judge) {
            try addDeliveries(most)
            try addDisputes(most)
        }
        if reader.role.has(.plan) {
            try addRuns()
            try addQuestions()
            addStanding()
            try addLeases(most)
            try addStopped(most)
            try addMerges(most)
            try addGates()
        }
    }

    /// Notes how many there are beside those that were read.
    mutating func count(_ total: Int, read: Int) { uncounted += max(0, total - read) }
}
