import Digests
import Testing

@Suite("Agents of a run that go on with what they remember, with real processes", .serialized)
struct RunAlignmentTests {
    private func run(deaf: Bool = false) throws -> DrivenRun {
        let program = SourceText.beside(#filePath, "talker.py")
        let run = try DrivenRun(
            [DrivenRun.Slice("A0", "ada"), DrivenRun.Slice("A1", "ada", after: ["A0"])],
            driver: """
                dialect = "claude-code"
                program = "\(program)"
                environment = ["BEHAVIOURS"]
                delivers = "lead"
                """
        )
        if deaf { try run.session.shell("touch behaviours/deaf") }
        return run
    }

    @Test("The same agent compacts before its next slice and goes on; a sweep says so beforehand")
    func goesOn() throws {
        let run = try run()
        let before = run.session.run("run", "sweep", "phase-a", "--json")
        let agents = try run.session.data(of: before)["agents"]?.arrayValue
        #expect(agents?.first?["standing"]?.stringValue == "fresh", "\(before)")
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        let told = try run.session.shell("cat behaviours/told")
        #expect(
            told == """
                A0 work fresh
                A1 compact conversation-of-A0
                A1 work conversation-of-A0

                """
        )
        let launches = try run.launches()
        #expect(launches.last?["resumes"]?.int64Value == 1, "\(launches)")
        #expect(launches.last?["compacts"] == .bool(true), "\(launches)")
        try run.expectSound()
    }

    @Test("Where it does not compact, it starts afresh")
    func startsAfresh() throws {
        let run = try run(deaf: true)
        #expect(run.drive().exit == 0)
        let told = try run.session.shell("cat behaviours/told")
        #expect(told.hasSuffix("A1 compact conversation-of-A0\nA1 work fresh\n"), "\(told)")
    }
}
