import CommandLineKit
import Testing

@Suite("A command line that is wrong")
struct UsageErrorTests {
    @Test(
        "is answered by a sentence that names the word",
        arguments: [
            ("lend dune --to ada --dais 3", "unknown option '--dais'. Did you mean '--days'?"),
            ("lend dune -to ada", "unknown option '-to'. Did you mean '--to'?"),
            ("lend dune --to ada -x", "unknown option '-x'."),
            ("lned dune", "unknown command 'lned'. Did you mean 'lend'?"),
            ("im a", "unknown command 'im'. Did you mean 'import'?"),
            ("purge", "unknown command 'purge'."),
            ("add dune", "unknown command 'add'. Did you mean 'book add'?"),
            ("book lits", "unknown command 'lits'. Did you mean 'list'?"),
            ("nonsense", "unknown command 'nonsense'."),
            ("book", "'shelf book' needs a command: add or list."),
            ("lend dune --to", "'--to' needs a value: READER."),
            ("lend dune --to --days 3", "'--to' needs a value: READER."),
            ("lend dune --to -- x", "'--to' needs a value: READER."),
            ("lend dune --urgent=yes", "'--urgent' takes no value, but 'yes' is given."),
            ("lend dune --to a --to b", "'--to' is given twice; it takes one READER."),
            ("lend dune --to a --to", "'--to' is given twice; it takes one READER."),
            ("--format text echo --format json", "'--format' is given twice; it takes one FORMAT."),
            ("lend --to ada", "'shelf lend' needs BOOK."),
            ("lend dune", "'shelf lend' needs '--to READER'."),
            ("import", "'shelf import' needs FILE."),
            ("lend a b --to ada", "unexpected argument 'b': 'shelf lend' takes BOOK only."),
            ("book list x", "unexpected argument 'x': 'shelf book list' takes no arguments."),
            (
                "book add a atals",
                "KIND: 'atals' is not novel or atlas. Did you mean 'atlas'?"
            ),
            ("--format xml", "--format: 'xml' is not text, json or ndjson."),
            (
                "inbox --unread clear",
                "'--unread' belongs to 'shelf inbox' alone, not to 'shelf inbox clear'."
            ),
        ]
    )
    func sentences(_ line: String, _ message: String) throws {
        #expect(try Shelf.program.fault(line.words).message == message)
    }

    @Test(
        "is answered by what to do next",
        arguments: [
            ("lend dune --dayz", "Run 'shelf lend --help'."),
            (
                "lend -5 --to ada",
                "Run 'shelf lend --help', or write '--' before words that begin with '-'."
            ),
            ("--days 3 lend dune", "'--days' goes after its command: 'shelf lend --days'."),
            ("lend x --note --days", "A value that begins with '-' is joined: '--note=--days'."),
            ("lned", "Run 'shelf --help' for the commands."),
            ("book lits", "Run 'shelf book --help' for the commands."),
        ]
    )
    func hints(_ line: String, _ hint: String) throws {
        #expect(try Shelf.program.fault(line.words).hint == hint)
    }

    @Test("says where it is wrong, and keeps the word as it was typed")
    func places() throws {
        let fault = try Shelf.program.fault(["book", "li\u{1B}st"])
        #expect(fault.path == ["book"])
        #expect(fault.word == "li\u{1B}st")
        #expect(fault.isFault(.unknownCommand))
    }

    @Test(
        "is quoted so that it can neither move the cursor nor hide nor turn",
        arguments: [
            ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("a\nb", "a\\u{a}b"), ("a\u{0}b", "a\\u{0}b"),
            ("a\u{202E}b", "a\\u{202e}b"), ("a\u{200B}b", "a\\u{200b}b"),
            ("a\u{E0041}b", "a\\u{e0041}b"), ("a\u{3164}b", "a\\u{3164}b"),
            ("a\u{FE01}b", "a\\u{fe01}b"), ("größe", "größe"), ("本", "本"),
        ]
    )
    func quoting(_ word: String, _ shown: String) throws {
        for line in [
            [word], ["lend", "x", "y" + word], ["lend", "--" + word], ["--format", word],
        ] {
            let fault = try Shelf.program.fault(line)
            #expect(fault.message.contains(shown), "\(line)")
            #expect(fault.message.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test("is quoted up to eighty letters, with its size")
    func longWords() throws {
        let fault = try Shelf.program.fault([String(repeating: "x", count: 5000)])
        let start = String(repeating: "x", count: 80)
        #expect(fault.message == "unknown command '\(start)… (5000 bytes)'.")
    }

    @Test("has a code of its own for each kind")
    func codes() {
        let codes = UsageFault.allCases.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.hasPrefix("usage.") })
        #expect(UsageFault.allCases.allSatisfy { !$0.meaning.hasSuffix(".") })
    }
}
