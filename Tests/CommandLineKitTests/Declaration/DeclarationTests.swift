import CommandLineKit
import Synchronization
import Testing

@testable import CommandLineKit

@Suite("A declaration")
struct DeclarationTests {
    @Test("without faults has none")
    func sound() {
        #expect(Shelf.program.faults() == [])
    }

    /// A command with a fault, and a part of the sentence about it.
    struct Faulty: CustomTestStringConvertible {
        let command: CommandSpecification
        let sentence: String

        var testDescription: String { sentence }
    }

    static let word = Argument("WORD", help: "A word")

    @Test(
        "with a fault is told",
        arguments: [
            Faulty(
                command: CommandSpecification("Bad_Name", summary: "X"),
                sentence: "'p Bad_Name': the name 'Bad_Name' is not a-z, 0-9 and '-'."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "Ends with a stop."),
                sentence: "'p c': the phrase 'Ends with a stop.' is empty or ends with a full stop."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "C", flags: [Flag("loud", help: "")]),
                sentence: "'p c': the phrase '' is empty or ends with a full stop."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "C", flags: [Flag("all", help: "A")]),
                sentence: "'p c': '--all' is declared twice."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "C", flags: [Flag("help", help: "A")]),
                sentence: "'p c': '--help' is declared twice."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    flags: [Flag("here", short: "h", help: "A")]
                ),
                sentence: "'p c': '-h' is declared twice."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    flags: [Flag("odd", short: "ö", help: "A")]
                ),
                sentence: "'p c': '-ö' is neither a letter nor a digit."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "C", arguments: [word, word]),
                sentence: "'p c': 'WORD' is declared twice."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    arguments: [Argument("FILE", help: "F", count: .any), word]
                ),
                sentence: "'p c': WORD can't be reached behind [FILE...]."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    arguments: [Argument("FILE", help: "F", count: .atMostOne), word]
                ),
                sentence: "'p c': WORD is required behind [FILE], which is not."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    arguments: [word],
                    subcommands: [CommandSpecification("d", summary: "D")]
                ),
                sentence: "'p c': a group takes commands, so it can't take arguments."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    subcommands: [
                        CommandSpecification("d", summary: "D"),
                        CommandSpecification("e", summary: "E", aliases: ["d"]),
                    ]
                ),
                sentence: "'p c': two of its commands are called 'd'."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    options: [
                        Option("o", value: "V", help: "O", allowed: ["a"], default: "b")
                    ]
                ),
                sentence: "'p c': --o: the default 'b' is not allowed."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    options: [
                        Option("o", value: "V", help: "O", count: .exactlyOne, default: "b")
                    ]
                ),
                sentence: "'p c': --o is required and has a default."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    options: [Option("o", value: "V", help: "O", completion: .command)]
                ),
                sentence: "'p c': --o: only an argument can be completed by commands."
            ),
            Faulty(
                command: CommandSpecification("c", summary: "C", seeAlso: ["nowhere"]),
                sentence: "'p c': it refers to 'nowhere', which is no command."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    examples: [CommandExample("p c --bogus", "It fails.")]
                ),
                sentence: "'p c': the example 'p c --bogus' fails: unknown option '--bogus'."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    examples: [CommandExample("q c", "It is another.")]
                ),
                sentence: "'p c': the example 'q c' does not begin with 'p'."
            ),
            Faulty(
                command: CommandSpecification(
                    "c",
                    summary: "C",
                    examples: [CommandExample("p c", "It has no stop")]
                ),
                sentence: "'p c': the sentence 'It has no stop' has no full stop."
            ),
        ]
    )
    func faulty(_ faulty: Faulty) {
        let root = CommandSpecification(
            "p",
            summary: "P",
            flags: [Flag("all", short: "a", help: "All")],
            subcommands: [faulty.command]
        )
        #expect(Program(root: root).faults() == [faulty.sentence])
    }

    @Test("builds only the branch that a command line enters")
    func laziness() throws {
        let built = Atomic<Int>(0)
        @Sendable func member(of bit: Int) -> CommandSpecification {
            built.bitwiseOr(bit, ordering: .relaxed)
            return CommandSpecification("member", summary: "M")
        }
        @Sendable func group(_ name: String, _ bit: Int) -> CommandSpecification {
            CommandSpecification(name, summary: "G", subcommands: [member(of: bit)])
        }
        let program = Program(
            root: CommandSpecification(
                "p",
                summary: "P",
                subcommands: [group("a", 1), group("b", 2)]
            )
        )
        #expect(built.load(ordering: .relaxed) == 0)
        #expect(try program.run(["b", "member"]).path == ["b", "member"])
        #expect(built.load(ordering: .relaxed) == 2)
    }

    @Test(
        "has examples whose words are those that a shell makes of them",
        arguments: [
            ("p a  b", ["p", "a", "b"]), ("p 'a b' \"c d\"", ["p", "a b", "c d"]),
            ("p a'b'\"c\"", ["p", "abc"]), ("p ''", ["p", ""]), ("p a\\ b", ["p", "a b"]),
            (#"p "a\"b\c""#, ["p", #"a"b\c"#]), (#"p 'a\b'"#, ["p", #"a\b"#]),
            ("p a | wc -l", ["p", "a"]), ("p a>file", ["p", "a"]), ("p a; p b", ["p", "a"]),
            ("p 'a", nil), ("p a\\", nil),
        ] as [(String, [String]?)]
    )
    func exampleWords(_ line: String, _ words: [String]?) {
        #expect(CommandLineWords(line)?.texts == words)
    }
}
