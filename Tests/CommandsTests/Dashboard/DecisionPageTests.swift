import Digests
import HTTPKit
import Testing

@Suite("The pages of decisions")
struct DecisionPageTests {
    private static let question = [
        "decision", "ask", "Which store?", "--option", "sqlite=One file", "--option",
        "pg=A server", "--default", "sqlite", "--deadline", "2h",
    ]

    private func state(_ session: CommandLineSession, _ id: String) -> String? {
        session.run("decision", "show", id, "--json").json?["data"]?["decision"]?["state"]?
            .stringValue
    }

    @Test("Open decisions show what can be chosen and what is taken if nobody answers")
    func lists() throws {
        let session = try CommandLineSession()
        let browser = try Browser(session)
        #expect(try browser.page("/decisions").contains("No decision waits for you."))
        #expect(try browser.page("/decisions").contains("Nothing was decided yet."))
        session.run(words: Self.question).expectGood()
        let page = try browser.page("/decisions")
        #expect(page.contains("1 decision waits for you, the longest for"))
        for word in ["Which store?", "One file", "A server", "default sqlite"] {
            #expect(page.contains(word), "\(word)")
        }
        #expect(!page.contains("Take all"))
    }

    @Test("All defaults are taken at once, or none")
    func defaults() throws {
        let session = try CommandLineSession()
        session.run(words: Self.question).expectGood()
        session.run(words: ["decision", "ask", "Which host?"] + Self.question.dropFirst(3))
            .expectGood()
        let browser = try Browser(session)
        #expect(try browser.page("/decisions").contains("Take all 2 defaults"))
        let form = try browser.form("decision.answer", on: "/decisions") {
            $0.contains("Take all 2 defaults")
        }
        #expect(try browser.send("decision.answer", form).0 == .ok)
        #expect(state(session, "D-1") == "answered" && state(session, "D-2") == "answered")
        #expect(try browser.page("/decisions").contains("No decision waits for you."))
        #expect(try browser.send("decision.answer", form).0 == .conflict)
    }

    @Test("An answer that is made policy is kept for all, and comes first in what they are told")
    func policy() throws {
        let session = try CommandLineSession()
        try session.good("memory", "note", "The newest note.")
        session.run(words: Self.question).expectGood()
        let browser = try Browser(session)
        var form = try browser.form("decision.answer", on: "/decisions/D-1") {
            $0.contains("Answer and make it policy")
        }
        #expect(form.contains { $0 == ("in.policy", "true") }, "\(form)")
        form += [("in.answers.option", "pg"), ("in.note", "It scales.")]
        let (status, told) = try browser.send("decision.answer", form)
        #expect(status == .ok, "\(told)")
        let brief = try session.good("memory", "brief").output
        let policy = try #require(brief.firstRange(of: "Policy: Which store?"), "\(brief)")
        let other = try #require(brief.firstRange(of: "The newest note."), "\(brief)")
        #expect(policy.lowerBound < other.lowerBound)
        #expect(brief.contains("Policy: A server") && brief.contains("It scales."), "\(brief)")
        let found = session.run("memory", "list", "--tag", "policy", "--json")
        #expect(found.json?["total"] == 1, "\(found)")
        session.run(words: ["decision", "ask", "Which host?"] + Self.question.dropFirst(3))
            .expectGood()
        session.run("decision", "answer", "D-2=pg").expectGood()
        #expect(
            session.run("memory", "list", "--tag", "policy", "--json").json?["total"] == 1,
            "an answer is no policy by itself"
        )
    }

    @Test("A decision is delegated and withdrawn on its page, where what came of it then stands")
    func acts() throws {
        let session = try CommandLineSession()
        try session.good("agent", "register", "lea", "--role", "lead")
        session.run(words: Self.question).expectGood()
        let browser = try Browser(session)
        var delegate = try browser.form("decision.delegate", on: "/decisions/D-1")
        delegate.append(("in.agent", "lea"))
        let (status, told) = try browser.send("decision.delegate", delegate)
        #expect(status == .ok, "\(told)")
        let page = try browser.page("/decisions/D-1")
        #expect(page.contains("href=\"/agents/lea\"") && page.contains("One file"))
        #expect(page.contains("If nobody answers in"))
        var withdraw = try browser.form("decision.withdraw", on: "/decisions/D-1")
        withdraw.append(("in.reason", "not built"))
        #expect(try browser.send("decision.withdraw", withdraw).0 == .ok)
        let after = try browser.page("/decisions/D-1")
        #expect(after.contains("Withdrawn") && !after.contains("action=\"/act/decision."))
        #expect(try browser.get("/decisions/D-9").status == .notFound)
    }
}

extension CommandLineSession.Run {
    func expectGood() { #expect(exit == 0, "\(self)") }
}
