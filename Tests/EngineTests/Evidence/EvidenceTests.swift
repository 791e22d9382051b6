import Digests
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Evidence")
struct EvidenceTests {
    static func file(_ name: String) -> EvidenceFile {
        EvidenceFile(path: "data/\(name)", digest: Digest(of: name), bytes: Int64(name.utf8.count))
    }

    private func sealed(_ key: TaskKey, in workspace: TestWorkspace) async throws -> BundleID {
        try await workspace.change { change in
            let id = try change.evidence.open(for: key, in: nil).id
            try change.evidence.add(AddedEvidence(files: [Self.file(id.text)]), to: id)
            let seal = Seal(digest: Digest(of: id.text), files: 1, bytes: 3, signer: "ada")
            return try change.evidence.seal(id, as: seal).id
        }
    }

    @Test("A task has one open bundle, and after it is sealed the next")
    func oneOpenBundle() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let first = try await workspace.change { change in
                let one = try change.evidence.open(for: key, in: nil).id
                #expect(try change.evidence.open(for: key, in: nil).id == one)
                return one
            }
            #expect(first.text == "E-1")
            #expect(try await sealed(key, in: workspace) == first)
            #expect(try await sealed(key, in: workspace).text == "E-2")
        }
    }

    @Test("Files that are listed as they were write nothing")
    func sameAgainWritesNothing() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let added = AddedEvidence(files: [Self.file("a"), Self.file("b")])
            let add: @Sendable (Change) throws -> Int64 = { change in
                let id = try change.evidence.open(for: key, in: nil).id
                try change.evidence.add(added, to: id)
                return change.revision
            }
            let first = try await workspace.change(add)
            #expect(try await workspace.change(add) == first)
            #expect(
                try workspace.read { try $0.evidence.files(of: BundleID(trusted: "E-1")) }
                    == added.files
            )
        }
    }

    @Test("A task has one baseline: pinning another bundle moves the pin")
    func baselineMoves() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let other = try await workspace.task("P-2")
            let one = try await sealed(key, in: workspace)
            let two = try await sealed(key, in: workspace)
            let three = try await sealed(other, in: workspace)
            for id in [one, three, two] {
                try await workspace.change { _ = try $0.evidence.pin(id, as: .baseline) }
                try await workspace.change { _ = try $0.evidence.pin(id, as: .evidence) }
            }
            let pins = try workspace.read { view in
                try [one, two, three].map { try view.evidence.bundle($0)?.bundle.pins }
            }
            #expect(pins == [[.evidence], [.baseline, .evidence], [.baseline, .evidence]])
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Retention keeps the newest and whatever a live pin references", arguments: 1...12)
    func retentionKeepsPins(_ seed: UInt64) async throws {
        try await TestWorkspace.with(seed: seed) { workspace in
            var chance = SplitMix64(seed: seed)
            var keys: [TaskKey] = []
            for name in ["P-1", "P-2", "P-3"] { keys.append(try await workspace.task(name)) }
            // Beside the store, simply: each task's bundles in order, and what is pinned.
            var kept: [TaskKey: [BundleID]] = [:]
            var pins: [BundleID: Set<Pin>] = [:]
            for _ in 0..<60 {
                let key = chance.pick(keys)
                switch Int.random(in: 0..<6, using: &chance) {
                case 0, 1: kept[key, default: []].append(try await sealed(key, in: workspace))
                case 2, 3:
                    guard let id = kept[key]?.randomElement(using: &chance) else { continue }
                    let pin = chance.pick(Pin.allCases)
                    try await workspace.change { _ = try $0.evidence.pin(id, as: pin) }
                    if pin.isUnique { for other in kept[key] ?? [] { pins[other]?.remove(pin) } }
                    pins[id, default: []].insert(pin)
                case 4:
                    guard let id = kept[key]?.randomElement(using: &chance),
                        let pin = pins[id]?.randomElement(using: &chance)
                    else { continue }
                    try await workspace.change { _ = try $0.evidence.unpin(id, from: pin) }
                    pins[id]?.remove(pin)
                default:
                    let count = Int.random(in: 1...3, using: &chance)
                    let gone = try await workspace.change { change in
                        Set(try change.evidence.collect(keeping: count).map(\.id))
                    }
                    for (task, bundles) in kept {
                        let expected = bundles.dropLast(count).filter {
                            pins[$0, default: []].isEmpty
                        }
                        #expect(gone.intersection(bundles) == Set(expected), "seed \(seed)")
                        kept[task] = bundles.filter { !expected.contains($0) }
                    }
                }
            }
            #expect(try workspace.verification().difference == nil, "seed \(seed)")
        }
    }

    @Test("The database itself refuses to remove a pinned bundle, and to change a seal")
    func databaseHolds() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let id = try await sealed(key, in: workspace)
            try await workspace.change { _ = try $0.evidence.pin(id, as: .evidence) }
            #expect(throws: (any Error).self) {
                try workspace.database.write { try $0.run("UPDATE bundle SET state = 'removed'") }
            }
            #expect(throws: (any Error).self) {
                try workspace.database.write { try $0.run("UPDATE bundle SET digest = 'x'") }
            }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Latency runs from the plan to the evidence, by the ledger's times")
    func latency() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P-1")
            let idle = try await workspace.task("P-2")
            try await workspace.claim(key, as: ada, lease: .seconds(6000))
            workspace.time.advance(by: .seconds(60))
            let delivery = try await workspace.deliver(key, as: ada)
            workspace.time.advance(by: .seconds(40))
            try await workspace.replay(delivery, of: key, as: vera)
            workspace.time.advance(by: .seconds(900))
            _ = try await sealed(key, in: workspace)
            let all = try workspace.read { try $0.evidence.latencies() }
            #expect(all.map(\.task) == [key])
            #expect(all.first?.first.map { $0 - all[0].planned } == .seconds(100))
            #expect(all.first?.last.map { $0 - all[0].planned } == .seconds(1000))
            let none = try workspace.read { try $0.evidence.latencies(of: idle) }
            #expect(none.map(\.task) == [idle] && none[0].first == nil)
        }
    }

    @Test("The same state of a task gives the same files, and a replay's output has its own")
    func gathersTheSame() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P-1", paths: ["src/"])
            #expect(throws: EvidenceError.nothingDelivered(key)) {
                try workspace.read { _ = try DeliveryEvidence(of: key, in: $0) }
            }
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            let result: JSONValue = [
                "command": "make <test> & \"more\"", "ending": "exit 1", "duration_ms": 1500,
                "output_head": "one", "output_tail": "two", "output_bytes": 10,
            ]
            try await workspace.change(as: vera) { change in
                _ = try change.verdicts.record(
                    ReplayEvent(
                        task: key,
                        delivery: delivery.id,
                        commit: delivery.commit,
                        grade: "not_verified",
                        gaps: [],
                        record: ["results": [result]]
                    )
                )
            }
            let once = try workspace.read { try DeliveryEvidence(of: key, in: $0) }
            let again = try workspace.read { try DeliveryEvidence(of: key, in: $0) }
            #expect(once.files == again.files)
            let texts = Dictionary(
                uniqueKeysWithValues: once.files.map {
                    ($0.path, String(decoding: $0.bytes, as: UTF8.self))
                }
            )
            #expect(
                texts["data/replays/R-1/output-1.txt"] == "one\n[4 bytes left out]\ntwo"
            )
            let junit = try #require(texts["data/replays/R-1/junit.xml"])
            #expect(junit.contains("make &lt;test&gt; &amp; &quot;more&quot;"))
            #expect(junit.contains("failures=\"1\"") && junit.contains("time=\"1.500\""))
            #expect(texts["data/events.jsonl"]?.split(separator: "\n").count == 3)
        }
    }
}
