import Model
import Operations
import ReportKit

extension PageKind {
    /// What one agent did.
    static let agent = PageKind("/agents/{agent}", .agents) { request in
        let id = try AgentID(request.word("agent"))
        var screen = Screen(
            "Agent \(id.text)",
            tab: .agents,
            command: "worklead agent show \(id.text)"
        )
        let asked = ShowAgent.Input { $0.agent = id }
        let detail = try await request.ask(ShowAgent.self, asked, for: &screen)
        let standing = ListPresence.Input { $0.agent = id }
        let presence = try await request.ask(ListPresence.self, standing, for: &screen)
            .items.first
        screen.verdict = Verdict(detail, presence)
        screen.add(
            "standing",
            "How it stands",
            .half,
            [
                .facts(detail.facts(presence)),
                .actions(presence.map { [.nudge($0), .retire($0)] } ?? []),
            ]
        )
        screen.add("sessions", "Sessions", .half, [.grid(.sessions(detail))])
        await request.addDays(of: detail, to: &screen)
        screen.add("claims", "Claims", .wide, [.grid(.claims(detail))])
        let mine = ListTasks.Input { ($0.agent, $0.all, $0.limit) = (id, true, 100) }
        let tasks = try await request.ask(ListTasks.self, mine, for: &screen)
        screen.add("tasks", "Tasks", .wide, [.grid(.own(tasks))])
        return screen
    }
}

extension PageRequest {
    /// What it did of late, and what its program said.
    fileprivate func addDays(of detail: AgentDetail, to screen: inout Screen) async {
        let id = detail.agent.agent
        let asked = ReportTimeline.Input { $0.agent = id }
        let lanes = await part(ReportTimeline.self, asked, for: &screen) { report in
            [.lanes(LaneChart("agent-days", report)), .text(.timeline(of: id))]
        }
        screen.add("days", "Timeline", .wide, lanes)
        guard let newest = detail.launches.first else {
            let none = "No run has started its program. There is no log."
            screen.add("log", "Log", .wide, [.text(none)])
            return
        }
        let shown = detail.launches.first { "\($0.run.text)/\($0.launch)" == value("launch") }
        let launch = shown ?? newest
        var blocks: [ScreenBlock] = [.grid(.launches(detail, at: path))]
        let log = ShowLaunchLog.Input { ($0.run, $0.launch) = (launch.run, launch.launch) }
        blocks += await part(ShowLaunchLog.self, log, for: &screen) { log in
            log.text.isEmpty
                ? [.text("Nothing that it said is kept on the gateway's machine.")]
                : [
                    .text("The end of what launch \(launch.launch) of \(launch.run.text) said:"),
                    .lines(log.text, .log),
                ]
        }
        screen.add("log", "Log", .wide, blocks)
    }
}

extension ReportText {
    fileprivate static func timeline(of id: AgentID) -> ReportText {
        .link("Its whole timeline", to: "/timeline?agent=\(id.text.addressPart)")
    }
}

extension Verdict {
    init(_ detail: AgentDetail, _ presence: PresenceLine?) {
        if let retired = detail.agent.retired {
            self.init("Retired: \(retired.asSentence)", .quiet)
        } else if let presence {
            let state = presence.state.rawValue
            let word = state.prefix(1).uppercased() + state.dropFirst().replacing("_", with: " ")
            self.init("\(word): \(presence.reason.asSentence)", Badge(state: state).tone)
        } else {
            self.init("Nothing is known of how it stands.", .attention)
        }
    }
}

extension String {
    /// The text with a stop at its end.
    fileprivate var asSentence: String {
        [".", "!", "?"].contains { hasSuffix($0) } ? self : self + "."
    }
}

extension AgentDetail {
    fileprivate func facts(_ presence: PresenceLine?) -> [ScreenFact] {
        [
            ScreenFact("State", .maybe(presence) { .badge(Badge(state: $0.state.rawValue)) }),
            ScreenFact("Role", agent.role.rawValue),
            ScreenFact(
                "Capabilities",
                agent.capabilities.isEmpty
                    ? .none : .text(agent.capabilities.joined(separator: ", "))
            ),
            ScreenFact("Since", .maybe(presence?.since) { .moment($0) }),
            ScreenFact("Worked", .maybe(agent.workedAt) { .moment($0) }),
            ScreenFact("Seen", .maybe(agent.seenAt) { .moment($0) }),
            ScreenFact("Holds", .tasks(agent.holds)),
            ScreenFact("Said last", .maybe(agent.said) { .text($0) }),
            ScreenFact("What helps", .maybe(presence?.remedy) { .text(.code($0)) }),
        ]
    }
}

extension Grid {
    /// What it has in hand or is to take; what it is done with stands among its claims.
    fileprivate static func own(_ tasks: Page<TaskLine>) -> Grid {
        var grid = Grid.tasks(tasks)
        grid.emptiness = "It has no task in hand, and is to take none."
        return grid
    }

    fileprivate static func sessions(_ detail: AgentDetail) -> Grid {
        Grid(
            "Sessions",
            columns: ["Session", "State", "Started", "Seen", "Ended", "Worktree"],
            rows: detail.sessions.map { line in
                Grid.Row(
                    "s-\(line.session.text.pageName)",
                    [
                        .text(line.session.text),
                        .badge(
                            line.endedAt == nil ? Badge("live", .active) : Badge("ended", .quiet)
                        ),
                        .moment(line.startedAt), .moment(line.seenAt),
                        .maybe(line.endedAt) { .moment($0) },
                        .maybe(line.worktree) { .text(.code($0)) },
                    ]
                )
            },
            emptiness: "It has had no session yet.",
            total: detail.sessionCount
        )
    }

    fileprivate static func claims(_ detail: AgentDetail) -> Grid {
        Grid(
            detail.claimCount > detail.claims.count
                ? "What it held last, of \(detail.claimCount.of("claim"))" : "What it held",
            columns: ["Task", "Title", "From", "To", "How it ended"],
            rows: detail.claims.map { line in
                Grid.Row(
                    "c-\(line.task.text)-\(line.fence)",
                    [
                        .task(line.task), .text(line.title), .moment(line.claimedAt),
                        line.endedAt.map { .moment($0) } ?? .text("goes on"),
                        .maybe(line.ending) { .text($0.replacing("_", with: " ")) },
                    ]
                )
            },
            emptiness: "It has held no task yet."
        )
    }

    /// - Parameter path: The page's address.
    fileprivate static func launches(_ detail: AgentDetail, at path: String) -> Grid {
        Grid(
            "How runs started its program",
            columns: ["Launch", "Run", "Task", "Driver", "Started", "Ended", "Outcome", "Note"],
            rows: detail.launches.map { line in
                let name = "\(line.run.text)/\(line.launch)".addressPart
                return Grid.Row(
                    "l-\(line.run.text.pageName)-\(line.launch)",
                    [
                        .link("\(line.launch)", to: "\(path)?launch=\(name)#log"),
                        .run(line.run), .task(line.task), .text(line.driver.text),
                        .moment(line.startedAt), .maybe(line.endedAt) { .moment($0) },
                        line.outcome.map { .badge(Badge(state: $0.rawValue)) }
                            ?? .badge(Badge("running", .active)),
                        .maybe(line.note) { .text($0) },
                    ]
                )
            }
        )
    }
}

extension Action {
    /// Takes an agent out of service.
    fileprivate static func retire(_ line: PresenceLine) -> Action {
        Action(
            "agent.retire",
            "Retire",
            on: .agent(line.agent),
            shown: SubjectState(line).digest,
            given: [("agent", line.agent.text)],
            entries: [.line(name: "reason", label: "Why", isRequired: true)],
            tone: .bad,
            question: "Take \(line.agent.text) out of service? What it holds is left to others."
        )
    }
}
