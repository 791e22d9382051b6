import Model
import Operations
import ReportKit

extension PageKind {
    /// How far a run is, what decides, and what it waits for.
    static let run = PageKind("/runs/{run}", .runs) { request in
        let name = try RunName(request.word("run"))
        var screen = Screen(
            "Run \(name.text)",
            tab: .runs,
            command: "worklead run status \(name.text)"
        )
        let show = ShowRun.Input { ($0.run, $0.text) = (name, true) }
        let detail = try await request.ask(ShowRun.self, show, for: &screen)
        let state = request.value("state").flatMap { SliceState(rawValue: $0) }
        let ask = ShowRunStatus.Input { ($0.run, $0.state, $0.limit) = (name, state, 500) }
        let status = try await request.ask(ShowRunStatus.self, ask, for: &screen)
        let asked = ListDecisions.Input { ($0.state, $0.limit) = (.open, 1000) }
        let open = try await request.ask(ListDecisions.self, asked, for: &screen)
        let list = ListLaunches.Input { ($0.run, $0.limit) = (name, 100) }
        let launches = try await request.ask(ListLaunches.self, list, for: &screen)
        screen.title = "\(name.text) \(detail.run.title)"
        screen.verdict = Verdict(status)
        let questions = status.questions(among: open.items)
        let actions = Action.of(detail.run)
        screen.add(
            "standing",
            "How it stands",
            .half,
            [.facts(status.facts), .actions(actions)]
        )
        screen.add(
            "questions",
            "What it asks",
            .half,
            [.cards(questions.map { Card($0) }, emptiness: "It asks nothing.")]
        )
        screen.add("graph", "Slices", .wide, [.diagram(Diagram(status))])
        screen.add(
            "slices",
            "What waits for whom",
            .wide,
            [.filters(.slices(of: name, state)), .grid(.slices(status))]
        )
        screen.add(
            "launches",
            "Launches of agents' programs",
            .wide,
            [.grid(.launches(launches))]
        )
        screen.add("plan", "What the file says", .wide, detail.plan)
        return screen
    }
}

extension Verdict {
    init(_ status: RunStatus) {
        let run = status.run
        let done = "\(run.accepted) of \(run.slices.of("slice")) accepted"
        let why = run.reason.map { ": \($0)" } ?? ""
        switch run.state {
        case .drafted:
            let asked = run.decision.map { ", asked as \($0.text)" } ?? ""
            self.init("Waits for a founder's go\(asked).", .attention)
        case .approved: self.init("Approved, and not started yet.", .attention)
        case .running:
            let stops = status.path.prefix(3).map(\.text).joined(separator: " → ")
            let way = stops.isEmpty ? "" : " What decides now: \(stops)."
            let bound = status.budget.spent ? " Its budget is spent: nothing more is claimed." : ""
            self.init(
                "\(done), \(status.inHand) in hand." + way + bound,
                status.budget.spent ? .attention : .active
            )
        case .paused: self.init("Paused\(why). \(done).", .attention)
        case .finished: self.init("Finished: \(done).", .good)
        case .cancelled: self.init("Given up\(why). \(done).", .quiet)
        }
    }
}

extension RunStatus {
    /// What is asked about the run itself, its reviews, or the tasks of its slices.
    fileprivate func questions(among open: [DecisionLine]) -> [DecisionLine] {
        let tasks = Set(slices.map(\.task))
        let named = Set(([run.decision] + slices.map { $0.round?.decision }).compactMap(\.self))
        return open.filter { line in
            named.contains(line.decision) || line.tasks.contains { tasks.contains($0) }
        }
    }

    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(run.state))),
            ScreenFact("Accepted", "\(run.accepted) of \(run.slices)"),
            ScreenFact("In hand", "\(inHand) of \(self.max) at most"),
            ScreenFact("Cost", budget.words.cost), ScreenFact("Tokens", budget.words.tokens),
            ScreenFact("Critical path", path.isEmpty ? .none : .text(words(path))),
            ScreenFact(
                "Its length",
                path.isEmpty ? .none : .text("\(length) \(measure.rawValue)")
            ),
            ScreenFact(
                "Would start next",
                starts.isEmpty ? .none : .text(words(starts.map(\.task)))
            ),
            ScreenFact("Decision", .maybe(run.decision) { .decision($0) }),
            ScreenFact("Started", .maybe(run.startedAt) { .moment($0) }),
            ScreenFact("Ended", .maybe(run.endedAt) { .moment($0) }),
        ] + counts.map { ScreenFact($0.state.rawValue.spaced, .number($0.count)) }
            + readiness.map { line in
                ScreenFact("Readiness in \(line.slice.text)", line.verdict ?? "can't be read")
            }
    }
}

extension RunStatus {
    /// Slices by their tasks, which have pages once the run has begun.
    fileprivate func words(_ slices: [TaskKey]) -> ReportText {
        run.state.hasTasks
            ? .tasks(slices)
            : ReportText(slices.prefix(10).map(\.text).joined(separator: ", "))
    }
}

extension RunBudgetLine {
    /// What it has used of what it may use.
    fileprivate var words: (cost: String, tokens: String) {
        let costs = costMax.map { " of $\($0.cents)" } ?? ", without a bound"
        let bound = tokensMax.map { " of \($0)" } ?? ", without a bound"
        return ("$\(cost.cents)\(costs)", "\(tokens)\(bound)")
    }
}

extension Double {
    /// An amount of money with two places.
    fileprivate var cents: String {
        let whole = Int64((self * 100).rounded())
        let rest = whole % 100
        return "\(whole / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension String {
    /// A name as words.
    var spaced: String { replacing("_", with: " ") }
}

extension RunDetail {
    fileprivate var plan: [ScreenBlock] {
        var facts = [
            ScreenFact("Repository", .maybe(repository) { .text($0.text) }),
            ScreenFact("Phase", .maybe(phase) { .text($0.text) }),
            ScreenFact("Rounds of a review", .number(rounds)),
            ScreenFact("Attempts at a slice", .number(attempts)),
            ScreenFact("Time for an attempt", .maybe(sliceTime) { .duration($0) }),
            ScreenFact("File", .text(.code(run.digest.hex.prefix(12).description))),
        ]
        facts += agents.map { agent in
            ScreenFact(
                "Agent \(agent.agent.text)",
                .text(.agent(agent.agent) + ReportText(" " + agent.scope))
            )
        }
        var blocks: [ScreenBlock] = [.facts(facts)]
        if !acceptance.isEmpty {
            blocks.append(.text(.strong("It is done when")))
            blocks.append(.list(acceptance.map { ReportText($0) }))
        }
        if let text { blocks.append(.more("The file itself", [.lines(text, .plain)])) }
        return blocks
    }
}
