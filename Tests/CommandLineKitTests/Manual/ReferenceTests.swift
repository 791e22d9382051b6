import CommandLineKit
import Testing

@Suite("The reference")
struct ReferenceTests {
    @Test("tells of each command what help tells, with links that lead to its headings")
    func document() {
        let reference = Shelf.program.reference()
        #expect(
            reference.hasPrefix(
                """
                # Commands of `shelf`

                A shelf of books that are lent and come back.

                Without a command, shelf tells which books are out.

                ```sh
                shelf [OPTIONS] [COMMAND]
                ```

                Global options:

                - `-l`, `--library DIRECTORY`: Where the books are kept.

                """
            )
        )
        #expect(
            reference.contains(
                """

                ## `shelf book add`

                Add a book.

                ```sh
                shelf book add TITLE [KIND]
                ```

                Arguments:

                - `TITLE`: What it is called.
                - `[KIND]`: What it is (one of: novel, atlas).

                """
            )
        )
        #expect(reference.contains("\nSee also [`book list`](#shelf-book-list).\n"))
        #expect(reference.contains("\n- `4` conflict: Somebody else has the book.\n"))
        #expect(!reference.contains("purge"))
    }

    @Test("links only to headings that exist")
    func links() {
        let lines = Shelf.program.reference().lines
        let anchors = lines.filter { $0.hasPrefix("## `") }.map { heading in
            String(heading.dropFirst(4).dropLast().map { $0 == " " ? "-" : $0 })
        }
        let targets = lines.flatMap { line in
            line.split(separator: "(").dropFirst().filter { $0.hasPrefix("#") }
                .map { String($0.dropFirst().prefix { $0 != ")" }) }
        }
        #expect(targets.count > anchors.count)
        for target in targets { #expect(anchors.contains(target)) }
    }

    @Test("shows texts that look like markup as they are")
    func hostile() {
        let reference = ManualTests.hostile.reference()
        #expect(reference.contains(#"'Tis \\fB a "test" of .Sh everything"#))
        let program = Program(
            root: CommandSpecification("p", summary: "A *b* <c> [d](e) `f` g_h", discussion: "# I")
        )
        #expect(
            program.reference().contains(
                ##"""

                A \*b\* \<c> \[d\](e) \`f\` g\_h.

                \# I

                """##
            )
        )
    }
}
