import Model
import ReportKit
import Store

/// Whether a phase, or all work, is ready: what is in the way, whose it is, and what comes first.
package struct Readiness: Sendable {
    /// Something that is in the way.
    package struct Blocker: Hashable, Sendable {
        /// What has a lower number comes first.
        package let order: Int
        package let kind: String
        package let subject: String
        package let owner: AgentID?
        package let text: String
        package let command: String?

        fileprivate init(
            order: Int,
            kind: String,
            subject: String,
            owner: AgentID? = nil,
            text: String,
            command: String? = nil
        ) {
            self.order = order
            self.kind = kind
            self.subject = subject
            self.owner = owner
            self.text = text
            self.command = command
        }
    }

    package let phase: PhaseName?
    package private(set) var blockers: [Blocker] = []
    private var graph: [(task: TaskKey, on: TaskKey, state: TaskState.Name)] = []

    /// Whether nothing is in the way.
    package var isReady: Bool { blockers.isEmpty }

    /// Looks at a phase, or at every task where none is named.
    ///
    /// - Parameter specs: What was found of the phase's specs.
    package init(of phase: PhaseName?, specs: [SpecFound], in view: View) throws {
        self.phase = phase
        graph = try view.tasks.openDependencies(inPhase: phase?.text)
        let depths = Self.depths(graph)
        let owners = Owners(lanes: try view.lanes.lanes())
        let open = try view.tasks.tasks(
            TaskFilter(phase: phase?.text, openOnly: true),
            limit: 100_000
        )
        let waits = Set(graph.map(\.task))
        let stranded = Dictionary(
            try view.tasks.stranded(limit: 1000).map { ($0.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        blockers = open.map { stored in
            let task = stored.task
            return Blocker(
                order: depths[task.key] ?? 1,
                kind: "task",
                subject: task.key.text,
                owner: owners.owner(of: task),
                text: "\(task.key) is \(task.state.name.words): \(task.title)",
                command: stranded[task.key]?.remedy
                    ?? Self.command(for: task, waits: waits.contains(task.key))
            )
        }
        blockers += try Self.lacks(of: phase, specs, in: view)
        blockers += try Self.findings(of: phase, in: view)
        blockers += try Self.parkedLanes(in: view, phase: phase)
        // Within one step the order stays: by priority and age.
        let sorted = blockers.enumerated().sorted {
            ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
        }
        blockers = sorted.map(\.element)
    }

    /// How many steps of waiting are before each task, itself counted: 1 waits for nothing.
    private static func depths(
        _ edges: [(task: TaskKey, on: TaskKey, state: TaskState.Name)]
    ) -> [TaskKey: Int] {
        var waits: [TaskKey: [TaskKey]] = [:]
        for edge in edges { waits[edge.task, default: []].append(edge.on) }
        var depths: [TaskKey: Int] = [:]
        // Dependencies have no cycle, so each round settles at least one task.
        var pending = Set(waits.keys)
        while !pending.isEmpty {
            let settled = pending.filter { task in
                (waits[task] ?? []).allSatisfy { !pending.contains($0) }
            }
            guard !settled.isEmpty else { break }
            let found = settled.map { task in
                (task, 1 + ((waits[task] ?? []).map { depths[$0] ?? 1 }.max() ?? 0))
            }
            for (task, depth) in found { depths[task] = depth }
            pending.subtract(settled)
        }
        return depths
    }

    private static func command(for task: WorkTask, waits: Bool) -> String? {
        switch task.state {
        case .draft: "task ready \(task.key)"
        case .ready: waits ? nil : "claim \(task.key)"
        case .claimed, .rework: "task show \(task.key)"
        case .paused: "task resume \(task.key)"
        case .delivered: "replay \(task.key)"
        case .blocked: "task unblock \(task.key)"
        case .parked: "task unpark \(task.key)"
        case .accepted, .cancelled, .superseded: nil
        }
    }

    /// What a phase lacks beside its tasks; those have blockers of their own.
    private static func lacks(
        of name: PhaseName?,
        _ specs: [SpecFound],
        in view: View
    ) throws -> [Blocker] {
        guard let name else { return [] }
        let phase = try view.phase(name)
        guard phase.isOpen else { return [] }
        let lacks = try PhaseStatus(of: phase, specs: specs, in: view).lacks
        return try lacks.compactMap { lack in
            switch lack.kind {
            case .task, .dependency: return nil
            case .empty:
                return Blocker(order: 1, kind: "phase", subject: name.text, text: lack.text)
            case .spec:
                return Blocker(
                    order: 1,
                    kind: "spec",
                    subject: lack.subject,
                    text: lack.text,
                    command: "spec regress \(lack.subject)"
                )
            case .waiver:
                let approver = try view.waivers.waiver(WaiverID(trusted: lack.subject))
                return Blocker(
                    order: 1,
                    kind: "waiver",
                    subject: lack.subject,
                    owner: approver?.waiver.approver,
                    text: lack.text,
                    command: "waiver list"
                )
            }
        }
    }

    /// What reviews found that must be mended before they can end.
    private static func findings(of phase: PhaseName?, in view: View) throws -> [Blocker] {
        try view.findings.unresolved(inPhase: phase?.text).map { finding in
            Blocker(
                order: 1,
                kind: "finding",
                subject: finding.id.text,
                owner: finding.owner,
                text: "\(finding.severity.rawValue) in \(finding.review), "
                    + "\(finding.state.name.rawValue): \(finding.sentence)",
                command: "review show \(finding.review)"
            )
        }
    }

    private static func parkedLanes(in view: View, phase: PhaseName?) throws -> [Blocker] {
        guard phase == nil else { return [] }
        return try view.lanes.lanes().compactMap { lane in
            guard let parking = lane.parking else { return nil }
            return Blocker(
                order: 1,
                kind: "lane",
                subject: lane.key.text,
                owner: lane.owner,
                text: "The lane \(lane.key) is parked: \(parking.reason)",
                command: "lane unpark \(lane.key)"
            )
        }
    }

    /// The readiness as a page.
    package func page(in view: View) throws -> ReportDocument {
        var page = try view.report(phase.map { "Readiness of \($0)" } ?? "Readiness")
        let named = Set(blockers.compactMap(\.owner))
        page.blocks = [
            .paragraph(.strong(isReady ? "Ready" : "Not ready")),
            .facts([
                ReportFact("in the way", .number(blockers.count)),
                ReportFact("owners", .number(named.count)),
                ReportFact("without an owner", .number(blockers.count { $0.owner == nil })),
                ReportFact("steps", .number(blockers.map(\.order).max() ?? 0)),
            ]),
        ]
        page.sections = [
            ReportSection(
                "In the way, in this order",
                [
                    .table(
                        ReportTable(
                            columns: [.number("step"), "what", "owner", "why", "what helps"],
                            rows: blockers.map { blocker in
                                [
                                    .number(blocker.order),
                                    ReportText("\(blocker.kind) \(blocker.subject)"),
                                    ReportText(blocker.owner?.text ?? "nobody"),
                                    ReportText(blocker.text),
                                    blocker.command.map(ReportText.command) ?? .empty,
                                ]
                            }
                        )
                    )
                ]
            )
        ]
        // More than a person follows is no picture.
        if !graph.isEmpty, graph.count <= 60 {
            page.sections.append(ReportSection("What waits for what", [.graph(picture)]))
        }
        return page
    }

    private var picture: ReportGraph {
        let keys = graph.flatMap { [$0.on, $0.task] }.uniqued
        return ReportGraph(
            "Each arrow leads from a task to one that waits for it.",
            nodes: keys.map { ReportGraph.Node($0.text, $0.text) },
            edges: graph.map { ReportGraph.Edge(from: $0.on.text, to: $0.task.text) }
        )
    }
}

/// Whose a task is: who has it in hand, who is to take it, else whose lane it is.
private struct Owners {
    private let lanes: [LaneKey: AgentID]

    init(lanes: [Lane]) {
        self.lanes = Dictionary(
            lanes.compactMap { lane in lane.owner.map { (lane.key, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func owner(of task: WorkTask) -> AgentID? {
        task.holder ?? task.assignee ?? task.lane.flatMap { lanes[$0] }
    }
}
