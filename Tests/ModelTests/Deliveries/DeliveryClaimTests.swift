import Model
import Testing

@Suite("What a worker says the checks gave")
struct DeliveryClaimTests {
    static let samples: [(String, DeliveryClaim)] = [
        ("make test: passed", .check(command: "make test", exitCode: 0, executed: nil)),
        ("make test: 12 passed", .check(command: "make test", exitCode: 0, executed: 12)),
        ("make test: exit 2", .check(command: "make test", exitCode: 2, executed: nil)),
        ("  a:b : exit -1", .check(command: "a:b", exitCode: -1, executed: nil)),
        ("all: passed", .allPass),
        ("it works", .prose("it works")),
        ("note: it works", .prose("note: it works")),
        ("make test: exit code", .prose("make test: exit code")),
        ("make test: all passed", .prose("make test: all passed")),
        ("", .prose("")),
    ]

    @Test("A claim in the known form is compared, anything else is for people", arguments: samples)
    func read(_ text: String, _ expected: DeliveryClaim) {
        #expect(DeliveryClaim(text) == expected)
    }

    @Test("'all: passed' claims each check of the plan")
    func allPass() {
        let delivery = Delivery(
            handover: SampleTasks.handover,
            commit: "c1",
            base: nil,
            branch: nil,
            report: "",
            claims: ["all: passed", "looks good"],
            artifacts: [],
            advice: [],
            packetRevision: 1
        )
        let claims = delivery.replayClaims(for: [CheckCommand("a"), CheckCommand("b")])
        #expect(claims.results.map(\.command) == [CheckCommand("a"), CheckCommand("b")])
        #expect(claims.results.allSatisfy { $0.exitCode == 0 })
    }
}
