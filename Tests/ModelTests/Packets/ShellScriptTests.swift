import Glibc
import Model
import Testing

@Suite("Shell text as commands")
struct ShellScriptTests {
    @Test("Comments and blank lines between commands are left out")
    func comments() {
        let script = ShellScript("# first\n\nmake test\n   # second\n  make lint # why\n\n")
        #expect(script.commands == ["make test", "make lint # why"])
        #expect(script.isComplete)
    }

    @Test(
        "Lines that belong together stay together",
        arguments: [
            "make \\\n  test",
            "cat <<EOF\n# not a comment\n\nEOF",
            "cat <<-'END' | sort\n\tb\n\ta\n\tEND",
            "cat <<A <<B\n1\nA\n2\nB",
            "if true; then\n  make test\nfi",
            "for f in a b; do\n  echo $f\ndone",
            "while read -r line; do\n  echo \"$line\"\ndone < file",
            "case $x in\n  a) echo 1 ;;\n  (b) echo 2 ;;\nesac",
            "{\n  make a\n  make b\n}",
            "(\n  cd sub\n  make\n)",
            "check() {\n  make $1\n}",
            "echo 'two\nlines'",
            "echo \"two\nlines $(date\n)\"",
            "make test |\n  tee log",
            "make a &&\n\n  # then\n  make b",
            "make a ||\n  make b",
            "x=$(\n  if true; then echo 1; fi\n)",
            "echo `date\n`",
            "echo $((1 << 2))",
            "echo ${#x} ${x%#*}",
            "make 2>&1 | tail",
        ]
    )
    func together(text: String) {
        let script = ShellScript("first\n" + text + "\nlast")
        #expect(script.commands == ["first", text, "last"])
        #expect(script.isComplete)
    }

    @Test(
        "Text that ends within a command is not complete",
        arguments: [
            "echo 'a", "echo \"a", "if true; then", "cat <<EOF\na", "make &&", "make |\n", "(make",
            "make \\", "{ make", "echo $(date",
        ]
    )
    func incomplete(text: String) {
        #expect(!ShellScript(text).isComplete)
    }

    @Test(
        "A command that only prints or waits runs nothing",
        arguments: [
            ("true", true), (":", true), ("echo tests pass", true), ("exit 0", true),
            ("echo a && true; sleep 1", true), ("exit 1", false), ("make", false),
            ("cd app && npm test", false), ("./true", false),
        ]
    )
    func runsNothing(command: String, expected: Bool) {
        #expect(ShellScript.runsNothing(command) == expected)
    }

    @Test("What we call complete, the shell parses, command by command", arguments: [11, 12])
    func agreesWithShell(seed: UInt64) throws {
        let pieces = [
            "make a", "# note", "", "if true; then", "fi", "for x in 1 2; do", "done", "a && b",
            "c |", "echo 'x", "y'", "echo \"q $(p", "r)\"", "cat <<E", "E", "{ m; }", "(", ")",
            "case w in", "w) n ;;", "esac", "long \\", "while t; do", "f() {", "}",
        ]
        var state = seed
        var accepted = 0
        for round in 0..<60 {
            var lines: [String] = []
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                lines.append(pieces[Int((state >> 33) % UInt64(pieces.count))])
            }
            let text = lines.joined(separator: "\n") + "\n"
            guard try Self.shellAccepts(text) else { continue }
            accepted += 1
            let script = ShellScript(text)
            for command in script.commands where script.isComplete {
                #expect(
                    try Self.shellAccepts(command + "\n"),
                    "seed \(seed), round \(round): \(text) gave \(command)"
                )
            }
        }
        #expect(accepted > 0)
    }

    /// Whether `sh -n` takes the text.
    private static func shellAccepts(_ text: String) throws -> Bool {
        let stream = try #require(popen("sh -n 2>/dev/null", "w"))
        fputs(text, stream)
        return pclose(stream) == 0
    }
}
