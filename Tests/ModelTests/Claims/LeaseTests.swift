import Model
import Testing

@Suite("Leases and fences")
struct LeaseTests {
    private let brian = SampleTasks.brian
    private let second = SessionID(trusted: "S-2")

    @Test("A lease ends at its expiry, not after it")
    func leaseEndsAtExpiry() {
        let almost = SampleTasks.end + .milliseconds(-1)
        #expect(!SampleTasks.hold.hasEnded(at: almost))
        #expect(SampleTasks.hold.hasEnded(at: SampleTasks.end))
        var task = SampleTasks.task(in: .claimed)
        #expect(
            throws: TaskError.held(SampleTasks.key, by: SampleTasks.ada, until: SampleTasks.end)
        ) { _ = try task.claim(by: brian, in: second, until: SampleTasks.end, at: almost) }
        #expect(throws: Never.self) {
            _ = try task.claim(by: brian, in: second, until: SampleTasks.end, at: SampleTasks.end)
        }
    }

    @Test("A late renewal works while nobody else has taken the task")
    func lateRenewal() throws {
        var task = SampleTasks.task(in: .claimed)
        let late = SampleTasks.end + .seconds(3600)
        _ = try task.renew(under: Fence(3), until: late)
        #expect(task.hold?.expiry == late)
        #expect(task.fence == Fence(3))
    }

    @Test("A former holder is refused for ever, whatever becomes of the task")
    func formerHolder() throws {
        var task = SampleTasks.task(in: .claimed)
        _ = try task.claim(by: brian, in: second, until: SampleTasks.end, at: SampleTasks.end)
        let stale = TaskError.staleFence(SampleTasks.key, offered: Fence(3), current: Fence(4))
        #expect(throws: stale) { _ = try task.renew(under: Fence(3), until: SampleTasks.end) }
        _ = try task.release(under: Fence(4), because: .byHolder, note: nil)
        #expect(throws: stale) { _ = try task.deliver(SampleTasks.delivery(under: Fence(3))) }
        _ = try task.block(because: "no key")
        #expect(throws: stale) { _ = try task.renew(under: Fence(3), until: SampleTasks.end) }
        _ = try task.cancel(because: "not needed")
        #expect(throws: TaskError.finished(SampleTasks.key, .cancelled)) {
            _ = try task.renew(under: Fence(3), until: SampleTasks.end)
        }
    }

    @Test("A fence rises only when the task changes hands")
    func fenceRisesWithHands() throws {
        var task = SampleTasks.task(in: .claimed)
        let ada = SampleTasks.ada
        _ = try task.claim(
            by: ada,
            in: SampleTasks.hold.session,
            until: SampleTasks.end,
            at: .latest
        )
        _ = try task.renew(under: Fence(3), until: SampleTasks.end)
        _ = try task.pause(under: Fence(3), because: "lunch")
        _ = try task.resume(under: Fence(3), until: SampleTasks.end)
        #expect(task.fence == Fence(3))
        _ = try task.claim(by: ada, in: second, until: SampleTasks.end, at: SampleTasks.end)
        #expect(task.fence == Fence(4))
    }

    @Test("A rework is kept for its worker until its end, and then anybody's")
    func keptRework() throws {
        var task = SampleTasks.task(in: .rework)
        #expect(
            throws: TaskError.held(SampleTasks.key, by: SampleTasks.ada, until: SampleTasks.end)
        ) {
            _ = try task.claim(
                by: brian,
                in: second,
                until: SampleTasks.end,
                at: SampleTasks.end + .milliseconds(-1)
            )
        }
        #expect(throws: Never.self) {
            _ = try task.claim(by: brian, in: second, until: SampleTasks.end, at: SampleTasks.end)
        }
    }

    @Test(
        "Nobody but the assignee takes a task, not even when a lease or a kept rework has ended",
        arguments: [TaskState.Name.ready, .claimed, .rework]
    )
    func assigneeAlone(_ state: TaskState.Name) throws {
        let vera = SampleTasks.vera
        var task = SampleTasks.task(in: state, assignee: vera)
        #expect(throws: TaskError.assigned(SampleTasks.key, to: vera)) {
            _ = try task.claim(by: brian, in: second, until: SampleTasks.end, at: SampleTasks.end)
        }
        #expect(throws: Never.self) {
            _ = try task.claim(by: vera, in: second, until: SampleTasks.end, at: SampleTasks.end)
        }
    }
}
