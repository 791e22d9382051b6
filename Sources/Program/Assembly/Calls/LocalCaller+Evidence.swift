import BagKit
import Digests
import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func provideEvidence(_ provider: inout OperationProvider) {
        provider.provide(AddEvidence.self) { [unowned self] input, context in
            let files = try input.files.map { path in
                (
                    name: try BagName("data/\(input.under)/\(path.lastPart)"),
                    source: BagSource.file(surroundings.absolute(path))
                )
            }
            let request = try request(AddEvidence.self, input, context, right: nil)
            return try await add(files, to: input.task, from: nil, request)
        }
        provider.provide(BundleEvidence.self) { [unowned self] input, context in
            let request = try request(BundleEvidence.self, input, context, right: nil)
            let gathered = try open().engine.read { try DeliveryEvidence(of: input.task, in: $0) }
            let files = try gathered.files.map {
                (name: try BagName($0.path), source: BagSource.bytes($0.bytes))
            }
            let all = files + (try fromGit(gathered))
            return try await add(all, to: input.task, from: gathered, request)
        }
        provideEvidenceSealing(&provider)
        provideEvidenceIndex(&provider)
        provideEvidenceExport(&provider)
        provider.provide(ListEvidence.self) { [unowned self] input, context in
            let state = try open().found.stateDirectory
            return try read(ListEvidence.self, context) { view in
                let lines = try view.evidence.bundles(of: input.task)
                    .filter { input.bundle == nil || input.bundle == $0.bundle.id }
                    .map { try BundleLine($0, in: view, stateDirectory: state) }
                return Page(lines, total: lines.count)
            }
        }
        provider.read(MeasureEvidence.self, self) { view, input in
            if let task = input.task { _ = try view.task(task) }
            let lines = try view.evidence.latencies(of: input.task).map(LatencyLine.init)
            return Page(lines, total: lines.count)
        }
    }

    /// Holds off every other process that works on bundles of this workspace.
    func evidenceLock() throws -> FileLock {
        try FileLock(open().found.stateDirectory + "/evidence.lock")
    }

    /// The repository of a bundle's task, and where the bundle lies.
    func place(
        of bundle: EvidenceBundle
    ) throws -> (place: EvidencePlace, repository: Repository?) {
        let workspace = try open()
        return try workspace.engine.read { view in
            let repository = try view.repository(ofTask: bundle.task)
            return (
                EvidencePlace(
                    folder: bundle.folder,
                    of: repository,
                    stateDirectory: workspace.found.stateDirectory
                ),
                repository
            )
        }
    }

    /// A bundle as it stands, with what the ledger lists in it.
    func bundle(
        _ id: BundleID
    ) throws -> (stored: EvidenceStore.Stored, files: [EvidenceFile]) {
        try open().engine.read { view in
            guard let stored = try view.evidence.bundle(id) else {
                throw EvidenceError.unknown(id)
            }
            return (stored, try view.evidence.files(of: id))
        }
    }

    /// What the answer to a change of a bundle says.
    func report(_ id: BundleID, in view: View) throws -> BundleReport {
        guard let stored = try view.evidence.bundle(id) else { throw EvidenceError.unknown(id) }
        let state = try open().found.stateDirectory
        return try BundleReport {
            $0.bundle = try BundleLine(stored, in: view, stateDirectory: state)
        }
    }

    /// Puts files into the open bundle of a task, and lists them in the ledger.
    ///
    /// The bundle is opened in the ledger first, since that gives its id; then come the files, and
    /// last their list. What is cut off between is done again by the same call.
    private func add(
        _ files: [(name: BagName, source: BagSource)],
        to task: TaskKey,
        from gathered: DeliveryEvidence?,
        _ request: ChangeRequest
    ) async throws -> Reply<BundleReport> {
        let workspace = try open()
        let folder = try configuration(of: task).evidenceFolder
        if request.isDryRun {
            let tried = try await workspace.engine.change(request, encode: { $0.json }) { change in
                let bundle = try change.evidence.open(for: task, in: folder)
                return try self.report(bundle.id, in: change.view)
            }
            return try reply(tried) { $0 }
        }
        let lock = try evidenceLock()
        defer { withExtendedLifetime(lock) {} }
        var opening = request
        opening.key = nil
        let opened = try await workspace.engine.change(opening, encode: { _ in .null }) { change in
            try change.evidence.open(for: task, in: folder)
        }
        guard case .made(let bundle, _) = opened else { throw EvidenceError.noneOpen(task) }
        let added = try BagDraft(at: try place(of: bundle).place.draft(bundle)).add(files)
        let evidence = AddedEvidence(
            files: added.map {
                EvidenceFile(path: $0.entry.name.text, digest: $0.entry.digest, bytes: $0.bytes)
            }.sorted { $0.path < $1.path },
            delivery: gathered?.delivery.id,
            replay: gathered?.replay
        )
        var listing = request
        listing.basis = nil
        let listed = try await workspace.engine.change(listing, encode: { $0.json }) { change in
            try change.evidence.add(evidence, to: bundle.id)
            var report = try self.report(bundle.id, in: change.view)
            report.added = evidence.files.map(\.path)
            return report
        }
        return try reply(listed) { $0 }
    }

    /// What git has of a delivery: the difference it makes, and the files that it handed in.
    private func fromGit(
        _ gathered: DeliveryEvidence
    ) throws -> [(name: BagName, source: BagSource)] {
        let delivery = gathered.delivery
        let repository = GitRepository(at: gathered.repository.path, program: git)
        guard let commit = CommitID(delivery.commit) else {
            throw GitError.unknownRevision(delivery.commit)
        }
        let base = delivery.base.flatMap { CommitID($0) }
        var files = [
            (
                name: try BagName("data/diff.patch"),
                source: BagSource.bytes(try repository.patch(from: base, to: commit))
            )
        ]
        for artifact in delivery.artifacts {
            let content = try repository.content(
                of: GitPath(artifact.path),
                in: commit,
                limitBytes: 64 << 20
            )
            files.append((try BagName("data/artifacts/\(artifact.path)"), .bytes(content)))
        }
        return files
    }
}

extension View {
    /// The repository of a task; `nil` where it has none.
    func repository(ofTask key: TaskKey) throws -> Repository? {
        do {
            return try repository(of: try task(key).task)
        } catch is RepositoryError {
            return nil
        }
    }
}

extension BundleLine {
    init(_ stored: EvidenceStore.Stored, in view: View, stateDirectory: String) throws {
        self.init()
        let held = stored.bundle
        let place = EvidencePlace(
            folder: held.folder,
            of: try view.repository(ofTask: held.task),
            stateDirectory: stateDirectory
        )
        bundle = held.id
        task = held.task
        delivery = stored.delivery
        replay = stored.replay
        sealedAt = stored.sealedAt
        pins = held.pins.sorted { $0.rawValue < $1.rawValue }
        if let seal = held.seal {
            (digest, signer, files, bytes) = (seal.digest, seal.signer, seal.files, seal.bytes)
        } else {
            let listed = try view.evidence.files(of: held.id)
            files = Int64(listed.count)
            bytes = listed.reduce(0) { $0 + $1.bytes }
        }
        switch held.state {
        case .open: (state, path) = ("open", place.draft(held))
        case .sealed: (state, path) = ("sealed", place.sealed(held))
        case .removed: (state, path) = ("removed", place.sealed(held))
        }
    }
}

extension LatencyLine {
    fileprivate init(_ latency: EvidenceStore.Latency) {
        self.init()
        task = latency.task
        plannedAt = latency.planned
        firstAt = latency.first
        lastAt = latency.last
        first = latency.first.map { $0 - latency.planned }
        last = latency.last.map { $0 - latency.planned }
    }
}

extension String {
    /// The last part of a path.
    fileprivate var lastPart: String {
        lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
    }
}
