import Digests
import HTTPKit
import Testing

@Suite("The pages of gates")
struct GatePageTests {
    @Test("Gates show their level and what they said last, in one light for all")
    func lights() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        #expect(try browser.page("/gates").contains("No gate has run yet."))
        try session.good("gate", "run", "secrets", "keys")
        let page = try browser.page("/gates")
        #expect(page.contains("No gate blocks."), "\(page)")
        #expect(page.contains("never asked"))
        let gate = try browser.page("/gates/secrets")
        #expect(gate.contains("It passed") && gate.contains("How long it takes"), "\(gate)")
        #expect(try browser.get("/gates/nowhere").status == .notFound)
    }

    @Test("A level is changed as it was shown, and not when it has changed since")
    func levels() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        let form = try browser.form("rule.set", on: "/gates/scope") + [("in.level", "off")]
        let (status, told) = try browser.send("rule.set", form)
        #expect(status == .ok, "\(told)")
        #expect(try browser.page("/gates/scope").contains("At level off."))
        let (late, why) = try browser.send("rule.set", form)
        #expect(late == .conflict, "\(why)")
        #expect(why["notice"]?.stringValue?.contains("at level off now") == true, "\(why)")
    }

    @Test("A gate that looks at the whole workspace is run with its button")
    func runs() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        let gates = session.run("gate", "list", "--json").json?["data"]?.arrayValue ?? []
        let able = gates.first { gate in
            gate["targets"]?.arrayValue?.contains("workspace") == true
        }
        let name = try #require(able?["gate"]?.stringValue, "\(gates)")
        let form = try browser.form("gate.run", on: "/gates/\(name)")
        let (status, told) = try browser.send("gate.run", form)
        #expect(status == .ok, "\(told)")
        #expect(!(try browser.page("/gates/\(name)")).contains("It was never asked."))
    }

    @Test("Gates that the repository defines as commands are shown too")
    func commands() throws {
        let session = try CommandLineSession()
        try session.shell(
            """
            cd api && mkdir -p .worklead && cat > .worklead/gates.toml <<'END'
            [[commands]]
            name = "shape"
            summary = "It has a shape."
            command = ["true"]
            level = "advise"
            hint = "Give it one."

            [[commands.refuses]]
            name = "no shape"
            files = { "shape" = "none" }
            END
            git add -A && git commit -qm gates
            """
        )
        let listed = session.run("gate", "list", "--json")
        try #require(listed.output.contains("shape"), "\(listed)")
        let browser = try Browser(session)
        #expect(try browser.page("/gates").contains("/gates/shape"))
        #expect(try browser.page("/gates/shape").contains("the repository, as a command"))
    }
}
