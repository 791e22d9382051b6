import Model
import Testing

@Suite("A profile's digest stands for what it says")
struct ReplayProfileTests {
    @Test("Every part changes the digest")
    func everyPart() {
        let changes: [(inout ReplayProfile) -> Void] = [
            { $0.readOnlyPaths = ["~/.cargo"] }, { $0.copiedPaths = ["~/.cargo"] },
            { $0.passedVariables = ["A"] }, { $0.fixedVariables = ["A": ""] },
            { $0.fixedVariables = ["A": "b"] }, { $0.network = .host }, { $0.setUp = "" },
            { $0.setUp = "make" }, { $0.limits.wall = .seconds(1) }, { $0.limits.cpuSeconds = 1 },
            { $0.limits.memoryBytes = 1 }, { $0.limits.processes = 1 }, { $0.limits.fileBytes = 1 },
            { $0.limits.outputBytes = 1 },
        ]
        let digests = changes.map { change in ReplayProfile.standard.with(change).digest }
        #expect(Set(digests + [ReplayProfile.standard.digest]).count == changes.count + 1)
    }

    @Test("The order and the repetition of names change nothing")
    func orderDoesNotMatter() {
        let one = ReplayProfile(readOnlyPaths: ["/a", "/b"], passedVariables: ["X", "Y"])
        let two = ReplayProfile(readOnlyPaths: ["/b", "/a", "/b"], passedVariables: ["Y", "X"])
        #expect(one.digest == two.digest)
    }

    @Test("No value can be read as another line")
    func quoting() {
        let one = ReplayProfile(fixedVariables: ["A": "b\"\nnetwork host"])
        #expect(one.canonicalText.contains("fixed \"A\" \"b\\\"\\nnetwork host\"\n"))
        #expect(
            ReplayProfile(readOnlyPaths: ["/a\nread-only /b"]).digest
                != ReplayProfile(readOnlyPaths: ["/a", "/b"]).digest
        )
    }
}
