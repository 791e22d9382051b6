import Digests
import Model
import Testing

@Suite("The merge queue")
struct MergeTests {
    private let key = TaskKey(trusted: "T-1")
    private let change = AcceptedChange(
        repository: RepositoryName(trusted: "api"),
        delivery: DeliveryID(trusted: "V-1"),
        commit: "c1",
        base: "base"
    )
    private let move = MergeMove(branch: "main", old: "m1", new: "m2", grade: .verified)
    private let refusal = MergeRefusal(
        reason: .conflict,
        branch: "main",
        tip: "m1",
        findings: [MergeFinding("both sides changed it", path: "a", line: 3)]
    )

    private var queued: QueuedMerge { QueuedMerge(task: key, change: change) }

    private func all() throws -> [QueuedMerge.State.Name: QueuedMerge] {
        var (moving, merged, refused, dropped) = (queued, queued, queued, queued)
        _ = try moving.begin(move, on: .null)
        _ = try merged.begin(move, on: .null)
        _ = try merged.land()
        _ = try refused.refuse(refusal, on: nil)
        _ = try dropped.drop(because: "later")
        return [
            .queued: queued, .moving: moving, .merged: merged, .refused: refused,
            .dropped: dropped,
        ]
    }

    @Test("From each state lead the ways that its rules have, and no other")
    func ways() throws {
        typealias Act = (inout QueuedMerge) throws -> MergeEvent
        let (move, refusal, change) = (move, refusal, change)
        let acts: [(name: String, act: Act, from: Set<QueuedMerge.State.Name>)] = [
            ("requeue", { try $0.requeue(change) }, [.refused, .dropped]),
            ("begin", { try $0.begin(move, on: .null) }, [.queued]),
            ("land", { try $0.land() }, [.moving]),
            ("give back", { try $0.giveBack(because: "moved") }, [.moving]),
            ("refuse", { try $0.refuse(refusal, on: nil) }, [.queued]),
            ("drop", { try $0.drop(because: "later") }, [.queued, .refused]),
        ]
        for (state, merge) in try all() {
            for (name, act, from) in acts {
                var merge = merge
                if from.contains(state) {
                    #expect(throws: Never.self, "\(name) from \(state)") { _ = try act(&merge) }
                } else {
                    #expect(throws: MergeError.self, "\(name) from \(state)") {
                        _ = try act(&merge)
                    }
                    #expect(merge.state.name == state)
                }
            }
        }
    }

    @Test("What was asked for first comes first, after all that it depends on")
    func order() {
        func order(_ queue: [String], _ needs: [String: [String]]) -> [String] {
            let keys = queue.map { TaskKey(trusted: $0) }
            let pairs = needs.map { (TaskKey(trusted: $0), $1.map { TaskKey(trusted: $0) }) }
            return MergeOrder.ordered(keys, after: Dictionary(uniqueKeysWithValues: pairs))
                .map(\.text)
        }
        #expect(order(["A", "B", "C"], [:]) == ["A", "B", "C"])
        #expect(order(["A", "B", "C"], ["A": ["C"]]) == ["C", "A", "B"])
        #expect(
            order(["A", "B", "C", "D"], ["A": ["D", "C"], "C": ["B"]]) == ["D", "B", "C", "A"]
        )
        #expect(order(["A", "B"], ["B": ["Z"]]) == ["A", "B"], "Z does not wait")
        let chain = (0..<2000).map { "T-\($0)" }
        let needs = Dictionary(uniqueKeysWithValues: zip(chain, chain.dropFirst().map { [$0] }))
        #expect(order(chain, needs) == chain.reversed())
    }

    @Test("A finding is a line with its file and place")
    func sentences() {
        #expect(MergeFinding("gone").sentence == "gone")
        #expect(MergeFinding("gone", path: "a").sentence == "a: gone")
        #expect(MergeFinding("gone", path: "a", line: 3).sentence == "a:3: gone")
    }
}
