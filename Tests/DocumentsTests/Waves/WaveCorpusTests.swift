import Documents
import FoundationEssentials
import Model
import Testing

/// The specs of waves that a team wrote, kept beside the package where they are at hand.
private enum WaveCorpus {
    static let root: String = {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + package + "/../shared/corpora/mayor"
    }()

    static let isPresent = FileManager.default.fileExists(atPath: root)

    /// Every spec, by its path below the corpus.
    static func specs() throws -> [String] {
        var result: [String] = []
        func visit(_ folder: String) throws {
            let full = folder.isEmpty ? root : root + "/" + folder
            for name in try FileManager.default.contentsOfDirectory(atPath: full).sorted() {
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder = false
                _ = FileManager.default.fileExists(
                    atPath: root + "/" + path,
                    isDirectory: &isFolder
                )
                if isFolder {
                    try visit(path)
                } else if name.hasSuffix(".toml") {
                    result.append(path)
                }
            }
        }
        try visit("")
        return result
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
    }
}

@Suite(
    "Specs of waves that a team wrote",
    .enabled(if: WaveCorpus.isPresent, "the corpus is not beside the package")
)
struct WaveCorpusTests {
    @Test("Each is rendered, or refused by the right rule")
    func eachIsJudged() throws {
        var rendered: [String] = []
        var refused: [String: [String]] = [:]
        for path in try WaveCorpus.specs() {
            let name = String(path.split(separator: "/").last ?? "")
            do {
                _ = try WavePlan(WaveCorpus.text(path), file: name)
                rendered.append(name)
            } catch WaveError.placeholders(let left) {
                refused[name] = left.map { "\($0.line) \($0.text)" }
            }
        }
        let left = ["10 <WAVE_ID>", "11 <WINDOW_ID>", "12 <YYYY-MM-DD>"]
        #expect(rendered == ["NEXT_PHASE_COLLAB_WAVE4_AUTORUN.toml"])
        #expect(
            refused == [
                "NEXT_PHASE_COLLAB_WORKING.toml": left, "NEXT_PHASE_COLLAB_TEMPLATE.toml": left,
            ]
        )
    }

    @Test("The real wave has its files where the team had them, and packets that lint passes")
    func realWave() throws {
        let spec = "SOT/CODEBASE_TODOS/NEXT_PHASE_COLLAB_WAVE4_AUTORUN.toml"
        let plan = try WavePlan(WaveCorpus.text(spec), file: "wave-4.toml")
        #expect(plan.spec.lanes.count == 5)
        #expect(plan.files.count == 31)
        // What their own program made of it stands at the same paths.
        for file in plan.files where file.purpose != .packet && !file.isScript {
            let isThere = FileManager.default.fileExists(
                atPath: WaveCorpus.root + "/" + file.path
            )
            let isOfMissingLane = file.task?.text == "P07-MSL-06" && file.path.contains("mingos")
            #expect(isThere || isOfMissingLane, "\(file.path)")
        }
        for order in plan.spec.lanes {
            let file = try #require(plan.file(.packet, of: order.task))
            let read = try PacketReader().read(
                file.text,
                .markdown,
                fileName: "\(order.task).md"
            )
            #expect(read.lint(expectedKey: order.task).errors == [])
            #expect(!read.packet.scope.isEmpty)
        }
        #expect(plan.spec.lanes.map(\.agent.text).contains("2ndfid_explorers"))
        #expect(
            plan.advice.map(\.rule) == ["wave.agent_capitals", "wave.not_a_command"]
        )
    }
}
