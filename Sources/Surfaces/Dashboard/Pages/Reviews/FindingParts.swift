import Model
import Operations
import ReportKit

extension Badge {
    /// How much a finding matters, as long as it is not settled.
    init(finding severity: String, _ state: String) {
        let isSettled = state == "fixed" || state == "accepted"
        let tone: Tone =
            switch severity {
            case "blocking", "high": .bad
            case "medium": .attention
            default: .quiet
            }
        self.init(severity, isSettled ? .quiet : tone)
    }
}

extension ReviewedFinding {
    /// Where it is in the commit that is looked at, or where it was found.
    var place: GridCell {
        let path = nowPath ?? self.path
        let first = nowPath == nil ? firstLine : nowFirstLine
        let last = nowPath == nil ? lastLine : nowLastLine
        guard let path else { return .none }
        var text = path
        if let first { text += ":\(first)" }
        if let last, last != first { text += "-\(last)" }
        return .text(.code(text))
    }

    /// What became of it, in words.
    var disposition: String {
        switch state {
        case .open: "open"
        case .fixed: "fixed by \(fix?.prefix(12) ?? "a commit")"
        case .disputed: "disputed: \(reason ?? "")"
        case .accepted:
            followUp.map { "accepted, \($0.text) follows" }
                ?? "accepted: \(reason ?? "")"
        }
    }

    /// What can be done about it by who sees this page.
    ///
    /// - Parameter agent: Who looks; only its owner may dispute a finding.
    func actions(of agent: AgentID) -> [Action] {
        guard state == .open || state == .disputed else { return [] }
        // What has to be mended is not let stand, so that is not offered.
        let mayStand = !severity.mustBeFixed
        var accept = Action(
            "finding.accept",
            "Let it stand",
            on: .finding(finding),
            shown: SubjectState(self).digest,
            given: [("finding", finding.text)],
            tone: .attention
        )
        accept.entries = [
            .line(name: "reason", label: "Why nothing follows", isRequired: false),
            .line(name: "task", label: "The task that follows up", isRequired: false),
        ]
        let stands = mayStand ? [accept] : []
        guard state == .open, owner == agent else { return stands }
        var dispute = Action(
            "finding.dispute",
            "Dispute",
            on: .finding(finding),
            shown: SubjectState(self).digest,
            given: [("finding", finding.text)]
        )
        dispute.entries = [.line(name: "reason", label: "Why it is none", isRequired: true)]
        return stands + [dispute]
    }
}

extension Grid {
    /// Findings with where they are, whose they are and what became of them.
    static func findings(
        _ items: [ReviewedFinding],
        total: Int? = nil,
        for agent: AgentID,
        emptiness: String
    ) -> Grid {
        Grid(
            "Findings",
            columns: [
                "Finding", "Severity", "What is wrong", "Where", "Lines", "Owner", "Disposition",
                "Actions",
            ],
            rows: items.map { finding in
                Grid.Row(
                    "f-\(finding.finding.text.pageName)",
                    [
                        .link(
                            finding.finding.text,
                            to: "/reviews/\(finding.review.text.addressPart)"
                                + "#f-\(finding.finding.text.pageName)"
                        ),
                        .badge(Badge(finding: finding.severity.rawValue, finding.state.rawValue)),
                        .text(finding.text), finding.place,
                        .maybe(finding.standing) { .text("\($0.rawValue)") },
                        .agent(finding.owner), .text(finding.disposition),
                        .actions(finding.actions(of: agent)),
                    ]
                )
            },
            emptiness: emptiness,
            total: total
        )
    }

    static func reviews(_ page: Page<ReviewLine>, emptiness: String) -> Grid {
        Grid(
            "Reviews",
            columns: [
                "Review", "State", "About", .number("Round"), .number("Open"),
                .number("Findings"), "Reviewer", "Started",
            ],
            rows: page.items.map { line in
                Grid.Row(
                    "r-\(line.review.text.pageName)",
                    [
                        .link(line.review.text, to: "/reviews/" + line.review.text.addressPart),
                        .badge(
                            line.stopping > 0
                                ? Badge("\(line.state), stops", .bad) : Badge(state: line.state)
                        ),
                        line.task.map { .task($0) }
                            ?? .text(.code(String(line.commit.prefix(12)))),
                        .number(line.round), .number(line.unresolved), .number(line.findings),
                        .agent(line.reviewer), .maybe(line.startedAt) { .moment($0) },
                    ]
                )
            },
            emptiness: emptiness,
            total: page.total
        )
    }
}
