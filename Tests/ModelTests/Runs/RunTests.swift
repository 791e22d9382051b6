import Model
import Testing

@Suite("The states of a run")
struct RunTests {
    private static let decision = DecisionID(trusted: "D-1")
    private static let other = DecisionID(trusted: "D-2")

    private static func draft(_ text: String = "a") -> RunDraft {
        RunDraft(
            text: text,
            title: "Phase A",
            repository: nil,
            capacity: RunCapacity(),
            freshness: .aligned,
            budget: RunBudget(),
            slices: []
        )
    }

    private static func run(_ state: Run.State = .drafted(asked: nil)) -> Run {
        Run(name: RunName(trusted: "phase-a"), draft: draft(), state: state)
    }

    private static let states: [Run.State] = [
        .drafted(asked: nil), .drafted(asked: decision), .approved(by: decision),
        .running(by: decision), .paused(by: decision, reason: "x"), .finished(by: decision),
        .cancelled(reason: "x"),
    ]

    @Test("A run starts only after a founder has said go to the text as it is")
    func onlyOnGo() throws {
        var run = Self.run()
        #expect(throws: RunError.notApproved(run.name, asked: nil)) { _ = try run.start() }
        _ = try run.ask(Self.decision)
        #expect(throws: RunError.notApproved(run.name, asked: Self.decision)) {
            _ = try run.start()
        }
        #expect(run.settle(Self.other, go: true) == nil)
        #expect(run.settle(Self.decision, go: true) == .approved(Self.decision))
        // Another text is another question.
        #expect(try run.redraft(Self.draft("b")) == .drafted(Self.draft("b")))
        #expect(throws: RunError.notApproved(run.name, asked: nil)) { _ = try run.start() }
        #expect(run.settle(Self.decision, go: true) == nil)
        _ = try run.ask(Self.other)
        _ = run.settle(Self.other, go: true)
        #expect(try run.start() == .started)
        #expect(run.state == .running(by: Self.other))
    }

    @Test("A founder who does not say go leaves a draft that can be asked about again")
    func declined() throws {
        var run = Self.run()
        _ = try run.ask(Self.decision)
        #expect(throws: RunError.asked(run.name, Self.decision)) { _ = try run.ask(Self.other) }
        #expect(run.settle(Self.decision, go: false) == .declined(Self.decision))
        #expect(try run.ask(Self.other) == .asked(Self.other))
    }

    @Test("The same text again changes nothing, and keeps what was asked and approved")
    func sameText() throws {
        var run = Self.run(.approved(by: Self.decision))
        #expect(try run.redraft(Self.draft()) == nil)
        #expect(run.state == .approved(by: Self.decision))
    }

    @Test("No move leads where the table of states does not", arguments: states)
    func successors(_ state: Run.State) {
        let moves: [(inout Run) throws -> RunEvent?] = [
            { try $0.redraft(Self.draft("b")) }, { try $0.ask(Self.other) },
            { $0.settle(Self.decision, go: true) }, { $0.settle(Self.decision, go: false) },
            { try $0.start() }, { try $0.pause(because: "x") }, { try $0.resume() },
            { $0.finish() }, { try $0.cancel(because: "x") },
        ]
        var reached: Set<Run.State.Name> = []
        for move in moves {
            var run = Self.run(state)
            do {
                guard try move(&run) != nil else { continue }
                #expect(state.name.successors.contains(run.state.name))
                reached.insert(run.state.name)
            } catch {
                #expect(run.state == state)
            }
        }
        #expect(state.name.isFinal == reached.isEmpty)
    }

    @Test("A run is paused and goes on under the decision by which it started")
    func pauses() throws {
        var run = Self.run(.running(by: Self.decision))
        _ = try run.pause(because: "the budget")
        #expect(run.state.reason == "the budget")
        #expect(throws: RunError.already(run.name, .paused)) { _ = try run.pause(because: "x") }
        _ = try run.resume()
        #expect(run.state == .running(by: Self.decision))
        #expect(run.finish() == .finished)
        #expect(run.state.decision == Self.decision)
        #expect(run.finish() == nil)
    }

    @Test("A budget is reached by what it bounds, and by nothing else")
    func budget() {
        var usage = TokenUsage()
        (usage.input, usage.output, usage.cacheRead) = (60, 40, 10_000)
        usage.costNanos = 5
        #expect(!RunBudget().isReached(by: usage))
        #expect(RunBudget(tokens: 100).isReached(by: usage))
        #expect(!RunBudget(tokens: 101).isReached(by: usage))
        #expect(RunBudget(costNanos: 5, tokens: 101).isReached(by: usage))
        #expect(!RunBudget(costNanos: 6).isReached(by: usage))
    }

    @Test("Where a slice stands follows from its task", arguments: TaskState.Name.allCases)
    func sliceStates(_ task: TaskState.Name) {
        let states = [true, false].flatMap { waits in
            [true, false].map { SliceState(of: task, waits: waits, isReviewed: $0) }
        }
        #expect(states.allSatisfy { $0.isOver == task.isFinal })
        #expect((states.contains(.waiting)) == [.ready, .rework].contains(task))
        #expect((states.contains(.inReview)) == (task == .delivered))
        #expect(SliceState(of: nil, waits: false, isReviewed: false) == .planned)
    }
}
