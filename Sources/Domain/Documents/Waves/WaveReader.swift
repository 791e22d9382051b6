import Model
import TOMLKit

/// Reads the spec of a wave.
///
/// ```toml
/// [meta]
/// phase_id = "P07"
/// wave_id = "Wave-4"
///
/// [[lanes]]
/// lane = "core"
/// packet_id = "P07-B7"
/// ```
struct WaveReader {
    private var fields = NotedFields(noun: "wave")
    private var folders: [(prefix: String, folder: String)] = []
    private var repositories = LanePaths()

    /// Reads a text.
    ///
    /// - Throws: ``WaveError/placeholders(_:)`` and ``WaveError/refused(file:_:)`` with all that
    ///   is wrong, and ``DocumentError`` for what is no TOML.
    /// - Returns: The spec, and what is worth mending.
    static func read(_ text: String, file: String) throws -> (WaveSpec, [FieldFinding]) {
        let document = try TOMLFields(parsing: text)
        let left = placeholders(in: document.table, file)
        guard left.isEmpty else { throw WaveError.placeholders(left) }
        var reader = WaveReader()
        let spec = reader.spec(document)
        let findings = reader.fields.findings.sorted { $0.line < $1.line }
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty, let spec else {
            throw WaveError.refused(file: file, errors)
        }
        return (spec, findings)
    }

    private static func placeholders(in table: TOMLTable, _ file: String) -> [LeftPlaceholder] {
        table.entries.flatMap { placeholders(in: $0.value, file) }
    }

    private static func placeholders(in value: TOMLValue, _ file: String) -> [LeftPlaceholder] {
        switch value.kind {
        case .string(let text):
            Placeholder.angled(in: text).map {
                LeftPlaceholder(file: file, line: value.line, text: $0)
            }
        case .array(let elements): elements.flatMap { placeholders(in: $0, file) }
        case .table(let table): placeholders(in: table, file)
        case .integer, .float, .boolean, .date: []
        }
    }

    private mutating func spec(_ document: TOMLFields) -> WaveSpec? {
        fields.allow(WaveKeys.top, in: document)
        let meta = fields.table("meta", in: document).map { self.meta($0) }
        let outputs = fields.table("paths", in: document).map { self.outputs($0) }
        let exploration = fields.table("exploration", in: document).map { self.exploration($0) }
        let direction = fields.table("founder_direction", in: document)
            .map { self.direction($0) }
        let questions = fields.tables("phase_questions", in: document).map { self.question($0) }
        let tables = fields.tables("lanes", in: document)
        if tables.isEmpty { fields.note("missing", at: "lanes", in: document, "It has no lane.") }
        guard let meta, let outputs, let exploration, let direction else { return nil }
        repositories = LanePaths(
            folders: [outputs.artifacts, outputs.checkIns],
            lanes: tables.flatMap { table in
                ["lane", "agent_id"].compactMap { table.table[$0] }.compactMap { value in
                    if case .string(let text) = value.kind { text } else { nil }
                }
            }
        )
        let lanes = tables.map { lane($0, outputs, meta) }
        checkLanes(lanes, tables)
        return WaveSpec(
            meta: meta,
            outputs: outputs,
            exploration: exploration,
            direction: direction,
            questions: questions,
            lanes: lanes
        )
    }

    private mutating func meta(_ table: TOMLFields) -> WaveSpec.Meta {
        fields.allow(WaveKeys.meta, in: table)
        let follows = fields.optionalText("follows", in: table)
        // A spec may have it; nothing is made of it.
        _ = fields.optionalText("canonical_agent_mirror", in: table)
        return WaveSpec.Meta(
            phase: fields.name("phase_id", in: table),
            wave: fields.name("wave_id", in: table),
            window: fields.name("window_id", in: table),
            date: fields.text("date", in: table),
            authority: fields.text("unlock_authority", in: table),
            follows: follows.map { fields.name($0, "follows", table) }
        )
    }

    private mutating func outputs(_ table: TOMLFields) -> WaveSpec.Outputs {
        fields.allow(WaveKeys.paths, in: table, orEnding: WaveKeys.promptFolder)
        for key in table.keys where key.hasSuffix(WaveKeys.promptFolder) {
            let prefix = String(key.dropLast(WaveKeys.promptFolder.count))
            folders.append((prefix, fields.path(key, in: table)))
        }
        return WaveSpec.Outputs(
            checkIns: fields.path("checkin_dir", in: table),
            artifacts: fields.path("artifact_dir", in: table),
            launchPack: fields.path("launch_pack_output", in: table),
            exploration: fields.path("exploration_notes_output", in: table),
            guidance: fields.path("guidance_snippet_output", in: table),
            status: fields.path("status_snippet_output", in: table),
            unlock: fields.path("unlock_commands_output", in: table),
            kickOff: fields.path("kickoff_commands_output", in: table)
        )
    }

    private mutating func exploration(_ table: TOMLFields) -> WaveSpec.Exploration {
        fields.allow(WaveKeys.exploration, in: table)
        return WaveSpec.Exploration(
            sot: fields.texts("sot_sources", in: table),
            checkIns: fields.texts("checkin_sources", in: table),
            artifacts: fields.texts("artifact_sources", in: table),
            roadmap: fields.texts("roadmap_sources", in: table),
            anchors: fields.texts("runtime_anchors", in: table),
            posture: fields.texts("current_posture", in: table)
        )
    }

    private mutating func direction(_ table: TOMLFields) -> WaveSpec.Direction {
        fields.allow(WaveKeys.direction, in: table)
        return WaveSpec.Direction(
            goal: fields.text("primary_goal", in: table),
            success: fields.texts("success_criteria", in: table),
            rules: fields.texts("non_negotiables", in: table)
        )
    }

    private mutating func question(_ table: TOMLFields) -> WaveSpec.Question {
        fields.allow(WaveKeys.question, in: table)
        let question = WaveSpec.Question(
            id: fields.text("id", in: table),
            owner: fields.text("owner", in: table),
            status: fields.text("status", in: table),
            question: fields.text("question", in: table),
            answer: fields.optionalText("answer", in: table) ?? "",
            impact: fields.optionalText("impact_if_unanswered", in: table) ?? ""
        )
        if question.isOpen {
            fields.note(
                "open_question",
                .advice,
                at: "status",
                in: table,
                "\(question.id.printable(limit: 40)) has no answer yet."
            )
        }
        return question
    }

    private mutating func lane(
        _ table: TOMLFields,
        _ outputs: WaveSpec.Outputs,
        _ meta: WaveSpec.Meta
    ) -> LaneOrder {
        fields.allow(WaveKeys.lane, in: table)
        let task: TaskKey = fields.name("packet_id", in: table)
        let evidence = fields.texts("required_evidence", in: table)
        let prompts = promptFolder(of: table)
        let checks = fields.texts("validation_commands", in: table)
        // A lane must say it, for those who read the spec; nothing is made of it.
        _ = fields.text("checkout_scope", in: table)
        let scope = fields.texts("in_scope_paths", in: table, isNeeded: false)
        let kept = evidence.compactMap { repositories.path(of: $0) }
        let order = LaneOrder(
            lane: fields.name("lane", in: table),
            agent: agent(table),
            isCanonical: fields.flag("is_canonical", in: table),
            task: task,
            boundaryPath: outputs.checkIns + "/" + fields.fileName("boundary_file", in: table),
            launchPath: prompts + "/" + fields.fileName("launch_file", in: table),
            resumePath: prompts + "/" + fields.fileName("resume_file", in: table),
            todoPath: fields.path("todo_output_file", in: table),
            objective: fields.text("objective", in: table),
            scope: fields.text("scope", in: table),
            allowedWork: fields.texts("allowed_work", in: table),
            mustNot: fields.texts("must_not", in: table),
            evidence: evidence,
            checks: checks.filter(Self.isCommand),
            manualChecks: checks.filter { !Self.isCommand($0) },
            readPaths: fields.texts("read_paths", in: table),
            completionArtifact: fields.text("completion_artifact", in: table),
            steps: fields.texts("tasks", in: table),
            dependencies: dependencies(of: task, table),
            inScope: scope.isEmpty ? kept : scope,
            evidenceInRepository: kept,
            line: max(1, table.line)
        )
        checkLane(order, table, meta)
        return order
    }

    /// The agent of a lane; ids have no capitals here, and those of a spec may.
    private mutating func agent(_ table: TOMLFields) -> AgentID {
        let text = fields.text("agent_id", in: table)
        guard !text.isEmpty else { return AgentID(trusted: "") }
        let folded = text.lowercased()
        if folded != text {
            fields.note(
                "agent_capitals",
                .advice,
                at: "agent_id",
                in: table,
                "Agents have no capitals: '\(text.printable(limit: 60))' is "
                    + "'\(folded.printable(limit: 60))' here."
            )
        }
        return fields.name(folded, "agent_id", table)
    }

    /// The folder of the group whose name begins with that of the key; the longest such.
    private mutating func promptFolder(of table: TOMLFields) -> String {
        let group = fields.text("prompt_group", in: table)
        let fitting = folders.filter { !$0.prefix.isEmpty && group.hasPrefix($0.prefix) }
        if let best = fitting.max(by: { $0.prefix.utf8.count < $1.prefix.utf8.count }) {
            return best.folder
        }
        if !group.isEmpty {
            fields.note(
                "no_prompt_folder",
                at: "prompt_group",
                in: table,
                "No folder of [paths] is for the group '\(group.printable(limit: 60))'."
            )
        }
        return "prompts"
    }

    private mutating func dependencies(of task: TaskKey, _ table: TOMLFields) -> [TaskKey] {
        var keys: [TaskKey] = []
        for text in fields.texts("depends_on", in: table, isNeeded: false) {
            let key: TaskKey = fields.name(text, "depends_on", table)
            if key == task {
                fields.note("waits_for_itself", at: "depends_on", in: table, "It names itself.")
            } else if !keys.contains(key) {
                keys.append(key)
            }
        }
        return keys
    }

    /// Whether `sh` could run it: a sentence begins with a capital and has blanks.
    private static func isCommand(_ text: String) -> Bool {
        guard let word = text.split(separator: " ").first, let first = word.first else {
            return false
        }
        return !first.isUppercase || word.contains("=") || word.contains("/")
    }

    private mutating func checkLane(
        _ order: LaneOrder,
        _ table: TOMLFields,
        _ meta: WaveSpec.Meta
    ) {
        for check in order.manualChecks {
            fields.note(
                "not_a_command",
                .advice,
                at: "validation_commands",
                in: table,
                "'\(check.printable(limit: 80))' is no command: somebody has to look at it."
            )
        }
        if order.inScope.isEmpty {
            fields.note(
                "no_scope",
                at: "required_evidence",
                in: table,
                "None of it is in a repository of the wave, so that nothing would be in scope; "
                    + "in_scope_paths can say what is."
            )
        }
        for path in order.evidence where repositories.path(of: path) == nil {
            fields.note(
                "foreign_path",
                .advice,
                at: "required_evidence",
                in: table,
                "'\(path.printable(limit: 100))' is in no repository of the wave."
            )
        }
        let token = String(order.task.text.dropFirst(prefix(order.task, meta.phase)))
        if !token.isEmpty,
            !TaskKey.fold(order.boundaryPath).contains(TaskKey.fold(token))
        {
            fields.note(
                "boundary_name",
                .advice,
                at: "boundary_file",
                in: table,
                "The name of the boundary does not have '\(token)' of its task in it."
            )
        }
    }

    private func prefix(_ task: TaskKey, _ phase: PhaseName) -> Int {
        task.text.hasPrefix(phase.text + "-") ? phase.text.count + 1 : 0
    }

    /// What no two lanes may share, and the one that accepts.
    private mutating func checkLanes(_ lanes: [LaneOrder], _ tables: [TOMLFields]) {
        let canonical = zip(lanes, tables).filter { $0.0.isCanonical }
        if canonical.isEmpty, let first = tables.first {
            fields.note(
                "canonical",
                at: "is_canonical",
                in: first,
                "No lane is canonical, and exactly one has to be."
            )
        }
        for (_, table) in canonical.dropFirst() {
            fields.note(
                "canonical",
                at: "is_canonical",
                in: table,
                "Another lane is canonical already, and exactly one has to be."
            )
        }
        fields.once("lane", lanes.map(\.lane.folded), tables, "lane")
        fields.once("packet_id", lanes.map(\.task.folded), tables, "lane")
        fields.once("boundary_file", lanes.map(\.boundaryPath), tables, "lane")
        fields.once("launch_file", lanes.map(\.launchPath), tables, "lane")
        fields.once("resume_file", lanes.map(\.resumePath), tables, "lane")
        fields.once("todo_output_file", lanes.map(\.todoPath), tables, "lane")
    }
}
