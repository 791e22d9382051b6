import Digests
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Windows")
struct WindowTests {
    static let window = WindowName(trusted: "W1")
    static let core = LaneKey(trusted: "core")

    private func opened(
        _ lanes: [LaneKey] = [core],
        _ body: (TestWorkspace, _ ada: TestSession, _ vera: TestSession) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            try await workspace.change { change in
                for lane in ["core", "web"] {
                    _ = try change.lanes.add(
                        LaneKey(trusted: lane),
                        function: lane,
                        owner: nil,
                        repository: nil
                    )
                }
                _ = try change.windows.open(Self.window, WindowPlan(wave: nil, lanes: lanes))
            }
            try await body(workspace, ada, vera)
        }
    }

    @Test("No two windows are open for one lane, or have names that look alike")
    func overlaps() async throws {
        try await opened { workspace, _, _ in
            let other = WindowName(trusted: "W2")
            for lanes in [[Self.core], [], [LaneKey(trusted: "web"), Self.core]] {
                await #expect(throws: WindowError.overlaps(other, Self.window)) {
                    try await workspace.change {
                        _ = try $0.windows.open(other, WindowPlan(wave: nil, lanes: lanes))
                    }
                }
            }
            try await workspace.change {
                let plan = WindowPlan(wave: nil, lanes: [LaneKey(trusted: "web")])
                _ = try $0.windows.open(other, plan)
            }
            await #expect(throws: WindowError.taken(other)) {
                try await workspace.change {
                    _ = try $0.windows.open(other, WindowPlan(wave: nil, lanes: []))
                }
            }
            let twin = WindowName(trusted: "w-2")
            await #expect(throws: WindowError.lookAlike(twin, existing: other)) {
                try await workspace.change {
                    _ = try $0.windows.open(twin, WindowPlan(wave: nil, lanes: []))
                }
            }
        }
    }

    @Test("A bundle with gaps is refused where the rule blocks, and each gap is named")
    func gaps() async throws {
        try await opened { workspace, ada, _ in
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            let message = """
                The bundle of core has 1 gap: T-1 has no delivery; it is claimed.
                """
            await #expect {
                try await workspace.change(as: ada) {
                    _ = try $0.windows.bundle(Self.core, of: Self.window, memory: [], risks: nil)
                }
            } throws: { error in
                (error as? RuleError)?.code == "rule.window_bundle"
                    && (error as? RuleError)?.message.contains(message) == true
                    && (error as? RuleError)?.hint?.contains("--without core") == true
            }
            try await workspace.change { try $0.set(.windowBundle, to: .advise) }
            let made = try await workspace.change(as: ada) {
                try $0.windows.bundle(Self.core, of: Self.window, memory: ["N-1"], risks: "none")
            }
            #expect(made.advice.count == 1 && made.bundle.gaps.count == 1)
            let kept = try workspace.read { try $0.windows.bundles(of: Self.window) }
            #expect(kept.map(\.bundle) == [made.bundle] && kept.map(\.agent) == [ada.agent])
        }
    }

    @Test("Another than who works in the lane or plans can't hand in its bundle")
    func strangers() async throws {
        try await opened { workspace, ada, vera in
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            await #expect(throws: WindowError.notYours(Self.window, Self.core)) {
                try await workspace.change(as: vera) {
                    _ = try $0.windows.bundle(Self.core, of: Self.window, memory: [], risks: nil)
                }
            }
        }
    }

    @Test("A lane hands in nothing to a window that is not about it, and none that is not there")
    func otherLane() async throws {
        try await opened { workspace, _, _ in
            let web = LaneKey(trusted: "web")
            await #expect(throws: WindowError.otherLane(Self.window, web)) {
                try await workspace.change {
                    _ = try $0.windows.bundle(web, of: Self.window, memory: [], risks: nil)
                }
            }
        }
        try await opened([]) { workspace, _, _ in
            let none = LaneKey(trusted: "none")
            await #expect(throws: LaneError.unknown(none)) {
                try await workspace.change {
                    _ = try $0.windows.bundle(none, of: Self.window, memory: [], risks: nil)
                }
            }
        }
    }

    @Test("A delivery without a replay is named, and a replay fills in transcript and counts")
    func transcript() async throws {
        try await opened { workspace, ada, vera in
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            func bundle() throws -> BundledTask {
                try workspace.read { view in
                    let window = try view.window(Self.window)
                    let bundle = try view.bundle(Self.core, of: window, memory: [], risks: nil)
                    return try #require(bundle.tasks.first)
                }
            }
            #expect(try bundle().transcript.isEmpty && bundle().passed == nil)
            try await workspace.change(as: vera) { change in
                let record: JSONValue = [
                    "results": [
                        [
                            "command": "make test", "ending": "exit 0",
                            "counts": ["passed": 12, "failed": 0, "executed": 12],
                        ]
                    ]
                ]
                _ = try change.verdicts.record(
                    ReplayEvent(
                        task: key,
                        delivery: delivery.id,
                        commit: delivery.commit,
                        grade: ReplayGrade.verified.rawValue,
                        gaps: [],
                        record: record
                    )
                )
            }
            #expect(try bundle().transcript == ["make test: exit 0, 12 passed, 0 failed"])
            #expect(try bundle().passed == 12)
            #expect(
                try bundle().gaps == [
                    "T-1 has no artifact in its delivery.",
                    "No closing gate was asked about T-1.",
                ]
            )
        }
    }

    @Test("A window is closed with all bundles, or without one for a reason that is kept")
    func closing() async throws {
        try await opened { workspace, ada, _ in
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            await #expect(throws: WindowError.unbundled(Self.window, [Self.core])) {
                try await workspace.change {
                    _ = try $0.windows.close(Self.window, without: [], reason: nil)
                }
            }
            for reason in [nil, " "] {
                await #expect(throws: WindowError.noReason(Self.window)) {
                    try await workspace.change {
                        _ = try $0.windows.close(
                            Self.window,
                            without: [Self.core],
                            reason: reason
                        )
                    }
                }
            }
            let closing = try await workspace.change {
                try $0.windows.close(Self.window, without: [Self.core], reason: "stopped")
            }
            #expect(closing.without == [Self.core] && closing.reason == "stopped")
            await #expect(throws: WindowError.closed(Self.window)) {
                try await workspace.change {
                    _ = try $0.windows.close(Self.window, without: [], reason: nil)
                }
            }
        }
    }

    @Test("A lane in which nobody worked hands in nothing")
    func idleLane() async throws {
        try await opened([]) { workspace, _, _ in
            try await workspace.task("T-1", lane: "web")
            let closing = try await workspace.change {
                try $0.windows.close(Self.window, without: [], reason: nil)
            }
            #expect(closing.without.isEmpty)
        }
    }

    @Test("One list has all that is to be mended, by lane, and the same state makes the same text")
    func reworkList() async throws {
        try await opened([]) { workspace, ada, vera in
            let good = try await workspace.task("T-1", lane: "core")
            let bad = try await workspace.task("T-2", lane: "web")
            let open = try await workspace.task("T-3", lane: "core")
            for key in [good, bad, open] { try await workspace.claim(key, as: ada) }
            let one = try await workspace.deliver(good, as: ada)
            let two = try await workspace.deliver(bad, as: ada)
            try await workspace.replay(one, of: good, as: vera)
            try await workspace.replay(
                two,
                of: bad,
                as: vera,
                grade: .notVerified,
                gaps: ["'make test' ended with exit 1"]
            )
            func list() throws -> ReworkList {
                try workspace.read { view in
                    try ReworkList(of: view.window(Self.window), trouble: [:], in: view)
                }
            }
            let found = try list()
            #expect(found.rework.map(\.task) == [open, bad])
            #expect(found.items.map(\.lane.text) == ["core", "core", "web"])
            #expect(found.intake.verified == [good] && found.intake.accepted.isEmpty)
            #expect(found.markdown.contains("- [ ] 'make test' ended with exit 1"))
            #expect(try list().markdown == found.markdown)
        }
    }

    @Test("An intake decides nothing, and accepts what was verified only where that is asked")
    func intake() async throws {
        try await opened { workspace, ada, vera in
            let key = try await workspace.task("T-1", lane: "core")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            try await workspace.replay(delivery, of: key, as: vera)
            try await workspace.change { change in
                let list = try ReworkList(
                    of: change.view.window(Self.window),
                    trouble: [:],
                    in: change.view
                )
                try change.windows.takeIn(list.intake, of: Self.window)
                let revision = change.revision
                try change.windows.takeIn(list.intake, of: Self.window)
                #expect(change.revision == revision)
            }
            #expect(try workspace.task(key).state.name == .delivered)
            let kept = try workspace.read { try $0.window(Self.window).intake }
            #expect(kept == WindowIntake(verified: [key], accepted: [], rework: []))
        }
    }
}
