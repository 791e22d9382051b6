import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let mergeSteps: [Step] = [
        ("merge what is accepted", { try await $0.merge() }),
        ("merge what is accepted", { try await $0.merge() }),
        ("merge what is accepted", { try await $0.merge() }),
    ]

    /// Something that becomes of the merge queue, mostly what can.
    private func merge() async throws {
        let known = try workspace.read {
            try $0.merges.merges(MergeStore.Filter(), limit: 200).map(\.merge)
        }
        let accepted = try workspace.read {
            try $0.tasks.tasks(TaskFilter(state: .accepted), limit: 100).map(\.key)
        }
        // Accepted tasks are few: what is new is taken up at once.
        if let new = accepted.first(where: { key in !known.contains { $0.task == key } }) {
            return try await queueMerge(new)
        }
        guard !known.isEmpty else { return try await queueMerge(key()) }
        let open = known.filter { ![.merged, .dropped].contains($0.state.name) }
        let merge = chance.pick(open.isEmpty ? known : open)
        switch merge.state.name {
        case .queued: try await takeUp(merge.task)
        case .moving: try await endMove(merge.task)
        case .merged, .dropped: try await queueMerge(merge.task)
        case .refused: try await chance.oneIn(2) ? drop(merge.task) : queueMerge(merge.task)
        }
    }

    private func takeUp(_ key: TaskKey) async throws {
        if chance.oneIn(6) { return try await drop(key) }
        if chance.oneIn(3) {
            let refusal = MergeRefusal(
                reason: chance.pick(MergeRefusal.Reason.allCases),
                branch: "main",
                tip: "m1",
                findings: [MergeFinding("it is not so", path: "a", line: 3)]
            )
            return try await workspace.change(as: planner()) {
                try $0.merges.refuse(key, refusal, on: nil)
            }
        }
        let move = MergeMove(
            branch: "main",
            old: "m1",
            new: chance.pick(["m1", "m2"]),
            grade: chance.pick([.verified, .verifiedWithGaps])
        )
        try await workspace.change(as: planner()) {
            try $0.merges.begin(key, move, on: .object([:]))
        }
    }

    private func endMove(_ key: TaskKey) async throws {
        let isMoved = chance.oneIn(2)
        try await workspace.change(as: planner()) {
            if isMoved {
                try $0.merges.land(key)
            } else {
                try $0.merges.giveBack(key, because: "it was moved")
            }
        }
    }

    private func drop(_ key: TaskKey) async throws {
        try await workspace.change(as: planner()) {
            _ = try $0.merges.drop(key, because: "later")
        }
    }

    private func queueMerge(_ key: TaskKey) async throws {
        try await workspace.change(as: planner()) { _ = try $0.merges.queue(key) }
    }

    private func planner() -> TestSession? { chance.oneIn(8) ? session() : nil }
}
