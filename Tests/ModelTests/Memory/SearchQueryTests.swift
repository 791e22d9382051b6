import Model
import TestSupport
import Testing

@Suite("What somebody looks for in memory")
struct SearchQueryTests {
    private func read(_ text: String) throws -> [String] {
        try SearchQuery(text).terms.map { term in
            term.words.joined(separator: " ") + (term.isPrefix ? "*" : "")
        }
    }

    @Test(
        "Words, phrases and starts of words, whatever else stands there",
        arguments: [
            ("schema", ["schema"]), ("  schema   migration ", ["schema", "migration"]),
            ("\"job runs\" end", ["job runs", "end"]), ("endp*", ["endp*"]),
            ("\"job ru\"*", ["job ru*"]), ("\"never ended", ["never ended"]),
            ("P07-B4", ["P07 B4"]), ("src/jobs.py", ["src jobs py"]),
            ("a\"b c\"d", ["a", "b c", "d"]), ("e*", ["e"]), ("a*b", ["a b"]),
            ("AND OR NOT NEAR(x)", ["AND", "OR", "NOT", "NEAR x"]),
            ("title:x ^y -z +w", ["title x", "y", "z", "w"]), ("'; DROP", ["DROP"]),
            ("naïve", ["naïve"]), ("\u{0}x\u{0}", ["x"]), ("漢字 *", ["漢字"]),
        ]
    )
    func reads(_ text: String, _ terms: [String]) throws {
        #expect(try read(text) == terms)
    }

    @Test(
        "A text without a word is said to be one",
        arguments: ["", " ", "\"\"", "***", "-- ()", "🧵", "\u{0}", "\"", "\"*"]
    )
    func withoutWords(_ text: String) {
        #expect(throws: MemoryError.nothingToFind) { _ = try SearchQuery(text) }
    }

    @Test("Any text is words or none; no term is empty", arguments: 1...200)
    func anyText(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let text = chance.text(upTo: 40)
        do throws(MemoryError) {
            let terms = try SearchQuery(text).terms
            #expect(!terms.isEmpty)
            #expect(terms.allSatisfy { !$0.words.isEmpty && $0.words.allSatisfy { !$0.isEmpty } })
        } catch {
            #expect(error == .nothingToFind, "seed \(seed)")
        }
    }

    @Test("An excerpt shows the first match with some words before it, on one line, and is cut")
    func excerpts() throws {
        let text = "one two three four five\nsix SEVEN eight nine ten"
        let query = try SearchQuery("seven")
        #expect(query.excerpt(of: text, most: 80) == "…three four five six SEVEN eight nine ten")
        #expect(query.excerpt(of: text, most: 20).count <= 20)
        #expect(query.excerpt(of: "short", most: 80) == "short")
        #expect(query.excerpt(of: String(repeating: "x", count: 300), most: 20).count <= 20)
        #expect(query.excerpt(of: "", most: 20) == "")
    }
}
