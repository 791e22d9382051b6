import Model
import Operations
import ReportKit
import Testing

@testable import Dashboard

@Suite("What the pages of gates, rules and agents say")
struct GateTests {
    private static func gate(_ name: String, _ level: RuleLevel = .block) -> GateLine {
        GateLine {
            $0.gate = GateName(trusted: name)
            $0.level = level
            $0.summary = "It is so."
        }
    }

    private static func said(_ name: String, _ verdict: GateVerdict) -> GateHistoryLine {
        GateHistoryLine {
            $0.ranAt = Timestamp(milliseconds: 1_700_000_000_000)
            $0.result.gate = GateName(trusted: name)
            $0.result.verdict = verdict
        }
    }

    private static func cost(_ name: String, skips: Int64) -> GateCostLine {
        GateCostLine {
            $0.gate = GateName(trusted: name)
            $0.runs = skips
            $0.skips = skips
        }
    }

    @Test("A gate that had nothing to judge was asked")
    func nothingToJudge() {
        let gates = [Self.gate("scope"), Self.gate("plan_valid"), Self.gate("secrets")]
        var book = GateBook([Self.said("scope", .pass)], [Self.cost("plan_valid", skips: 1)])
        #expect(gates.filter { book.hadNothingToJudge($0.gate) }.map(\.gate.text) == ["plan_valid"])
        let skipped = Self.said("plan_valid", .skipped)
        book.last[skipped.result.gate] = skipped
        #expect(gates.filter { book.hadNothingToJudge($0.gate) }.isEmpty)
        #expect(
            Verdict(gates, book).text
                == "No gate blocks. 1 had nothing to judge. 1 of 3 were never asked."
        )
        guard case .grid(let asked) = [ScreenBlock].gates(gates, book).first else {
            Issue.record("no table")
            return
        }
        #expect(asked.rows.map(\.id) == ["g-scope", "g-plan-valid"])
        #expect(asked.rows[1].cells[1].report?.plain == "– nothing to judge")
        #expect(asked.rows[1].cells[3].report != GridCell.none.report, "it has its time")
    }

    @Test("Gates that were never asked are folded away, with their level to choose")
    func neverAsked() {
        let gates = [Self.gate("scope"), Self.gate("secrets"), Self.gate("checkout", .off)]
        let book = GateBook([Self.said("scope", .pass)], [])
        let blocks = [ScreenBlock].gates(gates, book)
        guard case .more(let words, let folded) = blocks.last, case .grid(let grid) = folded.first
        else {
            Issue.record("nothing is folded")
            return
        }
        #expect(words == "2 gates were never asked")
        #expect(grid.rows.map(\.id) == ["g-secrets", "g-checkout"])
        for row in grid.rows {
            guard case .actions(let actions) = row.cells[3] else {
                Issue.record("no action")
                continue
            }
            #expect(actions.map(\.operation).contains("rule.set"))
        }
        #expect(Verdict(gates, book).text == "No gate blocks. 1 of 2 were never asked. 1 is off.")
    }

    @Test("Where no gate was asked, all are shown and none is folded away")
    func nonAsked() {
        let blocks = [ScreenBlock].gates([Self.gate("scope")], GateBook([], []))
        #expect(blocks.count == 1)
        guard case .grid(let grid) = blocks.first else {
            Issue.record("no table")
            return
        }
        #expect(grid.rows.map(\.id) == ["g-scope"])
        #expect(Verdict([Self.gate("scope")], GateBook([], [])).text == "No gate has run yet.")
    }

    @Test("The settings count the rules, and lead to where they are chosen")
    func rules() {
        let lines = [RuleLevel.block, .block, .advise].map { level in RuleLine { $0.level = level }
        }
        let blocks = [ScreenBlock].rules(lines)
        guard case .facts(let facts) = blocks.first, case .text(let text) = blocks.last else {
            Issue.record("no facts")
            return
        }
        #expect(facts.first { $0.name == "At level block" }?.value.report?.plain == "2")
        #expect(facts.first { $0.name == "At level off" }?.value.report?.plain == "0")
        let targets = text.runs.compactMap { run in
            if case .link(_, let target) = run { target } else { nil }
        }
        #expect(targets == ["/gates"])
    }

    @Test("How an agent stands is a sentence with its state")
    func agent() {
        let idle = PresenceLine {
            $0.state = .idle
            $0.reason = "it has no session"
        }
        #expect(Verdict(AgentDetail(), idle).text == "Idle: it has no session.")
        let asking = PresenceLine {
            $0.state = .needsFounder
            $0.reason = "its question M-2 is not answered"
        }
        #expect(
            Verdict(AgentDetail(), asking).text
                == "Needs founder: its question M-2 is not answered."
        )
        let retired = AgentDetail { $0.agent.retired = "Enough!" }
        #expect(Verdict(retired, idle).text == "Retired: Enough!")
    }
}
