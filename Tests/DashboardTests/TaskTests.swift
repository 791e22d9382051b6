import Model
import Operations
import ReportKit
import Testing

@testable import Dashboard

@Suite("What the page of a task says")
struct TaskTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func before(minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - minutes * 60_000)
    }

    private static func detail(_ state: TaskState.Name) -> TaskDetail {
        TaskDetail {
            $0.task.task = TaskKey(trusted: "T-1")
            $0.task.title = "Mend it"
            $0.task.state = state.rawValue
        }
    }

    private static func delivery(_ id: String, by agent: String, at: Timestamp) -> DeliveryLine {
        DeliveryLine {
            $0.delivery = DeliveryID(trusted: id)
            $0.agent = AgentID(trusted: agent)
            $0.commit = "c0ffee-\(id)"
            $0.deliveredAt = at
        }
    }

    private static func said(_ gate: String, of commit: String?, at: Timestamp) -> GateHistoryLine {
        GateHistoryLine {
            $0.run = GateRunID(trusted: "G-\(at.milliseconds)")
            $0.ranAt = at
            $0.commit = commit
            $0.result.gate = GateName(trusted: gate)
        }
    }

    /// The blocks as somebody reads them who sees no page.
    private static func text(_ blocks: [ScreenBlock]) -> String {
        var screen = Screen("T-1", tab: .tasks, command: "worklead task show T-1")
        screen.add("part", "Part", .wide, blocks)
        return screen.report.written(as: .markdown)
    }

    @Test("A lease that has ended is told with its time, and asks for attention")
    func lease() {
        var detail = Self.detail(.claimed)
        detail.task.holder = AgentID(trusted: "ada")
        detail.task.until = Self.before(minutes: 11)
        let late = Verdict(detail, now: Self.now)
        #expect(late.text == "Claimed by ada, whose lease ended 11m ago.")
        #expect(late.tone == .attention)
        detail.task.until = Self.before(minutes: -5)
        let held = Verdict(detail, now: Self.now)
        #expect(held.text == "Claimed by ada.")
        #expect(held.tone == .active)
    }

    @Test("What is ready and waits says for what, and does not look as if it could be claimed")
    func waits() {
        var detail = Self.detail(.ready)
        #expect(Verdict(detail, now: Self.now).text == "Ready.")
        #expect(detail.badge == Badge(state: "ready"))
        detail.dependsOn = [TaskKey(trusted: "T-106")]
        detail.task.waitsFor = 1
        detail.decisions = [DecisionID(trusted: "D-1")]
        let verdict = Verdict(detail, now: Self.now)
        #expect(verdict.text == "Ready, waits for T-106 and D-1.")
        #expect(verdict.tone == .quiet)
        #expect(detail.badge == .waiting)
        #expect(Badge(detail.task) == .waiting)
    }

    @Test("Where only some are finished, it says how many are not; what is cancelled is called so")
    func waitsForSome() {
        var detail = Self.detail(.ready)
        detail.dependsOn = [TaskKey(trusted: "T-2"), TaskKey(trusted: "T-3")]
        detail.task.waitsFor = 1
        #expect(detail.waits == "1 of T-2 and T-3")
        detail.cancelled = [TaskKey(trusted: "T-3")]
        #expect(detail.waits == "1 of T-2 and T-3 (cancelled)")
        detail.decisions = [DecisionID(trusted: "D-1")]
        #expect(detail.waits == "D-1 and for 1 of T-2 and T-3 (cancelled)")
        detail.task.waitsFor = 0
        #expect(detail.waits == "D-1")
        detail.task.state = TaskState.Name.claimed.rawValue
        #expect(detail.waits == nil)
    }

    @Test("Each attempt has a row, also one that handed nothing in")
    func attempts() {
        var detail = Self.detail(.delivered)
        detail.claims = [
            ClaimLine {
                $0.agent = AgentID(trusted: "cal")
                $0.claimedAt = Self.before(minutes: 60)
                $0.endedAt = Self.before(minutes: 30)
                $0.ending = "taken_over"
            },
            ClaimLine {
                $0.agent = AgentID(trusted: "ada")
                $0.claimedAt = Self.before(minutes: 30)
                $0.endedAt = Self.before(minutes: 10)
                $0.ending = "delivered"
            },
        ]
        detail.deliveries = [Self.delivery("V-1", by: "ada", at: Self.before(minutes: 10))]
        guard case .grid(let attempts) = detail.attempts.last else {
            Issue.record("no attempts")
            return
        }
        #expect(attempts.rows.map(\.id) == ["attempt-2", "attempt-1"])
        #expect(attempts.rows.map { $0.cells[4].report?.plain } == ["delivered", "taken over"])
        #expect(attempts.rows.map { $0.cells[5].report?.plain } == ["V-1", "–"])
    }

    @Test("What gates said of the newest delivery stands first, the rest is folded away")
    func gates() {
        let deliveries = [
            Self.delivery("V-1", by: "ada", at: Self.before(minutes: 40)),
            Self.delivery("V-2", by: "ada", at: Self.before(minutes: 10)),
        ]
        let lines = [
            Self.said("secrets", of: nil, at: Self.before(minutes: 5)),
            Self.said("scope", of: "c0ffee-V-2", at: Self.before(minutes: 9)),
            Self.said("scope", of: "c0ffee-V-1", at: Self.before(minutes: 39)),
        ]
        let blocks = [ScreenBlock].gates(lines, on: deliveries)
        guard case .grid(let newest) = blocks.first, case .more(let words, let rest) = blocks.last,
            case .grid(let older) = rest.first
        else {
            Issue.record("not a table and one that is folded")
            return
        }
        #expect(newest.rows.map { $0.cells[2].report?.plain } == ["–", "V-2"])
        #expect(older.rows.map { $0.cells[2].report?.plain } == ["V-1"])
        #expect(words == "1 verdict from before that delivery")
        #expect(Set((newest.rows + older.rows).map(\.id)).count == 3)
        #expect(Self.text(blocks).contains("passed"), "as the page of gates says it")
    }

    @Test("Where no gate has looked at the newest delivery, nothing older stands in its place")
    func notJudged() {
        let deliveries = [
            Self.delivery("V-1", by: "ada", at: Self.before(minutes: 40)),
            Self.delivery("V-2", by: "ada", at: Self.before(minutes: 10)),
        ]
        let lines = [Self.said("scope", of: "c0ffee-V-1", at: Self.before(minutes: 39))]
        #expect(
            Self.text([ScreenBlock].gates(lines, on: deliveries))
                .contains("No gate has run on V-2 yet.")
        )
        #expect(Self.text([ScreenBlock].gates([], on: [])).contains("No gate has run on it yet."))
        #expect([ScreenBlock].gates(lines, on: []).count == 1)
    }

    @Test("Names are listed as a sentence does, the first five of many")
    func listed() {
        #expect([String]().listed == "")
        #expect(["A"].listed == "A")
        #expect(["A", "B"].listed == "A and B")
        #expect(["A", "B", "C"].listed == "A, B and C")
        #expect((1...7).map(String.init).listed == "1, 2, 3, 4, 5 and 2 more")
    }
}
