import Model
import Operations
import ReportKit

extension PageKind {
    /// Who may look, and which rules hold.
    static let settings = PageKind("/settings", .settings) { request in
        var screen = Screen("Settings", tab: .settings, command: "worklead rule list")
        let rules = try await request.ask(ListRules.self, NoInput(), for: &screen)
        let tokens = try await request.ask(ListTokens.self, NoInput(), for: &screen)
        let lanes = try await request.ask(ListLanes.self, NoInput(), for: &screen)
        let repositories = try await request.ask(ListRepositories.self, NoInput(), for: &screen)
        screen.verdict = Verdict(
            "\(rules.total.of("rule")), \(tokens.total.of("token")), "
                + "\(repositories.total.of("repository", plural: "repositories")).",
            .quiet
        )
        screen.add("rules", "Rules", .half, [.grid(.rules(rules))])
        screen.add("tokens", "Tokens and browsers", .half, [.grid(.tokens(tokens))])
        screen.add("repositories", "Repositories", .half, [.grid(.repositories(repositories))])
        screen.add("lanes", "Lanes", .half, [.grid(.lanes(lanes))])
        return screen
    }
}

extension Grid {
    /// The gates with a level to choose.
    fileprivate static func rules(_ rules: Page<RuleLine>) -> Grid {
        Grid(
            "Rules",
            columns: ["Rule", "Level", "What it asks", "Change"],
            rows: rules.items.map { line in
                Row(
                    "rule-\(line.rule.text.pageName)",
                    [
                        .text(.code(line.rule.text)), .badge(Badge(level: line.level)),
                        .text(line.summary), .actions([.level(of: line)]),
                    ]
                )
            },
            total: rules.total
        )
    }

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
    static func level(of line: RuleLine) -> Action {
        Action(
            "rule.set",
            "Change",
            on: .gate(line.rule),
            shown: SubjectState(line).digest,
            given: [("rule", line.rule.text)],
            entries: [
                .choice(
                    name: "level",
                    label: "Level",
                    options: RuleLevel.allCases.map { ($0.rawValue, $0.rawValue) }
                )
            ]
        )
    }

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
