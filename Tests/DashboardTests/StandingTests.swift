import Model
import Operations
import ReportKit
import Testing

@testable import Dashboard

@Suite("How worktrees, plans and runs are said to stand")
struct StandingTests {
    private static func worktree(
        _ name: String,
        of agent: String,
        _ state: String = "made",
        uncommitted: Int = 0
    ) -> WorktreeLine {
        WorktreeLine {
            $0.name = name
            $0.path = "/var/lib/worktrees/api/\(name)"
            $0.agent = AgentID(trusted: agent)
            $0.task = TaskKey(trusted: String(name.prefix { $0 != "." }))
            $0.state = state
            $0.uncommitted = uncommitted
        }
    }

    private static func task(_ key: String, _ state: TaskState.Name, _ holder: String) -> TaskLine {
        TaskLine {
            $0.task = TaskKey(trusted: key)
            $0.state = state.rawValue
            $0.holder = AgentID(trusted: holder)
        }
    }

    private static let nobody = Page<ConflictLine>([], total: 0)

    @Test("Work that was parked is kept, and not counted as uncommitted")
    func parked() {
        let lines = [
            Self.worktree("WEB-1.1", of: "cal", "parked", uncommitted: 1),
            Self.worktree("API-2.1", of: "ada", uncommitted: 3),
        ]
        let tasks = Page([Self.task("API-2", .claimed, "ada")], total: 1)
        let verdict = Verdict(Self.nobody, WorktreeBook(lines, tasks))
        #expect(
            verdict.text
                == "Nobody is in another's way. 2 worktrees, 1 with uncommitted work."
        )
    }

    @Test("A worktree stands as the task does for whose holder it was made")
    func worktrees() {
        let lines = [
            Self.worktree("T-1.1", of: "ada"), Self.worktree("T-2.1", of: "ada"),
            Self.worktree("T-3.1", of: "ada"), Self.worktree("T-4.1", of: "ada"),
            Self.worktree("T-5.1", of: "ada", uncommitted: 1),
        ]
        let tasks = [
            Self.task("T-1", .claimed, "ada"), Self.task("T-2", .delivered, "ada"),
            Self.task("T-3", .rework, "ada"), Self.task("T-4", .claimed, "bea"),
        ]
        let book = WorktreeBook(lines, Page(tasks, total: 4))
        let words = ["held by ada", "delivered", "sent back", "left over", "left over"]
        #expect(lines.map { book.badge($0).word } == words)
        #expect(lines.suffix(2).map { book.badge($0).tone } == [.quiet, .attention])
        #expect(book.sentence == "5 worktrees, 2 left over, 1 with uncommitted work.")
    }

    @Test("Where not all open tasks are known, no worktree is called left over")
    func unknown() {
        let line = Self.worktree("T-9.1", of: "ada")
        let book = WorktreeBook([line], Page([], total: 5000))
        #expect(book.badge(line).word == "made")
        var own = line
        own.task = nil
        #expect(book.badge(own).word == "of a session")
        own.state = "missing"
        #expect(book.badge(own) == Badge("missing", .bad))
        #expect(WorktreeBook([own], Page([], total: 0)).sentence.hasSuffix(", 1 missing."))
    }

    @Test("Paths are shown from the folder on that all worktrees are below")
    func places() {
        var other = Self.worktree("T-2.1", of: "ada")
        let lines = [Self.worktree("T-1.1", of: "ada"), other]
        let same = WorktreeBook(lines, Page([], total: 0))
        #expect(same.folder == "/var/lib/worktrees/api")
        #expect(lines.map { same.place($0) } == ["T-1.1", "T-2.1"])
        other.path = "/var/lib/worktrees/web/T-2.1"
        let two = WorktreeBook([lines[0], other], Page([], total: 0))
        #expect(two.place(other) == "web/T-2.1")
        other.path = "/srv/T-2.1"
        let apart = WorktreeBook([lines[0], other], Page([], total: 0))
        #expect(apart.folder == nil)
        #expect(apart.place(other) == "/srv/T-2.1")
        #expect(WorktreeBook([], Page([], total: 0)).folder == nil)
    }

    @Test("A plan has begun once a step of it has, whatever was said of the plan")
    func plan() {
        func verdict(_ states: [StepState], _ state: PlanState = .queued) -> Dashboard.Verdict {
            Verdict(
                PlanDetail {
                    $0.plan.state = state
                    $0.plan.steps = states.count
                    $0.plan.finished = states.count(where: \.isFinished)
                    $0.steps = states.map { state in StepLine { $0.state = state } }
                }
            )
        }
        #expect(verdict([.queued, .queued]).text == "Not begun, 2 steps.")
        #expect(verdict([.queued, .blocked]).text == "Not begun, 2 steps.")
        let begun = verdict([.inProgress, .queued])
        #expect(begun.text == "0 of 2 steps done, 1 in progress.")
        #expect(begun.tone == .active)
        #expect(verdict([.done, .queued]).text == "1 of 2 steps done.")
        #expect(verdict([.done, .done], .done).text == "Done, 2 of 2 steps done.")
    }

    @Test("A run that is written down waits for a founder's go, asked for or not")
    func run() {
        var status = RunStatus { $0.run.state = .drafted }
        #expect(Verdict(status).text == "Waits for a founder's go.")
        status.run.decision = DecisionID(trusted: "D-3")
        #expect(Verdict(status).text == "Waits for a founder's go, asked as D-3.")
    }
}
