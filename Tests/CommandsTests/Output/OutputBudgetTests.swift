import Commands
import Model
import Operations
import Testing

@Suite("Output budgets")
struct OutputBudgetTests {
    @Test("A list of twenty is within its budget, whatever its titles")
    func listOfTwenty() {
        let titles = [
            "Cancel endpoint", String(repeating: "long title, ", count: 50),
            String(repeating: "\u{1b}[31m", count: 50), String(repeating: "漢", count: 100),
        ]
        for title in titles {
            let rows = (1...20).map { number in
                TaskRow {
                    $0.key = TaskKey(trusted: "P07-B\(number)")
                    $0.state = "delivered"
                    $0.title = title
                    $0.worked = sampleMoment + .seconds(-7200)
                }
            }
            let written = ListTasks.output(rows, total: 47).written(in: .plain(.compact))
            #expect(OutputBudget.listOfTwenty.excess(of: written.output) == nil)
        }
    }

    @Test("A change is within its budget")
    func change() {
        let written = ClaimTask.output(already: true).written(in: .plain(.compact))
        #expect(OutputBudget.change.excess(of: written.output) == nil)
    }

    @Test("An error is within its budget, and its commands are whole")
    func error() {
        struct Long: Reportable {
            let code = "reservation.overlaps_another"
            let category = ErrorCategory.conflict
            let message = String(repeating: "Sources/Surfaces/Gateway/Routes/ ", count: 40)
            let hint: String? = String(repeating: "wait for it, or ", count: 40)
        }
        let next = ["worklead task show P07-B4", "worklead next", "worklead conflicts"]
        let written = ErrorReport(Long(), next: next).written(in: .plain(.compact)).output
        #expect(OutputBudget.error.excess(of: written) == nil)
        for line in written.split(separator: "\n") where line.hasPrefix("next: ") {
            #expect(next.contains(String(line.dropFirst(6))))
        }
        let full = ErrorReport(Long(), next: next).written(in: .plain(.compact, full: true)).output
        #expect(full.contains(Long().message) && full.contains("next: worklead conflicts"))
    }

    @Test("Too much is told with its size")
    func excess() {
        let text = String(repeating: "x", count: 161)
        let sentence = OutputBudget.change.excess(of: text)
        #expect(sentence?.hasPrefix("161 bytes, and 160 is the most for change") == true)
        #expect(OutputBudget.status.excess(of: text) == nil)
    }
}
