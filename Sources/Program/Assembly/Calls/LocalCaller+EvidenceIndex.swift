import BagKit
import Digests
import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func provideEvidenceIndex(_ provider: inout OperationProvider) {
        provider.provide(IndexEvidence.self) { [unowned self] input, context in
            Reply(try evidenceIndex(of: input.folder, all: input.all))
        }
    }

    /// Looks at the files of a folder, and keeps what it found for the next time.
    ///
    /// - Parameter all: Whether to list those too that have nothing amiss.
    func evidenceIndex(of folder: String?, all: Bool) throws -> EvidenceIndexReport {
        let start = time.elapsed()
        let folder = try folder.map(surroundings.absolute) ?? evidenceRoot()
        let state = try open().found.stateDirectory
        let kept = IndexFile(of: folder, in: state)
        let before = kept.read()
        let isThere = access(folder, F_OK) == 0
        let index = isThere ? try FolderIndex(of: folder, after: before) : FolderIndex()
        let difference = index.difference(from: before)
        if index.entries != before.entries { try kept.write(index) }
        let tracked = try trackedFiles(in: folder)
        let referenced = try referencedFiles(in: folder, isThere: isThere)
        var report = EvidenceIndexReport()
        report.folder = folder
        report.files = index.entries.count
        (report.added, report.changed) = (difference.added, difference.changed)
        report.gone = difference.gone
        report.count(index, tracked, referenced, all: all)
        report.durationMs = (time.elapsed() - start).wholeMilliseconds
        return report
    }

    /// Where new bundles lie.
    private func evidenceRoot() throws -> String {
        let workspace = try open()
        let repository = try workspace.engine.read { view in
            try workspace.found.location.flatMap {
                try view.repositories.repository(commonDirectory: $0.commonDirectory)
            }
        }
        return EvidencePlace(
            folder: try configuration().evidenceFolder,
            of: repository,
            stateDirectory: workspace.found.stateDirectory
        ).root
    }

    /// The files under the folder that git tracks; none where it is in no repository.
    private func trackedFiles(in folder: String) throws -> Set<String> {
        guard access(folder, F_OK) == 0,
            let location = try WorkspaceFinder(surroundings: surroundings).location(of: folder),
            location.root != nil
        else { return [] }
        return Set(try GitRepository(at: folder, program: git).trackedFiles())
    }

    /// The files under the folder that the ledger names: those of bundles that lie there,
    /// artifacts of deliveries whose path leads there, and what reports, messages and packets name.
    private func referencedFiles(
        in folder: String,
        isThere: Bool
    ) throws -> [String: EvidenceNaming] {
        let workspace = try open()
        let state = workspace.found.stateDirectory
        return try workspace.engine.read { view in
            var names: [String: EvidenceNaming] = [:]
            for stored in try view.evidence.bundles() {
                let bundle = stored.bundle
                guard case .sealed = bundle.state else { continue }
                let place = EvidencePlace(
                    folder: bundle.folder,
                    of: try view.repository(ofTask: bundle.task),
                    stateDirectory: state
                )
                guard let top = place.sealed(bundle).path(under: folder) else { continue }
                for file in try view.evidence.files(of: bundle.id) {
                    names["\(top)/\(file.path)", default: []].insert(.bundle)
                }
                for name in BagFiles.all { names["\(top)/\(name)", default: []].insert(.bundle) }
            }
            let repositories = try view.repositories.repositories()
            // What is not there is missing by what binds alone.
            let mentions = isThere ? try PathMentions(in: state, upTo: view).paths : [:]
            for (path, naming) in mentions {
                let places =
                    path.hasPrefix("/")
                    ? [path] : repositories.map { "\($0.path)/\(path)" }
                for name in places.compactMap({ $0.path(under: folder) }) {
                    names[name, default: []].formUnion(naming)
                }
            }
            for repository in repositories {
                for path in try view.deliveries.artifactPaths(in: repository.name) {
                    guard let name = "\(repository.path)/\(path)".path(under: folder) else {
                        continue
                    }
                    names[name, default: []].insert(.artifact)
                }
            }
            return names
        }
    }
}

extension EvidenceIndexReport {
    fileprivate mutating func count(
        _ index: FolderIndex,
        _ trackedNames: Set<String>,
        _ referencedNames: [String: EvidenceNaming],
        all: Bool
    ) {
        var left = referencedNames
        for entry in index.entries {
            let isTracked = !trackedNames.isEmpty && trackedNames.contains(entry.path)
            let naming = left.isEmpty ? nil : left.removeValue(forKey: entry.path)
            let isReferenced = naming != nil
            if isTracked { tracked += 1 }
            if isReferenced { referenced += 1 }
            // Named and not tracked, where others are: it will not travel with the repository.
            guard all || (isReferenced && !isTracked && !trackedNames.isEmpty) else { continue }
            items.append(
                IndexedFile {
                    $0.path = entry.path
                    $0.exists = true
                    ($0.tracked, $0.referenced) = (isTracked, isReferenced)
                    $0.digest = entry.digest
                    $0.namedBy = naming?.words ?? []
                }
            )
        }
        let missingNames = left.filter { !$0.value.isDisjoint(with: .binding) }
        missing = missingNames.count
        let shown = missingNames.keys.sorted().prefix(all ? .max : 1000)
        items =
            shown.map { name in
                IndexedFile {
                    $0.path = name
                    $0.referenced = true
                    $0.tracked = trackedNames.contains(name)
                    $0.namedBy = missingNames[name]?.words ?? []
                }
            } + items
    }
}

extension String {
    /// The rest of a path under a folder; `nil` where it is not under it.
    fileprivate func path(under folder: String) -> String? {
        hasPrefix(folder + "/") ? String(dropFirst(folder.count + 1)) : nil
    }
}
