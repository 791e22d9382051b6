import Model

/// What is made for one lane of a wave.
struct LanePages {
    let spec: WaveSpec
    let order: LaneOrder

    init(_ spec: WaveSpec, _ order: LaneOrder) {
        self.spec = spec
        self.order = order
    }

    func file(_ path: String, _ purpose: WavePlan.Purpose, _ text: String) -> WavePlan.File {
        WavePlan.File(path: path, purpose: purpose, task: order.task, text: text)
    }

    /// The contract of the lane's task, as `task create` takes it.
    func packet() throws(DocumentError) -> String {
        try PacketWriter().text(
            Packet(
                title: "Task Packet: \(order.task)",
                metadata: [
                    PacketEntry(key: "TASK_ID", value: order.task.text),
                    PacketEntry(key: "DATE", value: spec.meta.date),
                    PacketEntry(key: "REQUESTOR", value: spec.meta.authority),
                    PacketEntry(key: "AGENT_ID", value: order.agent.text),
                    PacketEntry(key: "ROLE", value: order.isCanonical ? "lead" : "worker"),
                    PacketEntry(key: "LANE", value: order.lane.text),
                    PacketEntry(key: "WAVE", value: spec.meta.wave.text),
                    PacketEntry(key: "WINDOW", value: spec.meta.window.text),
                ],
                what: order.objective,
                why: spec.direction.goal,
                inScope: order.inScope.map { ScopeLine($0) },
                outOfScope: order.mustNot.map { ScopeLine($0) },
                risk: .tier(isDocumentsOnly ? .low : .medium),
                testPlan: CommandPlan(commands: commands, notes: order.manualChecks),
                doneMeans: order.steps + spec.direction.success,
                rollbackHint: "git revert --no-edit HEAD",
                requiredEvidence: order.evidenceInRepository,
                reportSections: ["Commands", "Pass counts", "Ambiguities", "Residual risks"],
                filesToOpen: order.readPaths,
                specAnchors: spec.exploration.sot,
                authority: [PacketEntry(key: "BOUNDARY", value: order.boundaryPath)],
                assumptions: ["None"],
                openQuestions: openQuestions,
                dependencies: order.dependencies.isEmpty
                    ? ["None"] : order.dependencies.map(\.text),
                sections: [
                    PacketSection(heading: "Scope in words", text: order.scope),
                    PacketSection(heading: "Allowed work", text: Self.list(order.allowedWork)),
                ]
            ),
            .markdown
        )
    }

    private var openQuestions: [String] {
        let open = spec.questions.filter(\.isOpen).map { "\($0.id): \($0.question)" }
        return open.isEmpty ? ["None"] : open
    }

    private var isDocumentsOnly: Bool {
        order.inScope.allSatisfy { $0.hasSuffix(".md") }
    }

    /// The checks of the spec; where it has none, that each piece of evidence is there and says
    /// something.
    var commands: [String] {
        guard order.checks.isEmpty else { return order.checks }
        return order.evidenceInRepository.map { path in
            path.contains("*")
                ? "test -n \"$(find \(Self.quoted(Self.folder(of: path))) -name "
                    + "\(Self.quoted(Self.name(of: path))) -size +0)\""
                : "test -s \(Self.quoted(path))"
        }
    }

    /// What the lane may do without asking.
    var boundary: String {
        var page = PageText("Autonomy Boundary: \(order.task) (\(order.lane))")
        page.add("Objective", order.objective)
        page.add("Scope", order.scope)
        page.add("Allowed Work", items: order.allowedWork)
        page.add("Must Not Do", items: order.mustNot)
        page.add("Required Evidence", items: order.evidence)
        page.add("Required Validation", script: commands)
        page.add("Checked By Somebody", items: order.manualChecks)
        page.add(
            "Unlock Authority",
            items: ["Unlocked by: \(spec.meta.authority)", "Effective: \(spec.meta.date)"]
        )
        return page.text
    }

    /// What is said to the lane's agent when it starts.
    var launch: String {
        var page = PageText("Launch: \(order.task) (\(order.lane))")
        page.say(introduction)
        page.add("Read in this order", numbered: reading)
        page.add("Start", script: start)
        page.add("While you work", items: conduct)
        page.add("Hand in", script: handIn)
        page.say(closing)
        return page.text
    }

    /// What is said to the lane's agent when it goes on after a pause.
    var resume: String {
        var page = PageText("Resume: \(order.task) (\(order.lane))")
        page.say(introduction)
        page.say("Scope: \(order.scope)")
        page.add("Where it stands", script: ["worklead task prompt \(order.task) --resume"])
        page.add("Read in this order", numbered: reading)
        page.add("Outputs", items: order.evidence)
        page.add("Checks", script: commands)
        page.add("Looked at by somebody", items: order.manualChecks)
        page.add("While you work", items: conduct)
        page.add("Hand in", script: handIn)
        page.say(closing)
        return page.text
    }

    /// The lane's steps, as a list to keep.
    var todo: String {
        var page = PageText("To-do of \(order.lane) (\(order.task))")
        page.say("Date: \(spec.meta.date)")
        page.add("Objective", order.objective)
        page.add("Scope", order.scope)
        page.add(
            "Steps",
            table: ["ID", "Step", "Depends on", "State", "Evidence"],
            rows: order.steps.enumerated().map { index, step in
                [
                    "\(index + 1)", step, index == 0 ? "none" : "\(index)", "ready",
                    order.evidence.isEmpty
                        ? "none" : order.evidence[min(index, order.evidence.count - 1)],
                ]
            }
        )
        page.add("Checks", script: commands)
        page.add("Ambiguity log", numbered: Self.ambiguityRules)
        page.add(
            table: ["Item", "Ambiguity", "Probe 1", "Probe 2", "Outcome"],
            rows: [["1", "none logged", "n/a", "n/a", "n/a"]]
        )
        return page.text
    }

    /// How ambiguities are dealt with where nobody can be asked.
    static let ambiguityRules = [
        "Write the ambiguity down as a line of the table.",
        "Look once for facts in this repository.",
        "Look once for facts in the other repositories.",
        "Still open: write `deferred_due_to_missing_facts` and go on.",
    ]

    private var introduction: String {
        let role = order.isCanonical ? "the lead of this wave" : "a worker"
        return "You are `\(order.agent)`, \(role), in the lane `\(order.lane)`. Carry out the task "
            + "`\(order.task)` and no other: \(order.objective)"
    }

    private var reading: [String] {
        spec.exploration.anchors
            + [
                order.boundaryPath, WavePlan.packetPath(of: order, in: spec), order.todoPath,
            ] + order.readPaths
    }

    private var start: [String] {
        [
            "worklead --as \(order.agent) session start --worktree",
            "worklead inbox",
            "worklead claim \(order.task)",
            "worklead gate run --set bootstrap --task \(order.task)",
        ]
    }

    private var handIn: [String] {
        let artifacts = order.evidenceInRepository.filter { !$0.contains("*") }.map {
            " --artifact \(Self.quoted($0))"
        }
        return [
            "worklead preflight",
            "worklead deliver \(order.task) --report report.md --claim 'all: passed'"
                + artifacts.joined(),
            "worklead window bundle \(order.lane) --window \(spec.meta.window)",
        ]
    }

    private var conduct: [String] {
        [
            "The window `\(spec.meta.window)` runs without interruption: only blockers, safety and "
                + "legal matters are sent, all else is held for its digest."
        ] + spec.direction.rules + order.mustNot.map { "Not: \($0)" }
    }

    private var closing: String {
        "When complete, say: please retrieve update at \(order.completionArtifact) and provide "
            + "further direction."
    }

    /// A text that `sh` takes as it is.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func list(_ lines: [String]) -> String {
        lines.map { "- \($0)" }.joined(separator: "\n")
    }
}
