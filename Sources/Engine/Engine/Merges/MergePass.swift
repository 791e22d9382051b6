import Digests
import Model
import Store

/// One walk through the merge queue of a repository.
struct MergePass {
    let engine: WorkspaceEngine
    let order: MergeRunOrder
    let request: ChangeRequest
    let tools: MergeTools

    private var path: String { order.repository.path }

    /// Takes up what waits, as many tasks as were asked for.
    func work(_ run: inout MergeRun) async throws {
        try engine.read(as: request.caller, expecting: request.expected) { view in
            try view.requireAsker().require(.plan)
        }
        if !request.isDryRun { try await settle(&run) }
        guard var tip = try tools.git.tip(of: order.branch, in: path) else {
            throw MergeError.noBranch(order.branch, order.repository.name)
        }
        var tried = 0
        for material in try queue() where tried < order.limit {
            let missing = try material.needs.filter { need in
                !(try tools.git.isPart(need.commit, of: tip, in: path))
            }
            guard missing.isEmpty else {
                run.lines.append(.init(task: material.key, outcome: .waits(missing.map(\.task))))
                continue
            }
            tried += 1
            // Before the checks, which take long; and once more when it is moved.
            try tools.git.requireMovable(order.branch, in: path)
            let trial = try trial(material, onto: tip)
            switch trial.result {
            case .refused(let refusal):
                try await change { try $0.merges.refuse(material.key, refusal, on: trial.record) }
                run.lines.append(.init(task: material.key, outcome: .refused(refusal)))
            case .passed(let move):
                if !request.isDryRun {
                    let record = trial.record ?? .null
                    try await change { try $0.merges.begin(material.key, move, on: record) }
                    try await self.move(material.key, move)
                }
                tip = move.new
                run.lines.append(.init(task: material.key, outcome: .merged(move)))
            }
        }
    }

    /// Ends what an earlier run was cut off in: the branch is old or new.
    private func settle(_ run: inout MergeRun) async throws {
        let name = order.repository.name
        for stored in try engine.read({ try $0.merges.waiting(in: name) }) {
            guard case .moving(let move) = stored.merge.state else { continue }
            let task = stored.merge.task
            let tip = try tools.git.tip(of: move.branch, in: path)
            let isNew = try tip.map { try tools.git.isPart(move.new, of: $0, in: path) } ?? false
            // What stops it here is not given back: its files may be half written.
            if try isNew
                || tip == move.old
                    && tools.git.move(
                        move.branch,
                        from: move.old,
                        to: move.new,
                        in: path
                    )
            {
                try await change { try $0.merges.land(task) }
                run.lines.append(.init(task: task, outcome: .merged(move)))
            } else {
                let reason = MergeError.branchMoved(move.branch, task).message
                try await change { try $0.merges.giveBack(task, because: reason) }
            }
        }
    }

    /// Moves the branch, and says in the ledger what came of it.
    private func move(_ key: TaskKey, _ move: MergeMove) async throws {
        let isMoved: Bool
        do {
            isMoved = try tools.git.move(move.branch, from: move.old, to: move.new, in: path)
        } catch let error as MergeError {
            try await change { try $0.merges.giveBack(key, because: error.message) }
            throw error
        }
        guard isMoved else {
            let error = MergeError.branchMoved(move.branch, key)
            try await change { try $0.merges.giveBack(key, because: error.message) }
            throw error
        }
        try await change { try $0.merges.land(key) }
    }

    private func change(_ body: @escaping @Sendable (Change) throws -> Void) async throws {
        guard !request.isDryRun else { return }
        _ = try await engine.change(request, encode: { _ in .null }, body)
    }
}

extension MergePass {
    /// A task of the queue with all that merging it needs to know.
    struct Material: Sendable {
        let key: TaskKey
        let title: String
        let change: AcceptedChange
        let packet: (format: PacketRevision.Format, text: String)?
        /// The accepted commits of the same repository that it depends on.
        let needs: [(task: TaskKey, commit: String)]
    }

    /// What waits, in the order in which it is merged.
    private func queue() throws -> [Material] {
        let name = order.repository.name
        return try engine.read { view in
            let all = try view.merges.waiting(in: name).map { try material($0.merge, view) }
            let byKey = Dictionary(all.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
            let needs = byKey.mapValues { $0.needs.map(\.task) }
            return MergeOrder.ordered(all.map(\.key), after: needs).compactMap { byKey[$0] }
        }
    }

    private func material(_ merge: QueuedMerge, _ view: View) throws -> Material {
        let delivery = try view.deliveries.delivery(merge.change.delivery)?.delivery
        let needs = try view.tasks.dependencies(of: merge.task).filter { $0.state == .accepted }
            .map { ($0.key, try view.acceptedChange(of: $0.key)) }
            .filter { $0.1.repository == merge.change.repository }
        return Material(
            key: merge.task,
            title: try view.task(merge.task).task.title,
            change: merge.change,
            packet: try delivery.flatMap {
                try view.tasks.packet(of: merge.task, revision: $0.packetRevision)
            },
            needs: needs.map { ($0.0, $0.1.commit) }
        )
    }
}

extension MergePass {
    /// What merging a task would come to.
    struct Trial: Sendable {
        enum Result: Sendable {
            case passed(MergeMove)
            case refused(MergeRefusal)
        }

        let result: Result
        /// What the checks came to, where they were run.
        let record: JSONValue?
    }

    /// Makes the merged tree, runs the checks on it, and looks whether all is there.
    private func trial(_ material: Material, onto tip: String) throws -> Trial {
        let change = material.change
        let merged: String
        if try tools.git.isPart(change.commit, of: tip, in: path) {
            // Somebody has merged it by hand: that is looked at like a merge of our own.
            merged = tip
        } else {
            switch try tools.git.merge(
                change.commit,
                into: tip,
                saying: message(of: material),
                in: path
            ) {
            case .made(let commit): merged = commit
            case .conflict(let findings):
                return Trial(result: refused(.conflict, tip, findings), record: nil)
            }
        }
        // The cheaper question first: it takes no checks to know that something is gone.
        let losses = try tools.git.losses(of: change, in: merged, path: path)
        guard losses.isEmpty else { return Trial(result: refused(.lost, tip, losses), record: nil) }
        let replay = try replay(material, at: merged, onto: tip)
        guard replay.grade != .notVerified else {
            let gaps = replay.gaps.map { MergeFinding($0.message) }
            return Trial(result: refused(.checks, tip, gaps), record: replay.json)
        }
        let move = MergeMove(branch: order.branch, old: tip, new: merged, grade: replay.grade)
        return Trial(result: .passed(move), record: replay.json)
    }

    private func replay(
        _ material: Material,
        at merged: String,
        onto tip: String
    ) throws -> ReplayRecord {
        guard let text = material.packet else { throw MergeError.noChecks(material.key) }
        let packet = try tools.packets.read(text.text, text.format, file: nil, key: material.key)
            .packet
        let checks = packet.testPlan.commands.map { CheckCommand($0) }
        guard !checks.isEmpty else { throw MergeError.noChecks(material.key) }
        let evidence = try tools.replayer.replay(
            ReplayOrder(
                repository: path,
                commit: merged,
                // Its profile counts: a task can't give its own checks more than the branch grants.
                base: tip,
                checks: checks,
                artifacts: [],
                allowsUnsandboxed: order.allowsUnsandboxed
            )
        )
        return ReplayRecord(evidence: evidence, assessment: ReplayAssessment(of: evidence))
    }

    private func refused(
        _ reason: MergeRefusal.Reason,
        _ tip: String,
        _ findings: [MergeFinding]
    ) -> Trial.Result {
        var kept = Array(findings.prefix(Self.findingsMax))
        if findings.count > kept.count {
            kept.append(MergeFinding("\(findings.count - kept.count) more"))
        }
        return .refused(
            MergeRefusal(reason: reason, branch: order.branch, tip: tip, findings: kept)
        )
    }

    /// The most findings that are kept of one refusal.
    private static let findingsMax = 200

    private func message(of material: Material) -> String {
        """
        Merge \(material.key): \(material.title.printable(limit: 100))

        Delivery \(material.change.delivery), commit \(material.change.commit).

        """
    }
}
