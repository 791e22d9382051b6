import CommandLineKit

/// A program that lends books, with something of everything that can be declared.
enum Shelf {
    static let library = Option(
        "library",
        short: "l",
        value: "DIRECTORY",
        help: "Where the books are kept",
        completion: .directory
    )
    static let format = Option(
        "format",
        value: "FORMAT",
        help: "How answers are written",
        allowed: ["text", "json", "ndjson"],
        default: "text"
    )
    static let quiet = Flag("quiet", short: "q", help: "Say nothing but the answer")

    static let root = CommandSpecification(
        "shelf",
        summary: "A shelf of books that are lent and come back",
        discussion: """
            Without a command, shelf tells which books
            are out.
            """,
        options: [library, format],
        flags: [quiet],
        examples: [CommandExample("shelf lend dune --to ada", "Lend a book to somebody.")],
        runsAlone: true,
        subcommands: [
            Lend.specification, Import.specification, Book.group, Inbox.group, Help.specification,
            Echo.specification,
        ]
    )

    static let program = Program(
        root: root,
        version: "1.2",
        exitCodes: [
            ExitCode(0, "success", meaning: "It was done, or was so already"),
            ExitCode(2, "usage", meaning: "The command line can't be understood"),
            ExitCode(4, "conflict", meaning: "Somebody else has the book"),
        ],
        environment: [EnvironmentVariable("SHELF_LIBRARY", meaning: "Stands in for '--library'")]
    )

    enum Lend {
        static let book = Argument("BOOK", help: "The book to lend", completion: .dynamic("books"))
        static let reader = Option(
            "to",
            value: "READER",
            help: "Who takes it",
            count: .exactlyOne,
            completion: .dynamic("readers")
        )
        static let days = Option(
            "days",
            short: "d",
            value: "NUMBER",
            help: "How many days it may stay away",
            default: "14"
        )
        static let note = Option(
            "note",
            short: "n",
            value: "TEXT",
            help: "What to remember about it"
        )
        static let urgent = Flag("urgent", short: "u", help: "Remind the reader every day")
        static let silent = Flag("silent", short: "s", help: "Never remind the reader")

        static let specification = CommandSpecification(
            "lend",
            summary: "Lend a book to a reader",
            discussion: """
                A book is with one reader at a time. Lending a book that is away fails with exit
                code 4, and the answer names the reader who has it.

                The days are counted from midnight.
                """,
            section: "Lending",
            aliases: ["give"],
            arguments: [book],
            options: [reader, days, note],
            flags: [urgent, silent],
            examples: [
                CommandExample("shelf lend dune --to ada -d 7", "Lend for a week."),
                CommandExample("shelf lend 'dune' --to=ada | cat", "Show the answer as a list."),
            ],
            seeAlso: ["book list"]
        )
    }

    enum Import {
        static let files = Argument(
            "FILE",
            help: "A list of books",
            count: .atLeastOne,
            completion: .file
        )
        static let tags = Option(
            "tag",
            short: "t",
            value: "WORD",
            help: "A word to find the books by",
            count: .any
        )
        static let cover = Option(
            "cover",
            short: "c",
            value: "FILE",
            help: "A picture of the books",
            completion: .file
        )

        static let specification = CommandSpecification(
            "import",
            summary: "Read books from files",
            section: "Books",
            arguments: [files],
            options: [tags, cover]
        )
    }

    enum Book {
        static let title = Argument("TITLE", help: "What it is called")
        static let kind = Argument(
            "KIND",
            help: "What it is",
            count: .atMostOne,
            allowed: ["novel", "atlas"]
        )

        static let add = CommandSpecification(
            "add",
            summary: "Add a book",
            arguments: [title, kind]
        )
        static let list = CommandSpecification("list", summary: "List the books", aliases: ["ls"])
        static let purge = CommandSpecification(
            "purge",
            summary: "Forget all books",
            isHidden: true
        )
        static let group = CommandSpecification(
            "book",
            summary: "Add and list books",
            section: "Books",
            subcommands: [add, list, purge]
        )
    }

    enum Inbox {
        static let unread = Flag("unread", help: "Only what is new")
        static let clear = CommandSpecification("clear", summary: "Forget what was read")
        static let group = CommandSpecification(
            "inbox",
            summary: "Show what readers wrote",
            section: "Lending",
            flags: [unread],
            runsAlone: true,
            subcommands: [clear]
        )
    }

    enum Help {
        static let command = Argument(
            "COMMAND",
            help: "What to explain",
            count: .any,
            completion: .command
        )
        static let specification = CommandSpecification(
            "help",
            summary: "Explain a command",
            arguments: [command]
        )
    }

    enum Echo {
        static let words = Argument("WORD", help: "A word to repeat", count: .any)
        static let specification = CommandSpecification(
            "echo",
            summary: "Repeat words",
            arguments: [words]
        )
    }
}

extension Program {
    /// Reads a command line that is expected to call a command.
    func run(_ words: [String]) throws -> ParsedCommand {
        switch try parse(words) {
        case .run(let parsed): return parsed
        case let other: throw Unexpected(what: "\(other)")
        }
    }

    /// The fault of a command line that is expected to have one.
    func fault(_ words: [String]) throws -> UsageError {
        do {
            throw Unexpected(what: "\(try parse(words))")
        } catch let error as UsageError {
            return error
        }
    }
}

struct Unexpected: Error {
    let what: String
}
