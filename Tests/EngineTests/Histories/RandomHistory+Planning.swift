import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let planSteps: [Step] = [
        ("create", { try await $0.create() }), ("create", { try await $0.create() }),
        ("create", { try await $0.create() }), ("create", { try await $0.create() }),
        (
            "ready",
            { history in
                try await history.plan { key, change in
                    _ = try change.tasks.makeReady(key, findings: [])
                }
            }
        ),
        ("draft", { try await $0.plan { key, change in try change.tasks.makeDraft(key) } }),
        (
            "edit",
            { history in
                let edit = TaskEdit(
                    title: history.chance.text(upTo: 20),
                    lane: LaneKey(trusted: "core"),
                    priority: Int64.random(in: 0...200, using: &history.chance)
                )
                try await history.plan { key, change in try change.tasks.edit(key, edit) }
            }
        ),
        (
            "revise the packet",
            { history in
                let packet = TestWorkspace.packet(
                    paths: history.paths(),
                    note: history.chance.text(upTo: 9)
                )
                try await history.plan { key, change in
                    _ = try change.tasks.revisePacket(of: key, with: packet)
                }
            }
        ),
        (
            "assign",
            { history in
                let agent = history.chance.oneIn(2) ? history.session().agent : nil
                try await history.plan { key, change in try change.tasks.assign(key, to: agent) }
            }
        ),
        (
            "block",
            { history in
                let key = history.key()
                try await history.workspace.change(as: history.session()) {
                    try $0.tasks.block(key, because: "no key")
                }
                history.model.freed(key)
            }
        ),
        (
            "unblock",
            { history in
                let blocked = try history.key(in: .blocked)
                try await history.workspace.change { try $0.tasks.unblock(blocked) }
            }
        ),
        (
            "park",
            { history in
                let parking = Lane.Parking(reason: "later", blocker: nil)
                let key = try await history.plan { key, change in
                    try change.tasks.park(key, because: parking)
                }
                history.model.freed(key)
            }
        ),
        (
            "unpark",
            { history in
                let parked = try history.key(in: .parked)
                try await history.workspace.change { try $0.tasks.unpark(parked) }
            }
        ),
        ("give up", { try await $0.giveUp() }),
        (
            "depend",
            { history in
                let other = history.key()
                try await history.plan { key, change in
                    try change.tasks.addDependency(of: key, on: other)
                }
            }
        ),
        (
            "undepend",
            { history in
                let edges = try history.workspace.read { view in
                    try history.keys.flatMap { key in
                        try view.tasks.dependencies(of: key).map { (key, $0.key) }
                    }
                }
                guard !edges.isEmpty else { return }
                let (key, other) = history.chance.pick(edges)
                try await history.workspace.change {
                    try $0.tasks.removeDependency(of: key, on: other)
                }
            }
        ),
        ("lane", { try await $0.lane() }),
        (
            "rule",
            { history in
                let rule = history.chance.pick([GateDescription.overlap, .lint, .checkout, .scope])
                let level = history.chance.pick([RuleLevel.off, .advise, .block])
                try await history.workspace.change { try $0.set(rule, to: level) }
            }
        ),
    ]

    @discardableResult
    func plan(
        _ body: @escaping @Sendable (TaskKey, Change) throws -> Void
    ) async throws -> TaskKey {
        let key = key()
        try await workspace.change { try body(key, $0) }
        return key
    }

    func paths() -> [String] {
        let all = ["src/", "src/a.swift", "docs/", "**/*.md", "web/index.html"]
        return (0..<Int.random(in: 1...2, using: &chance)).map { _ in chance.pick(all) }
    }

    private func create() async throws {
        guard keys.count < 14 else { return }
        let name = chance.oneIn(2) ? nil : "P-\(Int.random(in: 1...20, using: &chance))"
        let draft = TaskEngine.Draft(
            key: name.map(TaskKey.init(trusted:)),
            repository: RepositoryName(trusted: "api"),
            lane: chance.oneIn(3) ? LaneKey(trusted: "web") : nil,
            dependencies: chance.oneIn(4) ? [key()] : [],
            packet: chance.oneIn(2) ? TestWorkspace.packet(paths: paths()) : nil,
            isReady: !chance.oneIn(4),
            assignee: chance.oneIn(8) ? AgentID(trusted: "ada") : nil
        )
        keys.append(try await workspace.change { try $0.tasks.create(draft).task.key })
    }

    private func giveUp() async throws {
        guard chance.oneIn(3) else { return }
        let other = chance.oneIn(2) ? key() : nil
        let key = try await plan { key, change in
            if let other {
                try change.tasks.supersede(key, by: other)
            } else {
                try change.tasks.cancel(key, because: "not needed")
            }
        }
        model.freed(key)
    }

    private func lane() async throws {
        let lane = LaneKey(trusted: "web")
        let parks = chance.oneIn(2)
        try await workspace.change { change in
            if parks {
                try change.lanes.park(lane, because: Lane.Parking(reason: "later", blocker: nil))
            } else {
                try change.lanes.unpark(lane)
            }
        }
    }
}
