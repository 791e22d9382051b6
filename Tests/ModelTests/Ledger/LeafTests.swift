import Digests
import Model
import Testing

@Suite("The leaf of an event")
struct LeafTests {
    @Test("It is the hash of the JSON that is exported", arguments: 1...20)
    func hashOfTheExport(_ seed: UInt64) {
        var samples = SampleEvents(seed: seed)
        for (index, change) in samples.tasks().enumerated() {
            // Each column that may be empty, in both ways.
            let event = Event(
                sequence: Int64(index) + 1,
                id: EventID(trusted: "id \"\(seed)\""),
                time: Timestamp(milliseconds: Int64(seed) * 86_399_999),
                claimedTime: index % 2 == 0 ? nil : Timestamp(milliseconds: -1),
                actor: AgentID(trusted: "ada"),
                session: index % 3 == 0 ? nil : SessionID(trusted: "S-1"),
                subject: Subject(.worktree, "/a \u{7}\\é\u{1F600}"),
                fact: change.fact
            )
            #expect(
                event.leaf(over: event.fact.data.canonicalText)
                    == MerkleTree.leafHash(event.json.canonicalBytes),
                "seed \(seed), event \(index)"
            )
        }
    }
}
