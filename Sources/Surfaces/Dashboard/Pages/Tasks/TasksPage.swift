import Model
import Operations
import ReportKit

extension PageKind {
    /// Where the work stands.
    static let tasks = PageKind("/tasks", .tasks) { request in
        let filter = try TaskFilter(request)
        var screen = Screen("Tasks", tab: .tasks, command: "worklead task list" + filter.flags)
        let view = request.value("view") ?? "table"
        let tasks = try await request.ask(ListTasks.self, filter.input, for: &screen)
        screen.verdict = Verdict("\(tasks.total.of("task")) \(filter.words)".trimmed, .quiet)
        screen.add("filter", "Filter", .wide, [.filters(filter.bar(request, view))])
        switch view {
        case "board":
            screen.add("board", "Board", .wide, [.board(BoardColumn.columns(of: tasks.items))])
        case "graph":
            let graph = try await request.ask(GraphTasks.self, GraphTasks.Input(), for: &screen)
            screen.add("graph", "Graph", .wide, [.diagram(Diagram(graph, of: tasks.items))])
        default:
            screen.add("table", "Tasks", .wide, [.grid(.tasks(tasks))])
        }
        return screen
    }
}

/// What the page's address narrows the list to.
private struct TaskFilter {
    var input = ListTasks.Input()
    let query: String

    /// `q` holds what was typed; the fields go before it.
    init(_ request: PageRequest) throws {
        query = request.value("q") ?? ""
        var typed = TaskQuery(query)
        for name in TaskQuery.keys {
            if let value = request.value(name) { typed.set(name, value) }
        }
        try typed.narrow(&input)
        input.all = request.value("all") != nil || input.state != nil
        input.limit = 500
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
            input.state, input.lane.map { "in lane \($0.text)" },
            input.agent.map { "of \($0.text)" },
        ].compactMap(\.self)
        return parts.isEmpty ? (input.all ? "in all" : "open") : parts.joined(separator: ", ")
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
                    request.address(with: "view", $0),
                    isCurrent: $0 == view
                )
            },
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
                        .task(task.task), .text(task.title), .badge(Badge(state: task.state)),
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

extension BoardColumn {
    /// The states in the order of the work; those that are empty are left out.
    fileprivate static func columns(of tasks: [TaskLine]) -> [BoardColumn] {
        TaskState.Name.allCases.compactMap { state in
            let own = tasks.filter { $0.state == state.rawValue }
            guard !own.isEmpty else { return nil }
            let cards = own.prefix(50).map { task in
                var card = Card(
                    "b-\(task.task.text)",
                    Badge(state: task.state),
                    .task(task.task) + ReportText(" " + task.title)
                )
                card.meta = [
                    .maybe(task.holder ?? task.assignee) { .agent($0) }, .moment(task.changedAt),
                ]
                return card
            }
            return BoardColumn(state.rawValue, Array(cards), total: own.count)
        }
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
