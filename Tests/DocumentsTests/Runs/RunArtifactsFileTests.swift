import Documents
import Model
import TestSupport
import Testing

@Suite("What a run's file asks agents to leave")
struct RunArtifactsFileTests {
    private func read(_ table: String) throws -> (RunSpec.Artifacts, [String]) {
        let read = try ReadRun(SampleRun(tables: "[artifacts]\n" + table).text)
        let artifacts = try #require(read.spec?.artifacts)
        return (artifacts, read.findings.map(\.rule))
    }

    private func paths(_ artifacts: RunSpec.Artifacts) -> [String] {
        artifacts.left(by: AgentID(trusted: "ada"), on: TaskKey(trusted: "A1")).map {
            "\($0.kind.rawValue) \($0.path)"
        }
    }

    @Test("A file of agents lies in their own folder unless its path names them")
    func folders() throws {
        let (artifacts, faults) = try read(
            """
            root = "docs/runs/a"
            run = ["REPORT.md"]
            agent = ["PLAN.md", "AGENT_{agent}_{slice}.md", "data/{agent}/x.csv"]
            """
        )
        #expect(faults == [])
        #expect(
            paths(artifacts) == [
                "plan docs/runs/a/ada/PLAN.md", "other docs/runs/a/AGENT_ada_A1.md",
                "other docs/runs/a/data/ada/x.csv",
            ]
        )
        #expect(artifacts.leftByRun.map(\.path) == ["docs/runs/a/REPORT.md"])
        #expect(artifacts.manifestPath == "docs/runs/a/CLEANUP.toml")
        #expect(artifacts.sections == RunSpec.Artifacts.standardSections)
    }

    @Test("The plan, the notes and the final report are found by name, or as the file says")
    func named() throws {
        let (found, _) = try read(#"agent = ["a/PLAN.md", "NOTES.md", "FINAL.md", "OTHER.md"]"#)
        #expect(
            paths(found) == [
                "plan ada/a/PLAN.md", "notes ada/NOTES.md", "final ada/FINAL.md",
                "other ada/OTHER.md",
            ]
        )
        let (said, faults) = try read(
            """
            plan = "AGENT_{agent}_PLAN_VERBATIM.md"
            notes = "AGENT_{agent}_SCRATCHPAD.md"
            final = "AGENT_{agent}_FINAL_{slice}.md"
            sections = ["Done"]
            manifest = "A8.toml"
            """
        )
        #expect(faults == [] && said.sections == ["Done"] && said.manifestPath == "A8.toml")
        #expect(
            paths(said) == [
                "plan AGENT_ada_PLAN_VERBATIM.md", "notes AGENT_ada_SCRATCHPAD.md",
                "final AGENT_ada_FINAL_A1.md",
            ]
        )
        #expect(!said.isEmpty && RunSpec.Artifacts().isEmpty)
    }

    @Test("Unknown marks, paths that lead out and a file with two meanings are faults")
    func faults() throws {
        let (_, faults) = try read(
            """
            root = "/docs"
            agent = ["{name}/PLAN.md"]
            plan = "A.md"
            notes = "A.md"
            final = "../F.md"
            colour = 1
            """
        )
        #expect(
            Set(faults) == ["run.bad_path", "run.bad_mark", "run.twice", "run.unknown_key"],
            "\(faults)"
        )
    }

    @Test("A packet that keeps out what is to be left is a fault of its slice")
    func keptOut() throws {
        let text = SampleRun(
            tables: "[artifacts]\nroot = \"src/scheduler.swift\"\nagent = [\"PLAN.md\"]"
        ).text
        let rules = try ReadRun(text).findings.map(\.rule)
        #expect(rules == ["run.kept_out", "run.kept_out", "run.kept_out"])
        // Looked at once, the file is read without looking for faults again.
        #expect(try ReadRun.spec(of: text) == ReadRun(text).spec)
    }
}
