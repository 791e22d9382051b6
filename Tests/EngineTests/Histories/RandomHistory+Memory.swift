import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let memorySteps: [Step] = [
        ("remember", { try await $0.remember() }), ("remember", { try await $0.remember() }),
        (
            "supersede a memory",
            { history in
                let (old, new) = (history.memory(), history.memory())
                try await history.workspace.change(as: history.session()) {
                    try $0.memory.supersede(old, by: new)
                }
            }
        ),
        (
            "retire a memory",
            { history in
                let memory = history.memory()
                try await history.workspace.change(as: history.session()) {
                    try $0.memory.retire(memory, because: "it is over")
                }
            }
        ),
    ]

    private func memory() -> MemoryID {
        MemoryID(trusted: "N-\(Int.random(in: 1...12, using: &chance))")
    }

    private func remember() async throws {
        let draft = MemoryEngine.Draft(
            kind: chance.pick(MemoryEntry.Kind.allCases),
            title: chance.oneIn(2) ? nil : "Title",
            text: chance.text(upTo: 30) + chance.pick(["", " word", " other word"]),
            tags: chance.oneIn(2) ? [] : [MemoryTag(trusted: "tag")],
            task: chance.oneIn(2) ? nil : key(),
            lane: chance.oneIn(2) ? nil : LaneKey(trusted: "core"),
            files: chance.oneIn(2) ? [] : ["src/a.swift"],
            supersedes: chance.oneIn(4) ? [memory()] : []
        )
        let session = session()
        let id = try await workspace.change(as: session) { try $0.memory.keep(draft).id }
        let query = try SearchQuery("word")
        let isWanted = draft.text.contains(" word")
        let found = try workspace.read { view in
            try view.memory.search(query, MemoryFilter(), limit: 1000).memories.map(\.entry.id)
        }
        if found.contains(id) != isWanted { fault("\(id) is found, or is not, wrongly") }
    }
}
