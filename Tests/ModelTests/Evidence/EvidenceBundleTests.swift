import Digests
import Model
import Testing

@Suite("Bundles of evidence")
struct EvidenceBundleTests {
    private let seal = Seal(digest: Digest(of: "a"), files: 2, bytes: 9, signer: "ada@example.org")
    private let added = AddedEvidence(
        files: [EvidenceFile(path: "data/a", digest: Digest(of: "a"), bytes: 1)],
        delivery: DeliveryID(trusted: "V-1"),
        replay: ReplayID(trusted: "R-1")
    )

    private var open: EvidenceBundle {
        EvidenceBundle(id: BundleID(trusted: "E-1"), task: TaskKey(trusted: "T-1"), folder: nil)
    }

    @Test("Nothing is added to a sealed bundle, and it is not sealed again")
    func sealIsLast() throws {
        var bundle = open
        #expect(try bundle.add(added) == .added(added))
        #expect(try bundle.seal(seal) == .sealed(seal))
        #expect(throws: EvidenceError.notOpen(bundle.id)) { try bundle.add(added) }
        #expect(throws: EvidenceError.notOpen(bundle.id)) { try bundle.seal(seal) }
    }

    @Test("A bundle without files is not sealed")
    func emptyIsNotSealed() {
        var bundle = open
        let empty = Seal(digest: Digest(of: ""), files: 0, bytes: 0, signer: "ada")
        #expect(throws: EvidenceError.empty(bundle.id)) { try bundle.seal(empty) }
    }

    @Test("An open bundle is neither pinned nor removed")
    func openIsNotKept() {
        var bundle = open
        #expect(throws: EvidenceError.notSealed(bundle.id)) { try bundle.pin(.baseline) }
        #expect(throws: EvidenceError.notSealed(bundle.id)) { try bundle.remove() }
    }

    @Test("A pinned bundle is not removed before each of its pins is let go")
    func pinsHold() throws {
        var bundle = open
        _ = try bundle.seal(seal)
        #expect(try bundle.pin(.baseline) == .pinned(.baseline))
        #expect(try bundle.pin(.baseline) == nil)
        #expect(try bundle.pin(.evidence) == .pinned(.evidence))
        #expect(throws: EvidenceError.pinned(bundle.id, [.baseline, .evidence])) {
            try bundle.remove()
        }
        #expect(try bundle.unpin(.baseline) == .unpinned(.baseline))
        #expect(throws: EvidenceError.pinned(bundle.id, [.evidence])) { try bundle.remove() }
        #expect(throws: EvidenceError.notPinned(bundle.id, .baseline)) {
            try bundle.unpin(.baseline)
        }
        #expect(try bundle.unpin(.evidence) == .unpinned(.evidence))
        #expect(try bundle.remove() == .removed)
        #expect(throws: EvidenceError.removed(bundle.id)) { try bundle.pin(.baseline) }
        #expect(bundle.seal == seal)
    }

    @Test("Each event is read back as it was written")
    func eventsSurvive() throws {
        let events: [EvidenceEvent] = [
            .opened(TaskKey(trusted: "T-1"), folder: nil),
            .opened(TaskKey(trusted: "T-1"), folder: "evidence"), .added(added),
            .added(AddedEvidence(files: added.files)), .sealed(seal), .pinned(.finalDone),
            .unpinned(.finalDone), .removed,
        ]
        for event in events { #expect(try EvidenceEvent(event.fact) == event) }
        #expect(try EvidenceEvent(Fact(type: "task.created", data: [:])) == nil)
    }
}
