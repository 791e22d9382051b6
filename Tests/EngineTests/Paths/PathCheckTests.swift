import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Who may change which path")
struct PathCheckTests {
    /// Reads the packets of the tests: a path a line, kept out if it begins with `!`.
    private struct LinePackets: PacketReading {
        func read(
            _ text: String,
            _ format: PacketRevision.Format,
            file: String?,
            key: TaskKey?
        ) throws -> WrittenPacket {
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            let packet = Packet(
                title: "Packet",
                inScope: lines.filter { !$0.hasPrefix("!") }.map { ScopeLine(String($0)) },
                outOfScope: lines.filter { $0.hasPrefix("!") }.map {
                    ScopeLine(String($0.dropFirst()))
                }
            )
            return WrittenPacket(format: format, text: text, packet: packet, findings: [])
        }
    }

    private func place(_ path: String, in root: String = "/repositories/api") -> PathPlace {
        PathPlace(
            asked: root + "/" + path,
            path: path,
            root: root,
            commonDirectory: "/repositories/api/.git"
        )
    }

    private func standing(
        _ place: PathPlace,
        for session: TestSession,
        in workspace: TestWorkspace
    ) throws -> (PathJudgement.Standing, RuleLevel) {
        let judged = try workspace.read(as: session) {
            try $0.judgements(of: [place], packets: LinePackets())
        }
        return (judged[0].standing, judged[0].level)
    }

    private func expect(
        _ path: PathPlace,
        _ standing: PathJudgement.Standing,
        _ level: RuleLevel,
        for session: TestSession,
        in workspace: TestWorkspace,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let found = try self.standing(path, for: session, in: workspace)
        #expect(found == (standing, level), sourceLocation: location)
    }

    @Test("What is held bounds its holder, and others keep out of it")
    func heldPaths() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P-1", paths: ["src/"])
            try expect(place("src/a"), .free, .off, for: ada, in: workspace)
            try await workspace.claim(key, as: ada)
            try expect(place("src/a"), .inScope, .off, for: ada, in: workspace)
            try expect(place("docs/a"), .outOfScope, .block, for: ada, in: workspace)
            try expect(place("src/a"), .held, .block, for: brian, in: workspace)
            try expect(place("docs/a"), .free, .off, for: brian, in: workspace)
            try expect(PathPlace(inRepository: "src/a"), .inScope, .off, for: ada, in: workspace)
            try expect(PathPlace(outside: "/tmp/a"), .elsewhere, .off, for: ada, in: workspace)
        }
    }

    @Test("Rules decide: off says nothing, advise is the lesser of two objections")
    func levels() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            try await workspace.claim(try await workspace.task("P-1", paths: ["src/"]), as: ada)
            try await workspace.claim(try await workspace.task("P-2", paths: ["lib/"]), as: brian)
            try await workspace.change { try $0.set(.edit, to: .advise) }
            try expect(place("docs/a"), .outOfScope, .advise, for: ada, in: workspace)
            try expect(place("lib/a"), .held, .block, for: ada, in: workspace)
            try await workspace.change { try $0.set(.overlap, to: .off) }
            try expect(place("lib/a"), .outOfScope, .advise, for: ada, in: workspace)
            try await workspace.change { try $0.set(.edit, to: .off) }
            try expect(place("lib/a"), .held, .off, for: ada, in: workspace)
        }
    }

    @Test("What a packet keeps out is out, and a packet without paths bounds nothing")
    func keptOut() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let first = try await workspace.task("P-1", paths: ["src/"])
            try await workspace.change {
                _ = try $0.tasks.revisePacket(
                    of: first,
                    with: TestWorkspace.packet(paths: ["src/"], note: "!src/keep/")
                )
            }
            try await workspace.claim(first, as: ada)
            try expect(place("src/keep/a"), .outOfScope, .block, for: ada, in: workspace)
            try expect(place("src/a"), .inScope, .off, for: ada, in: workspace)
            try await workspace.claim(try await workspace.task("P-2"), as: ada)
            try expect(place("docs/a"), .inScope, .off, for: ada, in: workspace)
        }
    }

    @Test("Another's worktree is another's, whatever the path's name")
    func otherWorktree() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada", in: "/worktrees/ada")
            _ = try await workspace.session(of: "brian", in: "/worktrees/brian")
            try await workspace.claim(try await workspace.task("P-1", paths: ["src/"]), as: ada)
            let theirs = place("src/a", in: "/worktrees/brian")
            try expect(theirs, .otherWorktree, .block, for: ada, in: workspace)
            let mine = place("src/a", in: "/worktrees/ada")
            try expect(mine, .inScope, .off, for: ada, in: workspace)
        }
    }

    @Test("A session that stops leaves what it claimed and has not delivered or paused")
    func leaving() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let first = try await workspace.task("P-1", paths: ["src/"])
            let second = try await workspace.task("P-2", paths: ["docs/"])
            func undelivered() throws -> [TaskKey] {
                try workspace.read(as: ada) { try $0.leaving().undelivered.map(\.key) }
            }
            #expect(try undelivered() == [])
            try await workspace.claim(first, as: ada)
            try await workspace.claim(second, as: ada)
            #expect(try undelivered() == [first, second])
            try await workspace.deliver(first, as: ada)
            try await workspace.change(as: ada) {
                try $0.claims.pause(second, under: nil, because: "waits")
            }
            #expect(try undelivered() == [])
        }
    }

    @Test("A checkpoint keeps what the agent wrote, however often its context is compacted")
    func checkpoint() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.claim(try await workspace.task("P-1"), as: ada)
            @Sendable func note(_ done: String, _ next: String?) -> SessionNote {
                SessionNote(label: nil, done: done, next: next, branch: nil, commit: nil)
            }
            try await workspace.change(as: ada) {
                try $0.sessions.save(note("Half.\nIt runs.", "The rest."))
            }
            for _ in 0..<3 {
                let kept = try workspace.read(as: ada) { try $0.checkpoint(because: "auto") }
                #expect(kept.done == "Half.\nIt runs.\n(Context compacted, auto; in hand: P-1.)")
                #expect(kept.next == "The rest.")
                try await workspace.change(as: ada) {
                    try $0.sessions.save(note(kept.done, kept.next))
                }
            }
        }
    }
}
