// How the work is checked: risk, commands and what done means.
extension PacketLint {
    func checkFaults() -> [PacketFinding] {
        riskFaults() + planFaults() + doneFaults() + questionFaults()
    }

    private func riskFaults() -> [PacketFinding] {
        let mend = "Write '- RISK_TIER: LOW', MEDIUM or HIGH."
        switch packet.statedRisk {
        case .unstated:
            return [
                finding("risk_tier.missing", in: .riskTier, "RISK_TIER says nothing.", mend: mend)
            ]
        case .unknown(let text):
            let reason = "RISK_TIER is '\(text.printable(limit: 40))', which is no tier."
            return [finding("risk_tier.unknown", in: .riskTier, reason, mend: mend)]
        case .tier(let tier):
            return riskContradictions(tier)
        }
    }

    private func riskContradictions(_ tier: RiskTier) -> [PacketFinding] {
        packet.metadata.filter { $0.isNamed("RISK_TIER") }.compactMap { entry in
            guard case .tier(let other) = StatedRisk(entry.value), other != tier else { return nil }
            return finding(
                "risk_tier.mismatch",
                in: .riskTier,
                "The metadata says \(StatedRisk.tier(other).text), the quality gate "
                    + "\(StatedRisk.tier(tier).text).",
                mend: "Keep the higher one, in both places or in one."
            )
        }
    }

    private func planFaults() -> [PacketFinding] {
        let commands = packet.testPlan.commands
        var result: [PacketFinding] = []
        if let language = packet.testPlan.language {
            result.append(
                finding(
                    "test_plan.not_shell",
                    in: .testPlan,
                    "TEST_PLAN is written in \(language.printable(limit: 40)), and 'sh' runs it.",
                    mend: "Write the commands for 'sh', or call a script of the repository."
                )
            )
        }
        let open = commands.first { !ShellScript($0).isComplete }
        if packet.states(.testPlan), open == nil, commands.allSatisfy(ShellScript.runsNothing) {
            let reason =
                commands.isEmpty
                ? "TEST_PLAN has no command." : "TEST_PLAN runs nothing that can fail."
            result.append(
                finding(
                    "test_plan.runs_nothing",
                    in: .testPlan,
                    reason,
                    mend: "Give the commands that prove the work, in a fenced block."
                )
            )
        }
        if let strange = commands.first(where: Self.hasControl) {
            result.append(
                finding(
                    "test_plan.control_character",
                    in: .testPlan,
                    "A command of TEST_PLAN has a control character: "
                        + "'\(strange.printable(limit: 60))'.",
                    mend: "Type the command again, in a fenced block."
                )
            )
        }
        if let open {
            let start = open.split(separator: "\n").first.map(String.init) ?? ""
            result.append(
                finding(
                    "test_plan.incomplete",
                    in: .testPlan,
                    "A command of TEST_PLAN does not end: '\(start.printable(limit: 60))'.",
                    mend: "Close its quote, bracket, 'if' or here-document."
                )
            )
        }
        return result
    }

    private static func hasControl(_ command: String) -> Bool {
        command.unicodeScalars.contains {
            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }
    }

    private func doneFaults() -> [PacketFinding] {
        guard packet.states(.doneMeans), !packet.doneMeans.contains(where: Self.isMeasurable) else {
            return []
        }
        return [
            finding(
                "done_means.not_measurable",
                in: .doneMeans,
                "DONE_MEANS has nothing that can be seen or counted.",
                mend: "Name an answer, an exit code, a file, or a number of tests."
            )
        ]
    }

    /// Words of lines whose truth can be checked.
    private static let measures: Set<String> = [
        "pass", "passes", "passing", "fail", "fails", "return", "returns", "exit", "exits",
        "exist", "exists", "equal", "equals", "match", "matches", "contains", "refuses", "refused",
        "rejects", "rejected", "error", "errors", "zero", "none", "every", "within", "displays",
        "shows", "prints", "lists", "verify", "verifies", "verified", "green", "clean", "removed",
        "covers", "covered", "no",
    ]

    private static func isMeasurable(_ line: String) -> Bool {
        if line.contains(where: { $0 == "`" || $0 == "\"" || $0 == "/" || $0.isNumber }) {
            return true
        }
        return words(of: line).split(separator: " ").contains { measures.contains(String($0)) }
    }

    private func questionFaults() -> [PacketFinding] {
        // "None: the specification is complete" is an answer too.
        let open = packet.openQuestions.filter {
            !PacketText.saysNothing($0) && Self.words(of: $0).split(separator: " ").first != "none"
        }
        return open.map { question in
            finding(
                "open_questions.unresolved",
                .advice,
                in: .openQuestions,
                "A question is open: '\(question.printable(limit: 80))'.",
                mend: "Answer it before somebody starts, or write the assumption to work under."
            )
        }
    }
}
