import Digests
import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    /// The most reviews of a task whose findings are looked up.
    private static let reviewsMax = 20
    /// The most files that a difference lists.
    private static let filesMax = 200

    func provideProof(_ provider: inout OperationProvider) {
        provider.provide(ShowProof.self) { [unowned self] input, context in
            try read(ShowProof.self, context) { view in
                let stored = try view.delivery(input.delivery, of: input.task)
                let revision =
                    try stored?.delivery.packetRevision ?? view.task(input.task).task.packetRevision
                let text = try view.tasks.packet(of: input.task, revision: revision)
                let plan = try text.map {
                    try packets.read($0.text, $0.format, file: nil, key: input.task).packet
                }
                return TaskProof(
                    input.task,
                    plan: (plan?.testPlan.commands ?? []).map { CheckCommand($0) },
                    stored,
                    try stored.flatMap { try view.replays.latest(of: $0.delivery.id) }
                )
            }
        }
        provider.provide(ShowDiff.self) { [unowned self] input, context in
            let diff = try diff(input)
            return try read(ShowDiff.self, context) { _ in diff }
        }
    }

    private func diff(_ input: ShowDiff.Input) throws -> TaskDiff {
        let engine = try open().engine
        let (delivery, repository, reviews) = try engine.read { view in
            let stored = try view.task(input.task)
            guard let found = try view.delivery(input.delivery, of: input.task) else {
                throw TaskError.notDelivered(input.task, stored.task.state.name)
            }
            let reviews = try view.reviews.reviews(
                of: input.task,
                isOpen: nil,
                limit: Self.reviewsMax
            )
            return (
                found.delivery, try view.repository(of: stored.task), reviews.map(\.review.id)
            )
        }
        guard let commit = CommitID(delivery.commit) else {
            throw GitError.unknownRevision(delivery.commit)
        }
        let patches = try GitRepository(at: repository.path, program: git)
            .filePatches(from: delivery.base.flatMap { CommitID($0) }, to: commit)
        let history = GitLines(program: git)
        let found = try reviews.reversed().flatMap { review in
            try engine.followedReview(review, at: commit.text, history: history).findings
        }
        return TaskDiff { diff in
            diff.task = input.task
            diff.delivery = delivery.id
            diff.base = delivery.base
            diff.commit = delivery.commit
            diff.total = patches.count
            diff.added = patches.reduce(0) { $0 + $1.added }
            diff.removed = patches.reduce(0) { $0 + $1.removed }
            var left = found.map { DiffFindingLine($0.finding, $0.fate, at: commit.text) }
            var room = input.lines
            let asked = patches.filter { patch in
                input.path.map { patch.change.path.text == $0 } ?? true
            }
            for patch in asked.prefix(Self.filesMax) {
                let own = left.filter { $0.path == patch.change.path.text }
                left.removeAll { $0.path == patch.change.path.text }
                diff.files.append(DiffFileLine(patch, own, room: &room))
            }
            diff.findings = input.path == nil ? left : []
        }
    }
}

extension TaskProof {
    fileprivate init(
        _ key: TaskKey,
        plan: [CheckCommand],
        _ stored: DeliveryStore.Stored?,
        _ replay: ReplayStore.Stored?
    ) {
        self.init()
        task = key
        let claims = stored?.delivery.replayClaims(for: plan) ?? ReplayClaims()
        let found = replay.map { FoundCheck.list(of: $0.event.record) } ?? []
        checks = ProofMatrix(plan: plan, claims: claims, found: found).rows
            .map(ProofCheckLine.init)
        durationMs = found.reduce(0) { $0 + $1.milliseconds }
        if let delivery = stored?.delivery {
            self.delivery = delivery.id
            (agent, commit, report) = (delivery.handover.agent, delivery.commit, delivery.report)
            asserted = delivery.claims.filter { claim in
                // Where the plan is empty, what is said of all of it is said of nothing.
                let read = DeliveryClaim(claim)
                return read == .prose(claim) || (read == .allPass && plan.isEmpty)
            }
            artifacts = delivery.artifacts.map { ProofArtifactLine($0, in: replay) }
        }
        guard let replay else { return }
        self.replay = replay.id
        (replayer, replayedAt) = (replay.replayer, replay.replayedAt)
        (grade, gaps) = (replay.event.grade, replay.event.gaps)
        let record = replay.event.record
        sandbox = record["sandbox"]?.stringValue
        layers = record["layers"]?.arrayValue?.compactMap(\.stringValue) ?? []
        network = record["network"]?.stringValue
        profile = record["profile"]?.stringValue
    }
}

extension ProofCheckLine {
    fileprivate init(_ row: ProofMatrix.Row) {
        self.init()
        command = row.command.text
        planned = row.isPlanned
        standing = row.standing
        claimed = row.claim.map { claim in
            let tests = claim.executed.map { ", \($0.counted("test"))" } ?? ""
            return "exit \(claim.exitCode)\(tests)"
        }
        outcome = row.found?.ending
        durationMs = row.found?.milliseconds
        (executed, failed) = (row.found?.executed, row.found?.failed)
        output = row.found?.output
    }
}

extension ProofArtifactLine {
    /// What a replay found of a file stands in its record by the file's path.
    fileprivate init(_ artifact: Delivery.Artifact, in replay: ReplayStore.Stored?) {
        self.init()
        (path, digest, bytes) = (artifact.path, artifact.digest, artifact.bytes)
        let seen = replay?.event.record["artifacts"]?.arrayValue?.first {
            $0["path"]?.stringValue == artifact.path
        }
        found = seen?["digest"]?.stringValue
        switch (seen, found) {
        case (nil, _): standing = .assertedOnly
        case (_?, nil): standing = .failed
        case (_?, let found?):
            standing = found == artifact.digest.description ? .verified : .differs
        }
    }
}

extension DiffFileLine {
    /// - Parameter room: How many lines may still be shown.
    fileprivate init(_ patch: FilePatch, _ found: [DiffFindingLine], room: inout Int) {
        self.init()
        path = patch.change.path.text
        switch patch.change.kind {
        case .added: kind = "added"
        case .modified, .unmerged: kind = "modified"
        case .deleted: kind = "deleted"
        case .typeChanged: kind = "other_type"
        case .renamed(let old, _): (kind, was) = ("moved", old.text)
        case .copied(let old, _): (kind, was) = ("copied", old.text)
        }
        (added, removed, binary) = (patch.added, patch.removed, patch.isBinary)
        let shown = patch.lines.prefix(room)
        room -= shown.count
        left = patch.lines.count - shown.count
        if !shown.isEmpty {
            text = shown.map { line in
                String(decoding: line.prefix(Self.lineBytesMax), as: UTF8.self)
                    + (line.count > Self.lineBytesMax ? "…" : "")
            }.joined(separator: "\n")
        }
        findings = found.map { finding in
            var finding = finding
            let place = finding.line.flatMap { patch.place(ofLine: $0) }
            finding.row = place.flatMap { $0 < shown.count ? $0 + 1 : nil }
            return finding
        }
    }

    /// The most bytes of a line that are shown.
    private static let lineBytesMax = 1000
}

extension DiffFindingLine {
    fileprivate init(_ finding: Finding, _ fate: AnchorFate?, at commit: String) {
        self.init()
        (self.finding, review) = (finding.id, finding.review)
        (severity, state) = (finding.severity, finding.state.name)
        (owner, text) = (finding.owner, finding.text)
        guard let anchor = finding.anchor else { return }
        path = fate?.place?.path ?? anchor.place.path
        line = fate?.place?.lines?.first
        if line == nil, anchor.commit == commit { line = anchor.place.lines?.first }
    }
}
