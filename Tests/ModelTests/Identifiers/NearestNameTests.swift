import Model
import Testing

@Suite("Did you mean")
struct NearestNameTests {
    private let names = ["lease_seconds", "task", "dry_run", "as_agent"]

    @Test(
        "A slip of the finger finds the name",
        arguments: [
            ("leese_seconds", "lease_seconds"), ("tsak", "task"), ("dry-run", "dry_run"),
            ("asagent", "as_agent"), ("taskk", "task"),
        ]
    )
    func near(typed: String, meant: String) {
        #expect(typed.nearest(among: names) == meant)
    }

    @Test("Nothing is suggested for something else", arguments: ["", "x", "colour", "run_it_dry"])
    func far(typed: String) {
        #expect(typed.nearest(among: names) == nil)
    }

    @Test("The order of the names does not decide")
    func ties() {
        #expect("tasq".nearest(among: ["tash", "task"]) == "tash")
        #expect("tasq".nearest(among: ["task", "tash"]) == "tash")
    }
}
