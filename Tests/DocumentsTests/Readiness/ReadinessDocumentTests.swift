import Documents
import Model
import Testing

@Suite("Documents that say whether something is ready")
struct ReadinessDocumentTests {
    private func read(_ text: String) throws -> ReadinessDocument {
        try ReadinessDocument(parsing: Array(text.utf8))
    }

    @Test("That it is not ready is an answer, with what is in the way in its order")
    func notReady() throws {
        let read = try read(
            """
            # Readiness: phase B

            What phase A has changed is in its report.

            - **VERDICT**: not-ready

            ## Blockers

            1. ada: The schema is not decided: two are proposed.
            2. bea: `retries` is not measured.

            ## Order

            1. nobody is named here
            """
        )
        #expect(read.verdict == .notReady)
        #expect(read.faults.isEmpty)
        #expect(read.blockers.map(\.owner.text) == ["ada", "bea"])
        #expect(read.blockers.map(\.text).first == "The schema is not decided: two are proposed.")
    }

    @Test("Ready needs no more than its verdict")
    func ready() throws {
        let texts = [
            "VERDICT: ready", "Verdict: READY\n\n## Blockers\n\nNone.", "* verdict: ready",
        ]
        for text in texts {
            let read = try read(text)
            #expect(read.verdict == .ready && read.faults.isEmpty, "\(text)")
            #expect(read.blockers.isEmpty)
        }
    }

    @Test(
        "What is wrong with it is told with its line",
        arguments: [
            ("All is well.", 1, "It has no line"),
            ("# A\n\nVERDICT: maybe", 3, "'maybe'"),
            ("VERDICT: ready\n\nVERDICT: not-ready\n\n## Blockers\n\n1. ada: it", 3, "before it"),
            ("# A\n\nVERDICT: not-ready", 3, "names nothing"),
            ("VERDICT: ready\n\n## Blockers\n\n1. ada: The schema.", 1, "names what is in the way"),
            ("VERDICT: not-ready\n\n## Blockers\n\n- ada: The schema.", 5, "not numbered"),
            ("VERDICT: not-ready\n\n## Blockers\n\n1. The schema.\n2. ada: It.", 5, "no owner"),
            ("VERDICT: not-ready\n\n## Blockers\n\n1. ada: none\n2. ada: It.", 5, "says nothing"),
        ]
    )
    func faults(_ text: String, _ line: Int, _ words: String) throws {
        let read = try read(text)
        #expect(
            read.faults.contains { $0.line == line && $0.text.contains(words) },
            "\(read.faults)"
        )
    }

    @Test("Code is no verdict, and what can't be read at all is an error")
    func unread() throws {
        #expect(try read("```\nVERDICT: ready\n```").verdict == nil)
        #expect(throws: DocumentError.self) { _ = try ReadinessDocument(parsing: [0xFF, 0xFE]) }
    }
}
