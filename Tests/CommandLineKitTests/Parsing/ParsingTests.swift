import CommandLineKit
import Testing

@Suite("A command line")
struct ParsingTests {
    /// A command line and what it gives; arguments and options by their labels.
    struct Case: CustomTestStringConvertible {
        let words: [String]
        let path: [String]
        let values: [String: [String]]
        var flags: Set<String> = []

        init(
            _ line: String,
            _ path: String,
            _ values: [String: [String]],
            flags: Set<String> = []
        ) {
            words = line.split(separator: " ").map(String.init)
            self.path = path.split(separator: " ").map(String.init)
            self.values = values
            self.flags = flags
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    @Test(
        "gives its values in every spelling",
        arguments: [
            Case("lend dune --to ada", "lend", ["BOOK": ["dune"], "--to": ["ada"]]),
            Case("lend dune --to=ada", "lend", ["BOOK": ["dune"], "--to": ["ada"]]),
            Case("lend --to ada dune", "lend", ["BOOK": ["dune"], "--to": ["ada"]]),
            Case("lend --to=a=b dune", "lend", ["BOOK": ["dune"], "--to": ["a=b"]]),
            Case("lend dune --to=", "lend", ["BOOK": ["dune"], "--to": [""]]),
            Case("lend dune --to -", "lend", ["BOOK": ["dune"], "--to": ["-"]]),
            Case("lend - --to ada", "lend", ["BOOK": ["-"], "--to": ["ada"]]),
            Case("lend dune --to=-ada", "lend", ["BOOK": ["dune"], "--to": ["-ada"]]),
            Case("lend dune --to=--", "lend", ["BOOK": ["dune"], "--to": ["--"]]),
            Case("lend --to ada -- -dune", "lend", ["BOOK": ["-dune"], "--to": ["ada"]]),
            Case("lend --to ada -- --", "lend", ["BOOK": ["--"], "--to": ["ada"]]),
            Case("lend x --to a -d 7", "lend", ["BOOK": ["x"], "--to": ["a"], "--days": ["7"]]),
            Case("lend x --to a -d7", "lend", ["BOOK": ["x"], "--to": ["a"], "--days": ["7"]]),
            Case("lend x --to a -d=7", "lend", ["BOOK": ["x"], "--to": ["a"], "--days": ["7"]]),
            Case("lend x --to a -d-7", "lend", ["BOOK": ["x"], "--to": ["a"], "--days": ["-7"]]),
            Case("lend x --to a -n==", "lend", ["BOOK": ["x"], "--to": ["a"], "--note": ["="]]),
            Case(
                "lend x --to a -us",
                "lend",
                ["BOOK": ["x"], "--to": ["a"]],
                flags: ["--urgent", "--silent"]
            ),
            Case(
                "lend x --to a -usd7",
                "lend",
                ["BOOK": ["x"], "--to": ["a"], "--days": ["7"]],
                flags: ["--urgent", "--silent"]
            ),
            Case(
                "lend x --to a -uqd 7",
                "lend",
                ["BOOK": ["x"], "--to": ["a"], "--days": ["7"]],
                flags: ["--urgent", "--quiet"]
            ),
            Case(
                "lend x --to a -u -u",
                "lend",
                ["BOOK": ["x"], "--to": ["a"]],
                flags: ["--urgent"]
            ),
            Case("give dune --to ada", "lend", ["BOOK": ["dune"], "--to": ["ada"]]),
            Case(
                "import a b -t x c --tag y",
                "import",
                [
                    "FILE": ["a", "b", "c"], "--tag": ["x", "y"],
                ]
            ),
            Case("book add dune novel", "book add", ["TITLE": ["dune"], "KIND": ["novel"]]),
            Case("book add dune", "book add", ["TITLE": ["dune"]]),
            Case("book ls", "book list", [:]),
            Case("book purge", "book purge", [:]),
            Case("inbox --unread", "inbox", [:], flags: ["--unread"]),
            Case("inbox clear", "inbox clear", [:]),
            Case("echo", "echo", [:]),
            Case("echo -- lend -x --", "echo", ["WORD": ["lend", "-x", "--"]]),
            Case("", "", [:]),
            Case("-q", "", [:], flags: ["--quiet"]),
            Case("--format json echo", "echo", ["--format": ["json"]]),
            Case("echo a --format json", "echo", ["WORD": ["a"], "--format": ["json"]]),
            Case("-ql lib book -q list", "book list", ["--library": ["lib"]], flags: ["--quiet"]),
            Case("book --format=json list", "book list", ["--format": ["json"]]),
        ]
    )
    func spellings(_ line: Case) throws {
        let parsed = try Shelf.program.run(line.words)
        #expect(parsed.path == line.path)
        #expect(parsed.givenValues == line.values)
        #expect(parsed.givenFlags == line.flags)
    }

    @Test("ends its options at '--', and its commands too")
    func dashesEndCommands() throws {
        #expect(try Shelf.program.fault(["--", "echo"]).code == "usage.unexpected_argument")
    }

    @Test("takes a text of any scalars, byte for byte")
    func textsStay() throws {
        let odd = ["", "=", "e\u{301}", "\u{301}", "\u{0}", "\u{202E}", "\r\n", "👩🏽‍🚀", " a  b "]
        let parsed = try Shelf.program.run(["echo"] + odd)
        #expect(parsed.texts(Shelf.Echo.words).map { Array($0.utf8) } == odd.map { Array($0.utf8) })
        let joined = try Shelf.program.run(["lend", "x", "--to=\u{301}a"])
        #expect(joined.required(Shelf.Lend.reader) == "\u{301}a")
    }

    @Test("is not fooled by letters that Swift holds for equal")
    func kelvinIsNotK() throws {
        let unit = Argument("UNIT", help: "A unit", allowed: ["K"])
        let program = Program(
            root: CommandSpecification("p", summary: "P", arguments: [unit])
        )
        #expect("\u{212A}" == "K")
        #expect(try program.run(["K"]).required(unit) == "K")
        #expect(try program.fault(["\u{212A}"]).code == "usage.invalid_value")
    }

    @Test(
        "asks for help wherever it says so, finished or not",
        arguments: [
            ("--help", []), ("-h", []), ("lend --help", ["lend"]), ("-h lend", ["lend"]),
            ("lend x -h", ["lend"]), ("lend --to --help", ["lend"]), ("book --help", ["book"]),
            ("book list extra -h", ["book", "list"]), ("lend -uh", ["lend"]),
            ("lend --bogus --help", ["lend"]), ("--format xml -h", []),
        ] as [(String, [String])]
    )
    func help(_ line: String, _ path: [String]) throws {
        guard case .help(path) = try Shelf.program.parse(line.words) else {
            Issue.record("\(line) does not ask for the help of \(path)")
            return
        }
    }

    @Test("does not ask for help behind '--', nor for a command that does not exist")
    func noHelp() throws {
        let parsed = try Shelf.program.run(["echo", "--", "--help"])
        #expect(parsed.texts(Shelf.Echo.words) == ["--help"])
        #expect(try Shelf.program.fault(["lend", "--", "--help"]).code == "usage.missing_option")
        #expect(try Shelf.program.fault(["lned", "--help"]).code == "usage.unknown_command")
    }

    @Test("asks for the version before a command only, and only of a program that tells it")
    func version() throws {
        guard case .version = try Shelf.program.parse(["-q", "--version"]) else {
            Issue.record("--version is not understood")
            return
        }
        #expect(try Shelf.program.fault(["echo", "--version"]).code == "usage.unknown_option")
        let silent = Program(root: Shelf.root)
        #expect(try silent.fault(["--version"]).code == "usage.unknown_option")
    }
}

extension String {
    var words: [String] { split(separator: " ").map(String.init) }
}

extension ParsedCommand {
    private var options: [Option] {
        specification.options + (path.isEmpty ? [] : Shelf.root.options)
    }

    /// All that the line itself gave, by label.
    var givenValues: [String: [String]] {
        var values: [String: [String]] = [:]
        for option in options where isGiven(option) { values[option.label] = texts(option) }
        for argument in specification.arguments where isGiven(argument) {
            values[argument.label] = texts(argument)
        }
        return values
    }

    var givenFlags: Set<String> {
        let flags = specification.flags + (path.isEmpty ? [] : Shelf.root.flags)
        return Set(flags.filter { isSet($0) }.map(\.label))
    }
}
