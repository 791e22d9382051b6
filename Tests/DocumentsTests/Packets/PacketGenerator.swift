import TestSupport
import Model

/// Makes packets whose every text is hostile to the notations that they are written in.
struct PacketGenerator {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    private static let words = [
        "plain", "`code`", "*star*", "_under_", "**bold**", "# heading", "- item", "1. one",
        "> quote",
        "```", "~~~", "---", "+++", "[link](url)", "[a]: b", "[a]", "![i](x)", "<b>", "<!--", "-->",
        "&amp;", "&#35;", "\\", "\\n", "\"quote\"", "'''", "\"\"\"", "|", "a_b_c", "src/a.swift",
        "TEST_PLAN:", "What:", "**Why**:", "§7.6", "→", "->", "\u{1B}[31m", "\u{202E}", "é",
        "e\u{301}",
        "漢字", "👩‍👩‍👧", "\t", "  ", "{x}", "<T>", "$(rm -rf /)", "`", "``", "!", "#", "=", "%", "\u{A0}",
        "\u{7F}", "\u{8}", "http://a.b", ":", ";", "x:y", "TODO", "UTF-8", "P07-B4", "\u{FFFD}",
        "\u{301}",
    ]

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func line() -> String {
        let count = Int.random(in: 1...5, using: &random)
        let separator = pick([" ", " ", ""])
        let text = (0..<count).map { _ in pick(Self.words) }.joined(separator: separator)
        let line = PacketText.line(text)
        return line.isEmpty ? "x" : line
    }

    private mutating func lines() -> [String] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in line() }
    }

    private mutating func block() -> String {
        lines().joined(separator: "\n")
    }

    /// A name as labels have it: a colon in it, or code, would end it elsewhere.
    private mutating func name() -> String {
        pick(["ROLE", "Task Board", "DATE", "é x", "a_b", "<b>", "*x*", "# h", "- i", "1."])
    }

    private mutating func entries() -> [PacketEntry] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
            PacketEntry(key: name(), value: random.oneIn(4) ? "" : line())
        }
    }

    private static let commands = [
        "make test", "cat <<EOF\n# kept\n\n```\nEOF", "echo '- a\n- b'", "a \\\n  b",
        "true && false",
        "if x; then\n  y\nfi", "printf '%s' \"`date`\"", "~~~", "grep -E '^#' <<< \"$x\"",
        "\tindented", "x | \n y", "echo \u{1B}",
    ]

    private mutating func plan() -> CommandPlan {
        let count = Int.random(in: 0...3, using: &random)
        let text = (0..<count).map { _ in pick(Self.commands) }.joined(separator: "\n")
        let notes = lines().filter { !($0.hasPrefix("`") && $0.hasSuffix("`")) }
        return CommandPlan(
            commands: ShellScript(text).commands,
            language: random.oneIn(4) ? "powershell" : nil,
            notes: notes
        )
    }

    private mutating func sections() -> [PacketSection] {
        let bodies = [
            "plain", "### deeper\n\n- a\n  - b", "```text\n# not a heading\n```",
            "| a | b |\n|---|---|",
            "[a]: http://example.org", "<div>\nx\n</div>", "", "1. a\n\n   b", "> q\n\n---\n\nend",
            "- TEST_PLAN:\n  * x",
        ]
        var result: [PacketSection] = []
        if random.oneIn(2) {
            result.append(PacketSection(heading: "", text: pick(["hello", "- a\n- b"])))
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let heading = "EVIDENCE " + line()
            result.append(PacketSection(heading: heading, text: pick(bodies)))
        }
        return result
    }

    private mutating func risk() -> (StatedRisk, [String]) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: (.unstated, [])
        case 1: (.tier(pick(RiskTier.allCases)), lines())
        default: (StatedRisk("LOW | " + line()), lines())
        }
    }

    mutating func packet() -> Packet {
        let (risk, notes) = risk()
        return Packet(
            title: random.oneIn(8) ? "" : line(),
            frontMatter: pick([
                nil,
                PacketFrontMatter(
                    notation: .keyValueLines,
                    text: "task: P07-B4\nlist:\n  - a",
                    entries: [PacketEntry(key: "task", value: "P07-B4")]
                ),
                PacketFrontMatter(
                    notation: .toml,
                    text: "task = \"P07-B4\"\n",
                    entries: [PacketEntry(key: "task", value: "P07-B4")]
                ),
            ]),
            metadata: entries(),
            what: block(),
            why: block(),
            inScope: lines().map { ScopeLine($0) },
            outOfScope: lines().map { ScopeLine($0) },
            risk: risk,
            riskNotes: notes,
            testPlan: plan(),
            doneMeans: lines(),
            rollbackHint: PacketText.verbatim(block() + "\n\n" + pick(Self.commands)),
            requiredEvidence: lines(),
            reportSections: lines(),
            filesToOpen: lines(),
            searchTerms: lines().map(PacketText.unquoted).filter { !$0.isEmpty },
            runCommands: plan(),
            riskMap: lines().map {
                RiskMapping(failure: "f" + $0.filter { $0 != "\"" }, subsystem: "s")
            },
            specAnchors: lines(),
            authority: entries(),
            assumptions: lines(),
            openQuestions: lines(),
            dependencies: lines(),
            sections: sections()
        )
    }
}
