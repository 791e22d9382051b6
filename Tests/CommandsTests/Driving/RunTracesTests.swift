import Testing

@Suite("What agents of a run leave that is in the way", .serialized)
struct RunTracesTests {
    /// Drives a run whose agent does it at its first attempt, and works well after that.
    private func note(_ behaviour: String, ends exit: Int32 = 0) throws -> (DrivenRun, String) {
        let run = try DrivenRun([
            DrivenRun.Slice("A0", "ada", behaviour), DrivenRun.Slice("A1", "bea", after: ["A0"]),
        ])
        let driven = run.drive()
        #expect(driven.exit == exit, "\(driven)")
        let launch = try #require(try run.launches().first)
        #expect(launch["outcome"]?.stringValue == "failed", "\(launch)")
        return (run, launch["note"]?.stringValue ?? "")
    }

    @Test("A lock that it left in its worktree is removed, and told")
    func locks() throws {
        let (run, note) = try note("lock")
        #expect(note.contains("index.lock' behind, which was removed"), "\(note)")
        try run.expectSound()
    }

    @Test("A lock in the repository is told, with what removes it")
    func sharedLocks() throws {
        let (run, note) = try note("lock-all")
        #expect(note.contains("nobody is seen to hold it"), "\(note)")
        #expect(note.contains(".git/index.lock'`."), "\(note)")
        try run.expectSound()
    }

    @Test("Where it went to another branch is told, with the way back, which helps")
    func switches() throws {
        let (run, note) = try note("switch", ends: 7)
        #expect(note.contains("on the branch 'elsewhere', not on 'agent/ada/a0'"), "\(note)")
        let back = try #require(note.split(separator: "`").first { $0.hasPrefix("git -C ") })
        try run.session.shell(String(back))
        try run.session.good("decision", "answer", "D-2=again")
        let driven = run.drive()
        #expect(driven.exit == 0, "\(driven)")
        try run.expectSound()
    }

    @Test("A branch of others that it has moved is put back, and nothing of it gets into the run")
    func moves() throws {
        let (run, note) = try note("move")
        #expect(note.contains("It has moved 'run/phase-a' from"), "\(note)")
        #expect(note.contains("which was put back."), "\(note)")
        let files = try run.session.shell("cd api && git ls-tree -r --name-only run/phase-a")
        #expect(!files.contains("evil"), "\(files)")
        try run.expectSound()
    }

    @Test("A worktree that it has deleted is told, and the next attempt has another")
    func deletes() throws {
        let (run, note) = try note("delete")
        #expect(note.contains("It has deleted its worktree"), "\(note)")
        try run.expectSound()
    }
}
