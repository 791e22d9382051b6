import Model
import Testing

@Suite("Lint of packets")
struct PacketLintTests {
    /// A packet without any finding, which each test spoils in one place.
    private static func sound() -> Packet {
        Packet(
            title: "Task Packet: P07-B4",
            metadata: [PacketEntry(key: "TASK_ID", value: "P07-B4")],
            what: "Cancel running jobs over POST /jobs/:id/cancel.",
            why: "Users cannot stop a job that runs wild.",
            inScope: [ScopeLine("src/api/jobs.rs"), ScopeLine("`tests/api/` (new)")],
            outOfScope: [ScopeLine("src/api/generated/"), ScopeLine("Retrying jobs.")],
            risk: .tier(.medium),
            testPlan: CommandPlan(commands: ["make test"]),
            doneMeans: ["POST /jobs/1/cancel answers 200"],
            rollbackHint: "git revert <commit-sha>",
            requiredEvidence: ["junit.xml"],
            filesToOpen: ["src/api/jobs.rs"],
            searchTerms: ["cancel"],
            riskMap: [RiskMapping(failure: "The job never stops", subsystem: "Scheduler")],
            specAnchors: ["§7.6.3"]
        )
    }

    private static func findings(
        fileName: String? = nil,
        expectedKey: TaskKey? = nil,
        _ change: (inout Packet) -> Void = { _ in }
    ) -> [PacketFinding] {
        var packet = sound()
        change(&packet)
        return PacketLint.findings(
            for: packet,
            from: PacketSource(fileName: fileName, lines: [.doneMeans: 7]),
            expectedKey: expectedKey
        )
    }

    @Test("A sound packet has no finding")
    func sound() {
        #expect(Self.findings() == [])
    }

    @Test("Each finding has a field, a reason and a mend, and a line where it is known")
    func parts() throws {
        let finding = try #require(Self.findings { $0.doneMeans = ["Feature works"] }.first)
        #expect(finding.rule == "packet.done_means.vague")
        #expect(finding.field == .doneMeans)
        #expect(finding.reason == "DONE_MEANS is vague: 'Feature works'.")
        #expect(!finding.mend.isEmpty)
        #expect(finding.line == 7)
        #expect(finding.severity == .error)
    }

    /// A way to spoil a packet, and what lint must say to it.
    struct Spoiling: Sendable, CustomTestStringConvertible {
        let rule: String
        let field: PacketField
        let change: @Sendable (inout Packet) -> Void

        var testDescription: String { "\(rule) in \(field.rawValue)" }

        init(
            _ rule: String,
            _ field: PacketField,
            _ change: @escaping @Sendable (inout Packet) -> Void
        ) {
            self.rule = rule
            self.field = field
            self.change = change
        }
    }

    private static let spoilings: [Spoiling] = [
        Spoiling("packet.title.missing", .title) { $0.title = "" },
        Spoiling("packet.what.missing", .what) { $0.what = "None" },
        Spoiling("packet.what.vague", .what) { $0.what = "Improve jobs" },
        Spoiling("packet.why.missing", .why) { $0.why = "" },
        Spoiling("packet.why.vague", .why) { $0.why = "As discussed." },
        Spoiling("packet.test_plan.missing", .testPlan) { $0.testPlan = CommandPlan() },
        Spoiling("packet.test_plan.runs_nothing", .testPlan) {
            $0.testPlan.commands = ["true", "echo all tests pass"]
        },
        Spoiling("packet.test_plan.runs_nothing", .testPlan) {
            $0.testPlan = CommandPlan(notes: ["Click through it."])
        },
        Spoiling("packet.test_plan.not_shell", .testPlan) { $0.testPlan.language = "powershell" },
        Spoiling("packet.test_plan.incomplete", .testPlan) { $0.testPlan.commands = ["echo 'a"] },
        Spoiling("packet.test_plan.control_character", .testPlan) {
            $0.testPlan.commands = ["\u{8}ash make"]
        },
        Spoiling("packet.scope.no_path", .inScope) { $0.inScope = [] },
        Spoiling("packet.scope.no_path", .inScope) { $0.inScope = [ScopeLine("The API only.")] },
        Spoiling("packet.in_scope_paths.vague", .inScope) {
            $0.inScope.append(ScopeLine("Some files"))
        },
        Spoiling("packet.scope.malformed_path", .inScope) {
            $0.inScope.append(ScopeLine("/etc/hosts"))
        },
        Spoiling("packet.scope.malformed_path", .outOfScope) {
            $0.outOfScope = [ScopeLine("../other/")]
        },
        Spoiling("packet.scope.whole_repository", .inScope) { $0.inScope.append(ScopeLine("**")) },
        Spoiling("packet.scope.whole_repository", .inScope) {
            $0.inScope.append(ScopeLine("The whole repository"))
        },
        Spoiling("packet.scope.whole_repository", .inScope) { $0.inScope.append(ScopeLine(".")) },
        Spoiling("packet.scope.contradiction", .outOfScope) {
            $0.inScope.append(ScopeLine("src/api/generated/types.rs"))
        },
        Spoiling("packet.risk_tier.missing", .riskTier) { $0.risk = .unstated },
        Spoiling("packet.risk_tier.unknown", .riskTier) {
            $0.risk = StatedRisk("LOW | MEDIUM | HIGH")
        },
        Spoiling("packet.risk_tier.mismatch", .riskTier) {
            $0.metadata.append(PacketEntry(key: "RISK_TIER", value: "HIGH"))
        },
        Spoiling("packet.done_means.missing", .doneMeans) { $0.doneMeans = [] },
        Spoiling("packet.done_means.not_measurable", .doneMeans) {
            $0.doneMeans = ["The code is nicer to read"]
        },
        Spoiling("packet.files_to_open.vague", .filesToOpen) { $0.filesToOpen = ["Some files"] },
        Spoiling("packet.placeholder", .what) { $0.what += " {1-2 sentence description}" },
        Spoiling("packet.placeholder", .why) { $0.why = "TBD, once we know." },
        Spoiling("packet.placeholder", .doneMeans) { $0.doneMeans.append("TODO: decide") },
        Spoiling("packet.placeholder", .testPlan) { $0.testPlan.commands.append("make <target>") },
        Spoiling("packet.placeholder", .testPlan) {
            $0.testPlan.commands.append("just post-work WP-{phase}")
        },
        Spoiling("packet.placeholder", .filesToOpen) { $0.filesToOpen.append("<path to file>") },
        Spoiling("packet.placeholder", .metadata) {
            $0.metadata.append(PacketEntry(key: "DATE", value: "{ISO 8601 timestamp}"))
        },
        Spoiling("packet.task_id.missing", .taskID) {
            $0.title = "A task"
            $0.metadata = []
        },
        Spoiling("packet.task_id.mismatch", .title) { $0.title = "Task Packet: P07-B5" },
        Spoiling("packet.task_id.mismatch", .testPlan) {
            $0.testPlan.commands.append("check P07_B4")
        },
        Spoiling("packet.artifact.mismatch", .doneMeans) {
            $0.doneMeans.append("`out/JUnit.xml` lists 3 tests")
        },
        Spoiling("packet.artifact.mismatch", .sections) {
            $0.sections = [PacketSection(heading: "Launch prompt", text: "Write j-unit.xml.")]
        },
        Spoiling("packet.open_questions.unresolved", .openQuestions) {
            $0.openQuestions = ["Which status code?"]
        },
        Spoiling("packet.spec_anchor.missing", .specAnchors) { $0.specAnchors = [] },
        Spoiling("packet.rollback_hint.missing", .rollbackHint) { $0.rollbackHint = "" },
        Spoiling("packet.too_large", .inScope) {
            $0.inScope = (0..<40).map { ScopeLine("src/file\($0).rs") }
        },
    ]

    @Test("Each fault of a packet is found, and nothing else", arguments: spoilings)
    func spoiled(spoiling: Spoiling) {
        let found = Self.findings { spoiling.change(&$0) }
        #expect(found.map(\.rule) == [spoiling.rule], "\(found.map(\.reason))")
        #expect(found.map(\.field) == [spoiling.field])
    }

    @Test(
        "What only looks like a placeholder is left alone",
        arguments: [
            "`Arc<dyn Database>` is returned", "Returns Arc<T> in 2 places",
            "`just check {id}` passes",
            "x < 3 and y > 2", "`<DocumentView>` shows 3 rows", "{\"a\": 1} is answered",
        ]
    )
    func noPlaceholder(line: String) {
        #expect(Self.findings { $0.doneMeans = [line] } == [])
    }

    @Test(
        "What the shell understands is no placeholder",
        arguments: [
            "echo ${HOME} && make", "find . -exec grep x {} +", "cp a.{b,c} d",
            "awk '{print $1}' f",
            "make < in > out", "{ make; }",
        ]
    )
    func noPlaceholderInCommands(command: String) {
        #expect(Self.findings { $0.testPlan.commands = [command] } == [])
    }

    @Test("A packet for another task or in a file with another name is refused")
    func otherNames() throws {
        let other = try TaskKey("P07-B9")
        #expect(Self.findings(expectedKey: other).map(\.rule) == ["packet.task_id.mismatch"])
        #expect(
            Self.findings(fileName: "P07-B9.md").map(\.reason)
                == ["The file is called 'P07-B9', and the task P07-B4."]
        )
        #expect(Self.findings(fileName: "P07-B4.md") == [])
        #expect(Self.findings(fileName: "packet.md") == [])
    }

    @Test("A packet of more bytes than anybody reads is refused")
    func tooManyBytes() {
        let findings = PacketLint.findings(
            for: Self.sound(),
            from: PacketSource(byteCount: 200_000)
        )
        #expect(findings.errors.map(\.rule) == ["packet.too_large"])
    }

    @Test("Reasons show no raw control characters of the packet")
    func printable() {
        let findings = Self.findings {
            $0.what = "\u{1B}[2J"
            $0.inScope = [ScopeLine("/\u{1B}x")]
            $0.risk = StatedRisk("\u{1B}")
            $0.testPlan = CommandPlan(commands: ["echo '\u{1B}"], language: "\u{1B}")
            $0.doneMeans = ["<a\u{1B}> {b}", "{c d}"]
        }
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { !$0.reason.contains("\u{1B}") })
    }
}
