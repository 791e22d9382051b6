import Documents
import Engine
import Model
import Operations
import Store

// Plans as they are reported.
extension PlanLine {
    init(_ stored: PlanStore.Stored, _ following: [TaskKey: StepState]) {
        self.init()
        let plan = stored.plan
        (self.plan, summary, author, repository) = (
            plan.name, plan.summary, plan.author, plan.repository
        )
        (state, note) = (plan.state, plan.note)
        steps = plan.steps.count
        finished = plan.steps.count { $0.state(following).isFinished }
        approval = plan.isApprovalCurrent.map { $0 ? .current : .stale } ?? .none
        (createdAt, changedAt) = (stored.createdAt, stored.changedAt)
    }
}

extension PlanDetail {
    init(_ name: PlanName, in view: View) throws {
        self.init()
        let stored = try view.storedPlan(name)
        let plan = stored.plan
        let following = try view.following(plan)
        self.plan = PlanLine(stored, following)
        steps = try plan.steps.map { step in
            let title = try step.title ?? step.task.flatMap { try view.tasks.task($0)?.task.title }
            return StepLine { line in
                (line.step, line.title, line.task) = (step.id, title ?? "", step.task)
                line.state = step.state(following)
                (line.note, line.receipts) = (step.note, step.receipts)
            }
        }
        checkpoint = plan.checkpoint.map { held in
            CheckpointLine { line in
                (line.text, line.owner, line.state) = (held.text, held.owner, held.state)
            }
        }
        links = plan.links.map { link in
            PlanLinkLine { ($0.kind, $0.target) = (link.kind, link.target) }
        }
        receipts = plan.receipts
        digest = plan.digest
        approver = plan.approval?.approver
        approvedDigest = plan.approval?.digest
        approvedNote = plan.approval?.note
        approvedAt = stored.approvedAt
    }
}

extension TaskGraphReport {
    init(_ graph: TaskGraph, drawnIn notation: GraphNotation?, revision: Int64) {
        self.init()
        let critical = CriticalPath(of: graph)
        let marked = Set(critical.stops.map(\.key))
        edges = graph.waits.reduce(0) { $0 + $1.count }
        if let notation {
            drawing = graph.drawing(in: notation, critical: critical, revision: revision)
        }
        tasks = graph.nodes.enumerated().map { place, node in
            GraphedTask { task in
                (task.task, task.title, task.state) = (node.key, node.title, node.state.rawValue)
                task.size = node.size?.amount
                task.waitsFor = graph.waits[place].map { graph.nodes[$0].key }
                task.critical = marked.contains(node.key)
            }
        }
    }
}

extension CriticalPathReport {
    init(_ graph: TaskGraph) {
        self.init()
        let path = CriticalPath(of: graph)
        let nodes = Dictionary(graph.nodes.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        (measure, length, unsized) = (path.measure, path.length, path.unsized)
        open = graph.nodes.count { !$0.state.isFinal }
        tasks = path.stops.map { stop in
            CriticalTask { task in
                (task.task, task.size, task.reached) = (stop.key, stop.size, stop.reached)
                task.title = nodes[stop.key]?.title ?? ""
                task.state = nodes[stop.key]?.state.rawValue ?? ""
            }
        }
    }
}

extension PlanVerdict {
    init(plan: PlanName? = nil, path: String? = nil, _ findings: [PlanFinding]) {
        self.init()
        (self.plan, self.path) = (plan, path)
        self.findings = findings.map { finding in
            PlanFindingLine { line in
                (line.rule, line.severity) = (finding.rule.rawValue, finding.rule.severity)
                (line.place, line.line, line.text) = (finding.place, finding.line, finding.text)
            }
        }
    }
}

extension PlanVerdicts {
    init(_ plans: [PlanVerdict]) {
        self.init()
        self.plans = plans
        let all = plans.flatMap(\.findings)
        faults = all.count { $0.severity == .fault }
        advice = all.count { $0.severity == .advice }
        unreadable = all.count { $0.severity == .unreadable }
        valid = plans.count { $0.findings.allSatisfy { $0.severity == .advice } }
    }
}

extension PlanMendingLine {
    init(plan: PlanName? = nil, path: String? = nil, _ mending: PlanMending) {
        self.init()
        (self.plan, self.path) = (plan, path)
        (place, line) = (mending.place, mending.line)
        (before, after, reason) = (mending.before, mending.after, mending.reason)
    }
}
