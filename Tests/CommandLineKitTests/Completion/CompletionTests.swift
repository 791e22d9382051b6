import CommandLineKit
import Testing

@Suite("Completion")
struct CompletionTests {
    @Test(
        "offers what may stand for the last word",
        arguments: [
            ([""], "", ["lend", "import", "book", "inbox", "help", "echo"]),
            (["i"], "", ["import", "inbox"]),
            (["book", ""], "", ["add", "list"]),
            (["book", "p"], "", []),
            (["--format", ""], "", ["text", "json", "ndjson"]),
            (["--format", "j"], "", ["json"]),
            (["--format=j"], "--format=", ["json"]),
            (["--format=j", "book", "l"], "", ["list"]),
            (["book", "add", "dune", "n"], "", ["novel"]),
            (["book", "add", "--", "dune", ""], "", ["novel", "atlas"]),
            (["lend", "--u"], "", ["--urgent"]),
            (["lend", "--urgent", "--u"], "", []),
            (["import", "--tag", "a", "--t"], "", ["--tag"]),
            (["lend", "--da"], "", ["--days"]),
            (["lend", "--days", "3", "--da"], "", []),
            (["book", "list", ""], "", ["--library", "--format", "--quiet", "--help"]),
            (["help", ""], "", ["lend", "import", "book", "inbox", "help", "echo"]),
            (["help", "book", ""], "", ["add", "list"]),
            (["help", "book", "list", ""], "", ["--library", "--format", "--quiet", "--help"]),
            (["give", "x", "--silent", "--s"], "", []),
            (["lend", "--bogus", "x", "--silent", "--u"], "", ["--urgent"]),
            (["lend", "--note", "--silent", "--s"], "", ["--silent"]),
            (["lend", "--", "--u"], "", []),
            (["lend", "-u"], "", []),
            ([], "", ["lend", "import", "book", "inbox", "help", "echo"]),
        ] as [([String], String, [String])]
    )
    func candidates(_ words: [String], _ kept: String, _ values: [String]) {
        let answer = Shelf.program.completion(of: words)
        #expect(answer.candidates.map(\.value) == values)
        #expect(answer.kept == kept)
        #expect(answer.paths == .none)
    }

    @Test("of the root offers its flag for the version too")
    func rootOptions() {
        let answer = Shelf.program.completion(of: ["--"])
        #expect(
            answer.candidates.map(\.value)
                == ["--library", "--format", "--quiet", "--help", "--version"]
        )
        #expect(answer.candidates.first?.summary == "Where the books are kept")
    }

    @Test("leaves paths to the shell")
    func paths() {
        #expect(Shelf.program.completion(of: ["import", "a"]).paths == .files)
        #expect(Shelf.program.completion(of: ["import", "a", "b"]).paths == .files)
        #expect(Shelf.program.completion(of: ["--library", ""]).paths == .directories)
        let joined = Shelf.program.completion(of: ["import", "-cpic"])
        #expect(joined.paths == .files)
        #expect(joined.kept == "-c")
        #expect(Shelf.program.completion(of: ["import", "--cover=pic"]).kept == "--cover=")
    }

    @Test("asks the program for what only it knows")
    func questions() {
        let book = Shelf.program.completion(of: ["lend", "du"])
        #expect(book.question?.kind == "books")
        #expect(book.question?.prefix == "du")
        let reader = Shelf.program.completion(of: ["lend", "dune", "--to=a"])
        #expect(reader.question?.kind == "readers")
        #expect(reader.question?.prefix == "a")
        #expect(reader.kept == "--to=")
    }

    @Test("answers in lines, and leaves out what does not fit or what a terminal should not show")
    func text() {
        let found = ["ada", "bob", "a\nb", "a\u{1B}", "a\tb", ""].map {
            CompletionCandidate($0, "A reader\nof books")
        }
        let answer = Shelf.program.completion(of: ["lend", "--to=a"])
        #expect(answer.text(adding: found) == "none\t--to=\nada\tA reader\\u{a}of books\n")
        #expect(Shelf.program.completion(of: ["import", ""]).text() == "files\t\n")
    }

    @Test("is asked for by a word of its own")
    func request() throws {
        guard case .complete(let answer) = try Shelf.program.parse(["__complete", "bo"]) else {
            Issue.record("__complete is not understood")
            return
        }
        #expect(answer.candidates.map(\.value) == ["book"])
        guard case .complete = try Shelf.program.parse(["__complete", "lend", "--help"]) else {
            Issue.record("--help is taken for a request of help")
            return
        }
    }
}
