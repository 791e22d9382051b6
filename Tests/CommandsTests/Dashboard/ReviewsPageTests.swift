import Digests
import HTTPKit
import Testing

@Suite("The pages of reviews")
struct ReviewsPageTests {
    @Test("Findings stand by how much they matter, and are let stand or disputed from the page")
    func findings() throws {
        let session = try CommandLineSession()
        try session.good("agent", "register", "ada")
        let browser = try Browser(session)
        #expect(try browser.page("/reviews").contains("No review is open."))
        try session.shell(
            """
            cd '\(session.repository)' && git checkout -q -b work
            printf 'one\\ntwo\\n' > src/a && git add -A && git commit -qm 'Work' -m 'Agent: ada'
            """
        )
        try session.good("review", "start", "--commit", "work", "--base", "main")
        func add(_ severity: String, _ text: String) throws {
            try session.good(
                "review",
                "finding",
                "add",
                "RV-1",
                "--severity",
                severity,
                "--at",
                "src/a:2",
                "--text",
                text
            )
        }
        try add("low", "small <s>")
        try add("high", "great")
        let html = try browser.page("/reviews")
        let high = try #require(html.firstRange(of: "id=\"findings-high\""))
        let low = try #require(html.firstRange(of: "id=\"findings-low\""))
        #expect(high.lowerBound < low.lowerBound)
        #expect(html.contains("small &lt;s&gt;") && html.contains("src/a:2"))
        let narrow = try browser.page("/reviews?severity=low")
        #expect(!narrow.contains("great") && narrow.contains("finding list --severity low"))
        let one = try browser.page("/reviews/RV-1")
        #expect(one.contains("2 of 2 findings unresolved, 1 of them must be mended."), "\(one)")
        // The first is the one that matters most, which can't be let stand.
        let form = try browser.form("finding.accept", on: "/reviews?severity=low")
        let (status, told) = try browser.send(
            "finding.accept",
            form.filter { $0.0 != "in.reason" && $0.0 != "in.task" } + [("in.reason", "no matter")]
        )
        #expect(status == .ok, "\(told)")
        #expect(try browser.page("/reviews/RV-1").contains("accepted: no matter"))
        #expect(!(try browser.page("/reviews")).contains("id=\"findings-low\""))
        #expect(try browser.page("/reviews?all=1").contains("id=\"findings-low\""))
        #expect(try browser.get("/reviews/RV-99").status == .notFound)
    }
}
