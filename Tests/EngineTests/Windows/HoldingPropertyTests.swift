import Engine
import Model
import Store
import TestSupport
import Testing

/// What windows hold, kept beside the engine by rules so few that they can be read at once.
private struct HoldingModel {
    /// The open window, and who is in it.
    var open: (name: WindowName, readers: Set<AgentID>)?
    var held: [AgentID: [MessageID]] = [:]
    var unread: [AgentID: [MessageID]] = [:]

    mutating func sent(_ message: Message, repliesToUrgent: Bool) {
        let waits = !message.kind.isUrgent && !repliesToUrgent
        for reader in message.recipients {
            if waits, open?.readers.contains(reader) == true {
                held[reader, default: []].append(message.id)
            } else {
                unread[reader, default: []].append(message.id)
            }
        }
    }

    /// Ends the window.
    ///
    /// - Returns: For whom it held what.
    mutating func close() -> [AgentID: [MessageID]] {
        defer {
            held = [:]
            open = nil
        }
        return held.filter { !$0.value.isEmpty }
    }
}

@Suite("Whatever is sent, read, opened and closed")
struct HoldingPropertyTests {
    private static let agents = ["ada", "bea", "cleo"]
    /// What anybody may send; a directive needs the right to plan.
    private static let kinds = Message.Kind.sendable.filter { $0 != .directive }

    @Test(
        "Nothing held is lost, a digest is exactly what was held, and what interrupts is never held",
        arguments: 1...24
    )
    func holds(_ seed: UInt64) async throws {
        try await TestWorkspace.with(seed: seed) { workspace in
            var chance = SplitMix64(seed: seed)
            var model = HoldingModel()
            var sessions: [TestSession] = []
            for name in Self.agents { sessions.append(try await workspace.session(of: name)) }
            let lanes = Self.agents.map { (LaneKey(trusted: "lane-\($0)"), AgentID(trusted: $0)) }
            try await workspace.change { change in
                for (lane, owner) in lanes {
                    _ = try change.lanes.add(lane, function: "x", owner: owner, repository: nil)
                }
            }
            var urgent: [MessageID] = []
            var windows = 0
            for step in 1...120 {
                switch Int.random(in: 0...9, using: &chance) {
                case 0 where model.open == nil:
                    windows += 1
                    let name = WindowName(trusted: "W\(windows)")
                    let some = lanes.filter { _ in chance.oneIn(2) }
                    let plan = WindowPlan(wave: nil, lanes: some.map(\.0))
                    try await workspace.change { _ = try $0.windows.open(name, plan) }
                    let owners = (plan.coversAll ? lanes : some).map(\.1)
                    model.open = (name, Set(owners + [workspace.founder.agent]))
                case 1:
                    guard let name = model.open?.name else { continue }
                    let expected = model.close()
                    let closing = try await workspace.change {
                        try $0.windows.close(name, without: [], reason: nil)
                    }
                    let told = Dictionary(
                        uniqueKeysWithValues: closing.digests.map { ($0.reader, Int($0.count)) }
                    )
                    #expect(told == expected.mapValues(\.count), "seed \(seed) step \(step)")
                    for digest in closing.digests {
                        model.unread[digest.reader, default: []].append(digest.message)
                        let text = try workspace.read {
                            try $0.messages.message(digest.message)?.message.body ?? ""
                        }
                        let named = (expected[digest.reader] ?? []).filter {
                            text.contains("\($0) from ")
                        }
                        #expect(
                            named.count == Int(digest.count)
                                && text.split(separator: "\n").count { $0.contains(" from ") }
                                    == named.count,
                            "seed \(seed) step \(step)"
                        )
                    }
                case 2:
                    let session = chance.pick(sessions)
                    _ = try await workspace.change(as: session) {
                        try $0.messages.markRead(through: nil)
                    }
                    model.unread[session.agent] = []
                default:
                    let reader = chance.pick(sessions).agent
                    let kind = chance.pick(Self.kinds)
                    let origin = chance.oneIn(5) && !urgent.isEmpty ? chance.pick(urgent) : nil
                    let sent = try await workspace.change(as: chance.pick(sessions)) {
                        try $0.messages.send(
                            MessageDraft(
                                recipients: [reader, workspace.founder.agent],
                                kind: kind,
                                body: "text",
                                replyTo: origin
                            )
                        )
                    }
                    if kind.isUrgent { urgent.append(sent.id) }
                    model.sent(sent, repliesToUrgent: origin != nil)
                }
                for agent in sessions.map(\.agent) + [workspace.founder.agent] {
                    let (unread, held, shown, kept) = try workspace.read { view in
                        (
                            try view.messages.unreadCount(of: agent),
                            try view.messages.heldCount(of: agent),
                            try view.messages.inbox(of: agent, unreadOnly: true, limit: 1000),
                            try view.messages.held(for: agent, limit: 1000)
                        )
                    }
                    let place: Comment = "seed \(seed) step \(step) \(agent)"
                    #expect(shown.map(\.stored.message.id) == model.unread[agent] ?? [], place)
                    #expect(kept.map(\.stored.message.id) == model.held[agent] ?? [], place)
                    #expect(unread == shown.count && held == kept.count, place)
                }
            }
            #expect(try workspace.verification().difference == nil, "seed \(seed)")
        }
    }
}
