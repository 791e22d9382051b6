import Assembly
import Model
import Telemetry
import Testing

@Suite("When a gateway signs its ledger by itself")
struct CheckpointWatchTests {
    /// A watch whose time, threads and signatures are the test's.
    private final class Stand: Sendable {
        private struct State {
            var now = Duration.zero
            var waiting: [@Sendable () -> Void] = []
            var signatures = 0
            var failures = 0
            var isBroken = false
        }

        struct Broken: Error {}

        private let state = Lock(State())
        let pace = CheckpointPace(events: 10, period: .seconds(300))

        func watch(signed: Int64 = 0) -> CheckpointWatch {
            CheckpointWatch(
                signed: signed,
                pace: pace,
                clock: { self.state.withLock { $0.now } },
                run: { work in self.state.withLock { $0.waiting.append(work) } },
                sign: {
                    try self.state.withLock { state in
                        if state.isBroken { throw Broken() }
                        state.signatures += 1
                    }
                    return self.pace
                },
                failed: { _ in self.state.withLock { $0.failures += 1 } }
            )
        }

        var signatures: Int { state.withLock { $0.signatures } }
        var failures: Int { state.withLock { $0.failures } }
        var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }
        func advance(_ duration: Duration) { state.withLock { $0.now += duration } }
        func breaks(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }

        /// Does what was handed to other threads.
        func work() {
            for work in state.withLock({ state in
                defer { state.waiting = [] }
                return state.waiting
            }) { work() }
        }
    }

    @Test("It is signed after so many events, on another thread than that of the change")
    func afterEvents() {
        let stand = Stand()
        let watch = stand.watch()
        watch.rest()
        #expect(stand.signatures == 0, "there is nothing yet")
        watch.note(1)
        watch.rest()
        #expect(stand.signatures == 1, "the first rest after the start")
        for revision in 2...10 { watch.note(Int64(revision)) }
        #expect(!stand.isWaiting)
        watch.note(11)
        #expect(stand.isWaiting && stand.signatures == 1, "the change itself signs nothing")
        for revision in 12...30 { watch.note(Int64(revision)) }
        stand.work()
        #expect(stand.signatures == 2, "one at a time, whatever comes meanwhile")
        watch.note(31)
        stand.work()
        #expect(stand.signatures == 3)
    }

    @Test("It is signed after so long, on the occasion of a change and of nothing else")
    func afterTime() {
        let stand = Stand()
        let watch = stand.watch()
        watch.note(1)
        watch.rest()
        stand.advance(.seconds(3000))
        #expect(!stand.isWaiting)
        watch.rest()
        #expect(stand.signatures == 1, "nothing is new")
        watch.note(2)
        stand.work()
        #expect(stand.signatures == 2)
        stand.advance(.seconds(299))
        watch.note(3)
        #expect(!stand.isWaiting)
        stand.advance(.seconds(1))
        watch.note(4)
        #expect(stand.isWaiting)
    }

    @Test("At rest what is new is signed, but not each time; at the end it always is")
    func atRest() {
        let stand = Stand()
        let watch = stand.watch(signed: 5)
        watch.note(6)
        watch.rest()
        watch.note(7)
        watch.rest()
        #expect(stand.signatures == 1)
        watch.rest(isEnd: true)
        #expect(stand.signatures == 2)
        watch.rest(isEnd: true)
        #expect(stand.signatures == 2, "nothing is new")
        stand.advance(CheckpointPace.rest)
        watch.note(8)
        watch.rest()
        #expect(stand.signatures == 3)
    }

    @Test("What fails is told, and is not tried again for each change")
    func failure() {
        let stand = Stand()
        let watch = stand.watch()
        stand.breaks(true)
        watch.note(1)
        watch.rest()
        watch.note(2)
        watch.rest()
        #expect(stand.failures == 1)
        stand.breaks(false)
        stand.advance(.seconds(900))
        watch.note(3)
        stand.work()
        #expect((stand.signatures, stand.failures) == (1, 1))
    }

    @Test("Of what several repositories choose the soonest counts")
    func soonest() {
        let (often, soon) = (
            CheckpointPace(events: 5, period: .seconds(60)),
            CheckpointPace(events: 9, period: .seconds(30))
        )
        #expect(CheckpointSetting.pace(of: []) == .standard)
        #expect(CheckpointSetting.pace(of: [.off]) == nil)
        #expect(
            CheckpointSetting.pace(of: [.at(often), .off, .at(soon)])
                == CheckpointPace(events: 5, period: .seconds(30))
        )
    }
}
