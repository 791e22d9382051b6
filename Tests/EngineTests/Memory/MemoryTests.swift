import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Memory")
struct MemoryTests {
    private func keep(
        _ text: String,
        _ kind: MemoryEntry.Kind = .note,
        title: String? = nil,
        task: TaskKey? = nil,
        lane: LaneKey? = nil,
        files: [String] = [],
        supersedes: [MemoryID] = [],
        as session: TestSession? = nil,
        in workspace: TestWorkspace
    ) async throws -> MemoryID {
        try await workspace.change(as: session) { change in
            try change.memory.keep(
                MemoryEngine.Draft(
                    kind: kind,
                    title: title,
                    text: text,
                    task: task,
                    lane: lane,
                    files: files,
                    supersedes: supersedes
                )
            ).id
        }
    }

    private func found(
        _ query: String,
        _ filter: MemoryFilter = MemoryFilter(),
        in workspace: TestWorkspace
    ) throws -> [String] {
        let query = try SearchQuery(query)
        return try workspace.read {
            try $0.memory.search(query, filter, limit: 100).memories.map(\.entry.id.text)
        }
    }

    @Test("What is kept is titled by its first line, and belongs to the lane of its task")
    func keeps() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P-1")
            let lane = LaneKey(trusted: "core")
            try await workspace.change { change in
                _ = try change.lanes.add(lane, function: "core", owner: nil, repository: nil)
                try change.tasks.edit(key, TaskEdit(lane: lane))
            }
            let id = try await keep("\n First  line \nrest", task: key, in: workspace)
            let entry = try workspace.read { try $0.memory.memory(id)?.entry }
            #expect(entry?.content.title == "First line")
            #expect(entry?.content.lane == lane)
            #expect(entry?.content.text == "\n First  line \nrest")
        }
    }

    @Test("Nothing without words is kept, nothing too long, and nothing about what is not there")
    func refuses() async throws {
        try await TestWorkspace.with { workspace in
            await #expect(throws: MemoryError.empty) { _ = try await keep(" \n", in: workspace) }
            let long = String(repeating: "x", count: MemoryEngine.textBytesMax + 1)
            await #expect(throws: MemoryError.tooLong(bytes: 16385, limit: 16384)) {
                _ = try await keep(long, in: workspace)
            }
            let files = (0...20).map { "f\($0)" }
            await #expect(throws: MemoryError.tooMany("files", limit: 20)) {
                _ = try await keep("x", files: files, in: workspace)
            }
            await #expect(throws: TaskError.self) {
                _ = try await keep("x", task: TaskKey(trusted: "none"), in: workspace)
            }
            let none = LaneKey(trusted: "none")
            await #expect(throws: LaneError.unknown(none)) {
                _ = try await keep("x", lane: none, in: workspace)
            }
            let count = try workspace.read { try $0.memory.count(MemoryFilter(ended: true)) }
            #expect(count == 0)
        }
    }

    @Test("A secret is not kept, neither in the words nor in the name of a file")
    func secrets() async throws {
        try await TestWorkspace.with { workspace in
            let secret = SecretSample("ghp_<alnum:36>").text(seed: 7)
            await #expect(throws: RuleError.self) {
                _ = try await keep("The token is \(secret)", in: workspace)
            }
            await #expect(throws: RuleError.self) {
                _ = try await keep("a", files: ["a/\(secret)"], in: workspace)
            }
            try await workspace.change { try $0.set(.secrets, to: .advise) }
            let advice = try await workspace.change { change in
                try change.memory.keep(MemoryEngine.Draft(kind: .note, text: secret)).advice
            }
            #expect(advice.count == 1)
        }
    }

    @Test("The author or who plans says what holds no more, once")
    func standing() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            let old = try await keep("old words", as: ada, in: workspace)
            await #expect(throws: MemoryError.anothers(old, ada.agent)) {
                try await workspace.change(as: bea) {
                    try $0.memory.retire(old, because: "why")
                }
            }
            let new = try await keep("new words", supersedes: [old, old], as: ada, in: workspace)
            #expect(try found("words", in: workspace) == [new.text])
            #expect(
                try found("words", MemoryFilter(ended: true), in: workspace)
                    == [new.text, old.text]
            )
            #expect(try workspace.read { try $0.memory.predecessors(of: new) } == [old])
            try await workspace.change { try $0.memory.retire(new, because: "gone") }
            await #expect(throws: MemoryError.retired(new)) {
                try await workspace.change { try $0.memory.retire(new, because: "again") }
            }
            let third = try await keep("third", as: ada, in: workspace)
            await #expect(throws: MemoryError.retired(new)) {
                try await workspace.change { try $0.memory.supersede(third, by: new) }
            }
            #expect(try found("words", in: workspace) == [])
        }
    }

    @Test("All words have to be there, a phrase in its order, and marks on letters do not count")
    func matches() async throws {
        try await TestWorkspace.with { workspace in
            let one = try await keep("The job runs at night.", in: workspace).text
            let two = try await keep("It runs the job, naïvely.", in: workspace).text
            #expect(try Set(found("job runs", in: workspace)) == [one, two])
            #expect(try found("\"job runs\"", in: workspace) == [one])
            #expect(try found("NAIV*", in: workspace) == [two])
            #expect(try found("job day", in: workspace) == [])
            #expect(try found("\"the job\" it", in: workspace) == [two])
        }
    }

    @Test("A match in the title comes before one in the words; of equals the newest comes first")
    func ranks() async throws {
        try await TestWorkspace.with { workspace in
            let words = try await keep("Something else.\nthe schema is there", in: workspace).text
            let first = try await keep("the schema", title: "Alike", in: workspace).text
            let second = try await keep("the schema", title: "Alike", in: workspace).text
            let title = try await keep("and so on", title: "The schema", in: workspace).text
            let ranked = try found("schema", in: workspace)
            #expect(ranked.first == title)
            #expect(ranked.last == words)
            let places = [second, first].map { ranked.firstIndex(of: $0) ?? 9 }
            #expect(places[0] < places[1], "\(ranked)")
        }
    }

    @Test("Tags, files, task and lane are found as words, and filters narrow")
    func filters() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("P07-B4")
            let about = try await keep("a", task: key, files: ["src/jobs.py"], in: workspace)
            let other = try await keep("b", .reflection, in: workspace)
            #expect(try found("P07-B4", in: workspace) == [about.text])
            #expect(try found("src/jobs.py", in: workspace) == [about.text])
            #expect(try found("jobs", MemoryFilter(kind: .reflection), in: workspace) == [])
            #expect(try found("b", MemoryFilter(kind: .reflection), in: workspace) == [other.text])
            #expect(
                try workspace.read { try $0.memory.memories(about: "src/jobs.py", limit: 9) }
                    .map(\.entry.id) == [about]
            )
            #expect(
                try workspace.read { try $0.memory.memories(about: "jobs.py", limit: 9) }.isEmpty
            )
        }
    }

    @Test("Whatever is asked is answered, and with just what has all its words", arguments: 1...12)
    func hostileQueries(_ seed: UInt64) async throws {
        try await TestWorkspace.with { workspace in
            var chance = SplitMix64(seed: seed)
            let vocabulary = ["and", "or", "not", "near", "title", "job", "runs", "p07", "b4"]
            var texts: [String: Set<String>] = [:]
            for _ in 0..<12 {
                let words = (0..<4).map { _ in chance.pick(vocabulary) }
                let id = try await keep(
                    words.joined(separator: chance.pick([" ", "-", "/", "\n", "\" "])),
                    title: "x",
                    in: workspace
                )
                texts[id.text] = Set(words)
            }
            for _ in 0..<40 {
                let words = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
                    chance.pick(vocabulary)
                }
                let noise = ["\"", "*", "(", ")", "^", ":", "-", " NOT ", "\u{0}", "'", "{", "+"]
                let query = words.map { chance.pick(["", "* ", "( "]) + $0.uppercased() }
                    .joined(separator: " ")
                let expected = texts.filter { Set(words).isSubset(of: $0.value) }.keys.sorted()
                #expect(
                    try found(query, in: workspace).sorted() == expected,
                    "seed \(seed): \(query)"
                )
                // What has noise in it may find something else, and is answered too.
                let loud = words.map { $0 + chance.pick(noise) + chance.pick(noise) }
                    .joined(separator: chance.pick(noise))
                _ = try found(loud, in: workspace)
            }
        }
    }
}
