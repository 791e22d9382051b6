import CommandLineKit
import Testing

@Suite("The manual")
struct ManualTests {
    /// A program whose texts look like requests, macros and escapes of roff.
    static let hostile = Program(
        root: CommandSpecification(
            "hostile",
            summary: "'Tis \\fB a \"test\" of .Sh everything, e.g. Fl and No and -",
            discussion: """
                .Sh FAKE is no section. 'so is none. A back\\slash, a \\(dq and \\n stay. Größe 本 👍.

                Ar Fl Op stand at a start. See e.g. the rest ~ ^ ` here; a very long line goes on
                until it has to be broken somewhere in the middle of it.
                """,
            arguments: [Argument("No", help: ".It is Ar", count: .any)],
            options: [
                Option("fl", short: "F", value: "Ar", help: "'Fl \\", allowed: [".", "\\"]),
                Option("needed", value: "N", help: "Needed", count: .exactlyOne),
            ],
            flags: [Flag("op", help: "Op | ( ) [ ] , . ; : ?")],
            examples: [
                CommandExample("hostile --fl=. '.x' \"\\\\\" --needed 'a' | .cat", "'Try' it.")
            ]
        ),
        version: "1",
        exitCodes: [ExitCode(0, "fine", meaning: "Fine")],
        environment: [EnvironmentVariable("An", meaning: "An author's name")]
    )

    @Test("has a page for the program and each command that is not hidden")
    func pages() {
        #expect(
            pages(of: Shelf.program).map(\.fileName) == [
                "shelf.1", "shelf-lend.1", "shelf-import.1", "shelf-book.1", "shelf-book-add.1",
                "shelf-book-list.1", "shelf-inbox.1", "shelf-inbox-clear.1", "shelf-help.1",
                "shelf-echo.1",
            ]
        )
    }

    @Test(
        "satisfies mandoc, whatever stands in the texts",
        .enabled(if: ScratchFolder.isInstalled("mandoc"), "mandoc is not installed"),
        arguments: [Shelf.program, hostile]
    )
    func lint(_ program: Program) throws {
        let folder = try ScratchFolder()
        let pages = pages(of: program)
        for page in pages { try folder.write(page.text, to: page.fileName) }
        let names = pages.map(\.fileName)
        let outcome = try folder.run(["mandoc", "-T", "lint", "-W", "style"] + names)
        // Pages that are not installed can't be found.
        let findings = (outcome.output + outcome.errors).lines.filter { finding in
            !finding.contains("STYLE: referenced manual not found")
        }
        #expect(findings == [])
    }

    @Test(
        "shows the texts as they were declared",
        .enabled(if: ScratchFolder.isInstalled("mandoc"), "mandoc is not installed")
    )
    func rendering() throws {
        let folder = try ScratchFolder()
        try folder.write(pages(of: Self.hostile)[0].text, to: "page.1")
        let outcome = try folder.run(["mandoc", "-T", "utf8", "-O", "width=200", "page.1"])
        // Sentences are divided by two spaces, and lines are broken.
        let plain = outcome.output.withoutOverstrikes.split { $0 == " " || $0 == "\n" }
            .joined(separator: " ")
        for text in [
            #"'Tis \fB a "test" of .Sh everything, e.g. Fl and No and -"#,
            #".Sh FAKE is no section. 'so is none. A back\slash, a \(dq and \n stay. Größe 本 👍."#,
            "Ar Fl Op stand at a start. See e.g. the rest ~ ^ ` here;", "Op | ( ) [ ] , . ; : ?",
            #"'Fl \ (one of: ., \)."#, #"hostile --fl=. '.x' "\\" --needed 'a' | .cat"#,
            "hostile [--op] [-F Ar] --needed N [No ...]", "-F, --fl Ar", "An author's name.",
        ] {
            #expect(plain.contains(text), "\(text) in\n\(plain)")
        }
    }

    @Test("tells the day it is given, and refuses a month that does not exist")
    func date() {
        let page = pages(of: Shelf.program)[0].text
        #expect(page.hasPrefix(".Dd March 5, 2024\n.Dt SHELF 1\n.Os\n"))
        #expect(ManualDate(year: 2024, month: 13, day: 1) == nil)
        #expect(ManualDate(year: 2024, month: 0, day: 1) == nil)
        #expect(ManualDate(year: 2024, month: 1, day: 32) == nil)
    }

    private func pages(of program: Program) -> [ManualPage] {
        ManualDate(year: 2024, month: 3, day: 5).map { program.manualPages(dated: $0) } ?? []
    }
}

extension Program: CustomTestStringConvertible {
    /// What a test's case is called.
    public var testDescription: String { name }
}

extension String {
    /// What a terminal shows of letters that are printed twice to be bold, or over an underscore.
    fileprivate var withoutOverstrikes: String {
        var shown: [Unicode.Scalar] = []
        for scalar in unicodeScalars {
            if scalar == "\u{8}" { _ = shown.popLast() } else { shown.append(scalar) }
        }
        return String(String.UnicodeScalarView(shown))
    }
}
