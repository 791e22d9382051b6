import Documents
import Model
import TestSupport
import Testing

@Suite(
    "Specs of waves that a team wrote",
    .enabled(if: Corpus.mayor.isPresent, "the corpus is not beside the package")
)
struct WaveCorpusTests {
    @Test("Each is rendered, or refused by the right rule")
    func eachIsJudged() throws {
        var rendered: [String] = []
        var refused: [String: [String]] = [:]
        for path in try Corpus.mayor.files() where path.hasSuffix(".toml") {
            let name = String(path.split(separator: "/").last ?? "")
            do {
                _ = try WavePlan(Corpus.mayor.text(path), file: name)
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
        let plan = try WavePlan(Corpus.mayor.text(spec), file: "wave-4.toml")
        #expect(plan.spec.lanes.count == 5)
        #expect(plan.files.count == 31)
        // What their own program made of it stands at the same paths.
        for file in plan.files where file.purpose != .packet && !file.isScript {
            let isThere = Corpus.mayor.has(file.path)
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

extension Corpus {
    /// What a team with a mayor left behind, the specs of its waves too.
    fileprivate static let mayor = Corpus("mayor")
}
