import Model
import TestSupport
import Testing

@Suite("How any agent stands, whatever the ledger says")
struct PresencePropertyTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)
    private static let windows: [Duration?] = [nil, .seconds(30 * 60), .seconds(240 * 60)]

    /// Evidence from chance, of the last ten hours.
    private func evidence(_ chance: inout SplitMix64) -> PresenceEvidence {
        func moment() -> Timestamp {
            Self.start + .seconds(Int.random(in: 0...36_000, using: &chance))
        }
        var evidence = PresenceEvidence(
            agent: AgentID(trusted: "ada"),
            role: chance.pick(Role.allCases),
            restingSince: Self.start
        )
        if !chance.oneIn(6) { evidence.startedAt = moment() }
        if !chance.oneIn(6) { evidence.workedAt = moment() }
        // Whoever works is heard of by that.
        if !chance.oneIn(4) { evidence.seenAt = max(moment(), evidence.workedAt ?? Self.start) }
        for number in 0..<Int.random(in: 0...2, using: &chance) {
            evidence.holds.append(
                PresenceEvidence.Holding(
                    task: TaskKey(trusted: "T-\(number)"),
                    since: moment(),
                    leaseEnd: chance.oneIn(4) ? nil : moment()
                )
            )
        }
        if chance.oneIn(6) {
            evidence.question = PresenceEvidence.Pending(
                message: MessageID(trusted: "M-1"),
                at: moment()
            )
        }
        if chance.oneIn(4) {
            evidence.owed = PresenceEvidence.Pending(
                message: MessageID(trusted: "M-2"),
                at: moment()
            )
        }
        if chance.oneIn(4) {
            evidence.wait = .verdict(on: TaskKey(trusted: "T-9"), since: moment())
        }
        if chance.oneIn(4) { evidence.rework = TaskKey(trusted: "T-8") }
        return evidence
    }

    @Test(
        "A heartbeat alone makes nobody work, and each state says what it must",
        arguments: 1...40
    )
    func holdsAtOneMoment(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        for _ in 0..<250 {
            var evidence = evidence(&chance)
            let window = chance.pick(Self.windows)
            let now = Self.start + .seconds(Int.random(in: 0...72_000, using: &chance))
            let presence = evidence.presence(at: now, within: window)
            let told = "seed \(seed): \(evidence) at \(now.text): \(presence)"
            #expect(presence.since <= now, "\(told)")
            #expect(!presence.reason.isEmpty, "\(told)")
            if presence.state.raisesAlert { #expect(presence.remedy != nil, "\(told)") }
            if window == nil { #expect(!presence.state.raisesAlert, "\(told)") }
            let recent = window ?? PresenceWindows.recent
            if presence.state == .working {
                #expect(evidence.workedAt.map { now - $0 < recent } == true, "\(told)")
            }
            // Somebody who has done no work lately beats this very moment.
            evidence.workedAt = chance.oneIn(2) ? nil : now + (.zero - recent)
            evidence.seenAt = now
            #expect(
                evidence.presence(at: now, within: window).state != .working,
                "\(told), then a beat"
            )
        }
    }

    @Test(
        "While nothing happens nobody begins to work, and a stretch keeps its beginning",
        arguments: 1...40
    )
    func holdsAsTimePasses(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let evidence = evidence(&chance)
            let window = chance.pick(Self.windows)
            // All that the evidence tells of has happened by now.
            var now = Self.start + .seconds(36_000)
            var last = evidence.presence(at: now, within: window)
            for _ in 0..<60 {
                now = now + .seconds(Int.random(in: 1...3_000, using: &chance))
                let next = evidence.presence(at: now, within: window)
                let told = "seed \(seed): \(evidence): \(last), at \(now.text) \(next)"
                if next.state == last.state {
                    #expect(next.since == last.since, "\(told)")
                } else {
                    #expect(next.state != .working, "\(told)")
                    #expect(next.since >= last.since || !next.state.raisesAlert, "\(told)")
                }
                last = next
            }
        }
    }

    @Test(
        "However often somebody looks, a stretch is told once, and none is missed",
        arguments: 1...40
    )
    func alertsOnce(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var evidence = evidence(&chance)
        evidence.startedAt = Self.start
        var now = Self.start + .seconds(36_000)
        var last: PresenceAlert?
        for _ in 0..<400 {
            now = now + .seconds(Int.random(in: 1...2_000, using: &chance))
            switch Int.random(in: 0..<12, using: &chance) {
            case 0: evidence.seenAt = now
            case 1:
                evidence.seenAt = now
                evidence.workedAt = now
            default: break
            }
            let presence = evidence.presence(at: now, within: .seconds(30 * 60))
            let alert = presence.alert(after: last)
            if let alert {
                #expect(alert != last, "seed \(seed)")
                last = alert
            }
            if presence.state.raisesAlert {
                #expect(last?.state == presence.state, "seed \(seed): \(presence)")
                #expect(last?.since == presence.since, "seed \(seed): \(presence)")
            }
            #expect(presence.alert(after: last) == nil, "seed \(seed): a second look tells nothing")
        }
    }
}
