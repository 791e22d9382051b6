import Model
import Operations
import ReportKit

extension TaskProof {
    /// Each claim with its check, what the replay left open, and what it was run in.
    var blocks: [ScreenBlock] {
        var blocks: [ScreenBlock] = [.text(sentence), .grid(checkGrid)]
        let failed = checks.compactMap { check in check.output.map { (check.command, $0) } }
        for (command, output) in failed {
            blocks.append(.more("The end of what \(command.cut(80)) wrote", [.lines(output, .log)]))
        }
        if !gaps.isEmpty { blocks.append(.list(gaps.map { ReportText("◆ " + $0) })) }
        if !artifacts.isEmpty { blocks.append(.grid(artifactGrid)) }
        if !asserted.isEmpty { blocks.append(.grid(assertedGrid)) }
        if replay != nil { blocks.append(.more("What it was run in", [.facts(facts)])) }
        if let report, !report.isEmpty {
            blocks.append(.more("What the worker reported", [.markup(report)]))
        }
        return blocks
    }

    private var sentence: String {
        guard let delivery else { return "Nothing was handed in, so nothing is proven yet." }
        guard let grade else {
            return "\(delivery.text) was not replayed: what it claims is asserted only."
        }
        let passed = checks.count { $0.standing == .verified }
        return "\(delivery.text) is \(grade.replacing("_", with: " ")): "
            + "\(passed) of \(checks.count.of("check")) verified, \(gaps.count.of("gap")), "
            + "\(Duration.milliseconds(durationMs).brief) in all."
    }

    private var checkGrid: Grid {
        Grid(
            "What is claimed and what was found",
            columns: [
                "Check", "Claimed", "Found", "State", .number("Tests"), .number("Failed"), "Took",
            ],
            rows: checks.enumerated().map { index, check in
                Grid.Row(
                    "check-\(index)",
                    [
                        .text(.code(check.command)), .maybe(check.claimed) { .text($0) },
                        .maybe(check.outcome) { .text($0) },
                        .badge(Badge(proof: check.standing, isPlanned: check.planned)),
                        .maybe(check.executed) { .number($0) },
                        .maybe(check.failed) { .number($0) },
                        .maybe(check.durationMs) { .duration(.milliseconds($0)) },
                    ]
                )
            },
            emptiness: "Its packet asks for no check."
        )
    }

    private var artifactGrid: Grid {
        Grid(
            "Files that were handed in",
            columns: ["File", "State", .number("Bytes"), "Digest"],
            rows: artifacts.enumerated().map { index, artifact in
                Grid.Row(
                    "artifact-\(index)",
                    [
                        .text(.code(artifact.path)), .badge(Badge(proof: artifact.standing)),
                        .number(artifact.bytes), .text(.code(artifact.digest.short)),
                    ]
                )
            }
        )
    }

    private var assertedGrid: Grid {
        Grid(
            "Claims that no check can look at",
            columns: ["Claim", "State"],
            rows: asserted.enumerated().map { index, claim in
                Grid.Row("claim-\(index)", [.text(claim), .badge(Badge(proof: .assertedOnly))])
            }
        )
    }

    private var facts: [ScreenFact] {
        [
            ScreenFact("Replay", .maybe(replay) { .text($0.text) }),
            ScreenFact("Run by", .maybe(replayer) { .agent($0) }),
            ScreenFact("When", .maybe(replayedAt) { .moment($0) }),
            ScreenFact("Commit", .maybe(commit) { .text(.code(String($0.prefix(12)))) }),
            ScreenFact("Sandbox", .maybe(sandbox) { .text($0) }),
            ScreenFact(
                "Layers",
                layers.isEmpty ? .text("none") : .text(layers.joined(separator: ", "))
            ),
            ScreenFact("Network", .maybe(network) { .text($0) }),
            ScreenFact("Profile", .maybe(profile) { .text(.code(String($0.prefix(19)))) }),
        ]
    }
}

extension Badge {
    /// What a claim and its check come to; what no plan asks for proves nothing by itself.
    init(proof standing: ProofMatrix.Standing, isPlanned: Bool = true) {
        switch standing {
        case .verified: self.init("verified", .good)
        case .failed: self.init("failed", .bad, "✗")
        case .differs: self.init("differs from the claim", .bad, "✗")
        case .assertedOnly:
            self.init(isPlanned ? "asserted only" : "asserted only, not planned", .attention)
        case .notRun: self.init("not run", .quiet)
        }
    }
}
