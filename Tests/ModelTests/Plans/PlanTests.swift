import Model
import Testing

@Suite("What can be done with a plan")
struct PlanTests {
    private static let ada = AgentID(trusted: "ada")
    private static let lea = AgentID(trusted: "lea")
    private static let task = TaskKey(trusted: "T-1")
    private static let first = StepID(trusted: "S1")
    private static let second = StepID(trusted: "S2")

    /// A plan of one step of its own and one task.
    private static func plan() throws -> Plan {
        var plan = Plan(
            name: PlanName(trusted: "retention"),
            summary: "Old rows go",
            author: ada,
            repository: nil
        )
        _ = try plan.add(PlanStep(id: plan.nextStep, title: "Measure", standing: .own(.queued)))
        _ = try plan.add(PlanStep(id: plan.nextStep, title: nil, standing: .follows(task)))
        return plan
    }

    @Test("A step that is a task stands where the task does, and can't be told where to stand")
    func follows() throws {
        var plan = try Self.plan()
        #expect(plan.steps[1].state([Self.task: .done]) == .done)
        #expect(plan.steps[1].state([:]) == .queued)
        #expect(throws: PlanError.followsTask(Self.second, Self.task)) {
            _ = try plan.move(step: Self.second, to: .done, note: nil)
        }
    }

    @Test(
        "Each state of a task is one of a step",
        arguments: [
            (.draft, .queued), (.ready, .queued), (.claimed, .inProgress), (.paused, .inProgress),
            (.delivered, .inProgress), (.rework, .inProgress), (.blocked, .blocked),
            (.parked, .blocked), (.accepted, .done), (.cancelled, .cancelled),
            (.superseded, .cancelled),
        ] as [(TaskState.Name, StepState)]
    )
    func projection(_ task: TaskState.Name, _ step: StepState) {
        #expect(StepState(of: task) == step)
    }

    @Test("A plan is done when its steps are finished, one is done, and its checkpoint holds")
    func done() throws {
        var plan = try Self.plan()
        #expect(throws: PlanError.unfinished(plan.name, [Self.first, Self.second])) {
            _ = try plan.move(to: .done, note: nil, [:])
        }
        _ = try plan.move(step: Self.first, to: .cancelled, note: nil)
        #expect(throws: PlanError.nothingDone(plan.name)) {
            _ = try plan.move(to: .done, note: nil, [Self.task: .cancelled])
        }
        _ = try plan.set(PlanCheckpoint(text: "It holds", owner: Self.ada, state: .pending))
        #expect(throws: PlanError.checkpointPending(plan.name)) {
            _ = try plan.move(to: .done, note: nil, [Self.task: .done])
        }
        _ = try plan.set(PlanCheckpoint(text: "It holds", owner: Self.ada, state: .satisfied))
        #expect(
            try plan.move(to: .done, note: nil, [Self.task: .done]) == .moved(.done, note: nil)
        )
        #expect(throws: PlanError.closed(plan.name, .done)) {
            _ = try plan.move(step: Self.first, to: .queued, note: nil)
        }
        _ = try plan.move(to: .inProgress, note: "not yet", [Self.task: .done])
        _ = try plan.move(step: Self.first, to: .queued, note: nil)
    }

    @Test("A plan that was rejected takes no step, no receipt and no checkpoint")
    func rejected() throws {
        var plan = try Self.plan()
        _ = try plan.move(to: .rejected, note: "too dear", [:])
        let closed = PlanError.closed(plan.name, .rejected)
        #expect(throws: closed) {
            _ = try plan.add(PlanStep(id: plan.nextStep, title: "a", standing: .own(.queued)))
        }
        #expect(throws: closed) { _ = try plan.addReceipts(["a.json"], to: nil) }
        #expect(throws: closed) {
            _ = try plan.set(PlanCheckpoint(text: "It holds", owner: Self.ada, state: .pending))
        }
    }

    @Test("A plan has so many steps at most")
    func tooManySteps() throws {
        var plan = try Self.plan()
        while plan.steps.count < Plan.stepsMax {
            _ = try plan.add(PlanStep(id: plan.nextStep, title: "a", standing: .own(.queued)))
        }
        #expect(throws: PlanError.tooManySteps(plan.name)) {
            _ = try plan.add(PlanStep(id: plan.nextStep, title: "a", standing: .own(.queued)))
        }
    }

    @Test("A plan points to the same thing once")
    func linkTwice() throws {
        var plan = try Self.plan()
        let link = PlanLink(kind: LinkKind(trusted: "url"), target: "a")
        _ = try plan.add(link)
        #expect(throws: PlanError.linkTaken(plan.name, link)) { _ = try plan.add(link) }
        _ = try plan.add(PlanLink(kind: LinkKind(trusted: "bus"), target: "a"))
    }

    @Test("To block or reject takes a word why, and the same state again is none")
    func notes() throws {
        var plan = try Self.plan()
        for state in [PlanState.blocked, .rejected] {
            #expect(throws: PlanError.needsNote("retention")) {
                _ = try plan.move(to: state, note: nil, [:])
            }
        }
        #expect(throws: PlanError.already(plan.name, .queued)) {
            _ = try plan.move(to: .queued, note: nil, [:])
        }
        #expect(throws: PlanError.needsNote("S1")) {
            _ = try plan.move(step: Self.first, to: .blocked, note: nil)
        }
        #expect(throws: PlanError.stepAlready(Self.first, .queued)) {
            _ = try plan.move(step: Self.first, to: .queued, note: nil)
        }
        _ = try plan.move(step: Self.first, to: .queued, note: "a note alone")
        #expect(plan.steps[0].note == "a note alone")
    }

    @Test("An approval is of the content: progress leaves it, and a change makes it stale")
    func approval() throws {
        var plan = try Self.plan()
        #expect(throws: PlanError.ownPlan(plan.name)) {
            _ = try plan.approve(by: Self.ada, isFounder: false, note: nil)
        }
        _ = try plan.approve(by: Self.lea, isFounder: false, note: nil)
        #expect(throws: PlanError.approvedAlready(plan.name, Self.lea)) {
            _ = try plan.approve(by: Self.lea, isFounder: false, note: nil)
        }
        _ = try plan.move(step: Self.first, to: .done, note: "12 tests")
        _ = try plan.addReceipts(["docs/a.json"], to: Self.first)
        _ = try plan.move(to: .inProgress, note: nil, [:])
        #expect(plan.isApprovalCurrent == true)
        var changed = plan
        _ = try changed.add(PlanStep(id: changed.nextStep, title: "More", standing: .own(.queued)))
        #expect(changed.isApprovalCurrent == false)
        changed = plan
        _ = try changed.set(PlanCheckpoint(text: "It holds", owner: Self.ada, state: .pending))
        #expect(changed.isApprovalCurrent == false)
        changed = plan
        _ = try changed.add(PlanLink(kind: LinkKind(trusted: "url"), target: "a"))
        #expect(changed.isApprovalCurrent == false)
        var empty = Plan(name: plan.name, summary: "a", author: Self.ada, repository: nil)
        #expect(throws: PlanError.noSteps(plan.name)) {
            _ = try empty.approve(by: Self.lea, isFounder: false, note: nil)
        }
        _ = try plan.approve(by: Self.ada, isFounder: true, note: nil)
    }

    @Test("Steps have ids of their own, and a task is one step at most")
    func twice() throws {
        var plan = try Self.plan()
        #expect(throws: PlanError.stepTaken(plan.name, Self.first)) {
            _ = try plan.add(
                PlanStep(id: StepID(trusted: "s-1"), title: "a", standing: .own(.queued))
            )
        }
        #expect(throws: PlanError.taskTaken(plan.name, Self.task, Self.second)) {
            _ = try plan.add(
                PlanStep(id: plan.nextStep, title: nil, standing: .follows(Self.task))
            )
        }
        #expect(
            throws: PlanError.unknownStep(plan.name, StepID(trusted: "S3"), near: "S1")
        ) {
            _ = try plan.move(step: StepID(trusted: "S3"), to: .done, note: nil)
        }
    }

    @Test(
        "A receipt's path stays in the repository",
        arguments: [
            "/etc/passwd", "../a", "a/../../b", "a//b", "./a", "", ":(top)a", "a\nb", ".git/x",
        ]
    )
    func badReceipts(_ path: String) throws {
        var plan = try Self.plan()
        #expect(throws: PlanError.badReceipt(path)) { _ = try plan.addReceipts([path], to: nil) }
    }

    @Test("A receipt is named once for a step, and once for the plan")
    func receiptTwice() throws {
        var plan = try Self.plan()
        _ = try plan.addReceipts(["a.json", "a.json"], to: Self.first)
        #expect(plan.steps[0].receipts == ["a.json"])
        #expect(throws: PlanError.receiptTaken("a.json")) {
            _ = try plan.addReceipts(["a.json"], to: Self.first)
        }
        _ = try plan.addReceipts(["a.json"], to: nil)
        #expect(plan.receipts == ["a.json"])
        #expect(throws: PlanError.receiptTaken("a.json")) {
            _ = try plan.addReceipts(["a.json"], to: nil)
        }
    }
}
