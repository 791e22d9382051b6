import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideMerges(_ provider: inout OperationProvider) {
        provider.provide(AddMerge.self) { [unowned self] input, context in
            if let repository = try repository(of: input.task) { _ = try queue(of: repository) }
            return try await change(AddMerge.self, input, context, right: .plan) { change in
                MergeLine(try change.merges.queue(input.task))
            }
        }
        provider.change(DropMerge.self, self, right: .plan) { change, input in
            MergeLine(try change.merges.drop(input.task, because: input.reason))
        }
        provider.read(ListMerges.self, self) { view, input in
            if let name = input.repository { _ = try view.repository(named: name) }
            var filter = MergeStore.Filter()
            (filter.repository, filter.task) = (input.repository, input.task)
            filter.waitingOnly = !input.all
            return Page(
                try view.merges.merges(filter, limit: input.limit).map(MergeLine.init),
                total: try view.merges.count(filter)
            )
        }
        provider.provide(RunMerges.self) { [unowned self] input, context in
            try await merge(input, context)
        }
        provider.provide(VerifyMerges.self) { [unowned self] input, context in
            let repository = try mergeRepository(input.repository, task: input.task)
            let branch = try mergeBranch(of: repository)
            let found = try open().engine.verifyMerges(
                of: input.task,
                into: branch,
                in: repository,
                limit: input.limit,
                through: GitMerging(program: git, time: time)
            )
            return try read(VerifyMerges.self, context) { _ in
                MergeVerifyReport { report in
                    report.repository = repository.name
                    report.branch = branch
                    report.lookedAt = found.count
                    report.merged = found.count { $0.isPart }
                    report.lost = found.filter { !$0.losses.isEmpty }.map(LostMergeLine.init)
                }
            }
        }
    }

    private func merge(
        _ input: RunMerges.Input,
        _ context: CallContext
    ) async throws -> Reply<MergeRunReport> {
        let request = try request(RunMerges.self, input, context, right: .plan)
        let repository = try mergeRepository(input.repository, task: nil)
        let branch = try queue(of: repository)
        let workspace = try open()
        let lock = try FileLock(
            ifFree: "\(workspace.found.stateDirectory)/merge-\(repository.name).lock"
        )
        guard let lock else { throw MergeError.isRunning(repository.name) }
        defer { withExtendedLifetime(lock) {} }
        let run = try await workspace.engine.merge(
            MergeRunOrder(
                repository: repository,
                branch: branch,
                limit: input.limit,
                allowsUnsandboxed: input.unsandboxed
            ),
            request,
            tools: MergeTools(
                git: GitMerging(program: git, time: time),
                packets: packets,
                replayer: replayer
            )
        )
        let report = MergeRunReport(run, repository.name, branch)
        guard !context.options.dryRun else { return Reply(report, isDryRun: true, events: []) }
        return Reply(report, revision: try workspace.engine.read { try $0.ledger.head() })
    }

    /// The branch that a repository's queue merges into.
    ///
    /// - Throws: ``MergeError/off(_:)`` where it has none.
    private func queue(of repository: Repository) throws -> String {
        guard try configuration(of: repository).merging.queue == .on else {
            throw MergeError.off(repository.name)
        }
        return try mergeBranch(of: repository)
    }

    private func mergeBranch(of repository: Repository) throws -> String {
        try configuration(of: repository).merging.branch ?? repository.defaultBranch
    }

    /// The repository that is named, that of the task, the one around, or the only one.
    private func mergeRepository(
        _ name: RepositoryName?,
        task: TaskKey?
    ) throws -> Repository {
        if name == nil, let around = try repository(of: task) { return around }
        return try open().engine.read { try $0.repository(named: name) }
    }
}

extension MergeLine {
    init(_ stored: MergeStore.Stored) {
        self.init()
        let change = stored.merge.change
        task = stored.merge.task
        state = stored.merge.state.name
        repository = change.repository
        delivery = change.delivery
        commit = change.commit
        asker = stored.asker
        queuedAt = stored.queuedAt
        changedAt = stored.changedAt
        switch stored.merge.state {
        case .queued: break
        case .moving(let move), .merged(let move):
            (branch, old, new, grade) = (move.branch, move.old, move.new, move.grade)
        case .refused(let refusal):
            (branch, old, self.refusal) = (refusal.branch, refusal.tip, refusal.reason)
            findings = refusal.findings.map(MergeFindingLine.init)
        case .dropped(let reason): self.reason = reason
        }
    }
}

extension MergeFindingLine {
    init(_ finding: MergeFinding) {
        self.init()
        (path, line, text) = (finding.path, finding.line, finding.text)
    }
}

extension MergeRunReport {
    init(_ run: MergeRun, _ repository: RepositoryName, _ branch: String) {
        self.init()
        self.repository = repository
        self.branch = branch
        tasks = run.lines.map(MergeOutcomeLine.init)
        merged = tasks.count { $0.outcome == "merged" }
        refused = tasks.count { $0.outcome == "refused" }
        waiting = run.waiting
        stopped = run.stopped.map { ErrorReport($0) }
    }
}

extension MergeOutcomeLine {
    init(_ line: MergeRun.Line) {
        self.init()
        task = line.task
        switch line.outcome {
        case .merged(let move):
            outcome = "merged"
            (commit, grade) = (move.new, move.grade)
        case .refused(let refusal):
            outcome = "refused"
            self.refusal = refusal.reason
            findings = refusal.findings.map(MergeFindingLine.init)
        case .waits(let tasks):
            outcome = "waits"
            waitsFor = tasks
        }
    }
}

extension LostMergeLine {
    init(_ found: MergeVerification) {
        self.init()
        task = found.task
        commit = found.change.commit
        findings = found.losses.map(MergeFindingLine.init)
    }
}
