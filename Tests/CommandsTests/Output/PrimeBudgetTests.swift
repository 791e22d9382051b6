import Commands
import Model
import Operations
import Testing

@Suite("What an agent is told when it begins")
struct PrimeBudgetTests {
    /// A report in which everything is as long as it may be.
    private func report(_ role: Role, text: String) -> PrimeReport {
        let key = String(repeating: "K", count: 48)
        let task = TaskLine {
            $0.task = TaskKey(trusted: key)
            $0.title = text
            $0.state = "delivered"
            $0.holder = AgentID(trusted: key)
        }
        let message = MessageLine {
            $0.message = MessageID(trusted: "M-123456")
            $0.from = AgentID(trusted: key)
            $0.subject = text
        }
        let agent = PresenceLine {
            $0.agent = AgentID(trusted: key)
            $0.state = .needsFounder
            $0.reason = text
            $0.remedy = "worklead message send \(key) 'Are you there?'"
        }
        return PrimeReport { report in
            report.role = role
            report.agent = AgentID(trusted: key)
            report.workspace = WorkspaceName(trusted: key)
            report.gateway = text
            report.held = Array(repeating: task, count: 90)
            report.next = Array(
                repeating: NextLine {
                    $0.task = task
                    $0.why = [text, text]
                },
                count: 3
            )
            report.delivered = Array(repeating: task, count: 5)
            report.messages = Array(repeating: message, count: 3)
            report.unread = 1_000_000
            report.unacknowledged = 1_000
            report.toAcknowledge = Array(repeating: message, count: 3)
            report.blocked = Array(repeating: task, count: 5)
            report.attention = Array(repeating: agent, count: 3)
            report.phases = Array(repeating: PhaseStanding { $0.phase = text }, count: 50)
            report.lanes = Array(
                repeating: LaneStanding {
                    $0.lane = LaneKey(trusted: key)
                    $0.parked = text
                },
                count: 50
            )
            report.note = SessionNoteLine {
                $0.done = text
                $0.next = text
            }
            report.documents = Array(repeating: String(repeating: "d", count: 200), count: 12)
            report.changes = .max
            report.commands = Array(repeating: "worklead task create --packet FILE", count: 6)
        }
    }

    private func text(_ report: PrimeReport) -> String {
        CommandOutput(Reply(report, revision: .max), of: PrimeAgent.self) { text in
            report.describe(in: &text, revision: .max)
        }.written(in: .plain(.compact)).output
    }

    @Test("It stays within its budget, whatever there is, and says what was left out")
    func budget() {
        for role in Role.allCases {
            for letter in ["x", "\u{1b}[31m", "漢", "\"", "\u{301}"] {
                let told = text(report(role, text: String(repeating: letter, count: 400)))
                #expect(OutputBudget.prime.excess(of: told) == nil)
                #expect(told.contains("left out, too long: "), "\(told)")
                #expect(told.contains("commands[6]"), "\(told)")
            }
        }
    }

    @Test("What is short is told whole")
    func short() {
        var report = report(.lead, text: "short")
        report.documents = ["AGENTS.md"]
        report.held = []
        report.lanes = []
        report.phases = Array(report.phases.prefix(2))
        #expect(!text(report).contains("left out"))
    }
}
