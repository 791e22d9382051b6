import Digests
import Documents
import Engine
import Model
import Operations
import Store

extension RunLine {
    init(_ stored: RunStore.Stored, in view: View) throws {
        self.init()
        let (name, draft, state) = (stored.run.name, stored.run.draft, stored.run.state)
        (run, title, digest) = (name, draft.title, draft.digest)
        (self.state, reason, decision) = (state.name, state.reason, state.decision)
        slices = stored.run.slices.count
        (draftedAt, startedAt, endedAt) = (stored.draftedAt, stored.startedAt, stored.endedAt)
        if stored.startedAt != nil { accepted = try view.runs.acceptedCount(of: name) }
    }
}

extension RunChange {
    init(_ done: RunEngine.Changed, in view: View) throws {
        self.init()
        run = try RunLine(view.storedRun(done.name), in: view)
        (left, advice) = (done.left, done.advice)
    }
}

extension RunAdvance {
    init(_ done: RunEngine.Advanced, in view: View) throws {
        self.init()
        run = try RunLine(view.storedRun(done.name), in: view)
        (asked, advice) = (done.asked, done.advice)
        rounds = done.rounds.map { round in
            RunRoundLine { line in
                (line.slice, line.round) = (round.slice, round.number)
                line.fixes = round.fixes.map { fix in
                    RunFixLine {
                        ($0.task, $0.owner, $0.findings) = (fix.task, fix.owner, fix.mends)
                    }
                }
            }
        }
    }
}

extension RunLintReport {
    init(_ read: ReadRun, _ found: [FieldFinding]) {
        self.init()
        run = read.spec.flatMap { $0.name.text.isEmpty ? nil : $0.name }
        digest = Digest(of: read.text)
        slices = read.spec?.slices.count ?? 0
        errors = found.count { $0.severity == .error }
        findings = found.map { finding in
            RunFindingLine { line in
                (line.rule, line.severity) = (finding.rule, finding.severity.rawValue)
                (line.line, line.key, line.text) = (finding.line, finding.keyPath, finding.reason)
            }
        }
    }
}

extension RunDetail {
    init(_ stored: RunStore.Stored, withText: Bool, in view: View) throws {
        self.init()
        run = try RunLine(stored, in: view)
        let draft = stored.run.draft
        if withText { text = draft.text }
        (target, max) = (draft.capacity.target, draft.capacity.max)
        (repository, freshness) = (draft.repository, draft.freshness)
        let usage = stored.startedAt == nil ? TokenUsage() : try view.runs.usage(of: run.run)
        budget = RunBudgetLine(draft.budget, usage)
        guard let spec = try ReadRun.spec(of: draft.text) else { return }
        (phase, acceptance) = (spec.phase, spec.criteria)
        (rounds, attempts, sliceTime) = (
            spec.limits.rounds, spec.limits.attempts, spec.limits.slice
        )
        documents = spec.documents.map { document in
            RunDocumentLine { ($0.document, $0.path) = (document.id, document.path) }
        }
        agents = spec.members.map { member in
            RunAgentLine { line in
                (line.agent, line.scope, line.reads) = (member.agent, member.scope, member.reads)
                line.slices = spec.slices.filter { $0.owner == member.agent }.map(\.task)
            }
        }
        stages = spec.stages.map { stage in
            RunStageLine { line in
                (line.stage, line.title, line.kind) = (stage.name, stage.title, stage.kind)
                line.slices = spec.slices.filter { $0.stage == stage.name }.map(\.task)
            }
        }
        let root = spec.artifacts.root.map { $0 + "/" } ?? ""
        artifacts = (spec.artifacts.run + spec.artifacts.agent).map { root + $0 }
    }
}

extension RunStatus {
    init(
        _ progress: RunProgress,
        _ input: ShowRunStatus.Input,
        _ said: [RunReadiness],
        in view: View
    ) throws {
        self.init()
        readiness = said.map { said in
            RunReadinessLine { line in
                (line.slice, line.path) = (said.place.slice, said.place.path)
                (line.commit, line.faults) = (said.place.commit, said.faults)
                line.verdict = said.document?.verdict?.rawValue
                line.blockers = (said.document?.blockers ?? []).map { blocker in
                    RunBlockerLine { ($0.owner, $0.text) = (blocker.owner, blocker.text) }
                }
            }
        }
        run = try RunLine(progress.stored, in: view)
        counts = progress.counts.map { state, count in
            SliceCount { ($0.state, $0.count) = (state, count) }
        }
        path = progress.path.stops.map(\.key)
        (measure, length) = (progress.path.measure, progress.path.length)
        starts = progress.starts.map { start in
            SliceStart { line in
                (line.task, line.agent) = (start.task, start.agent)
                line.reused = start.alignment.goesOn
                line.action = start.alignment.action
            }
        }
        let draft = progress.stored.run.draft
        budget = RunBudgetLine(draft.budget, progress.usage)
        max = draft.capacity.max
        inHand = progress.slices.count { $0.state == .running }
        let asked = progress.slices.filter { slice in
            (input.state == nil || slice.state == input.state)
                && (input.stage == nil || slice.slice.stage == input.stage)
        }
        total = asked.count
        let byTask = Dictionary(
            progress.slices.map { ($0.slice.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let critical = Set(path)
        slices = asked.prefix(input.limit).map { slice in
            SliceLine(slice, isCritical: critical.contains(slice.slice.task), byTask)
        }
    }
}

extension RunSweepReport {
    init(_ sweep: RunSweep, in view: View) throws {
        self.init()
        run = try RunLine(sweep.stored, in: view)
        let draft = sweep.stored.run.draft
        (freshness, inHand) = (draft.freshness, sweep.inHand)
        (target, max) = (draft.capacity.target, draft.capacity.max)
        agents = sweep.agents.map { swept in
            SweptAgentLine { line in
                (line.agent, line.dialect) = (swept.agent, swept.dialect?.rawValue)
                (line.standing, line.why) = (swept.alignment.standing, swept.alignment.why)
                (line.action, line.reason) = (swept.alignment.action, swept.reason)
                (line.next, line.last) = (swept.next?.task, swept.trail.last?.task)
                (line.launch, line.sessions) = (swept.trail.last?.launch, swept.sessions)
            }
        }
    }
}

extension SliceLine {
    fileprivate init(
        _ progress: RunProgress.Slice,
        isCritical: Bool,
        _ others: [TaskKey: RunProgress.Slice]
    ) {
        self.init()
        let slice = progress.slice
        (task, stage, owner) = (slice.task, slice.stage, slice.owner)
        (kind, gates, needs) = (slice.kind, slice.gates, slice.waits)
        (title, state, holder) = (progress.title, progress.state, progress.holder)
        (attempts, critical, mends) = (progress.attempts, isCritical, slice.mends)
        round = progress.round.map { round in
            SliceRound { line in
                (line.round, line.max, line.reviews) = (round.number, round.max, round.reviews)
                (line.stopping, line.decision) = (round.stopping, round.question)
            }
        }
        waitsFor = progress.open.map { key in
            SliceWait { line in
                line.task = key
                line.agent = others[key].map { $0.holder ?? $0.slice.owner }
                line.state = others[key]?.state
            }
        }
    }
}

extension RunBudgetLine {
    fileprivate init(_ budget: RunBudget, _ usage: TokenUsage) {
        self.init()
        (cost, tokens) = (usage.costDollars, usage.input + usage.output)
        costMax = budget.costNanos.map { Double($0) / 1e9 }
        tokensMax = budget.tokens
        spent = budget.isReached(by: usage)
    }
}
