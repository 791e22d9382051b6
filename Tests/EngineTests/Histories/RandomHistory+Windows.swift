import Documents
import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    /// Waves, and windows with what they hold.
    static let windowSteps: [Step] = [
        ("render a wave", { try await $0.renderWave() }),
        ("send a wave", { try await $0.sendWave() }),
        ("open a window", { try await $0.openWindow() }),
        ("send what may be held", { try await $0.sendHeld() }),
        ("send what may be held", { try await $0.sendHeld() }),
        (
            "bundle a lane",
            { history in
                let lane = LaneKey(trusted: history.chance.pick(["core", "web"]))
                let window = history.window()
                try await history.workspace.change {
                    try $0.set(.windowBundle, to: .advise)
                    _ = try $0.windows.bundle(lane, of: window, memory: ["N-1"], risks: nil)
                }
            }
        ),
        (
            "take a window in",
            { history in
                let window = history.window()
                try await history.workspace.change { change in
                    let list = try ReworkList(
                        of: change.view.window(window),
                        trouble: [:],
                        in: change.view
                    )
                    try change.windows.takeIn(list.intake, of: window)
                }
            }
        ),
        ("close a window", { try await $0.closeWindow() }),
    ]

    private func wave() -> SampleWave {
        let number = Int.random(in: 1...4, using: &chance)
        return SampleWave(
            "Wave-\(number)",
            goal: chance.pick(["Let people cancel.", "Let people stop it."]),
            lanes: [
                SampleWave.Lane("core", "lea", "P\(number)-A1", isCanonical: true),
                SampleWave.Lane("web", "ada", "P\(number)-B1"),
            ]
        )
    }

    private func renderWave() async throws {
        let plan = try WavePlan(wave().text, file: "spec.toml")
        try await workspace.change { try $0.waves.record(plan) }
    }

    private func sendWave() async throws {
        let name = WaveName(trusted: "Wave-\(Int.random(in: 1...4, using: &chance))")
        try await workspace.change { change in
            let spec = try change.view.wave(name).rendering.spec
            let plan = try WavePlan(spec, file: "spec.toml")
            _ = try change.waves.send(plan, packets: [:], acknowledgeWithin: .seconds(60))
        }
        let plan = try workspace.read { try $0.wave(name) }
        for lane in plan.rendering.lanes where !keys.contains(lane.task) { keys.append(lane.task) }
    }

    private func window() -> WindowName {
        WindowName(trusted: "W\(Int.random(in: 1...12, using: &chance))")
    }

    private func openWindow() async throws {
        let window = window()
        let lanes = chance.oneIn(3) ? [] : [LaneKey(trusted: chance.pick(["core", "web"]))]
        try await workspace.change {
            _ = try $0.windows.open(window, WindowPlan(wave: nil, lanes: lanes))
        }
    }

    private func sendHeld() async throws {
        let kind = chance.pick(Message.Kind.allCases)
        let draft = MessageDraft(
            recipients: [session().agent, workspace.founder.agent],
            kind: kind,
            body: "About \(kind.rawValue)",
            acknowledgeWithin: chance.oneIn(3) ? lease() : nil
        )
        let message = try await workspace.change(as: session()) { try $0.messages.send(draft) }
        if kind.isUrgent, !message.holds.isEmpty { fault("\(message.id) interrupts and is held") }
        messages.append(message.id)
    }

    private func closeWindow() async throws {
        let window = window()
        let lanes = ["core", "web"].map(LaneKey.init(trusted:))
        let held = try workspace.read { try $0.messages.held(in: window) }
        let closing = try await workspace.change {
            try $0.windows.close(window, without: lanes, reason: "over")
        }
        let told = closing.digests.reduce(0) { $0 + Int($1.count) }
        if told != held.count { fault("\(window) held \(held.count) and told of \(told)") }
        if try workspace.read({ try $0.messages.heldCount(in: window) }) != 0 {
            fault("\(window) is closed and holds messages")
        }
    }
}
