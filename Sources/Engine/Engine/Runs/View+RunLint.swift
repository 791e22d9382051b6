import Documents
import Model
import Store

extension View {
    /// All that is wrong with a run's file or worth mending, by line: what the file shows by itself,
    /// and what of it only the workspace knows.
    package func lint(_ read: ReadRun, on ground: RunGround) throws -> [FieldFinding] {
        guard let spec = read.spec else { return read.findings }
        let found =
            try read.findings + places(of: spec) + members(of: spec)
            + documents(of: spec, ground) + gates(of: spec, ground) + slices(of: spec)
        return found.sorted { ($0.line, $0.rule) < ($1.line, $1.rule) }
    }

    private func places(of spec: RunSpec) throws -> [FieldFinding] {
        var found: [FieldFinding] = []
        func note(_ rule: String, _ key: String, _ reason: String) {
            found.append(Self.fault(rule, "run." + key, spec.lines[key] ?? 1, reason))
        }
        if let twin = try runs.lookAlike(of: spec.name), twin != spec.name {
            note("look_alike", "name", "\(spec.name) looks like the run \(twin).")
        }
        do { _ = try repository(named: spec.repository) } catch let error as any Reportable {
            guard error.category != .failure else { throw error }
            note("unknown_repository", "repository", error.message)
        }
        do { try requireOpenPhase(spec.phase?.text) } catch let error as any Reportable {
            guard error.category != .failure else { throw error }
            note("closed_phase", "phase", error.message)
        }
        return found
    }

    private func members(of spec: RunSpec) throws -> [FieldFinding] {
        try spec.members.enumerated().compactMap { index, member in
            guard !member.agent.text.isEmpty else { return nil }
            let path = "agents[\(index)].agent"
            guard let agent = try agents.agent(member.agent) else {
                return Self.fault(
                    "unregistered_agent",
                    path,
                    member.line,
                    "There is no agent \(member.agent) in the workspace."
                )
            }
            if let reason = agent.retirement {
                return Self.fault(
                    "retired_agent",
                    path,
                    member.line,
                    "\(member.agent) is retired: \(reason.printable(limit: 200))"
                )
            }
            guard !agent.role.has(.work) else { return nil }
            return Self.fault(
                "role",
                path,
                member.line,
                "\(member.agent) is a \(agent.role.rawValue), who delivers no tasks."
            )
        }
    }

    private func documents(of spec: RunSpec, _ ground: RunGround) -> [FieldFinding] {
        spec.documents.enumerated().compactMap { index, document in
            guard ground.missing.contains(document.path) else { return nil }
            return Self.fault(
                "missing_document",
                "documents[\(index)].path",
                document.line,
                "'\(document.path.printable(limit: 200))' is not committed on the main branch."
            )
        }
    }

    private func gates(of spec: RunSpec, _ ground: RunGround) -> [FieldFinding] {
        spec.gatePlaces.compactMap { place in
            guard !place.name.text.isEmpty, !ground.gates.contains(place.name.text) else {
                return nil
            }
            let near = place.name.text.nearest(among: ground.gates.sorted())
            return Self.fault(
                "unknown_gate",
                place.keyPath,
                place.line,
                "There is no gate '\(place.name)'." + (near.map { " Did you mean '\($0)'?" } ?? "")
            )
        }
    }

    /// A task that is there belongs to something else, unless the run has made it.
    private func slices(of spec: RunSpec) throws -> [FieldFinding] {
        if try runs.run(spec.name)?.run.state.name.hasTasks == true { return [] }
        return try spec.slices.enumerated().compactMap { index, slice in
            guard !slice.task.text.isEmpty else { return nil }
            let other = try tasks.task(slice.task)?.key ?? tasks.lookAlike(of: slice.task)
            return other.map { other in
                Self.fault(
                    "task_taken",
                    "slices[\(index)].task",
                    slice.line,
                    other == slice.task
                        ? "There is a task \(other) already."
                        : "\(slice.task) looks like the task \(other)."
                )
            }
        }
    }

    private static func fault(
        _ rule: String,
        _ keyPath: String,
        _ line: Int,
        _ reason: String
    ) -> FieldFinding {
        FieldFinding(
            rule: "run." + rule,
            severity: .error,
            keyPath: keyPath,
            line: line,
            reason: reason
        )
    }
}
