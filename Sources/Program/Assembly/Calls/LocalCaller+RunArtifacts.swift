import Digests
import Documents
import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

// What agents of a run leave, and what is cleaned up when it is over.
extension LocalCaller {
    func provideRunArtifacts(_ provider: inout OperationProvider) {
        provider.provide(ListRunArtifacts.self) { [unowned self] input, context in
            var left = try open().engine.read { view in
                try RunLeavings(
                    of: input.run,
                    agent: input.agent,
                    slice: input.slice,
                    in: view
                )
            }
            try left.look(
                with: GitSources(program: git),
                GitCheckouts(program: git, time: time)
            )
            let looked = left
            return try read(ListRunArtifacts.self, context) { _ in RunArtifacts(looked, input) }
        }
        provider.provide(ScaffoldRun.self) { [unowned self] input, context in
            try scaffold(input, context)
        }
        provider.provide(CheckRunCleanup.self) { [unowned self] input, context in
            let look = try cleanup(of: input.run, manifest: input.manifest)
            return try read(CheckRunCleanup.self, context) { _ in
                RunCleanupReport(input.run, look)
            }
        }
        provider.provide(CleanRun.self) { [unowned self] input, context in
            try await clean(input, context)
        }
    }

    private func scaffold(
        _ input: ScaffoldRun.Input,
        _ context: CallContext
    ) throws -> Reply<RunScaffold> {
        let (spec, repository) = try specAndRepository(of: input.run)
        let own = spec.slices.filter { ([$0.owner] + $0.backups).contains(input.agent) }
        guard !own.isEmpty else { throw RunError.notOfRun(input.run, input.agent) }
        let owned = own.filter { $0.owner == input.agent }
        let artifacts = (owned.isEmpty ? own : owned).flatMap {
            spec.artifacts.left(by: input.agent, on: $0.task)
        }
        let scaffold = ArtifactScaffold(
            artifacts.uniqued,
            of: input.agent,
            sections: spec.artifacts.sections
        )
        let root = try workingRoot(of: repository)
        var report = RunScaffold()
        (report.run, report.agent, report.root) = (input.run, input.agent, root)
        for document in scaffold.documents {
            let place = "\(root)/\(document.path)"
            try requireInside(root, document.path, of: input.run)
            guard access(place, F_OK) != 0 else {
                report.kept.append(document.path)
                continue
            }
            report.made.append(document.path)
            guard !context.options.dryRun else { continue }
            try PublicFolder.make(Self.folder(of: place))
            try FileReplacement.create(Array(document.text.utf8), at: place)
        }
        let made = report
        return try read(ScaffoldRun.self, context) { _ in made }
    }

    private func clean(
        _ input: CleanRun.Input,
        _ context: CallContext
    ) async throws -> Reply<RunCleanupReport> {
        let look = try cleanup(of: input.run, manifest: input.manifest)
        guard look.faults.isEmpty else {
            throw RunError.cleanupRefused(file: look.file, look.faults)
        }
        let steps = look.check.steps
        let touched = Set(steps.flatMap { [$0.path] + [$0.destination].compactMap(\.self) })
        let uncommitted = try open().engine.checkouts.uncommittedPaths(in: look.root)
            .filter(touched.contains)
        guard uncommitted.isEmpty else { throw RunError.uncommitted(input.run, uncommitted) }
        let cleanup = RunCleanup(
            manifest: Digest(of: look.text),
            commit: look.commit,
            archived: steps.compactMap { step in
                step.destination.map { RunCleanup.Move(from: step.path, to: $0) }
            },
            deleted: steps.filter { $0.destination == nil }.map(\.path)
        )
        // Refused before anything is touched: who may not, and a run that is not worked on.
        let run = try open().engine.read { try $0.run(input.run) }
        _ = try run.clean(cleanup)
        for step in steps {
            try requireInside(look.root, step.destination ?? step.path, of: input.run)
        }
        let request = try request(CleanRun.self, input, context, right: .work)
        if !context.options.dryRun {
            try open().engine.read(as: request.caller, expecting: request.expected) {
                try $0.requireAsker().require(.work)
            }
            try apply(cleanup, in: look.root)
        }
        return try await change(CleanRun.self, input, context, right: .work) { change in
            _ = try change.runs.clean(input.run, cleanup)
            var report = RunCleanupReport(input.run, look)
            report.applied = true
            report.advice.removeAll { $0.rule == "left" }
            return report
        }
    }

    /// Moves first: what is deleted can't be in the way of anything.
    private func apply(_ cleanup: RunCleanup, in root: String) throws {
        let repository = GitRepository(at: root, program: git)
        for move in cleanup.archived {
            try PublicFolder.make(Self.folder(of: "\(root)/\(move.to)"))
            try repository.move(move.from, to: move.to)
        }
        try repository.remove(cleanup.deleted)
    }

    /// Holds a manifest against the working directory here.
    private func cleanup(of name: RunName, manifest: String?) throws -> CleanupLook {
        let (spec, repository) = try specAndRepository(of: name)
        let root = try workingRoot(of: repository)
        let checkouts = try open().engine.checkouts
        let own = "\(root)/\(spec.artifacts.manifestPath)"
        let path = manifest.map { surroundings.absolute($0) } ?? own
        let file = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
        guard access(path, F_OK) == 0 else { throw RunError.noManifest(name, path: file) }
        guard let bytes = try FileBytes.read(path, upTo: CleanupManifest.bytesMax) else {
            throw DocumentError(.tooLarge(bytes: .max, limit: CleanupManifest.bytesMax))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let (manifest, findings) = try CleanupManifest.read(text)
        let commit = try checkouts.commit("HEAD", in: root)
        let base = try checkouts.base(of: commit, and: repository.defaultBranch, in: root)
        let before = try base.map { try GitSources(program: git).paths(at: $0, in: root) }
        let check = CleanupCheck(
            manifest,
            file: file,
            before: Set(before ?? []),
            after: Set(try GitRepository(at: root, program: git).trackedFiles()),
            root: spec.artifacts.root
        )
        let other = manifest.faultOfRun(name, in: file)
        return CleanupLook(
            file: file,
            text: text,
            root: root,
            commit: commit,
            check: check,
            faults: findings.map { GateFinding($0, in: file) } + [other].compactMap(\.self)
                + check.faults
        )
    }

    private func specAndRepository(of name: RunName) throws -> (RunSpec, Repository) {
        try open().engine.read { view in
            let text = try view.run(name).draft.text
            guard let spec = try ReadRun.spec(of: text) else {
                throw RunError.unknown(name, near: nil)
            }
            return (spec, try view.repository(named: spec.repository))
        }
    }

    /// A link on the way could lead into another repository, or out of all.
    private func requireInside(_ root: String, _ path: String, of run: RunName) throws {
        let place = PathLocator.place(of: "\(root)/\(path)", from: nil)
        let top = PathLocator.place(of: "\(root)/\(RunSpec.Artifacts.standardManifest)", from: nil)
        guard place.root != nil, place.root == top.root else {
            throw RunError.outside(run, path: path)
        }
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
    }
}

/// A manifest held against a working directory.
struct CleanupLook: Sendable {
    /// The manifest, from the working directory's top on where it lies in it.
    let file: String
    let text: String
    let root: String
    let commit: String
    let check: CleanupCheck
    let faults: [GateFinding]
}

extension RunCleanupReport {
    init(_ name: RunName, _ look: CleanupLook) {
        self.init()
        (run, manifest, named) = (name, look.file, look.check.named)
        steps = look.check.steps.map { step in
            RunCleanupStep { ($0.path, $0.to) = (step.path, step.destination) }
        }
        faults = look.faults.map(GateFindingLine.init)
        advice = look.check.advice.map(GateFindingLine.init)
    }
}

extension RunArtifacts {
    init(_ left: RunLeavings, _ input: ListRunArtifacts.Input) {
        self.init()
        (run, root) = (input.run, left.root)
        counts = LeftState.allCases.compactMap { state in
            let count = left.files.count { $0.state == state }
            return count == 0 ? nil : ArtifactCount { ($0.state, $0.count) = (state, count) }
        }
        let asked = left.files.filter { input.state == nil || $0.state == input.state }
        total = asked.count
        files = asked.prefix(input.limit).map { file in
            RunArtifactLine { line in
                (line.slice, line.agent) = (file.slice, file.agent)
                (line.kind, line.path) = (file.artifact.kind, file.artifact.path)
                (line.state, line.commit) = (file.state, file.commit)
                line.faults = file.faults.map { fault in
                    RunArtifactFault {
                        ($0.rule, $0.line) = (fault.rule.rawValue, fault.line)
                        ($0.text, $0.hint) = (fault.text, fault.hint)
                    }
                }
            }
        }
    }
}
