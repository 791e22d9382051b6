import Digests
import Model
import Operations

/// How the subject of an action stands, as far as who acts on it has to know.
struct SubjectState: Sendable {
    /// Of all that would make one decide anew.
    let digest: Digest
    /// Where it stands, in a word or two.
    let words: String

    private init(_ facts: JSONValue, _ words: String) {
        digest = Digest(of: facts.canonicalBytes)
        self.words = words
    }

    /// Looks at the subject now, as its viewer; `nil` where it is not there.
    static func read(
        _ subject: ActionSubject,
        for viewer: AgentID,
        _ caller: any OperationCaller,
        _ options: CallOptions
    ) async throws -> SubjectState? {
        switch subject {
        case .nothing: return nil
        case .task(let key):
            let input = ShowTask.Input { $0.task = key }
            return SubjectState(try await caller.call(ShowTask.self, input, options).output)
        case .decision(let id):
            let input = ShowDecision.Input { $0.decision = id }
            let detail = try await caller.call(ShowDecision.self, input, options).output
            return SubjectState(detail.decision)
        case .run(let name):
            let input = ShowRun.Input { $0.run = name }
            return SubjectState(try await caller.call(ShowRun.self, input, options).output.run)
        case .gate(let name):
            let input = ShowGate.Input { $0.gate = name }
            return SubjectState(try await caller.call(ShowGate.self, input, options).output.gate)
        case .plan(let name):
            let input = ShowPlan.Input { $0.plan = name }
            return SubjectState(try await caller.call(ShowPlan.self, input, options).output)
        case .decisions(let ids):
            var open: [DecisionLine] = []
            for id in ids {
                let input = ShowDecision.Input { $0.decision = id }
                let decision = try await caller.call(ShowDecision.self, input, options).output
                    .decision
                if decision.state == .open { open.append(decision) }
            }
            return SubjectState(open)
        case .agent(let id):
            let input = ListPresence.Input { $0.agent = id }
            let page = try await caller.call(ListPresence.self, input, options).output
            return page.items.first.map { SubjectState($0) }
        case .message(let id):
            let input = ShowMessage.Input { $0.message = id }
            let detail = try await caller.call(ShowMessage.self, input, options).output
            return SubjectState(detail, for: viewer)
        case .finding(let id):
            let input = ListFindings.Input { ($0.finding, $0.all) = (id, true) }
            let page = try await caller.call(ListFindings.self, input, options).output
            return page.items.first.map { SubjectState($0) }
        case .bundle(let id):
            let input = ListEvidence.Input { $0.bundle = id }
            let page = try await caller.call(ListEvidence.self, input, options).output
            return page.items.first { $0.bundle == id }.map { SubjectState($0) }
        case .lane(let key):
            let page = try await caller.call(ListLanes.self, NoInput(), options).output
            return page.items.first { $0.lane == key }.map { SubjectState($0) }
        case .merge(let key):
            let input = ListMerges.Input { $0.task = key }
            let page = try await caller.call(ListMerges.self, input, options).output
            return page.items.first.map { SubjectState($0) }
        case .mergeQueue(let repository):
            let input = ListMerges.Input { ($0.repository, $0.limit) = (repository, 1000) }
            let page = try await caller.call(ListMerges.self, input, options).output
            return SubjectState(waiting: page.items.filter { $0.state == .queued })
        case .followUp(let id):
            let input = ListFollowUps.Input { ($0.followUp, $0.all) = (id, true) }
            let page = try await caller.call(ListFollowUps.self, input, options).output
            return page.items.first.map { SubjectState($0) }
        case .token(let session):
            let page = try await caller.call(ListTokens.self, NoInput(), options).output
            return page.items.first { $0.session == session }.map { SubjectState($0) }
        }
    }

    /// Who holds a task, and what was handed in and came of it.
    init(_ task: TaskDetail) {
        let newest = task.deliveries.last
        self.init(
            [
                "state": .string(task.task.state),
                "holder": .string(task.task.holder?.text ?? ""),
                "fence": .integer(task.fence),
                "packet": .integer(task.packetRevision),
                "delivery": .string(newest?.delivery.text ?? ""),
                "replay": .string(newest?.replay?.text ?? ""),
                "outcome": .string(newest?.outcome ?? ""),
                "unresolved": .array(task.unresolved.map { .string($0.text) }),
            ],
            task.task.state
        )
    }

    init(_ decision: DecisionLine) {
        self.init(
            [
                "state": .string(decision.state.rawValue),
                "text": .string(decision.text.headline),
                "options": .array(decision.options.map(\.json)),
            ],
            decision.state.rawValue
        )
    }

    /// Those that are still open, and how each of them stands.
    init(_ decisions: [DecisionLine]) {
        let states = decisions.map { ($0.decision.text, SubjectState($0).digest.hex) }
        self.init(
            .object(Dictionary(uniqueKeysWithValues: states.map { ($0, .string($1)) })),
            "\(decisions.count) open"
        )
    }

    /// How it is said to stand, and what it holds; not when it was last heard of.
    init(_ agent: PresenceLine) {
        self.init(
            [
                "state": .string(agent.state.rawValue),
                "holds": .array(agent.holds.map { .string($0.text) }),
            ],
            agent.state.rawValue.replacing("_", with: " ")
        )
    }

    /// Whether a message still asks something of its reader.
    init(_ message: MessageDetail, for viewer: AgentID) {
        let own = message.acknowledgements.first { $0.agent == viewer }
        self.init(isSettled: own?.isSettled ?? true)
    }

    init(_ line: InboxLine) { self.init(isSettled: line.isSettled) }

    /// - Parameter isSettled: Whether its reader need not acknowledge it, or never had to.
    init(_ message: MessageLine, isSettled: Bool) { self.init(isSettled: isSettled) }

    private init(isSettled: Bool) {
        self.init(
            ["settled": .bool(isSettled)],
            isSettled ? "not to be acknowledged" : "to be acknowledged"
        )
    }

    init(_ finding: ReviewedFinding) {
        self.init(
            [
                "state": .string(finding.state.rawValue),
                "severity": .string(finding.severity.rawValue),
                "text": .string(finding.text), "owner": .string(finding.owner.text),
            ],
            finding.state.rawValue
        )
    }

    init(_ bundle: BundleLine) {
        self.init(
            ["state": .string(bundle.state), "digest": .string(bundle.digest?.hex ?? "")],
            bundle.state
        )
    }

    init(_ lane: LaneLine) {
        self.init(
            ["parked": .string(lane.parked ?? ""), "owner": .string(lane.owner?.text ?? "")],
            lane.parked == nil ? "worked on" : "parked"
        )
    }

    init(_ merge: MergeLine) {
        self.init(
            ["state": .string(merge.state.rawValue), "commit": .string(merge.commit)],
            merge.state.rawValue
        )
    }

    /// What a run of the queue would take up, in its order.
    init(waiting: [MergeLine]) {
        self.init(
            ["waiting": .array(waiting.map { .string("\($0.task) \($0.commit)") })],
            "\(waiting.count) waiting"
        )
    }

    init(_ followUp: FollowUpLine) {
        self.init(
            ["state": .string(followUp.state.rawValue), "text": .string(followUp.text)],
            followUp.state.rawValue
        )
    }

    init(_ token: TokenLine) {
        self.init(["agent": .string(token.agent.text)], "valid")
    }

    init(_ run: RunLine) {
        self.init(
            ["state": .string("\(run.state)"), "digest": .string("\(run.digest)")],
            "\(run.state)"
        )
    }

    init(_ gate: GateLine) {
        let level = gate.level.rawValue
        self.init(["level": .string(level)], "at level \(level)")
    }

    /// What somebody who approves says yes to, and whether somebody has.
    init(_ plan: PlanDetail) {
        self.init(
            [
                "state": .string(plan.plan.state.rawValue),
                "digest": .string(plan.digest.hex),
                "approval": .string(plan.plan.approval.rawValue),
            ],
            plan.plan.state.rawValue
        )
    }
}

extension InboxLine {
    /// Whether its reader need not acknowledge it any more, or never had to.
    var isSettled: Bool { acknowledgeBy == nil || acknowledgedAt != nil || excuse != nil }
}

extension AcknowledgementLine {
    fileprivate var isSettled: Bool {
        acknowledgeBy == nil || acknowledgedAt != nil || excuse != nil
    }
}
