import Digests
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Locked packets")
struct PacketLockTests {
    private func lock(_ key: TaskKey, in workspace: TestWorkspace) async throws {
        try await workspace.change { change in
            try change.packets.lock(change.view.packetSheet(of: key), by: "fay", "signature")
        }
    }

    @Test("A locked packet is not edited, and the refusal says how to make a variant")
    func lockedStays() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await lock(key, in: workspace)
            let packet = TestWorkspace.packet(paths: ["src/"], note: "more")
            let refused = await #expect(throws: PacketLockError.self) {
                try await workspace.change { change in
                    _ = try change.tasks.revisePacket(of: key, with: packet)
                }
            }
            #expect(refused == .locked(key, by: "fay"))
            #expect(refused?.hint?.contains("worklead packet variant P-1") == true)
            #expect(try workspace.task(key).packetRevision == 1)
        }
    }

    @Test("The database refuses a revision of a locked packet too")
    func databaseRefuses() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await lock(key, in: workspace)
            await #expect(throws: (any Error).self) {
                try await workspace.change { change in
                    let revision = PacketRevision(
                        number: 2,
                        format: .markdown,
                        text: "else",
                        digest: Digest(of: "else")
                    )
                    try change.record(TaskEvent.packetRevised(revision).fact, on: .task(key))
                }
            }
        }
    }

    @Test("A packet is locked once, as it stands, and only where there is one")
    func whatCanBeLocked() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", paths: ["src/"])
            let old = try workspace.read { try $0.packetSheet(of: key) }
            let packet = TestWorkspace.packet(paths: ["src/"], note: "more")
            try await workspace.change { change in
                _ = try change.tasks.revisePacket(of: key, with: packet)
            }
            await #expect(throws: PacketLockError.revised(key, signed: 1, current: 2)) {
                try await workspace.change { try $0.packets.lock(old, by: "fay", "s") }
            }
            let other = PacketSheet(
                task: key,
                revision: 2,
                format: .markdown,
                text: "else",
                parent: nil
            )
            await #expect(throws: PacketLockError.altered(key)) {
                try await workspace.change { try $0.packets.lock(other, by: "fay", "s") }
            }
            try await lock(key, in: workspace)
            await #expect(throws: PacketLockError.locked(key, by: "fay")) {
                try await lock(key, in: workspace)
            }
            let bare = try await workspace.task("P-2")
            await #expect(throws: PacketLockError.absent(bare)) {
                try await lock(bare, in: workspace)
            }
        }
    }

    @Test("A variant names its parent, differs from it, and can take its place")
    func variants() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await lock(key, in: workspace)
            let text = try workspace.read { try $0.packetSheet(of: key) }
            let same = TestWorkspace.packet(paths: ["src/"])
            let packet = TestWorkspace.packet(paths: ["src/"], note: "more")
            let new = TaskKey(trusted: "P-1-B")
            await #expect(throws: PacketLockError.same(key)) {
                try await workspace.change { change in
                    let draft = TaskEngine.Draft(key: new, packet: same)
                    _ = try change.packets.vary(key, into: draft, supersedes: false)
                }
            }
            try await workspace.change { change in
                let draft = TaskEngine.Draft(key: new, packet: packet)
                _ = try change.packets.vary(key, into: draft, supersedes: true)
            }
            let parent = PacketParent(task: key, revision: 1, digest: text.digest)
            #expect(try workspace.read { try $0.packetSheet(of: new) }.parent == parent)
            #expect(try workspace.task(key).state == .superseded(by: new))
            #expect(try workspace.read { try $0.packets.variants(of: key) } == [new])
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("The bytes that are signed change with each part of the packet")
    func canonicalBytes() {
        func sheet(
            _ task: String = "P-1",
            _ revision: Int64 = 1,
            _ text: String = "# P",
            _ parent: PacketParent? = nil
        ) -> String {
            PacketSheet(
                task: TaskKey(trusted: task),
                revision: revision,
                format: .markdown,
                text: text,
                parent: parent
            ).canonicalText
        }
        let parent = PacketParent(
            task: TaskKey(trusted: "P-0"),
            revision: 1,
            digest: Digest(of: "")
        )
        let all = [
            sheet(), sheet("P-2"), sheet("P-1", 2), sheet("P-1", 1, "# P "),
            sheet("P-1", 1, "# P", parent),
        ]
        #expect(Set(all).count == all.count)
        let digest = Digest(of: "# P")
        #expect(
            sheet()
                == ##"{"digest":"\##(digest)","format":"markdown","revision":1,"task":"P-1","##
                + ##""text":"# P"}"##
        )
    }
}
