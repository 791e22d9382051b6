import Model
import Operations
import ReportKit

extension PageKind {
    /// Who touches what.
    static let changes = PageKind("/changes", .changes) { request in
        var screen = Screen(
            "Worktrees and conflicts",
            tab: .changes,
            command: Tab.changes.command
        )
        let conflicts = try await request.ask(ListConflicts.self, NoInput(), for: &screen)
        screen.add("radar", "Overlaps", .wide, [.grid(.conflicts(conflicts))])
        let worktrees = try await request.ask(ListWorktrees.self, NoInput(), for: &screen)
        let open = ListTasks.Input { $0.limit = 1000 }
        let tasks = try await request.ask(ListTasks.self, open, for: &screen)
        let book = WorktreeBook(worktrees.items, tasks)
        screen.verdict = Verdict(conflicts, book)
        screen.add("worktrees", "Worktrees", .wide, book.blocks)
        let asked = ListHandoffs.Input { $0.all = request.value("all") != nil }
        let dirty = await request.part(ListHandoffs.self, asked, for: &screen) { page in
            [.grid(.handoffs(page))]
        }
        screen.add("handoffs", "Left uncommitted by others", .half, dirty)
        // As many as an action looks at, or what it is offered on would never be what was shown.
        let all = ListMerges.Input { ($0.all, $0.limit) = (request.value("all") != nil, 1000) }
        let queue = await request.part(ListMerges.self, all, for: &screen) { page in
            let waiting = page.items.filter { $0.state == .queued }
            let runs = waiting.map(\.repository).uniqued.sorted { $0.text < $1.text }
            return [.grid(.merges(page)), .actions(runs.map { .runMerges(of: $0, page) })]
        }
        screen.add("merges", "Merge queue", .half, queue)
        let held = ListReservations.Input { $0.limit = 300 }
        let reserved = await request.part(ListReservations.self, held, for: &screen) { page in
            [.grid(.reservations(page))]
        }
        screen.add("reservations", "Reservations", .wide, reserved)
        let line = ListPresence.Input { ($0.state, $0.limit) = (.waiting, 300) }
        let waits = await request.part(ListPresence.self, line, for: &screen) { page in
            [.grid(.waits(page))]
        }
        screen.add("waits", "Who waits", .half, waits)
        screen.add("filter", "Show", .wide, [.filters(FilterBar(request))])
        return screen
    }
}

extension FilterBar {
    fileprivate init(_ request: PageRequest) {
        let isAll = request.value("all") != nil
        self.init(
            path: "/changes",
            views: [
                View("Open", request.address(with: "all", nil), isCurrent: !isAll),
                View("Settled too", request.address(with: "all", "1"), isCurrent: isAll),
            ]
        )
    }
}

extension Verdict {
    init(_ conflicts: Page<ConflictLine>, _ book: WorktreeBook) {
        let isMissing = book.lines.contains { $0.state == "missing" }
        let overlaps =
            conflicts.total == 0
            ? "Nobody is in another's way"
            : "\(conflicts.total.of("path")) \(conflicts.total == 1 ? "is" : "are") changed by two"
        self.init(
            "\(overlaps). \(book.sentence)",
            conflicts.total > 0 ? .bad : isMissing ? .attention : .good
        )
    }
}

extension WorktreeBook {
    fileprivate var blocks: [ScreenBlock] {
        let below = folder.map { [ScreenBlock.text("Paths are below " + .code($0) + ".")] } ?? []
        return [.grid(.worktrees(self))] + below
    }
}

extension Grid {
    fileprivate static func conflicts(_ page: Page<ConflictLine>) -> Grid {
        Grid(
            "Paths in which agents meet",
            columns: ["Path", "Repository", "What", "Tasks", "Agents"],
            rows: page.items.prefix(300).enumerated().map { index, line in
                Grid.Row(
                    "c-\(index)",
                    [
                        .text(.code(line.path)), .text(line.repository.text),
                        .badge(Badge(line.kind.replacing("_", with: " "), .bad)),
                        .tasks(line.tasks), .agents(line.agents),
                    ]
                )
            },
            emptiness: "No two worktrees change the same path.",
            total: page.total
        )
    }

    fileprivate static func worktrees(_ book: WorktreeBook) -> Grid {
        Grid(
            "Worktrees",
            columns: [
                "Worktree", "Task", "Agent", "State", .number("Uncommitted"), "Branch",
                "Repository", "Parked as", "Path",
            ],
            rows: book.lines.prefix(300).map { line in
                Grid.Row(
                    "w-\(line.name.pageName)",
                    [
                        .text(line.name), .maybe(line.task) { .task($0) }, .agent(line.agent),
                        .badge(book.badge(line)),
                        // What was parked is kept by the commit that is named.
                        line.state == "parked" ? .none : .maybe(line.uncommitted) { .number($0) },
                        .maybe(line.branch) { .text(.code($0)) }, .text(line.repository.text),
                        .maybe(line.parked) { .text(.code(String($0.prefix(12)))) },
                        .text(.code(book.place(line))),
                    ]
                )
            },
            emptiness: "No worktree was made yet.",
            total: book.lines.count
        )
    }

    fileprivate static func handoffs(_ page: Page<HandoffFoundLine>) -> Grid {
        Grid(
            "Found uncommitted where sessions started",
            columns: ["Found by", "Whose", "When", .number("Paths"), "Where", "Seen to"],
            rows: page.items.prefix(200).enumerated().map { index, line in
                Grid.Row(
                    "h-\(line.session.text.pageName)-\(index)",
                    [
                        .agent(line.finder), .agent(line.owner), .moment(line.foundAt),
                        .number(line.count), .text(.code(line.worktree)),
                        .maybe(line.settledBy) { .agent($0) },
                    ]
                )
            },
            emptiness: "Nothing is left uncommitted by others.",
            total: page.total
        )
    }

    fileprivate static func merges(_ page: Page<MergeLine>) -> Grid {
        Grid(
            "What waits to be merged",
            columns: [
                "Task", "State", "Asked by", "When", "Branch", "What is in the way", "Actions",
            ],
            rows: page.items.map { line in
                let findings = line.findings.map(\.sentence).joined(separator: "; ")
                let reason = line.reason ?? line.refusal?.rawValue ?? ""
                return Grid.Row(
                    "q-\(line.task.text)",
                    [
                        .task(line.task), .badge(Badge(state: line.state.rawValue)),
                        .agent(line.asker), .moment(line.queuedAt),
                        .maybe(line.branch) { .text(.code($0)) },
                        findings.isEmpty && reason.isEmpty
                            ? .none : .text([reason, findings].joined(separator: " ").trimmed),
                        .actions(line.state == .queued ? [.drop(line)] : []),
                    ]
                )
            },
            emptiness: "Nothing waits to be merged.",
            total: page.total
        )
    }

    fileprivate static func reservations(_ page: Page<ReservationLine>) -> Grid {
        Grid(
            "Paths that claims hold",
            columns: ["Paths", "Task", "Agent", "Until", "Repository"],
            rows: page.items.enumerated().map { index, line in
                Grid.Row(
                    "p-\(index)",
                    [
                        .text(.code(line.pattern)), .task(line.task), .agent(line.agent),
                        .maybe(line.until) { .moment($0) }, .text(line.repository.text),
                    ]
                )
            },
            emptiness: "No claim holds a path.",
            total: page.total
        )
    }
}

extension Grid {
    /// Who stands in line for paths that another holds, or waits for a verdict.
    fileprivate static func waits(_ page: Page<PresenceLine>) -> Grid {
        Grid(
            "Agents that wait for others",
            columns: ["Agent", "For what", "Since"],
            rows: page.items.map { line in
                Grid.Row(
                    "wait-\(line.agent.text.pageName)",
                    [.agent(line.agent), .text(line.reason), .moment(line.since)]
                )
            },
            emptiness: "Nobody waits for anybody.",
            total: page.total
        )
    }
}

extension GridCell {
    fileprivate static func agents(_ ids: [AgentID]) -> GridCell {
        guard !ids.isEmpty else { return .none }
        var text = ReportText.empty
        for (index, id) in ids.enumerated() { text = text + (index > 0 ? ", " : "") + .agent(id) }
        return .text(text)
    }
}

extension Action {
    /// Takes a task out of the queue.
    fileprivate static func drop(_ line: MergeLine) -> Action {
        Action(
            "merge.drop",
            "Drop",
            on: .merge(line.task),
            shown: SubjectState(line).digest,
            given: [("task", line.task.text)],
            entries: [.line(name: "reason", label: "Why", isRequired: true)]
        )
    }
}
