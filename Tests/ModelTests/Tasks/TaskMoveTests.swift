import Model
import Testing

@Suite("What can happen to a task in which state")
struct TaskMoveTests {
    @Test(
        "In each state, a move leads where the table says or is refused as it says",
        arguments: Move.all
    )
    func movesKeepTheTable(_ move: Move) {
        #expect(move.outcomes.count == TaskState.Name.allCases.count)
        for state in TaskState.Name.allCases {
            let before = SampleTasks.task(in: state)
            var task = before
            do {
                let event = try move.make(&task)
                #expect(task.state.name.rawValue == move.outcome(in: state), "\(move) in \(state)")
                var folded = before
                folded.apply(event)
                #expect(folded == task, "\(move) in \(state): the event tells less than happened")
                #expect(
                    task.state.name == state || state.successors.contains(task.state.name),
                    "\(move) goes where the table of successors does not"
                )
            } catch let error as TaskError {
                #expect(error.code == move.outcome(in: state), "\(move) in \(state)")
                #expect(task == before, "\(move) in \(state) was refused and changed the task")
            } catch {
                Issue.record("\(move) in \(state): \(error)")
            }
        }
    }

    @Test("Each way between states that the table of successors has is gone by some move")
    func successorsAreReached() {
        var ways: Set<[TaskState.Name]> = []
        for state in TaskState.Name.allCases {
            for move in Move.all {
                var task = SampleTasks.task(in: state)
                if (try? move.make(&task)) != nil { ways.insert([state, task.state.name]) }
            }
        }
        // A blocked or parked draft goes back to being a draft.
        for state in [TaskState.blocked(reason: "a", from: .draft)] {
            #expect(state.name.successors.contains(.draft))
        }
        for state in TaskState.Name.allCases {
            for successor in state.successors {
                let isReturn = [.blocked, .parked].contains(state) && successor == .draft
                #expect(ways.contains([state, successor]) || isReturn, "\(state) → \(successor)")
            }
        }
    }

    @Test("What is final stays so, whatever is tried", arguments: Move.all)
    func finalStaysFinal(_ move: Move) {
        for state in TaskState.Name.allCases where state.isFinal {
            var task = SampleTasks.task(in: state)
            #expect(throws: TaskError.finished(SampleTasks.key, state)) {
                _ = try move.make(&task)
            }
        }
    }

    @Test(
        "A blocked or parked task goes back to where it stood",
        arguments: [TaskState.Name.draft, .ready]
    )
    func goesBack(_ state: TaskState.Name) throws {
        var task = SampleTasks.task(in: state)
        _ = try task.block(because: "no key")
        _ = try task.unblock()
        #expect(task.state.name == state)
        _ = try task.park(Lane.Parking(reason: "later", blocker: nil))
        _ = try task.unpark()
        #expect(task.state.name == state)
    }

    @Test("Another delivery than the one that waits is not judged")
    func otherDelivery() {
        var task = SampleTasks.task(in: .delivered)
        let verdict = Verdict(
            delivery: DeliveryID(trusted: "V-9"),
            replay: SampleTasks.replay,
            judge: SampleTasks.vera,
            findings: []
        )
        #expect(
            throws: TaskError.otherDelivery(
                SampleTasks.key,
                asked: DeliveryID(trusted: "V-9"),
                current: SampleTasks.delivery
            )
        ) { _ = try task.accept(verdict, replayedBy: SampleTasks.vera) }
    }
}
