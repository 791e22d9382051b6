import Model
import TOMLKit

/// Holds the parts of a run against each other: who is named is there, nothing waits for itself.
struct RunCheck {
    private let spec: RunSpec
    private let slices: [TOMLFields]
    private let documents: [TOMLFields]
    private let members: [TOMLFields]
    private let drivers: [TOMLFields]
    private let stages: [TOMLFields]
    /// The place of each stage and slice.
    private let stagePlaces: [StageName: Int]
    private let slicePlaces: [TaskKey: Int]

    init(
        _ spec: RunSpec,
        _ slices: [TOMLFields],
        _ others: (
            documents: [TOMLFields], members: [TOMLFields], drivers: [TOMLFields],
            stages: [TOMLFields]
        )
    ) {
        self.spec = spec
        self.slices = slices
        (documents, members, drivers, stages) = others
        stagePlaces = Dictionary(
            spec.stages.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        slicePlaces = Dictionary(
            spec.slices.enumerated().map { ($1.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// - Returns: The packets that could be read, by task.
    func run(_ fields: inout NotedFields) -> [TaskKey: CheckedPacket] {
        guard spec.slices.count <= RunSpec.slicesMax, let first = slices.first else {
            if let first = slices.first {
                fields.note(
                    "too_many",
                    at: "task",
                    in: first,
                    "There are \(spec.slices.count) slices; \(RunSpec.slicesMax) is the most."
                )
            }
            return [:]
        }
        var packets: [TaskKey: CheckedPacket] = [:]
        let agents = Set(spec.members.map(\.agent))
        let known = Set(spec.documents.map(\.id))
        for (slice, table) in zip(spec.slices, slices) {
            names(slice, table, agents, &fields)
            reads(slice.reads, known, table, &fields)
            order(slice, table, &fields)
            packets[slice.task] = packet(slice, table, &fields)
        }
        for (member, table) in zip(spec.members, members) {
            reads(member.reads, known, table, &fields)
            if let driver = member.driver, !spec.drivers.contains(where: { $0.name == driver }) {
                let known = spec.drivers.map(\.name.text)
                unknown(driver, "driver", "drivers", known, table, &fields)
            }
        }
        unused(&fields)
        let waits = spec.waits
        guard waits.reduce(0, { $0 + $1.count }) <= RunSpec.edgesMax else {
            fields.note(
                "too_wide",
                at: "task",
                in: first,
                "Its slices wait for each other more than \(RunSpec.edgesMax) times."
            )
            return packets
        }
        cycles(&fields)
        return packets
    }

    private func names(
        _ slice: RunSpec.Slice,
        _ table: TOMLFields,
        _ agents: Set<AgentID>,
        _ fields: inout NotedFields
    ) {
        for (key, agent) in [("owner", slice.owner)] + slice.backups.map({ ("backups", $0) })
        where !agent.text.isEmpty && !agents.contains(agent) {
            unknown(agent, key, "agents", agents.map(\.text), table, &fields)
        }
        if slice.backups.contains(slice.owner) {
            fields.note("own_backup", at: "backups", in: table, "The owner backs itself up.")
        }
        if !slice.stage.text.isEmpty, stagePlaces[slice.stage] == nil {
            unknown(
                slice.stage,
                "stage",
                "stages",
                spec.stages.map(\.name.text),
                table,
                &fields
            )
        }
        if slice.gates.isEmpty {
            fields.note(
                "no_gate",
                at: "gates",
                in: table,
                "No gate is run after it: name one here, for its stage or for the run."
            )
        }
        if let place = stagePlaces[slice.stage], spec.stages[place].kind == .review,
            !slice.gates.contains(where: { $0.text == "review" })
        {
            fields.note(
                "no_review",
                at: "gates",
                in: table,
                "A review is over when the gate 'review' passes, and it is not among its gates."
            )
        }
    }

    private func reads(
        _ reads: [DocumentName],
        _ known: Set<DocumentName>,
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) {
        for document in reads where !known.contains(document) {
            unknown(document, "reads", "documents", known.map(\.text), table, &fields)
        }
    }

    private func order(
        _ slice: RunSpec.Slice,
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) {
        for other in slice.after {
            if other == slice.task {
                fields.note("waits_for_itself", at: "after", in: table, "It names itself.")
            } else if let place = slicePlaces[other] {
                let stage = stagePlaces[spec.slices[place].stage]
                if let stage, let own = stagePlaces[slice.stage], stage > own {
                    fields.note(
                        "later_stage",
                        at: "after",
                        in: table,
                        "\(other) belongs to a later stage, which begins when this one is over."
                    )
                }
            } else {
                unknown(other, "after", "slices", spec.slices.map(\.task.text), table, &fields)
            }
        }
    }

    private func packet(
        _ slice: RunSpec.Slice,
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) -> CheckedPacket? {
        guard !slice.packet.isEmpty else { return nil }
        let line = max(1, table.line(of: "packet"))
        let checked: CheckedPacket
        do throws(DocumentError) {
            let read = try PacketReader().read(slice.packet, .markdown)
            checked = CheckedPacket(
                packet: read.packet,
                findings: read.lint(expectedKey: slice.task)
            )
            keptOut(slice, read.packet.scope, table, &fields)
        } catch {
            fields.note("packet", at: "packet", in: table, error.message)
            return nil
        }
        // What is merely advised is told where a packet is linted by itself.
        for finding in checked.findings where finding.severity == .error {
            fields.note(
                FieldFinding(
                    rule: finding.rule,
                    severity: .error,
                    keyPath: table.keyPath("packet"),
                    // A text of several lines begins on the line after its quotes.
                    line: line + (finding.line ?? 0),
                    reason: "\(finding.reason) \(finding.mend)"
                )
            )
        }
        return checked
    }

    /// What the run asks for and the packet keeps out could never be handed in.
    private func keptOut(
        _ slice: RunSpec.Slice,
        _ scope: PathScope,
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) {
        let asked = spec.artifacts.left(by: slice.owner, on: slice.task).map(\.path)
        for path in asked + slice.artifacts
        where scope.outOfScope.contains(where: { $0.matches(path) }) {
            fields.note(
                "kept_out",
                at: "packet",
                in: table,
                "The packet keeps out '\(path.printable(limit: 200))', which is to be left."
            )
        }
    }

    private func unused(_ fields: inout NotedFields) {
        let used = Set(spec.slices.flatMap { [$0.owner] + $0.backups })
        for (member, table) in zip(spec.members, members) where !used.contains(member.agent) {
            fields.note("idle", .advice, at: "agent", in: table, "No slice names it.")
        }
        let driving = Set(spec.members.compactMap(\.driver))
        for (driver, table) in zip(spec.drivers, drivers) where !driving.contains(driver.name) {
            fields.note("idle", .advice, at: "name", in: table, "No agent names it.")
        }
        let read = Set(spec.slices.flatMap(\.reads) + spec.members.flatMap(\.reads))
        for (document, table) in zip(spec.documents, documents) where !read.contains(document.id) {
            fields.note("unread", .advice, at: "id", in: table, "Nobody is asked to read it.")
        }
        let filled = Set(spec.slices.map(\.stage))
        for (stage, table) in zip(spec.stages, stages) where !filled.contains(stage.name) {
            fields.note("empty_stage", at: "name", in: table, "No slice is of this stage.")
        }
    }

    /// Each cycle at the first slice of it; only among what is named, since stages follow each
    /// other.
    private func cycles(_ fields: inout NotedFields) {
        var edges = spec.slices.flatMap { slice in
            slice.after.filter { $0 != slice.task }.map { (task: slice.task, on: $0) }
        }
        let nodes = spec.slices.map {
            TaskGraph.Node(key: $0.task, title: "", state: .ready)
        }
        for _ in 0..<20 {
            do throws(TaskGraphError) {
                _ = try TaskGraph(nodes, edges: edges)
                return
            } catch {
                guard case .cycle(let keys) = error, let first = keys.first,
                    let place = slicePlaces[first]
                else { return }
                fields.note(
                    "cycle",
                    at: "after",
                    in: slices[place],
                    "These wait for each other: "
                        + (keys.prefix(20) + keys.prefix(1)).map(\.text)
                        .joined(separator: " -> ") + "."
                )
                // Opened there, so that the next one is found too.
                let next = keys.count > 1 ? keys[1] : first
                edges.removeAll { $0.task == first && $0.on == next }
            }
        }
    }

    private func unknown<Name: Identifier>(
        _ name: Name,
        _ key: String,
        _ tables: String,
        _ known: [String],
        _ table: TOMLFields,
        _ fields: inout NotedFields
    ) {
        let near = name.text.nearest(among: known.sorted())
        fields.note(
            "unknown_\(Self.singular[tables] ?? tables)",
            at: key,
            in: table,
            "'\(name)' is none of the [[\(tables)]]."
                + (near.map { " Did you mean '\($0)'?" } ?? "")
        )
    }

    private static let singular = [
        "agents": "agent", "stages": "stage", "documents": "document", "slices": "slice",
        "drivers": "driver",
    ]
}
