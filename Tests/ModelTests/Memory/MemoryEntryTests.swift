import Model
import Testing

@Suite("What is remembered")
struct MemoryEntryTests {
    private let other = MemoryID(trusted: "N-2")

    private func entry() -> MemoryEntry {
        MemoryEntry(
            id: MemoryID(trusted: "N-1"),
            content: MemoryEntry.Content(kind: .note, title: "It is so.", text: "It is so."),
            author: AgentID(trusted: "ada")
        )
    }

    @Test("It is superseded or retired once, and is not told any more then")
    func endsOnce() throws {
        var superseded = entry()
        #expect(superseded.isLive)
        #expect(try superseded.supersede(by: other) == .superseded(by: other))
        #expect(!superseded.isLive)
        #expect(throws: MemoryError.superseded(superseded.id, by: other)) {
            _ = try superseded.retire(because: "why")
        }
        var retired = entry()
        #expect(try retired.retire(because: "why") == .retired(reason: "why"))
        #expect(throws: MemoryError.retired(retired.id)) {
            _ = try retired.supersede(by: other)
        }
        #expect(throws: MemoryError.retired(retired.id)) {
            _ = try retired.retire(because: "again")
        }
    }

    @Test("Nothing takes its own place")
    func notItself() {
        var entry = entry()
        #expect(throws: MemoryError.ownSuccessor(entry.id)) {
            _ = try entry.supersede(by: entry.id)
        }
        #expect(entry.isLive)
    }
}
