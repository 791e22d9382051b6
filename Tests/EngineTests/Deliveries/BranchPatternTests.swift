import Engine
import Model
import Testing

@Suite("Patterns of branches")
struct BranchPatternTests {
    private let ada = AgentID(trusted: "ada")

    @Test("A pattern makes an agent's branches and knows them again, and no others")
    func roundTrip() {
        let pattern = BranchPattern()
        let branch = pattern.branch(for: ada, slug: "fix-the-lease")
        #expect(branch == "agent/ada/fix-the-lease")
        #expect(pattern.matches(branch, agent: ada))
        #expect(!pattern.matches(branch, agent: AgentID(trusted: "brian")))
        for other in ["agent/ada", "agents/ada/x", "main", "x/agent/ada/y", "agent/adam/x", ""] {
            #expect(!pattern.matches(other, agent: ada), "\(other)")
        }
    }

    @Test("What stands for the slug has at least one character, and may have several parts")
    func slugs() {
        let pattern = BranchPattern()
        #expect(!pattern.matches("agent/ada/", agent: ada))
        #expect(pattern.matches("agent/ada/x", agent: ada))
        #expect(pattern.matches("agent/ada/x/y", agent: ada))
        let enclosed = BranchPattern("{agent}-{slug}.x")
        #expect(enclosed.branch(for: ada, slug: "b-c") == "ada-b-c.x")
        #expect(enclosed.matches("ada-b-c.x", agent: ada))
        #expect(enclosed.matches("ada-b.x.x", agent: ada))
        #expect(enclosed.matches("ada-é.x", agent: ada))
        for other in ["ada-.x", "ada-b.y", "ada-.x.y", "ada-"] {
            #expect(!enclosed.matches(other, agent: ada), "\(other)")
        }
    }

    @Test("The agent may stand after the slug, and text around both is taken as it is")
    func order() {
        let pattern = BranchPattern("wörk/{slug}/by-{agent}")
        #expect(pattern.branch(for: ada, slug: "x") == "wörk/x/by-ada")
        #expect(pattern.matches("wörk/x/by-ada", agent: ada))
        #expect(!pattern.matches("wörk/x/by-adam", agent: ada))
        #expect(!pattern.matches("wörk//by-ada", agent: ada))
    }

    @Test("A pattern without a place for the slug has it at the end, as a part of its own")
    func withoutSlug() {
        let pattern = BranchPattern("work/{agent}")
        #expect(pattern.branch(for: ada, slug: "x") == "work/ada/x")
        #expect(pattern.matches("work/ada/x", agent: ada))
        #expect(!pattern.matches("work/adam", agent: ada))
        #expect(!pattern.matches("work/ada/", agent: ada))
    }

    @Test("A message shows the pattern with the agent's name in it")
    func shown() {
        #expect(BranchPattern().shown(for: ada) == "agent/ada/…")
    }
}
