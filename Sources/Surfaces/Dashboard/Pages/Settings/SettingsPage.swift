import Model
import Operations
import ReportKit

extension PageKind {
    /// Who may look, which rules hold, and where founders are told.
    static let settings = PageKind("/settings", .settings) { request in
        var screen = Screen("Settings", tab: .settings, command: Tab.settings.command)
        let rules = try await request.ask(ListRules.self, NoInput(), for: &screen)
        let tokens = try await request.ask(ListTokens.self, NoInput(), for: &screen)
        let lanes = try await request.ask(ListLanes.self, NoInput(), for: &screen)
        let repositories = try await request.ask(ListRepositories.self, NoInput(), for: &screen)
        screen.verdict = Verdict(
            "\(rules.total.of("rule")), \(tokens.total.of("token")), "
                + "\(repositories.total.of("repository", plural: "repositories")).",
            .quiet
        )
        screen.add("rules", "Rules", .half, .rules(rules.items))
        screen.add("tokens", "Tokens and browsers", .half, [.grid(.tokens(tokens))])
        let targets = await request.part(ListNoticeTargets.self, NoInput(), for: &screen) {
            [.grid(.targets($0))]
        }
        screen.add("notifications", "Notifications", .wide, targets + [.namingTargets])
        screen.add("repositories", "Repositories", .half, [.grid(.repositories(repositories))])
        screen.add("lanes", "Lanes", .half, [.grid(.lanes(lanes))])
        return screen
    }
}

extension [ScreenBlock] {
    /// How many rules there are at each level; which, and the choice, stand on the page of gates.
    static func rules(_ rules: [RuleLine]) -> [ScreenBlock] {
        let counts = RuleLevel.allCases.reversed().map { level in
            ScreenFact("At level \(level.rawValue)", .number(rules.count { $0.level == level }))
        }
        let place = ReportText.link("the page of gates", to: Tab.gates.path)
        return [.facts(counts), .text("Each is shown, and its level chosen, on " + place + ".")]
    }
}

extension Grid {
    fileprivate static func repositories(_ repositories: Page<RepositoryLine>) -> Grid {
        Grid(
            "Repositories",
            columns: ["Repository", "Where", "Branch"],
            rows: repositories.items.map { line in
                Row(
                    "repo-\(line.name.text.pageName)",
                    [
                        .link(
                            line.name.text,
                            to: "/tasks?repository=\(line.name.text.addressPart)"
                        ),
                        .text(.code(line.path)), .text(line.defaultBranch),
                    ]
                )
            },
            total: repositories.total
        )
    }

    fileprivate static func lanes(_ lanes: Page<LaneLine>) -> Grid {
        Grid(
            "Lanes",
            columns: ["Lane", "For", "Owner", "Parked", "Change"],
            rows: lanes.items.map { line in
                Row(
                    "lane-\(line.lane.text.pageName)",
                    [
                        .link(line.lane.text, to: "/tasks?lane=\(line.lane.text.addressPart)"),
                        .maybe(line.function) { .text($0) }, .maybe(line.owner) { .agent($0) },
                        .maybe(line.parked) { .text($0) }, .actions([.parking(of: line)]),
                    ]
                )
            },
            emptiness: "There is no lane yet.",
            total: lanes.total
        )
    }

    /// Where founders are told of what needs them, and whether it arrives.
    fileprivate static func targets(_ targets: Page<NoticeTargetLine>) -> Grid {
        Grid(
            "Targets of notices",
            columns: [
                "Target", "Kind", "Where", "From", "Quiet", "Gathered", "Told", "Waiting", "Lost",
                "Last fault",
            ],
            rows: targets.items.map { line in
                Row(
                    "target-\(line.target.text)",
                    [
                        .text(line.target.text), .text(line.kind.rawValue),
                        .text(.code(line.address)), .text(line.severity.rawValue),
                        .maybe(line.quiet) { .text($0) },
                        line.digest == .zero ? .none : .duration(line.digest),
                        .maybe(line.toldAt) { .moment($0) }, .number(line.pending),
                        line.lost == 0 ? .number(0) : .badge(Badge("\(line.lost)", .bad)),
                        .maybe(line.lastError) { .text($0) },
                    ]
                )
            },
            emptiness: "Nobody is told anywhere.",
            total: targets.total
        )
    }

    /// Who may come over HTTP, browsers among them.
    fileprivate static func tokens(_ tokens: Page<TokenLine>) -> Grid {
        Grid(
            "Tokens and browsers",
            columns: ["Session", "Agent", "Made", "Seen", "Revoke"],
            rows: tokens.items.map { line in
                Row(
                    "token-\(line.session.text)",
                    [
                        .text(line.session.text), .agent(line.agent),
                        .maybe(line.createdAt) { .moment($0) },
                        .maybe(line.seenAt) { .moment($0) }, .actions([.revoke(line)]),
                    ]
                )
            },
            emptiness: "Nobody comes over HTTP.",
            total: tokens.total
        )
    }
}

extension ScreenBlock {
    /// A target may start a program of the machine, so no page names one.
    fileprivate static var namingTargets: ScreenBlock {
        let why: ReportText = "They are named at the gateway's machine, since one may start a "
        return .text(why + "program there: " + .code("worklead notify add desk desktop") + ".")
    }
}

extension Badge {
    init(level: RuleLevel) {
        switch level {
        case .off: self.init("off", .quiet, "·")
        case .advise: self.init("advise", .quiet, "○")
        case .block: self.init("block", .quiet, "●")
        }
    }
}

extension Action {
    /// Parks a lane, or lets it go on.
    fileprivate static func parking(of line: LaneLine) -> Action {
        guard line.parked == nil else {
            return Action(
                "lane.unpark",
                "Unpark",
                on: .lane(line.lane),
                shown: SubjectState(line).digest,
                given: [("lane", line.lane.text)],
                tone: .active
            )
        }
        return Action(
            "lane.park",
            "Park",
            on: .lane(line.lane),
            shown: SubjectState(line).digest,
            given: [("lane", line.lane.text)],
            entries: [
                .line(name: "reason", label: "Why", isRequired: true),
                .line(name: "blocker", label: "What it waits for", isRequired: false),
            ]
        )
    }

    fileprivate static func revoke(_ line: TokenLine) -> Action {
        Action(
            "token.revoke",
            "Revoke",
            on: .token(line.session),
            shown: SubjectState(line).digest,
            given: [("session", line.session.text)],
            tone: .bad,
            question: "End the token \(line.session.text) of \(line.agent.text)? "
                + "What its session holds goes back."
        )
    }
}
