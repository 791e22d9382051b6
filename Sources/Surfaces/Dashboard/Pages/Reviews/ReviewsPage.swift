import Model
import Operations
import ReportKit

extension PageKind {
    /// What reviewers found.
    static let reviews = PageKind("/reviews", .reviews) { request in
        let isAll = request.value("all") != nil
        let severity = request.value("severity").flatMap { Severity(rawValue: $0) }
        var screen = Screen(
            "Reviews",
            tab: .reviews,
            command: Tab.reviews.command
                + (severity.map { " --severity \($0.rawValue)" } ?? "") + (isAll ? " --all" : "")
        )
        let owner = try request.value("owner").map { try AgentID($0) }
        let asked = ListFindings.Input {
            ($0.severity, $0.owner, $0.all, $0.limit) = (severity, owner, isAll, 300)
        }
        let findings = try await request.ask(ListFindings.self, asked, for: &screen)
        let listed = ListReviews.Input { ($0.open, $0.limit) = (!isAll, 200) }
        let reviews = try await request.ask(ListReviews.self, listed, for: &screen)
        screen.verdict = Verdict(reviews, findings)
        let bar = FilterBar(request, severity, owner, isAll)
        screen.add("filter", "Filter", .wide, [.filters(bar)])
        let nothing = isAll ? "No review has found anything yet." : "Nothing is left to mend."
        let groups = Severity.allCases.reversed().map { word in
            (word, findings.items.filter { $0.severity == word })
        }
        for (word, items) in groups where !items.isEmpty {
            let title = "\(word.rawValue.prefix(1).uppercased())\(word.rawValue.dropFirst())"
            let grid = Grid.findings(items, for: request.agent, emptiness: nothing)
            screen.add("findings-\(word.rawValue)", "\(title) findings", .wide, [.grid(grid)])
        }
        if findings.items.isEmpty {
            screen.add("findings", "Findings", .wide, [.text(nothing)])
        } else if findings.items.count < findings.total {
            let left = findings.total - findings.items.count
            let text = "\(left.of("finding")) more matter less; narrow the list to see them."
            screen.add("more", "More", .wide, [.text(text)])
        }
        let emptiness = isAll ? "No review was started yet." : "No review is open."
        screen.add(
            "reviews",
            "Reviews",
            .wide,
            [.grid(.reviews(reviews, emptiness: emptiness))]
        )
        return screen
    }

    /// What one review found, and where that is now.
    static let review = PageKind("/reviews/{review}", .reviews) { request in
        let id = try ReviewID(request.word("review"))
        var screen = Screen(
            "Review \(id.text)",
            tab: .reviews,
            command: "worklead review show \(id.text)"
        )
        let asked = ShowReview.Input { $0.review = id }
        let report = try await request.ask(ShowReview.self, asked, for: &screen)
        screen.verdict = Verdict(report)
        screen.add("standing", "How it stands", .wide, [.facts(report.review.facts)])
        let findings = report.findings.sorted { $1.severity < $0.severity }
        screen.add(
            "findings",
            "Findings",
            .wide,
            [
                .grid(
                    .findings(
                        findings,
                        for: request.agent,
                        emptiness: "It has found nothing yet."
                    )
                )
            ]
        )
        return screen
    }
}

extension Verdict {
    fileprivate init(_ reviews: Page<ReviewLine>, _ findings: Page<ReviewedFinding>) {
        let open = reviews.items.count { $0.state == "open" }
        let left = findings.items.filter { $0.state == .open || $0.state == .disputed }
        let stopping = left.count { $0.severity.mustBeFixed }
        self.init(
            "\(open.of("review")) open, \(left.count.of("finding")) unresolved"
                + (stopping > 0 ? ", \(stopping) of them must be mended." : "."),
            stopping > 0 ? .bad : left.isEmpty ? .good : .attention
        )
    }

    fileprivate init(_ report: ReviewReport) {
        let line = report.review
        let word = line.state.prefix(1).uppercased() + line.state.dropFirst()
        self.init(
            "\(word), round \(line.round) of \(line.roundsMax): "
                + "\(line.unresolved) of \(line.findings.of("finding")) unresolved"
                + (line.stopping > 0 ? ", \(line.stopping) of them must be mended." : "."),
            line.stopping > 0 ? .bad : line.unresolved > 0 ? .attention : .good
        )
    }
}

extension ReviewLine {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(state: state))),
            ScreenFact("Task", .maybe(task) { .task($0) }),
            ScreenFact("Delivery", .maybe(delivery) { .text($0.text) }),
            ScreenFact("Repository", repository.text),
            ScreenFact("From", .maybe(base) { .text(.code(String($0.prefix(12)))) }),
            ScreenFact("Commit", .text(.code(String(commit.prefix(12))))),
            ScreenFact("About", .maybe(focus) { .text($0) }),
            ScreenFact("Slice", .maybe(slice) { .task($0) }),
            ScreenFact("Round", "\(round) of \(roundsMax)"),
            ScreenFact("Reviewer", .agent(reviewer)),
            ScreenFact(
                "Authors",
                authors.isEmpty ? .none : .text(authors.map(\.text).joined(separator: ", "))
            ),
            ScreenFact("Started", .maybe(startedAt) { .moment($0) }),
            ScreenFact("Ended", .maybe(closedAt) { .moment($0) }),
            ScreenFact("Note", .maybe(note) { .text($0) }),
        ]
    }
}

extension FilterBar {
    fileprivate init(_ request: PageRequest, _ severity: Severity?, _ owner: AgentID?, _ all: Bool)
    {
        self.init(
            path: "/reviews",
            choices: [
                Choice(
                    "severity",
                    "Severity",
                    Severity.allCases.reversed().map(\.rawValue),
                    chosen: severity?.rawValue
                )
            ],
            views: [
                View("Open", request.address(with: "all", nil), isCurrent: !all),
                View("All", request.address(with: "all", "1"), isCurrent: all),
            ],
            kept: (all ? [("all", "1")] : []) + (owner.map { [("owner", $0.text)] } ?? [])
        )
    }
}
