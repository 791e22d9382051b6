import Model
import TOMLKit

extension NotedFields {
    /// What the table `[artifacts]` of a run's file says.
    mutating func artifacts(_ table: TOMLFields) -> RunSpec.Artifacts {
        allow(RunKeys.artifacts, in: table)
        var artifacts = RunSpec.Artifacts()
        if table.table["root"] != nil { artifacts.root = path("root", in: table) }
        artifacts.run = texts("run", in: table, isNeeded: false)
        artifacts.agent = texts("agent", in: table, isNeeded: false)
        requirePaths(artifacts.run, at: "run", in: table)
        requirePaths(artifacts.agent, at: "agent", in: table)
        requireMarks(artifacts.agent, at: "agent", in: table)
        if table.table["sections"] != nil {
            artifacts.sections = texts("sections", in: table)
        }
        if table.table["manifest"] != nil { artifacts.manifest = path("manifest", in: table) }
        name(&artifacts, table)
        return artifacts
    }

    /// Finds which of the files are the plan, the notes and the final report.
    private mutating func name(_ artifacts: inout RunSpec.Artifacts, _ table: TOMLFields) {
        var known: [String: String] = [:]
        for (kind, standard) in RunSpec.Artifacts.standardNames {
            let key = kind.rawValue
            let named = table.table[key] == nil ? nil : path(key, in: table)
            if let named { requireMarks([named], at: key, in: table) }
            let found = named ?? artifacts.agent.first { $0.fileName == standard }
            switch kind {
            case .plan: artifacts.plan = found
            case .notes: artifacts.notes = found
            case .final: artifacts.final = found
            case .other, .slice, .run: continue
            }
            guard let found, !found.isEmpty else { continue }
            if let other = known.updateValue(key, forKey: found) {
                note("twice", at: key, in: table, "The same file is named by '\(other)'.")
            }
        }
    }

    /// Notes what stands in braces and is not filled in.
    private mutating func requireMarks(_ paths: [String], at key: String, in table: TOMLFields) {
        for path in paths {
            var rest = path
            for mark in RunSpec.Artifacts.marks { rest = rest.replacing(mark, with: "") }
            guard rest.contains("{") || rest.contains("}") else { continue }
            note(
                "bad_mark",
                at: key,
                in: table,
                "'\(path.printable(limit: 100))' has braces around something else than "
                    + "{agent} and {slice}."
            )
        }
    }
}

extension String {
    /// The last name of a path.
    fileprivate var fileName: String { split(separator: "/").last.map(String.init) ?? self }
}
