import Documents
import Model
import TestSupport
import Testing

@Suite("Clauses of a spec")
struct SpecificationReaderTests {
    private static let text = """
        # Product

        ## Keeping state

        The store MUST be *one* file. It is small. Backups SHOULD be daily.

        - Each write MUST be
          flushed.

        ```
        It MUST NOT be read here.
        ```

        > Others say that it MUST be red.

        The word `MUST` alone demands nothing, and neither does must.
        """

    @Test("A clause is a sentence of prose with a word of RFC 2119 in capitals")
    func clauses() throws {
        let clauses = try SpecificationReader.clauses(of: Self.text)
        #expect(
            clauses.map(\.text) == [
                "The store MUST be one file.", "Backups SHOULD be daily.",
                "Each write MUST be flushed.",
            ]
        )
        #expect(clauses.map(\.level) == [.must, .should, .must])
        #expect(clauses.map(\.line) == [5, 5, 7])
        #expect(Set(clauses.map(\.anchor.section)) == ["product/keeping-state"])
    }

    @Test("An anchor stays when a paragraph moves or is wrapped anew")
    func stays() throws {
        let before = try SpecificationReader.clauses(of: Self.text).map(\.anchor)
        let moved = """
            # Product

            ## Keeping state

            More words.

            - Each write MUST
              be flushed.

            Backups
            SHOULD be daily. The
            store MUST be one file.
            """
        #expect(Set(try SpecificationReader.clauses(of: moved).map(\.anchor)) == Set(before))
    }

    @Test("A clause below another heading is found by its words; another word makes another clause")
    func changes() throws {
        let before = try SpecificationReader.clauses(of: "# A\n\nIt MUST be.\n")
        let elsewhere = try SpecificationReader.clauses(of: "# B\n\nIt MUST be.\n")
        let reworded = try SpecificationReader.clauses(of: "# A\n\nIt MUST do.\n")
        #expect(before[0].anchor.resolve(in: elsewhere) == elsewhere[0])
        #expect(before[0].anchor.resolve(in: reworded) == nil)
        let twice = try SpecificationReader.clauses(of: "# B\n\nIt MUST be.\n# C\n\nIt MUST be.\n")
        #expect(before[0].anchor.resolve(in: twice) == nil)
        #expect(twice[1].anchor.resolve(in: twice) == twice[1])
    }

    @Test("Anchors survive any order of paragraphs", arguments: 1...30)
    func anyOrder(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        var paragraphs = (1...12).map { number in
            "Part \(number) \(chance.pick(["MUST", "SHOULD", "may"])) do \(number * 7) things."
        }
        let before = try SpecificationReader.clauses(
            of: "# A\n\n" + paragraphs.joined(separator: "\n\n")
        )
        paragraphs.shuffle(using: &chance)
        let glue = chance.pick(["\n\n", " ", "\n"])
        let after = try SpecificationReader.clauses(
            of: "# A\n\n" + paragraphs.joined(separator: glue)
        )
        #expect(Set(before.map(\.anchor)) == Set(after.map(\.anchor)), "seed \(seed)")
    }
}
