import Model
import Operations
import ReportKit

extension PageKind {
    /// Where the work stands.
    static let tasks = PageKind("/tasks", .tasks) { request in
        let filter = try TaskFilter(request)
        var screen = Screen("Tasks", tab: .tasks, command: Tab.tasks.command + filter.flags)
        let view = request.value("view") ?? "table"
        let tasks = try await request.ask(ListTasks.self, filter.input, for: &screen)
        screen.verdict = Verdict("\(tasks.total.of("task")) \(filter.words).", .quiet)
        screen.add("filter", "Filter", .wide, [.filters(filter.bar(request, view))])
        switch view {
        case "board":
            var columns: [BoardColumn] = []
            for (state, input) in filter.columns {
                let own = try await request.ask(ListTasks.self, input, for: &screen)
                if own.total > 0 { columns.append(BoardColumn(state, own, request)) }
            }
            let board = columns.isEmpty ? filter.nothing : [.board(columns)]
            screen.add("board", "Board", .wide, board)
        case "graph":
            let whole = GraphTasks.Input { $0.all = filter.input.all }
            let graph = try await request.ask(GraphTasks.self, whole, for: &screen)
            let drawing = Diagram(graph, of: tasks)
            screen.add(
                "graph",
                "Graph",
                .wide,
                drawing.nodes.isEmpty ? filter.nothing : [.diagram(drawing)]
            )
        default:
            let rows: [ScreenBlock] =
                tasks.items.isEmpty ? filter.nothing : [.grid(.tasks(tasks))]
            screen.add("table", "Tasks", .wide, rows + filter.pages(tasks, request))
        }
        return screen
    }
}

/// What the page's address narrows the list to.
private struct TaskFilter {
    var input = ListTasks.Input()
    let query: String

    /// What is asked for each column of the board, in its order.
    var columns: [(TaskState.Name, ListTasks.Input)] {
        TaskState.Name.onBoard.compactMap { state in
            guard input.state.map({ $0 == state.rawValue }) ?? (input.all || !state.isFinal)
            else { return nil }
            var own = input
            (own.state, own.all, own.offset) = (state.rawValue, true, 0)
            own.limit = BoardColumn.cardsMax
            return (state, own)
        }
    }

    /// What is said where no task is shown, and what leads to some.
    var nothing: [ScreenBlock] {
        let isNarrow = !query.isEmpty || input.state != nil || input.lane != nil
        guard !isNarrow, !input.all else { return [.text("No task fits.")] }
        return [
            .text("No task is open. " + .link("Those that are finished", to: "/tasks?all=1"))
        ]
    }

    /// Ways to what comes before and after the rows that are shown.
    func pages(_ tasks: Page<TaskLine>, _ request: PageRequest) -> [ScreenBlock] {
        let (first, last) = (input.offset, input.offset + tasks.items.count)
        guard tasks.total > tasks.items.count, !tasks.items.isEmpty else { return [] }
        let before = first == 0 ? nil : max(0, first - input.limit)
        return [
            .turns(
                Turns(
                    first: first + 1,
                    last: last,
                    total: tasks.total,
                    before: before.map {
                        request.address(with: "offset", $0 == 0 ? nil : "\($0)")
                    },
                    next: last < tasks.total ? request.address(with: "offset", "\(last)") : nil
                )
            )
        ]
    }

    /// `q` holds what was typed; the fields go before it.
    init(_ request: PageRequest) throws {
        query = request.value("q") ?? ""
        var typed = TaskQuery(query)
        for name in TaskQuery.keys {
            if let value = request.value(name) { typed.set(name, value) }
        }
        try typed.narrow(&input)
        input.all = request.value("all") != nil || input.state != nil
        input.limit = request.value("view") == "graph" ? 500 : HTMLScreenWriter.shownMax
        input.offset = request.value("offset").flatMap { Int($0) } ?? 0
        input = try input.validated()
    }

    var flags: String {
        var text = ""
        if let state = input.state { text += " --state \(state)" }
        if let lane = input.lane { text += " --lane \(lane.text)" }
        if let agent = input.agent { text += " --agent \(agent.text)" }
        if let words = input.text { text += " \(words)" }
        return text
    }

    var words: String {
        let parts = [
            input.state.map(Self.spoken), input.lane.map { "in lane \($0.text)" },
            input.agent.map { "of \($0.text)" },
        ].compactMap(\.self)
        return parts.isEmpty ? (input.all ? "in all" : "open") : parts.joined(separator: ", ")
    }

    /// A state as it stands after how many tasks there are in it.
    private static func spoken(_ state: String) -> String {
        switch TaskState.Name(rawValue: state) {
        case .draft, .rework: "in \(state)"
        case .ready, .claimed, .paused, .delivered, .blocked, .parked, .accepted, .cancelled,
            .superseded, nil:
            state
        }
    }

    func bar(_ request: PageRequest, _ view: String) -> FilterBar {
        FilterBar(
            path: "/tasks",
            query: query,
            choices: [
                FilterBar.Choice(
                    "state",
                    "State",
                    TaskState.Name.allCases.map(\.rawValue),
                    chosen: input.state
                )
            ],
            views: ["table", "board", "graph"].map {
                FilterBar.View(
                    $0.prefix(1).uppercased() + $0.dropFirst(),
                    request.address(with: "view", $0 == "table" ? nil : $0),
                    isCurrent: $0 == view
                )
            } + [
                FilterBar.View(
                    "Finished too",
                    request.address(with: "all", input.all ? nil : "1"),
                    isCurrent: input.all
                )
            ],
            kept: view == "table" ? [] : [("view", view)]
        )
    }
}

extension Grid {
    static func tasks(_ tasks: Page<TaskLine>) -> Grid {
        Grid(
            "Tasks",
            columns: ["Task", "Title", "State", "Lane", "Phase", "Who", "Waits for", "Changed"],
            rows: tasks.items.map { task in
                Grid.Row(
                    "t-\(task.task.text)",
                    [
                        .task(task.task), .text(task.title), .badge(Badge(task)),
                        .maybe(task.lane) { .text($0.text) }, .maybe(task.phase) { .text($0) },
                        .maybe(task.holder ?? task.assignee) { .agent($0) },
                        task.waitsFor == 0 ? .none : .number(task.waitsFor),
                        .moment(task.changedAt),
                    ]
                )
            },
            emptiness: "No task fits.",
            total: tasks.total
        )
    }
}

extension Badge {
    /// Where a task stands; what can't be claimed yet does not look as if it could.
    init(_ task: TaskLine) {
        let isWaiting = task.state == TaskState.Name.ready.rawValue && task.waitsFor > 0
        self = isWaiting ? .waiting : Badge(state: task.state)
    }

    /// Of a task that is ready, and waits for others or for a decision.
    static let waiting = Badge("ready, waits", .quiet)
}

extension TaskState.Name {
    /// The columns of a board: what needs somebody comes before what nobody has begun, since where
    /// there is no room for all of them, the first are seen.
    static let onBoard: [TaskState.Name] = [
        .delivered, .blocked, .rework, .claimed, .paused, .ready, .parked, .draft, .accepted,
        .cancelled, .superseded,
    ]
}

extension BoardColumn {
    /// As many cards as one sees without scrolling far; the table has all of them.
    static let cardsMax = 8

    /// The first tasks of a state.
    fileprivate init(_ state: TaskState.Name, _ tasks: Page<TaskLine>, _ request: PageRequest) {
        let cards = tasks.items.map { task in
            var card = Card(
                "b-\(task.task.text)",
                Badge(task),
                .task(task.task) + ReportText(" " + task.title)
            )
            card.meta = [
                .maybe(task.holder ?? task.assignee) { .agent($0) }, .moment(task.changedAt),
            ]
            return card
        }
        self.init(
            state.rawValue,
            cards,
            total: tasks.total,
            address: request.address(with: ["view": nil, "state": state.rawValue])
        )
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
