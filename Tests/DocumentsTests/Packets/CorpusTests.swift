import Documents
import Model
import TestSupport
import Testing

@Suite(
    "Packets from real projects",
    .enabled(if: Corpus.packets.isPresent, "the corpus of packets is not beside the package")
)
struct CorpusTests {
    private func read(_ path: String) throws -> ReadPacket {
        let name = path.split(separator: "/").last.map(String.init)
        return try PacketReader().read(Corpus.packets.bytes(path), .markdown, fileName: name)
    }

    /// Files that are packets of the playbook's form, by their names.
    private func packets() throws -> [String] {
        try Corpus.packets.packets().filter { $0.contains("/task_packets/WP-") }
    }

    @Test(
        "Every Markdown file of the corpus is read and linted, within a second of processor time each"
    )
    func everyFile() throws {
        let files = try Corpus.packets.packets()
        #expect(files.count == 129)
        for path in files {
            let bytes = try Corpus.packets.bytes(path)
            let taken = try ProcessorTime.measure {
                let read = try PacketReader().read(bytes, .markdown, fileName: path)
                _ = read.lint()
            }
            #expect(taken < .seconds(1), "\(path)")
        }
    }

    @Test("Every packet names its task, and what its labels announce is found")
    func fields() throws {
        // In this one everything after the first line of the head is nested below that line.
        let broken = "WP-1-Frontend-Build-Debug.md"
        for path in try packets() {
            let packet = try read(path).packet
            #expect(packet.taskKey != nil, "\(path)")
            if path.hasPrefix("jan"), path.hasSuffix(broken) { continue }
            let lines = String(decoding: try Corpus.packets.bytes(path), as: UTF8.self).split(
                separator: "\n"
            )
            func announces(_ label: String) -> Bool {
                lines.contains {
                    ["- **\(label)**:", "- \(label):", "### \(label)", "## \(label)"].contains($0)
                }
            }
            let expectations: [(String, Bool)] = [
                ("IN_SCOPE_PATHS", packet.scope.inScope.isEmpty),
                ("OUT_OF_SCOPE", packet.outOfScope.isEmpty),
                ("TEST_PLAN", packet.testPlan.commands.isEmpty),
                ("DONE_MEANS", packet.doneMeans.isEmpty),
                ("ROLLBACK_HINT", packet.rollbackHint.isEmpty),
                ("FILES_TO_OPEN", packet.filesToOpen.isEmpty),
                ("SEARCH_TERMS", packet.searchTerms.isEmpty),
                ("RISK_MAP", packet.riskMap.isEmpty),
            ]
            for (label, isEmpty) in expectations where announces(label) {
                #expect(!isEmpty, "\(path): \(label)")
            }
        }
    }

    @Test("Every packet of the corpus survives TOML and Markdown without loss")
    func conversion() throws {
        var refused: [String] = []
        for path in try packets() {
            let packet = try read(path).packet
            let toml = try PacketWriter().text(packet, .toml)
            #expect(try PacketReader().read(toml, .toml).packet == packet, "\(path)")
            do throws(DocumentError) {
                let markdown = try PacketWriter().text(packet, .markdown)
                let read = try PacketReader().read(markdown, .markdown).packet
                #expect(read == packet, "\(path)")
            } catch {
                refused.append("\(path): \(error.message)")
            }
        }
        // Refused, not lost: their sections open a fence that they never close, or the like.
        #expect(refused.count <= 3, "\(refused)")
    }

    @Test("What lint says of a sample stays what it is")
    func transcript() throws {
        let sample = [
            "seed-ac6bacbe/docs/task_packets/WP-Test-Sample.md",
            "seed-ac6bacbe/docs/task_packets/WP-1-Terminal-Integration-Baseline.md",
            "jan-3ff43572/docs/task_packets/WP-1-PDF-Pipeline.md",
            "jan-3ff43572/docs/task_packets/WP-1-AppState-Refactoring-v3.md",
            "jan-3ff43572/docs/task_packets/WP-1-Storage-Foundation-20251228.md",
            "jan-3ff43572/docs/task_packets/WP-1-Retention-GC.md",
            "jan-3ff43572/docs/task_packets/WP-1-Frontend-Build-Debug.md",
            "jan-3ff43572/docs/task_packets/stubs/WP-1-Dev-Experience-ADRs.md",
        ]
        var text = ""
        for path in sample {
            text += path + "\n"
            for finding in try read(path).lint() {
                let line = finding.line.map { ":\($0)" } ?? ""
                text +=
                    "  \(finding.severity.rawValue) \(finding.rule) \(finding.field.rawValue)\(line)\n"
            }
        }
        try Golden.expect(text, equals: "corpus-lint.txt")
    }
}

extension Corpus {
    /// Packets that people and agents wrote.
    fileprivate static let packets = Corpus("packets")

    /// Every Markdown file, by its path below the corpus.
    fileprivate func packets() throws -> [String] { try files().filter { $0.hasSuffix(".md") } }
}
