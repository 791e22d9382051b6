import Digests
import Model
import TestSupport

/// Events of every kind, with data from a seed.
struct SampleEvents {
    var chance: SplitMix64

    init(seed: UInt64) {
        chance = SplitMix64(seed: seed)
    }

    private mutating func maybe<Value>(_ value: Value) -> Value? {
        chance.oneIn(2) ? value : nil
    }

    private mutating func text() -> String { chance.text(upTo: 12) }
    private mutating func texts() -> [String] {
        (0..<Int.random(in: 0...3, using: &chance)).map { _ in text() }
    }
    private mutating func number() -> Int64 { Int64.random(in: 1...1_000_000, using: &chance) }
    private mutating func moment() -> Timestamp {
        Timestamp(milliseconds: Int64.random(in: 0...4_000_000_000_000, using: &chance))
    }
    private mutating func agent() -> AgentID { AgentID(trusted: chance.pick(["ada", "brian"])) }
    private mutating func key() -> TaskKey { TaskKey(trusted: "T-\(number())") }
    private mutating func session() -> SessionID { SessionID(trusted: "S-\(number())") }
    private mutating func digest() -> Digest { Digest(of: text()) }
    private mutating func repository() -> RepositoryName { RepositoryName(trusted: "api") }
    private mutating func standing() -> TaskState.Standing {
        chance.pick(TaskState.Standing.allCases)
    }
    private mutating func parking() -> Lane.Parking {
        Lane.Parking(reason: text(), blocker: maybe(text()))
    }

    private mutating func packet() -> PacketRevision {
        PacketRevision(
            number: number(),
            format: chance.pick(PacketRevision.Format.allCases),
            text: text(),
            digest: digest(),
            title: maybe(text()),
            risk: maybe(text()),
            repository: maybe(repository()),
            inScope: texts(),
            outOfScope: texts()
        )
    }

    private mutating func verdict() -> Verdict {
        Verdict(
            delivery: DeliveryID(trusted: "V-\(number())"),
            replay: maybe(ReplayID(trusted: "R-\(number())")),
            judge: agent(),
            findings: texts(),
            waivedGaps: maybe(text())
        )
    }

    private mutating func delivery() -> Delivery {
        let artifacts = (0..<Int.random(in: 0...2, using: &chance)).map { _ in
            Delivery.Artifact(path: text(), digest: digest(), bytes: number())
        }
        return Delivery(
            handover: TaskState.Handover(
                delivery: DeliveryID(trusted: "V-\(number())"),
                agent: agent(),
                session: session(),
                fence: Fence(number())
            ),
            commit: text(),
            base: maybe(text()),
            branch: maybe(text()),
            report: text(),
            claims: texts(),
            artifacts: artifacts,
            advice: texts(),
            packetRevision: number()
        )
    }

    /// One task event of each kind.
    mutating func tasks() -> [TaskEvent] {
        let plan = TaskPlan(
            title: text(),
            repository: maybe(repository()),
            lane: maybe(LaneKey(trusted: "core")),
            phase: maybe(text()),
            risk: maybe(text()),
            priority: number(),
            dependencies: [key(), key()],
            packet: maybe(packet()),
            isReady: chance.oneIn(2)
        )
        let edit = TaskEdit(
            title: maybe(text()),
            lane: maybe(LaneKey(trusted: "core")),
            phase: maybe(text()),
            priority: maybe(number())
        )
        let hold = Hold(
            agent: agent(),
            session: session(),
            fence: Fence(number()),
            expiry: moment(),
            isAcknowledged: chance.oneIn(2)
        )
        return [
            .created(plan), .edited(edit), .packetRevised(packet()), .readied, .drafted,
            .assigned(maybe(agent())), .claimed(hold), .renewed(expiry: moment()),
            .checkoutAcknowledged,
            .released(reason: chance.pick(ReleaseReason.allCases), note: maybe(text())),
            .paused(reason: text()), .resumed(expiry: moment()), .delivered(delivery()),
            .accepted(verdict()), .sentBack(verdict(), worker: agent(), keptUntil: moment()),
            .rejected(verdict()), .blocked(reason: text(), from: standing()),
            .unblocked(to: standing()), .parked(parking(), from: standing()),
            .unparked(to: standing()), .cancelled(reason: text()), .superseded(by: key()),
            .dependencyAdded(key()), .dependencyRemoved(key()),
        ]
    }

    mutating func waves() -> [WaveEvent] {
        let rendering = WaveRendering(
            phase: PhaseName(trusted: "P07"),
            window: WindowName(trusted: "W1"),
            follows: maybe(WaveName(trusted: "Wave-1")),
            spec: text(),
            lanes: [
                WaveLane(
                    lane: LaneKey(trusted: "core"),
                    agent: agent(),
                    task: key(),
                    isCanonical: chance.oneIn(2)
                )
            ],
            files: [WrittenFile(path: text(), digest: digest())]
        )
        let messages = [MessageID(trusted: "M-\(number())")]
        return [
            .rendered(rendering), .sent(WaveDispatch(tasks: [key()], messages: messages)),
        ]
    }

    mutating func runs() -> [RunEvent] {
        let decision = DecisionID(trusted: "D-\(number())")
        let slice = RunSlice(
            task: key(),
            stage: StageName(trusted: "core"),
            owner: agent(),
            backups: [agent()],
            waits: [key()],
            gates: [gate()],
            artifacts: texts()
        )
        var artifacts = RunSpec.Artifacts()
        if chance.oneIn(2) {
            (artifacts.root, artifacts.plan) = (maybe(text()), maybe(text()))
            (artifacts.run, artifacts.sections) = (texts(), texts())
        }
        let draft = RunDraft(
            text: text(),
            title: text(),
            repository: maybe(repository()),
            capacity: RunCapacity(target: number(), max: number()),
            freshness: chance.pick(Freshness.allCases),
            budget: RunBudget(costNanos: maybe(number()), tokens: maybe(number())),
            dialects: chance.oneIn(2) ? [:] : [agent(): chance.pick(RunDriver.Dialect.allCases)],
            limits: RunLimits(
                rounds: number(),
                attempts: number(),
                slice: maybe(.milliseconds(number()))
            ),
            artifacts: artifacts,
            slices: [slice, RunSlice(task: key(), stage: slice.stage, owner: agent())]
        )
        return [
            .drafted(draft), .asked(decision), .approved(decision), .declined(decision), .started,
            .paused(reason: text()), .resumed, .finished, .cancelled(reason: text()),
            .launched(
                RunLaunch(
                    number: number(),
                    task: key(),
                    agent: agent(),
                    driver: DriverName(trusted: "script"),
                    resumes: maybe(number()),
                    compacts: chance.oneIn(2),
                    packet: maybe(number()),
                    rules: maybe(digest())
                )
            ),
            .landed(
                RunLanding(
                    number: number(),
                    outcome: chance.pick(LaunchOutcome.allCases),
                    note: maybe(text()),
                    conversation: maybe(text())
                )
            ),
            .cleaned(
                RunCleanup(
                    manifest: digest(),
                    commit: text(),
                    archived: texts().map { RunCleanup.Move(from: $0, to: text()) },
                    deleted: texts()
                )
            ),
            .extended(
                RunRound(
                    slice: key(),
                    number: number(),
                    fixes: chance.oneIn(2)
                        ? []
                        : [
                            RunSlice(
                                task: key(),
                                stage: slice.stage,
                                owner: agent(),
                                kind: chance.pick(RunSpec.Stage.Kind.allCases),
                                mends: [FindingID(trusted: "F-\(number())")]
                            )
                        ]
                )
            ),
            .questioned(
                RunQuestion(
                    decision: decision,
                    slice: key(),
                    matter: chance.pick(RunQuestion.Matter.allCases),
                    number: number()
                )
            ),
            .settled(decision, maybe(chance.pick(RunQuestion.Answer.allCases))),
        ]
    }

    mutating func windows() -> [WindowEvent] {
        let lane = LaneKey(trusted: "core")
        let task = BundledTask(
            task: key(),
            state: text(),
            delivery: maybe(DeliveryID(trusted: "V-\(number())")),
            commit: maybe(text()),
            artifacts: texts(),
            transcript: texts(),
            passed: maybe(number()),
            closeout: maybe(text())
        )
        let digest = WindowDigest(
            reader: agent(),
            message: MessageID(trusted: "M-\(number())"),
            count: number()
        )
        return [
            .opened(
                WindowPlan(
                    wave: maybe(WaveName(trusted: "Wave-1")),
                    lanes: chance.oneIn(2) ? [] : [lane]
                )
            ),
            .bundled(
                LaneBundle(
                    lane: lane,
                    tasks: [task],
                    memory: texts(),
                    risks: maybe(text()),
                    gaps: texts()
                )
            ),
            .takenIn(WindowIntake(verified: [key()], accepted: [], rework: [key()])),
            .closed(WindowClosing(digests: [digest], without: [lane], reason: maybe(text()))),
        ]
    }

    mutating func messages(of id: MessageID) -> [MessageEvent] {
        let message = Message(
            id: id,
            thread: ThreadID(trusted: "hub"),
            sender: agent(),
            recipients: [agent()],
            kind: chance.pick(Message.Kind.allCases),
            subject: text(),
            body: text(),
            task: maybe(key()),
            replyTo: maybe(MessageID(trusted: "M-1")),
            acknowledgeBy: maybe(moment()),
            holds: chance.oneIn(2)
                ? [] : [MessageHold(reader: agent(), window: WindowName(trusted: "W1"))]
        )
        return [
            .sent(message), .announced(message), .acknowledged(by: agent(), note: maybe(text())),
            .resent(to: agent(), acknowledgeBy: moment()), .escalated(for: agent(), to: [agent()]),
        ]
    }

    mutating func sessions() -> [SessionEvent] {
        [
            .started(
                agent: agent(),
                worktree: maybe(text()),
                repository: maybe(repository()),
                credential: digest(),
                focus: maybe(text())
            ),
            .beaten(note: maybe(text())),
            .beaten(note: maybe(text()), words: BeatWords(["shift": text(), text(): "x"])),
            .leftoverSettled(note: maybe(text())), .ended(reason: maybe(text())),
            .saved(
                SessionNote(
                    label: maybe(text()),
                    done: text(),
                    next: maybe(text()),
                    branch: maybe(text()),
                    commit: maybe(text())
                )
            ),
            .leftoverFound(
                Leftover(
                    owner: agent(),
                    worktree: text(),
                    branch: maybe(text()),
                    head: maybe(text()),
                    paths: (0..<Int.random(in: 0...150, using: &chance)).map { "src/\($0)" }
                )
            ),
            .ruleOverridden(gate(), fault: text()),
        ]
    }

    mutating func agents() -> [AgentEvent] {
        [
            .registered(role: chance.pick(Role.allCases), capabilities: texts()),
            .retired(reason: text()), .revived,
            .alerted(
                PresenceAlert(
                    state: chance.pick([.stuck, .silent]),
                    since: moment(),
                    reason: text(),
                    remedy: maybe(text())
                )
            ),
        ]
    }

    mutating func lanes() -> [LaneEvent] {
        [
            .added(function: text(), owner: maybe(agent()), repository: maybe(repository())),
            .parked(parking()), .unparked,
        ]
    }

    mutating func worktrees() -> [WorktreeEvent] {
        let plan = WorktreePlan(
            repository: repository(),
            path: text(),
            branch: maybe(text()),
            start: text(),
            task: maybe(key()),
            agent: agent(),
            fence: maybe(Fence(number()))
        )
        return [.planned(plan), .made, .parked(ref: text(), commit: text()), .removed]
    }

    mutating func repositories() -> [RepositoryEvent] {
        [
            .registered(path: text(), commonDirectory: text(), defaultBranch: text()),
            .profileChanged(digest: text(), commit: text()),
        ]
    }

    mutating func workspaces() -> [WorkspaceEvent] {
        [
            .created(name: WorkspaceName(trusted: "acme")),
            .ruleSet(gate(), chance.pick(RuleLevel.allCases)),
        ]
    }

    private mutating func round() -> Review.Round {
        Review.Round(
            number: number(),
            commit: text(),
            delivery: maybe(DeliveryID(trusted: "V-\(number())"))
        )
    }

    mutating func reviews(of id: ReviewID) -> [ReviewEvent] {
        let review = Review(
            id: id,
            repository: repository(),
            task: maybe(key()),
            base: maybe(text()),
            focus: maybe(text()),
            slice: maybe(key()),
            authors: [agent()],
            reviewer: agent(),
            state: .open(round())
        )
        return [
            .started(review), .takenUp(round(), authors: [agent()]), .closed(note: maybe(text())),
            .abandoned(reason: text()),
        ]
    }

    mutating func findings(of id: FindingID) -> [FindingEvent] {
        let place = AnchorPlace(text(), maybe(LineRange(3, 9)) ?? nil)
        let finding = Finding(
            id: id,
            review: ReviewID(trusted: "RV-\(number())"),
            round: number(),
            severity: chance.pick(Severity.allCases),
            text: text(),
            anchor: maybe(LineAnchor(place, commit: text(), blob: text())),
            owner: agent(),
            origin: maybe(Finding.Origin(tool: text(), rule: maybe(text()), fingerprint: text()))
        )
        return [
            .added(finding), .fixed(commit: text(), round: number()), .disputed(reason: text()),
            .accepted(Disposition(owner: agent(), followUp: .task(key()))),
            .accepted(Disposition(owner: agent(), followUp: .reason(text()))), .reopened,
        ]
    }

    mutating func merges() -> [MergeEvent] {
        let record: JSONValue = .object(["grade": .string(text())])
        return [
            .queued(
                AcceptedChange(
                    repository: repository(),
                    delivery: DeliveryID(trusted: "V-\(number())"),
                    commit: text(),
                    base: maybe(text())
                )
            ),
            .moving(
                MergeMove(
                    branch: text(),
                    old: text(),
                    new: text(),
                    grade: chance.pick(ReplayGrade.allCases)
                ),
                record: record
            ),
            .merged, .returned(reason: text()),
            .refused(
                MergeRefusal(
                    reason: chance.pick(MergeRefusal.Reason.allCases),
                    branch: text(),
                    tip: text(),
                    findings: [
                        MergeFinding(text(), path: maybe(text()), line: maybe(Int(number())))
                    ]
                ),
                record: maybe(record)
            ),
            .dropped(reason: text()),
        ]
    }

    mutating func gateRun() -> GateEvent {
        GateEvent(
            target: chance.pick(GateTarget.allCases),
            task: maybe(key()),
            phase: maybe(text()),
            commit: maybe(text()),
            moment: maybe(chance.pick(GateMoment.allCases)),
            results: GateVerdict.allCases.map { gateResult($0) }
        )
    }

    private mutating func gate() -> GateName {
        GateName(trusted: chance.pick(["scope", "clean_tree", "make-lint"]))
    }

    private mutating func gateResult(_ verdict: GateVerdict) -> GateResult {
        var judgement = GateJudgement(
            figure: maybe(GateFigure(number(), text())),
            evidence: maybe(
                GateEvidence(
                    command: text(),
                    ending: text(),
                    tail: text(),
                    digest: digest(),
                    bytes: number(),
                    layers: texts()
                )
            )
        )
        if verdict == .fail {
            judgement.findings = (0..<Int.random(in: 1...60, using: &chance)).map { _ in
                GateFinding(
                    text(),
                    path: maybe(text()),
                    line: maybe(Int(number())),
                    rule: maybe(text())
                )
            }
            judgement.sentence = maybe(text())
        }
        return GateResult(
            gate: gate(),
            level: chance.pick(RuleLevel.allCases),
            verdict: verdict,
            reason: verdict == .error || verdict == .skipped ? text() : nil,
            judgement: judgement,
            duration: .microseconds(number()),
            unusuallyFast: maybe(.microseconds(number()))
        )
    }

    mutating func lines() -> [LineEvent] { [.joined(agent(), until: moment()), .left(agent())] }

    mutating func gateways() -> [GatewayEvent] {
        [
            .started(address: text()), .stopped(owner: agent(), reason: text()),
            .stopped(owner: nil, reason: nil),
        ]
    }

    mutating func refusedDelivery() -> RefusedDelivery {
        RefusedDelivery(fence: Fence(3), commit: text(), branch: text(), report: text())
    }

    mutating func replay() -> ReplayEvent {
        ReplayEvent(
            task: key(),
            delivery: DeliveryID(trusted: "V-1"),
            commit: text(),
            packet: maybe(PacketRun(revision: number(), digest: digest())),
            grade: "verified",
            gaps: texts(),
            record: .object(["text": .string(text())])
        )
    }

    mutating func packetLocks() -> [PacketEvent] {
        [
            .locked(
                PacketLock(revision: number(), digest: digest(), signer: text(), signature: text())
            ),
            .varied(from: PacketParent(task: key(), revision: number(), digest: digest())),
        ]
    }

    mutating func specs() -> [SpecEvent] {
        let anchor = ClauseAnchor(section: text(), words: text())
        let evidence = SpecEvidence(path: text(), line: number(), commit: text(), digest: digest())
        let clauses = SpecClause.Level.allCases.map { level in
            SpecClause(anchor: anchor, level: level, text: text(), line: Int(number()))
        }
        let version = SpecVersion(
            number: number(),
            commit: text(),
            digest: digest(),
            clauses: clauses
        )
        return [
            .registered(repository(), path: text()), .locked(version),
            .tied(anchor, .task(key())), .tied(anchor, .evidence(evidence)),
            .untied(anchor, .task(key())), .untied(anchor, .evidence(evidence)),
        ]
    }

    mutating func phases() -> [PhaseEvent] {
        [
            .opened(title: maybe(text()), specs: texts().map(SpecName.init(trusted:))),
            .closed(PhaseClosure(accepted: number(), specs: texts())),
        ]
    }

    mutating func plans(named name: PlanName) -> [PlanEvent] {
        let steps = [
            PlanStep(id: StepID(trusted: "S1"), title: text(), standing: .own(.queued)),
            PlanStep(
                id: StepID(trusted: "S2"),
                title: maybe(text()),
                standing: .follows(key())
            ),
        ]
        let checkpoint = PlanCheckpoint(
            text: text(),
            owner: agent(),
            state: chance.pick(CheckpointState.allCases)
        )
        let link = PlanLink(kind: LinkKind(trusted: "url"), target: text())
        let plan = Plan(
            name: name,
            summary: text(),
            author: agent(),
            repository: maybe(repository()),
            steps: steps,
            checkpoint: maybe(checkpoint),
            links: chance.oneIn(2) ? [link] : []
        )
        return [
            .created(plan), .stepAdded(steps[1]),
            .stepMoved(
                steps[0].id,
                to: chance.pick(StepState.allCases),
                note: maybe(text())
            ),
            .receiptsAdded(texts(), step: maybe(steps[0].id)), .linked(link),
            .checkpointSet(checkpoint),
            .moved(chance.pick(PlanState.allCases), note: maybe(text())),
            .approved(digest: plan.digest, note: maybe(text())),
        ]
    }

    mutating func waivers() -> [WaiverEvent] {
        [
            .granted(
                WaiverGrant(
                    rule: text(),
                    task: maybe(key()),
                    phase: maybe(PhaseName(trusted: text())),
                    reason: text(),
                    until: maybe(moment())
                )
            ), .revoked(reason: text()),
        ]
    }

    mutating func imported() -> ImportEvent {
        let record = ImportedRecord(
            layout: chance.pick(ImportLayout.allCases),
            kind: chance.pick(ImportedRecord.Kind.allCases),
            name: text(),
            digest: digest(),
            file: text(),
            line: maybe(7),
            saidAt: maybe(moment()),
            agent: maybe(AgentID(trusted: "ada")),
            task: maybe(key()),
            summary: text(),
            content: chance.oneIn(2) ? .null : ["text": .string(text())]
        )
        return ImportEvent(record, became: maybe(Subject.task(key())))
    }

    mutating func memories() -> [MemoryEvent] {
        [
            .kept(
                MemoryEntry.Content(
                    kind: chance.pick(MemoryEntry.Kind.allCases),
                    title: text(),
                    text: text(),
                    tags: texts().map(MemoryTag.init(trusted:)),
                    task: maybe(key()),
                    lane: maybe(LaneKey(trusted: "core")),
                    files: texts()
                )
            ),
            .superseded(by: MemoryID(trusted: "N-\(number())")), .retired(reason: text()),
        ]
    }

    mutating func supply() -> RegisteredSupply {
        RegisteredSupply(
            id: SupplyID(chance.pick(SupplyID.Ecosystem.allCases), "name"),
            licence: text(),
            version: maybe(text()),
            reason: maybe(text())
        )
    }

    mutating func request() -> AnsweredRequest {
        AnsweredRequest(key: text(), operation: text(), input: digest(), output: .string(text()))
    }
}
