import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Claims")
struct ClaimTests {
    @Test("A lease ends at its expiry, not after it, and the fence rises with the new hand")
    func leaseEndsAtExpiry() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P07-B4")
            let first = try await workspace.claim(key, as: ada, lease: .seconds(60))
            workspace.time.advance(by: .milliseconds(59_999))
            await #expect(throws: TaskError.held(key, by: ada.agent, until: first.hold.expiry)) {
                try await workspace.claim(key, as: brian)
            }
            workspace.time.advance(by: .milliseconds(1))
            let second = try await workspace.claim(key, as: brian)
            #expect(second.hold.fence == Fence(first.hold.fence.number + 1))
            #expect(second.predecessor?.agent == ada.agent)
        }
    }

    @Test("A former holder can neither renew, release, pause nor deliver")
    func formerHolder() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: ada)
            workspace.time.advance(by: .seconds(60))
            try await workspace.claim(key, as: brian)
            let stale = TaskError.staleFence(key, offered: Fence(1), current: Fence(2))
            for fence in [nil, Fence(1)] {
                await #expect(throws: stale) {
                    try await workspace.change(as: ada) {
                        _ = try $0.claims.renew(key, under: fence, for: .seconds(60))
                    }
                }
                await #expect(throws: stale) {
                    try await workspace.change(as: ada) {
                        try $0.claims.release(key, under: fence, note: nil)
                    }
                }
                await #expect(throws: stale) {
                    try await workspace.change(as: ada) {
                        try $0.claims.pause(key, under: fence, because: "lunch")
                    }
                }
                await #expect(throws: stale) {
                    try await workspace.deliver(key, as: ada, under: fence)
                }
            }
            #expect(try workspace.task(key).hold?.agent == brian.agent)
        }
    }

    @Test("A fence that was given to another opens nothing, although it can be guessed")
    func fenceOfAnother() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P07-B4")
            let hold = try await workspace.claim(key, as: ada).hold
            let held = TaskError.held(key, by: ada.agent, until: hold.expiry)
            await #expect(throws: held) {
                try await workspace.deliver(key, as: brian, under: hold.fence)
            }
            await #expect(throws: held) {
                try await workspace.change(as: brian) {
                    try $0.claims.release(key, under: hold.fence, note: nil)
                }
            }
            await #expect(throws: held) {
                try await workspace.change(as: brian) {
                    _ = try $0.claims.renew(key, under: hold.fence, for: .seconds(60))
                }
            }
            await #expect(
                throws: TaskError.staleFence(key, offered: Fence(9), current: hold.fence)
            ) { try await workspace.deliver(key, as: ada, under: Fence(9)) }
        }
    }

    @Test("The task of a parked lane is not claimed, and no holder acknowledges their checkout")
    func parkedLane() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lane = LaneKey(trusted: "core")
            try await workspace.change { change in
                _ = try change.lanes.add(lane, function: "core", owner: nil, repository: nil)
            }
            let key = try await workspace.task("P07-B4", lane: "core")
            let parking = Lane.Parking(reason: "later", blocker: nil)
            try await workspace.change { try $0.lanes.park(lane, because: parking) }
            await #expect(throws: LaneError.parked(lane, reason: "later")) {
                try await workspace.claim(key, as: ada)
            }
            try await workspace.change { try $0.lanes.unpark(lane) }
            try await workspace.claim(key, as: ada)
            await #expect(throws: TaskError.ownWork(key, ada.agent)) {
                try await workspace.change(as: ada) { try $0.claims.acknowledgeCheckout(key) }
            }
        }
    }

    @Test("Somebody who plans takes a task back without a fence")
    func leadTakesBack() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: ada)
            try await workspace.change { try $0.claims.release(key, under: nil, note: "urgent") }
            #expect(try workspace.task(key).state == .ready)
            #expect(try workspace.read { try $0.claims.claims(on: key).last?.ending } == "by_lead")
        }
    }

    @Test("A block or a parking ends the claim and frees its paths", arguments: [true, false])
    func stoppedTaskIsFreed(_ blocks: Bool) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P-1", paths: ["src/"])
            let other = try await workspace.task("P-2", paths: ["src/a.swift"])
            try await workspace.claim(key, as: ada)
            await #expect(throws: ReservationError.self) {
                try await workspace.claim(other, as: brian)
            }
            try await workspace.change { change in
                if blocks {
                    try change.tasks.block(key, because: "no key")
                } else {
                    try change.tasks.park(key, because: Lane.Parking(reason: "later", blocker: nil))
                }
            }
            #expect(try workspace.read { try $0.claims.claims(on: key).last?.endedAt } != nil)
            try await workspace.claim(other, as: brian)
        }
    }

    @Test("'next' passes over what can't be claimed, however much of it there is")
    func nextLooksPast() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let held = try await workspace.task("held", paths: ["src/"], priority: 0)
            try await workspace.claim(held, as: ada, lease: .seconds(600))
            for number in 1...40 {
                try await workspace.task("busy-\(number)", paths: ["src/a.swift"], priority: 1)
            }
            let free = try await workspace.task("free", paths: ["docs/"], priority: 2)
            let next = try workspace.read(as: brian) { try $0.next(in: nil, limit: 1) }
            #expect(next.map(\.task.key) == [free])
        }
    }

    @Test("'next' offers an ended lease only while nothing else stands in its way")
    func nextOffersEndedLeases() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P-1")
            let other = try await workspace.task("P-2", isReady: false)
            try await workspace.claim(key, as: ada)
            workspace.time.advance(by: .seconds(60))
            for session in [ada, brian] {
                let next = try workspace.read(as: session) { try $0.next(in: nil, limit: 9) }
                #expect(next.map(\.task.key) == [key])
            }
            try await workspace.change { try $0.tasks.addDependency(of: key, on: other) }
            #expect(try workspace.read(as: brian) { try $0.next(in: nil, limit: 9) }.isEmpty)
            await #expect(throws: TaskError.waiting(key, for: [other])) {
                try await workspace.claim(key, as: brian)
            }
        }
    }
}
