import Documents
import Model
import Store

/// What agents have left of what a run asks for, slice by slice.
package struct RunLeavings: Sendable {
    /// One file that is asked for.
    package struct File: Sendable {
        /// `nil` for a file of the run as a whole.
        package let slice: TaskKey?
        package let agent: AgentID?
        package let artifact: LeftArtifact
        package let state: LeftState
        /// The commit that was looked at.
        package let commit: String?
        package let faults: [ArtifactFault]
    }

    /// A slice, with where its files would be now.
    private struct Ground {
        let slice: RunSpec.Slice
        let agent: AgentID
        /// A commit or a branch; `nil` where nothing is to be there yet.
        let revision: String?
        let moment: Timestamp
    }

    package let root: String?
    package private(set) var files: [File] = []

    private let artifacts: RunSpec.Artifacts
    private let repository: Repository
    private let isOver: Bool
    /// Whether only some agent's or slice's files were asked about.
    private let isPart: Bool
    private let now: Timestamp
    private var grounds: [Ground] = []

    /// Finds out where the files of which slices would be; git is not asked.
    ///
    /// - Parameters:
    ///   - agent: Only the slices of that agent.
    ///   - task: Only that slice.
    package init(
        of name: RunName,
        agent: AgentID? = nil,
        slice task: TaskKey? = nil,
        in view: View
    ) throws {
        let run = try view.run(name)
        guard let spec = try ReadRun.spec(of: run.draft.text) else {
            throw RunError.unknown(name, near: nil)
        }
        (artifacts, root) = (spec.artifacts, spec.artifacts.root)
        repository = try view.repository(named: spec.repository)
        isPart = agent != nil || task != nil
        (isOver, now) = (run.state.name == .finished, view.now)
        for slice in spec.slices where task == nil || slice.task == task {
            let ground =
                run.state.name.hasTasks
                ? try Self.ground(of: slice, in: view)
                : Ground(slice: slice, agent: slice.owner, revision: nil, moment: now)
            if agent == nil || ground.agent == agent { grounds.append(ground) }
        }
        if let agent, !spec.slices.contains(where: { ([$0.owner] + $0.backups).contains(agent) }) {
            throw RunError.notOfRun(name, agent)
        }
    }

    private static func ground(of slice: RunSpec.Slice, in view: View) throws -> Ground {
        let stored = try view.current(of: slice.task)
        let last = try view.deliveries.deliveries(of: stored?.key ?? slice.task).last
        let hold = stored?.task.hold
        if let stored, let hold {
            let tree = try view.worktrees.worktrees(of: stored.key).first
            return Ground(
                slice: slice,
                agent: hold.agent,
                revision: tree?.plan.branch ?? last?.delivery.commit,
                moment: view.now
            )
        }
        return Ground(
            slice: slice,
            agent: last?.delivery.handover.agent ?? slice.owner,
            revision: last?.delivery.commit,
            moment: last?.deliveredAt ?? view.now
        )
    }

    /// Looks at the commits.
    package mutating func look(
        with sources: any SourceAccess,
        _ checkouts: any CheckoutAccess
    ) throws {
        for ground in grounds {
            let asked =
                artifacts.left(by: ground.agent, on: ground.slice.task)
                + ground.slice.artifacts.map { LeftArtifact(kind: .slice, path: $0) }
            try look(asked, ground, with: sources, checkouts)
        }
        guard !isPart, !artifacts.run.isEmpty else { return }
        let main = try checkouts.commit(repository.defaultBranch, in: repository.path)
        let check = try check(artifacts.leftByRun, main, now, sources)
        for verdict in check.verdicts {
            add(verdict, nil, nil, main, isDue: !isOver)
        }
    }

    private mutating func look(
        _ asked: [LeftArtifact],
        _ ground: Ground,
        with sources: any SourceAccess,
        _ checkouts: any CheckoutAccess
    ) throws {
        guard !asked.isEmpty else { return }
        let (slice, agent) = (ground.slice.task, ground.agent)
        // A branch may be gone together with its worktree.
        guard let revision = ground.revision,
            try checkouts.exists(revision, in: repository.path)
        else {
            files += asked.map { artifact in
                File(
                    slice: slice,
                    agent: agent,
                    artifact: artifact,
                    state: .due,
                    commit: nil,
                    faults: []
                )
            }
            return
        }
        let commit = try checkouts.commit(revision, in: repository.path)
        for verdict in try check(asked, commit, ground.moment, sources).verdicts {
            add(verdict, slice, agent, commit, isDue: false)
        }
    }

    private func check(
        _ asked: [LeftArtifact],
        _ commit: String,
        _ moment: Timestamp,
        _ sources: any SourceAccess
    ) throws -> ArtifactCheck {
        try ArtifactCheck(
            asked,
            sections: artifacts.sections,
            at: moment,
            paths: sources.paths(at: commit, in: repository.path)
        ) { paths in
            try sources.contents(of: paths, at: commit, in: repository.path).map {
                SourceFile(path: $0.path, bytes: $0.bytes)
            }
        }
    }

    private mutating func add(
        _ verdict: ArtifactCheck.Verdict,
        _ slice: TaskKey?,
        _ agent: AgentID?,
        _ commit: String,
        isDue: Bool
    ) {
        let state: LeftState =
            !verdict.isThere ? isDue ? .due : .missing : verdict.faults.isEmpty ? .there : .faulty
        files.append(
            File(
                slice: slice,
                agent: agent,
                artifact: verdict.artifact,
                state: state,
                commit: commit,
                faults: state == .due ? [] : verdict.faults
            )
        )
    }
}
