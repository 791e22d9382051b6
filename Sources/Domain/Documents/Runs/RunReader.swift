import AgentProtocols
import Model
import TOMLKit

/// Reads the file of a run.
///
/// ```toml
/// [run]
/// name = "phase-a"
/// acceptance = ["The old keys are gone."]
///
/// [[slices]]
/// task = "A1"
/// after = ["A0"]
/// ```
struct RunReader {
    private var fields = NotedFields(noun: "run")
    /// The tables of the slices that were read, in their order.
    private var tables: [TOMLFields] = []
    private var stageGates: [StageName: [GateName]] = [:]
    private var defaultGates: [GateName] = []
    private var gatePlaces: [RunSpec.Place<GateName>] = []
    /// The packets that could be read, where its parts were held against each other.
    private(set) var packets: [TaskKey: CheckedPacket] = [:]

    /// All that was found, by line.
    var findings: [FieldFinding] { fields.findings.sorted { $0.line < $1.line } }

    /// - Parameter isChecked: Whether its parts are held against each other too.
    mutating func read(
        _ text: String,
        isChecked: Bool = true
    ) throws(DocumentError) -> RunSpec? {
        let document: TOMLFields
        do {
            document = TOMLFields(try TOMLDocument(parsing: text, bytesMax: ReadRun.bytesMax))
        } catch {
            throw DocumentError(error)
        }
        fields.allow(RunKeys.top, in: document)
        guard let table = fields.table("run", in: document) else { return nil }
        var spec = head(table)
        spec.capacity =
            fields.optionalTable("capacity", in: document).map { capacity($0, &spec) }
            ?? spec.capacity
        spec.limits = fields.optionalTable("limits", in: document).map { limits($0) } ?? spec.limits
        spec.budget = fields.optionalTable("budget", in: document).map { budget($0) } ?? spec.budget
        spec.artifacts =
            fields.optionalTable("artifacts", in: document).map { fields.artifacts($0) }
            ?? spec.artifacts
        let documents = fields.tables("documents", in: document)
        spec.documents = documents.map { self.document($0) }
        fields.once("id", spec.documents.map(\.id.folded), documents, "document")
        let members = fields.tables("agents", in: document)
        spec.members = members.map { member($0) }
        fields.once("agent", spec.members.map(\.agent.folded), members, "agent")
        let drivers = fields.tables("drivers", in: document)
        spec.drivers = drivers.map { driver($0) }
        fields.once("name", spec.drivers.map(\.name.folded), drivers, "driver")
        let stages = fields.tables("stages", in: document)
        spec.stages = stages.map { stage($0) }
        fields.once("name", spec.stages.map(\.name.folded), stages, "stage")
        tables = fields.tables("slices", in: document)
        spec.slices = tables.map { slice($0) }
        fields.once("task", spec.slices.map(\.task.folded), tables, "slice")
        for (key, found) in [
            ("agents", spec.members.count), ("stages", stages.count), ("slices", tables.count),
        ] where found == 0 {
            fields.note("missing", at: key, in: document, "It has none of them.")
        }
        spec.gatePlaces = gatePlaces
        if isChecked {
            packets = RunCheck(spec, tables, (documents, members, drivers, stages)).run(&fields)
        }
        return spec
    }

    private mutating func head(_ table: TOMLFields) -> RunSpec {
        fields.allow(RunKeys.run, in: table)
        let repository = fields.optionalText("repository", in: table)
        let phase = fields.optionalText("phase", in: table)
        defaultGates = gates(table)
        var spec = RunSpec(
            name: fields.name("name", in: table),
            title: fields.text("title", in: table),
            repository: repository.map { fields.name($0, "repository", table) },
            phase: phase.map { fields.name($0, "phase", table) },
            criteria: fields.texts("acceptance", in: table)
        )
        for key in ["name", "repository", "phase"] {
            spec.lines[key] = max(1, table.line(of: key))
        }
        spec.acceptance = fields.choice("accept", in: table) ?? spec.acceptance
        if spec.criteria.isEmpty, table.table["acceptance"] != nil {
            fields.note("empty", at: "acceptance", in: table, "It says nothing.")
        }
        return spec
    }

    private mutating func capacity(_ table: TOMLFields, _ spec: inout RunSpec) -> RunCapacity {
        fields.allow(RunKeys.capacity, in: table)
        let standard = RunCapacity()
        let max = fields.number("max", in: table, 1...RunCapacity.limit) ?? standard.max
        let target = fields.number("target", in: table, 1...RunCapacity.limit)
        if let target, target > max {
            fields.note("capacity", at: "target", in: table, "It is more than the most, \(max).")
        }
        spec.freshness = fields.choice("freshness", in: table) ?? spec.freshness
        return RunCapacity(target: min(target ?? standard.target, max), max: max)
    }

    private mutating func limits(_ table: TOMLFields) -> RunLimits {
        fields.allow(RunKeys.limits, in: table)
        let standard = RunLimits()
        return RunLimits(
            rounds: fields.number("rounds", in: table, 1...Review.roundsMax) ?? standard.rounds,
            attempts: fields.number("attempts", in: table, 1...100) ?? standard.attempts,
            slice: fields.duration("slice", in: table)
        )
    }

    private mutating func budget(_ table: TOMLFields) -> RunBudget {
        fields.allow(RunKeys.budget, in: table)
        let dollars = fields.number("dollars", in: table, 1...1_000_000)
        return RunBudget(
            costNanos: dollars.map { $0 * 1_000_000_000 },
            tokens: fields.number("tokens", in: table, 1...TokenUsage.figureMax)
        )
    }

    private mutating func document(_ table: TOMLFields) -> RunSpec.Document {
        fields.allow(RunKeys.document, in: table)
        return RunSpec.Document(
            id: fields.name("id", in: table),
            path: fields.path("path", in: table),
            line: max(1, table.line(of: "path"))
        )
    }

    private mutating func member(_ table: TOMLFields) -> RunSpec.Member {
        fields.allow(RunKeys.agent, in: table)
        return RunSpec.Member(
            agent: fields.name("agent", in: table),
            scope: fields.optionalText("scope", in: table) ?? "",
            reads: names("reads", table),
            driver: fields.optionalText("driver", in: table).map {
                fields.name($0, "driver", table)
            },
            line: max(1, table.line(of: "agent"))
        )
    }

    private mutating func driver(_ table: TOMLFields) -> RunDriver {
        fields.allow(RunKeys.driver, in: table)
        let rules = fields.texts("rules", in: table, isNeeded: false)
        for rule in rules where PermissionRule(rule) == nil {
            fields.note(
                "bad_rule",
                at: "rules",
                in: table,
                "'\(rule.printable(limit: 100))' is no rule. Such are 'allow command git status', "
                    + "'deny tool Web*', 'ask kind fetch' and 'allow edit,read under src'."
            )
        }
        let otherwise: PermissionPolicy.Effect? = fields.choice("otherwise", in: table)
        return RunDriver(
            name: fields.name("name", in: table),
            dialect: fields.choice("dialect", in: table) ?? .command,
            program: fields.text("program", in: table),
            arguments: fields.texts("arguments", in: table, isNeeded: false),
            model: fields.optionalText("model", in: table),
            environment: fields.texts("environment", in: table, isNeeded: false),
            rules: rules,
            otherwise: (otherwise ?? .ask).rawValue,
            deliverer: fields.choice("delivers", in: table) ?? .agent,
            quiet: fields.duration("quiet", in: table),
            line: max(1, table.line(of: "name"))
        )
    }

    private mutating func stage(_ table: TOMLFields) -> RunSpec.Stage {
        fields.allow(RunKeys.stage, in: table)
        let name: StageName = fields.name("name", in: table)
        stageGates[name] = gates(table)
        return RunSpec.Stage(
            name: name,
            title: fields.optionalText("title", in: table) ?? name.text,
            kind: fields.choice("kind", in: table) ?? .work,
            line: max(1, table.line)
        )
    }

    private mutating func slice(_ table: TOMLFields) -> RunSpec.Slice {
        fields.allow(RunKeys.slice, in: table)
        let stage: StageName = fields.name("stage", in: table)
        let own = gates(table)
        let artifacts = fields.texts("artifacts", in: table, isNeeded: false)
        fields.requirePaths(artifacts, at: "artifacts", in: table)
        return RunSpec.Slice(
            task: fields.name("task", in: table),
            stage: stage,
            owner: fields.name("owner", in: table),
            backups: names("backups", table),
            after: names("after", table),
            gates: (defaultGates + (stageGates[stage] ?? []) + own).uniqued,
            reads: names("reads", table),
            artifacts: artifacts,
            packet: fields.wholeText("packet", in: table),
            line: max(1, table.line(of: "task"))
        )
    }

    private mutating func gates(_ table: TOMLFields) -> [GateName] {
        let gates: [GateName] = names("gates", table)
        let (path, line) = (table.keyPath("gates"), max(1, table.line(of: "gates")))
        gatePlaces += gates.map { RunSpec.Place($0, keyPath: path, line: line) }
        return gates
    }

    /// Names in an array; an absent one is empty.
    private mutating func names<Name: Identifier>(
        _ key: String,
        _ table: TOMLFields
    ) -> [Name] {
        let texts = fields.texts(key, in: table, isNeeded: false)
        var names: [Name] = []
        for text in texts {
            let name: Name = fields.name(text, key, table)
            if names.contains(name) {
                fields.note("twice", at: key, in: table, "It names '\(name)' twice.")
            } else {
                names.append(name)
            }
        }
        return names
    }
}
