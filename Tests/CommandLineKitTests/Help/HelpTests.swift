import CommandLineKit
import Testing

@Suite("Help")
struct HelpTests {
    @Test("of the program lists its commands under their headings, on one screen")
    func root() throws {
        #expect(
            try Shelf.program.help() == """
                A shelf of books that are lent and come back.

                Usage: shelf [OPTIONS] [COMMAND]

                Without a command, shelf tells which books are out.

                Lending
                  lend    Lend a book to a reader
                  inbox   Show what readers wrote

                Books
                  import  Read books from files
                  book    Add and list books

                Commands
                  help    Explain a command
                  echo    Repeat words

                'shelf COMMAND --help' tells more about one.

                Options
                  -l, --library DIRECTORY  Where the books are kept
                      --format FORMAT      How answers are written (one of: text, json, ndjson;
                                           default: text)
                  -q, --quiet              Say nothing but the answer
                  -h, --help               Show this help
                      --version            Show the version

                Examples
                  shelf lend dune --to ada
                      Lend a book to somebody.

                Environment
                  SHELF_LIBRARY  Stands in for '--library'

                Exit codes: 0 success, 2 usage, 4 conflict

                """
        )
    }

    @Test("of a group lists its commands, without the hidden ones")
    func group() throws {
        #expect(
            try Shelf.program.help(for: ["book"]) == """
                Add and list books.

                Usage: shelf book COMMAND

                Commands
                  add   Add a book
                  list  List the books

                'shelf book COMMAND --help' tells more about one.

                Global options: --library DIRECTORY, --format FORMAT, --quiet, --help; see
                  'shelf --help'

                Exit codes: 0 success, 2 usage, 4 conflict

                """
        )
    }

    @Test("of a command tells its arguments, options, examples and exit codes")
    func command() throws {
        #expect(
            try Shelf.program.help(for: ["give"]) == """
                Lend a book to a reader.

                Usage: shelf lend [OPTIONS] --to READER BOOK

                A book is with one reader at a time. Lending a book that is away fails with exit
                code 4, and the answer names the reader who has it.

                The days are counted from midnight.

                Arguments
                  BOOK  The book to lend

                Options
                      --to READER    Who takes it (required)
                  -d, --days NUMBER  How many days it may stay away (default: 14)
                  -n, --note TEXT    What to remember about it
                  -u, --urgent       Remind the reader every day
                  -s, --silent       Never remind the reader

                Examples
                  shelf lend dune --to ada -d 7
                      Lend for a week.
                  shelf lend 'dune' --to=ada | cat
                      Show the answer as a list.

                Global options: --library DIRECTORY, --format FORMAT, --quiet, --help; see
                  'shelf --help'

                Exit codes: 0 success, 2 usage, 4 conflict

                Also called: give

                See also: shelf book list

                """
        )
    }

    @Test("is never wider than asked", arguments: [40, 57, 80, 120])
    func width(_ width: Int) throws {
        for path in [[], ["lend"], ["import"], ["book"], ["book", "add"], ["inbox"]] {
            let lines = try Shelf.program.help(for: path, width: width).lines
            let examples = ["  shelf lend 'dune' --to=ada | cat"]
            for line in lines where !examples.contains(line) {
                #expect(line.displayWidth <= width, "\(line)")
            }
        }
    }

    @Test("puts a long name on a line of its own where the lines are short")
    func shortLines() throws {
        let help = try Shelf.program.help(width: 40)
        #expect(help.contains("  -l, --library DIRECTORY\n         "))
    }

    @Test("has bold headings where asked, and is otherwise the same")
    func style() throws {
        let plain = try Shelf.program.help(for: ["lend"])
        let bold = try Shelf.program.help(for: ["lend"], style: .ansi)
        #expect(bold.contains("\u{1B}[1mOptions\u{1B}[22m\n"))
        #expect(!plain.contains("\u{1B}"))
        var stripped = bold.unicodeScalars.split(separator: "\u{1B}").map(String.init)
        for index in stripped.indices.dropFirst() {
            stripped[index] = String(stripped[index].drop { $0 != "m" }.dropFirst())
        }
        #expect(stripped.joined() == plain)
    }

    @Test("of a command that does not exist is an error that says what was meant")
    func unknown() throws {
        let fault = #expect(throws: UsageError.self) {
            try Shelf.program.help(for: ["book", "ad"])
        }
        #expect(fault?.message == "unknown command 'ad'. Did you mean 'add'?")
    }

    @Test("of a hidden command is shown to those who know its name")
    func hidden() throws {
        #expect(try Shelf.program.help(for: ["book", "purge"]).hasPrefix("Forget all books.\n"))
    }
}
