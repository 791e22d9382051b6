import Digests
import Model
import Testing

@Suite("Who goes on with what they remember")
struct AlignmentTests {
    private static let core = StageName(trusted: "core")
    private static let first = TaskKey(trusted: "A0")
    private static let second = TaskKey(trusted: "A1")
    private static let rules = RuleLevel.digest(of: [:])
    private static let otherRules = RuleLevel.digest(of: [GateName(trusted: "scope"): .block])

    private static func slice(
        _ task: TaskKey,
        stage: StageName = core,
        after waits: [TaskKey] = []
    ) -> RunSlice {
        RunSlice(task: task, stage: stage, owner: AgentID(trusted: "ada"), waits: waits)
    }

    /// Somebody who has worked on the first slice and could compact what they remember.
    private static func trail(_ change: (inout AgentTrail) -> Void = { _ in }) -> AgentTrail {
        var trail = AgentTrail(
            isActive: true,
            last: AgentTrail.Work(
                task: first,
                stage: core,
                launch: 1,
                outcome: .delivered,
                memory: .compactable,
                rules: rules
            ),
            rules: rules
        )
        change(&trail)
        return trail
    }

    private static func decide(
        _ next: RunSlice?,
        _ freshness: Freshness = .aligned,
        _ change: (inout AgentTrail) -> Void = { _ in }
    ) -> Alignment {
        Alignment(of: trail(change), for: next, freshness)
    }

    @Test("An agent goes on at its slice, at one of the same stage and at one that waits for it")
    func aligned() {
        let docs = StageName(trusted: "docs")
        #expect(Self.decide(Self.slice(Self.first)) == .aligned(.sameSlice))
        #expect(Self.decide(Self.slice(Self.second)) == .aligned(.sameStage))
        let after = Self.slice(Self.second, stage: docs, after: [Self.first])
        #expect(Self.decide(after) == .aligned(.follows))
        #expect(Self.decide(Self.slice(Self.second, stage: docs)) == .stale(.unrelated))
    }

    @Test("Before another slice it compacts what it remembers; what can't, starts afresh")
    func compacts() {
        let next = Self.slice(Self.second)
        #expect(Self.decide(next).action == .compact)
        #expect(Self.decide(next) { $0.last?.memory = .whole } == .stale(.notCompactable))
        let same = Self.slice(Self.first)
        #expect(Self.decide(same) { $0.last?.memory = .whole } == .aligned(.sameSlice))
        #expect(Self.decide(same).action == .keep)
        #expect(Self.decide(same) { $0.last?.memory = .gone } == .stale(.gone))
    }

    @Test("Changed rules and a revised packet make stale what was learned by the former")
    func revisions() {
        let (same, next) = (Self.slice(Self.first), Self.slice(Self.second))
        for slice in [same, next] {
            #expect(Self.decide(slice) { $0.rules = Self.otherRules } == .stale(.rules))
        }
        #expect(Self.decide(same) { $0.last?.isRevised = true } == .stale(.revised))
        #expect(Self.decide(next) { $0.last?.isRevised = true } == .aligned(.sameStage))
        #expect(Self.rules != Self.otherRules)
    }

    @Test("A run that wants fresh agents, work elsewhere and retirement close every session")
    func closed() {
        let same = Self.slice(Self.first)
        #expect(Self.decide(same, .fresh) == .stale(.freshOnly))
        #expect(Self.decide(same) { $0.elsewhere = TaskKey(trusted: "B0") } == .stale(.elsewhere))
        #expect(Self.decide(same) { $0.isActive = false } == .stale(.retired))
        #expect(Self.decide(nil) == .stale(.done))
        #expect(Self.decide(same) { $0.isActive = false }.action == .close)
    }

    @Test("Who has nothing behind them is started; who has a slice in hand keeps it")
    func startedAndKept() {
        let same = Self.slice(Self.first)
        #expect(Self.decide(same) { $0.last = nil } == .fresh)
        #expect(Self.decide(same) { $0.last = nil }.action == .start)
        let working = Self.decide(same, .fresh) { $0.working = Self.first }
        #expect(working == .aligned(.working) && working.action == .keep)
    }

    @Test(
        "How a launch ended decides whether its conversation goes on",
        arguments: LaunchOutcome.allCases
    )
    func outcomes(_ outcome: LaunchOutcome) {
        let bad: Set<LaunchOutcome> = [.refused, .limited, .failed, .output, .died, .unstarted]
        let found = Self.decide(Self.slice(Self.first)) { $0.last?.outcome = outcome }
        #expect(found == (bad.contains(outcome) ? .stale(.ended) : .aligned(.sameSlice)))
    }
}
