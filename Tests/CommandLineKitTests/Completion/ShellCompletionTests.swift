import CommandLineKit
import Testing

/// The scripts in the shells that they are for.
///
/// The program that they ask is a script with the answers of the real completion written out, so
/// what a shell gives is what the words that it asked with deserve.
@Suite("Completion in a shell")
struct ShellCompletionTests {
    /// A line with the cursor at its end, and what may stand for its last word.
    struct Case {
        let line: String
        let offered: [String]
        /// Where it differs: bash leaves a part before '=' or ':' alone, and quotes.
        var offeredByBash: [String]?
        /// Where it differs: zsh quotes.
        var offeredByZsh: [String]?
    }

    static let cases = [
        Case(line: "shelf b", offered: ["book"]),
        Case(line: "shelf ", offered: ["lend", "import", "book", "inbox", "help", "echo"]),
        Case(line: "shelf book ", offered: ["add", "list"]),
        Case(line: "shelf lend --u", offered: ["--urgent"]),
        Case(line: "shelf --format nd", offered: ["ndjson"]),
        Case(
            line: "shelf --format=nd",
            offered: ["--format=ndjson"],
            offeredByBash: ["ndjson"]
        ),
        Case(line: "shelf lend du", offered: ["dune", "dune:two"]),
        Case(line: "shelf lend \"du", offered: ["dune", "dune:two"]),
        Case(
            line: "shelf lend wa",
            offered: ["war & $(peace)", "war and peace"],
            offeredByBash: [#"war\ \&\ \$\(peace\)"#, #"war\ and\ peace"#],
            offeredByZsh: [#"war\ \&\ \$\(peace\)"#, #"war\ and\ peace"#]
        ),
        Case(
            line: "shelf lend \"wa",
            offered: ["war & $(peace)", "war and peace"],
            offeredByBash: ["war and peace"],
            offeredByZsh: [#"war & \$(peace)"#, "war and peace"]
        ),
        Case(
            line: #"shelf lend war\ a"#,
            offered: ["war and peace"],
            offeredByBash: [#"war\ and\ peace"#],
            offeredByZsh: [#"war\ and\ peace"#]
        ),
        Case(line: "shelf lend dune:t", offered: ["dune:two"], offeredByBash: ["two"]),
        Case(line: "shelf lend 'x y' --to a", offered: ["ada"]),
        Case(
            line: "shelf lend dune --to=",
            offered: ["--to=ada", "--to=bob"],
            offeredByBash: ["ada", "bob"]
        ),
        Case(line: "shelf import pa", offered: ["pages.txt", "papers/"]),
        Case(line: "shelf import -cpag", offered: ["-cpages.txt"]),
        Case(
            line: "shelf import --cover=pap",
            offered: ["--cover=papers/"],
            offeredByBash: ["papers/"]
        ),
        Case(line: "shelf --library p", offered: ["papers/"]),
        Case(line: "shelf help book l", offered: ["list"]),
        Case(line: "shelf book p", offered: []),
    ]

    /// A folder with the program, its script, and paths to complete.
    private static func folder(for shell: Shell) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write(Shelf.program.completionScript(for: shell), to: "script")
        try folder.write(StandInProgram.text, to: "stand-in")
        // A file that this process has written can't be executed while another test starts a
        // process, which shares the open file for a moment.
        _ = try folder.run(["install", "-m", "755", "stand-in", "shelf"])
        try folder.write("", to: "pages.txt")
        folder.makeFolder("papers")
        return folder
    }

    /// Compares what a driver printed, with a line of dots after each case.
    private func expect(
        _ outcome: Outcome,
        offers offered: (Case) -> [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.errors == "", sourceLocation: sourceLocation)
        var answers: [Set<String>] = [[]]
        for line in outcome.output.lines {
            if line == "..." { answers.append([]) } else { answers[answers.count - 1].insert(line) }
        }
        #expect(answers.count == Self.cases.count + 1, sourceLocation: sourceLocation)
        for (example, answer) in zip(Self.cases, answers) {
            #expect(
                answer == Set(offered(example)),
                "\(example.line)",
                sourceLocation: sourceLocation
            )
        }
    }

    @Test(
        "works in bash",
        .enabled(if: ScratchFolder.isInstalled("bash"), "bash is not installed")
    )
    func bash() throws {
        let folder = try Self.folder(for: .bash)
        let calls = Self.cases.map { example in
            let words = ReadlineWords.pieces(of: example.line).map(\.quotedForShell)
            return """
                COMP_LINE=\(example.line.quotedForShell)
                COMP_WORDS=(\(words.joined(separator: " ")))
                offer

                """
        }
        try folder.write(
            #"""
            source ./script
            offer() {
                COMP_POINT=${#COMP_LINE}
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _shelf
                for reply in "${COMPREPLY[@]}"; do
                    # What "compopt -o filenames" makes readline do.
                    [[ -d $reply ]] && reply+=/
                    printf '%s\n' "$reply"
                done
                echo ...
            }
            \#(calls.joined())
            """#,
            to: "drive"
        )
        expect(try folder.run(["bash", "--norc", "drive"])) { $0.offeredByBash ?? $0.offered }
    }

    @Test(
        "works in fish",
        .enabled(if: ScratchFolder.isInstalled("fish"), "fish is not installed")
    )
    func fish() throws {
        let folder = try Self.folder(for: .fish)
        try folder.write(
            #"""
            source ./script
            for line in $argv
                complete -C "$line" | string replace -r '\t.*' ''
                echo ...
            end
            """#,
            to: "drive"
        )
        let lines = Self.cases.map(\.line)
        expect(try folder.run(["fish", "--no-config", "drive"] + lines)) { $0.offered }
    }

    @Test(
        "works in zsh",
        .enabled(if: ScratchFolder.isInstalled("zsh"), "zsh is not installed")
    )
    func zsh() throws {
        let folder = try Self.folder(for: .zsh)
        try folder.write(ZshDriver.text, to: "drive")
        let outcome = try folder.run(["zsh", "-f", "drive"] + Self.cases.map(\.line))
        #expect(outcome.status == 0)
        expect(outcome) { $0.offeredByZsh ?? $0.offered }
    }

    @Test(
        "is good shell",
        arguments: [
            (Shell.bash, ["bash", "-n", "script"]),
            (.bash, ["shellcheck", "-s", "bash", "script"]),
            (.zsh, ["zsh", "-n", "script"]), (.fish, ["fish", "--no-execute", "script"]),
        ]
    )
    func syntax(_ shell: Shell, _ check: [String]) throws {
        guard ScratchFolder.isInstalled(check[0]) else {
            print("\(check[0]) is not installed, so the script for \(shell) is not checked by it")
            return
        }
        let folder = try Self.folder(for: shell)
        let outcome = try folder.run(check)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output + outcome.errors == "")
    }

    @Test("has a function with a name that every shell accepts")
    func functionName() {
        let program = Program(root: CommandSpecification("my-shelf.2", summary: "A shelf"))
        for shell in Shell.allCases {
            #expect(program.completionScript(for: shell).contains("_my_shelf_2"), "\(shell)")
        }
    }
}

extension String {
    var lines: [String] { split(separator: "\n").map(String.init) }
}
