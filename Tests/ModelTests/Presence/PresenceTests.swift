import Model
import Testing

@Suite("How an agent stands")
struct PresenceTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)
    private static let window = Duration.seconds(240 * 60)

    private static func minute(_ number: Int) -> Timestamp { start + .seconds(number * 60) }

    /// A worker whose session started at the beginning.
    private func evidence(
        seen: Int = 0,
        worked: Int? = nil,
        _ change: (inout PresenceEvidence) -> Void = { _ in }
    ) -> PresenceEvidence {
        var evidence = PresenceEvidence(
            agent: AgentID(trusted: "ada"),
            role: .worker,
            restingSince: Self.start
        )
        evidence.startedAt = Self.start
        evidence.seenAt = Self.minute(seen)
        evidence.workedAt = worked.map(Self.minute)
        change(&evidence)
        return evidence
    }

    private func holding(_ evidence: inout PresenceEvidence, leaseEnd: Int?) {
        evidence.holds = [
            PresenceEvidence.Holding(
                task: TaskKey(trusted: "T-1"),
                since: Self.start,
                leaseEnd: leaseEnd.map(Self.minute)
            )
        ]
    }

    @Test("Who holds a task and beats, without any work for its window, is stuck, not working")
    func beatsAlone() {
        let beating = evidence(seen: 239, worked: 0) { holding(&$0, leaseEnd: 300) }
        let before = beating.presence(at: Self.minute(239), within: Self.window)
        #expect(before.state == .working && before.since == Self.start)
        let after = beating.presence(at: Self.minute(240), within: Self.window)
        #expect(after.state == .stuck && after.since == Self.minute(240))
        #expect(after.remedy == "worklead message send ada 'Where does T-1 stand?'")
    }

    @Test("Who was not heard of for its window is silent from then on")
    func silent() {
        let quiet = evidence(seen: 10, worked: 5)
        #expect(quiet.presence(at: Self.minute(249), within: Self.window).state == .idle)
        let silent = quiet.presence(at: Self.minute(300), within: Self.window)
        #expect(silent.state == .silent && silent.since == Self.minute(250))
        #expect(silent.remedy == "worklead message send ada 'Are you there?'")
    }

    @Test("A window says for whom; without one nobody is stuck or silent")
    func windows() {
        let lead = evidence(seen: 0, worked: 0) { $0.role = .lead }
        let windows = PresenceWindows.standard
        #expect(lead.presence(at: Self.minute(30), within: windows[.lead]).state == .silent)
        #expect(lead.presence(at: Self.minute(29), within: windows[.worker]).state == .working)
        let idle = lead.presence(at: Self.minute(31), within: windows[.worker])
        #expect(idle.state == .idle && idle.since == Self.minute(30))
        #expect(windows[.founder] == nil && windows[.auditor] == nil)
        #expect(lead.presence(at: Self.minute(90_000), within: nil).state == .idle)
    }

    @Test("A lease that ended without a sign of life makes stuck; a sign of life does not")
    func deadLease() {
        let dead = evidence(seen: 5, worked: 5) { holding(&$0, leaseEnd: 30) }
        #expect(dead.presence(at: Self.minute(29), within: Self.window).state == .working)
        let stuck = dead.presence(at: Self.minute(31), within: Self.window)
        #expect(stuck.state == .stuck && stuck.since == Self.minute(30))
        #expect(stuck.remedy == "worklead task release T-1")
        let alive = evidence(seen: 31, worked: 5) { holding(&$0, leaseEnd: 30) }
        #expect(alive.presence(at: Self.minute(31), within: Self.window).state == .working)
    }

    @Test("A question that the founder has not answered comes before everything else")
    func needsFounder() {
        let asking = evidence(seen: 0) {
            holding(&$0, leaseEnd: 30)
            $0.question = PresenceEvidence.Pending(
                message: MessageID(trusted: "M-7"),
                at: Self.minute(3)
            )
        }
        let presence = asking.presence(at: Self.minute(9_000), within: Self.window)
        #expect(presence.state == .needsFounder && presence.since == Self.minute(3))
        #expect(presence.remedy == "worklead message show M-7")
    }

    @Test("Who waits for others says for what")
    func waiting() {
        let key = TaskKey(trusted: "T-2")
        let delivered = evidence(worked: 1) { $0.wait = .verdict(on: key, since: Self.minute(1)) }
        let presence = delivered.presence(at: Self.minute(2), within: Self.window)
        #expect(presence.state == .waiting && presence.since == Self.minute(1))
        #expect(presence.remedy == "worklead task show T-2")
        let inLine = evidence { $0.wait = .turn(for: key, since: Self.start) }
        #expect(inLine.presence(at: Self.start, within: nil).state == .waiting)
        let paused = evidence(worked: 0) { holding(&$0, leaseEnd: nil) }
        let resting = paused.presence(at: Self.minute(3), within: Self.window)
        #expect(resting.state == .waiting && resting.reason == "T-1 is paused")
    }

    @Test("An acknowledgement that is long overdue makes stuck who does nothing else")
    func owed() {
        let owing = evidence(seen: 250, worked: 4) {
            $0.owed = PresenceEvidence.Pending(
                message: MessageID(trusted: "M-3"),
                at: Self.minute(20)
            )
        }
        #expect(owing.presence(at: Self.minute(243), within: Self.window).state == .idle)
        let presence = owing.presence(at: Self.minute(250), within: Self.window)
        #expect(presence.state == .stuck && presence.since == Self.minute(244))
    }

    @Test("Without a session an agent is idle, but silent if it still holds something")
    func absent() {
        let absent = evidence { $0.startedAt = nil }
        let idle = absent.presence(at: Self.minute(9_000), within: Self.window)
        #expect(idle.state == .idle && idle.remedy == "worklead --as ada session start")
        let gone = evidence {
            $0.startedAt = nil
            holding(&$0, leaseEnd: 9)
        }
        #expect(gone.presence(at: Self.minute(1), within: Self.window).state == .silent)
    }

    @Test("What counts as work is sorted, and no sign of life is among it")
    func work() {
        #expect(Work.types == Work.types.sorted() && Set(Work.types).count == Work.types.count)
        for fact in [
            SessionEvent.beaten(note: "at it").fact, SessionEvent.ended(reason: nil).fact,
            TaskEvent.renewed(expiry: Self.start).fact,
            InboxEvent(readThrough: MessageID(trusted: "M-1")).fact,
        ] {
            #expect(!Work.isWork(fact), "\(fact.type)")
        }
        #expect(Work.isWork(TaskEvent.readied.fact))
    }
}
