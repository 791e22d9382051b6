import Documents
import Model
import TestSupport
import Testing

@testable import Engine

/// What real fleets left behind.
private enum Fleets {
    private static let corpora = Corpus()

    static let isPresent = corpora.isPresent

    static func text(_ path: String) throws -> String { try corpora.text(path) }

    static func file(_ path: String) throws -> SourceFile { SourceFile(path, try text(path)) }

    /// All files below a folder, from the folder on.
    static func paths(below folder: String) throws -> [String] {
        try corpora.files(below: folder)
    }
}

@Suite(
    "Each gate refuses what real fleets left behind",
    .enabled(if: Fleets.isPresent, "the corpora are not beside the package")
)
struct GateCorpusTests {
    private static let packets = "packets/jan-3ff43572/docs/task_packets/"

    private func packet(_ name: String) throws -> Packet {
        try PacketText(key: nil, text: Fleets.text(Self.packets + name), format: .markdown).read()
            .packet
    }

    @Test("lint: a packet that was handed out half filled in")
    func lint() throws {
        let text = try Fleets.text(Self.packets + "WP-1-Debug-Bundle.md")
        let material = PacketText(key: nil, text: text, format: .markdown)
        #expect(try LintGate().judge(material).verdict == .fail)
    }

    @Test("prework: a task whose packet has no test plan that runs")
    func prework() throws {
        let found = try Fleets.paths(below: Self.packets).filter { $0.hasSuffix(".md") }.filter {
            let material = PreworkGate.Material(packet: try packet($0))
            return try PreworkGate().judge(material).verdict == .fail
        }
        #expect(!found.isEmpty)
    }

    @Test("overlap: two packets of one phase that both may change the same files")
    func overlap() throws {
        let mine = try packet("WP-1-Storage-Abstraction-Layer-v3.md").scope
        let theirs = try packet("WP-1-Dual-Backend-Tests-v2.md").scope
        let other = TaskKey(trusted: "WP-1-Dual-Backend-Tests-v2")
        let material = OverlapGate.Material(
            mine: mine,
            theirs: [(other, AgentID(trusted: "coder"), theirs)]
        )
        #expect(try OverlapGate().judge(material).verdict == .fail)
    }

    @Test("branch: a claim whose branch bears another name than its agent's")
    func branch() throws {
        let claims = "parallel/_bus/claims/"
        let refused = try Fleets.paths(below: claims).filter { name in
            let claim = try Fleets.text(claims + name)
            let agent = try #require(Self.value("agent_id", in: claim))
            let branch = try #require(Self.value("branch", in: claim))
            let material = BranchGate.Material(
                commit: "c",
                branch: branch,
                isOnBranch: true,
                agent: AgentID(trusted: agent),
                pattern: BranchPattern()
            )
            return try BranchGate().judge(material).verdict == .fail
        }
        #expect(refused == ["ETHICS-ND-068.json"])
    }

    private static func value(_ key: String, in json: String) -> String? {
        let mark = "\"\(key)\": \""
        guard let found = json.firstRange(of: mark) else { return nil }
        return String(json[found.upperBound...].prefix { $0 != "\"" })
    }

    @Test("keys: claims without the moment of the claim, assignments without a plan")
    func keys() throws {
        let rule = ManifestRule(
            files: [try PathPattern("**/*.json")],
            forbidden: [],
            required: [KeyPattern("plan_id"), KeyPattern("task_id")],
            reason: "Work belongs to a plan."
        )
        let folder = "parallel/_bus/assignments/"
        let files = try Fleets.paths(below: folder).map { try Fleets.file(folder + $0) }
        let gate = KeysGate(GateSettings())
        let judged = try gate.judge(KeysGate.Material(rules: [rule], files: files))
        #expect(judged.findings.map(\.path) == [folder + "QUEUE-030.json"])
    }

    @Test("paths: a copy that was left over, and paths of one machine in documents")
    func paths() throws {
        let rules = [
            PathRule(forbidden: [try PathPattern("**/*.bak")], reason: "git keeps versions."),
            PathRule(
                files: [try PathPattern("SOT/**")],
                texts: ["/home/founder/"],
                reason: "Other machines have other homes."
            ),
        ]
        let paths = try Fleets.paths(below: "mayor")
        let name = "SOT/THE_MAYOR_OPERATIONS_PLAYBOOK.md"
        let file = SourceFile(name, try Fleets.text("mayor/" + name))
        let gate = PathsGate(GateSettings())
        let judged = try gate.judge(PathsGate.Material(rules: rules, paths: paths, files: [file]))
        #expect(judged.findings.filter { $0.rule == "path" }.count == 1)
        #expect(judged.findings.first { $0.rule == "text" }?.line == 36)
    }

    @Test("tokens: documents that name files which are not there")
    func tokens() throws {
        let paths = try Fleets.paths(below: "mayor")
        let name = "SOT/CODEBASE_TODOS/A_CODEX_PLAN_TODO.md"
        let file = SourceFile(name, try Fleets.text("mayor/" + name))
        let policy = TokenPolicy(files: [try PathPattern("SOT/**")])
        let gate = TokensGate(GateSettings())
        let judged = try gate.judge(
            TokensGate.Material(policy: policy, documents: [file], paths: Set(paths))
        )
        #expect(judged.verdict == .fail)
    }

    @Test("artifact: a task with a worklist and no report at its one place")
    func artifact() throws {
        let folder = ".planning/orchestr8_next/artifacts/P07/"
        let there = try Fleets.paths(below: "mayor").filter { $0.hasPrefix(folder) }
        func verdict(_ name: String) throws -> GateVerdict {
            let path = folder + name
            let files = there.contains(path) ? [try Fleets.file("mayor/" + path)] : []
            let material = ArtifactGate.Material(
                expected: [path],
                files: files.map { SourceFile(path: path, bytes: $0.bytes) }
            )
            return try ArtifactGate().judge(material).verdict
        }
        #expect(try verdict("B7_INTEGRATION_SMOKE_REPORT.md") == .pass)
        #expect(try verdict("A7_ACTIVE_GOVERNANCE_REPORT.md") == .fail)
    }

    @Test("report: an end-of-window report without what the playbook asks for")
    func report() throws {
        let text = try Fleets.text(
            "mayor/.planning/orchestr8_next/artifacts/P07/FC-01_REPORT.md"
        )
        let sections = ["Pass counts", "Memory observation IDs", "Closeout gate result"]
        let material = ReportGate.Material(report: text, sections: sections)
        #expect(try ReportGate().judge(material).verdict == .fail)
    }

    @Test("placeholders: a task list that leaves open where its tests are to be")
    func placeholders() throws {
        let path = "mayor/.taskmaster/tasks/tasks.json"
        let file = AddedFile(path: path, text: try Fleets.text(path))
        let judged = try PlaceholdersGate(GateSettings()).judge([file])
        #expect(judged.findings.map(\.line).contains(145))
    }

    @Test("secrets: a packet with the password of its database in it, and nothing else anywhere")
    func secrets() throws {
        var found: Set<String> = []
        for path in try Fleets.paths(below: "") where path.contains(".") {
            // A folder is no file.
            guard let text = try? Fleets.text(path) else { continue }
            if SecretsGate.fault(in: text, called: "file") != nil { found.insert(path) }
        }
        #expect(found == [Self.packets + "WP-1-Dual-Backend-Tests-v2.md"])
    }
}
