import Commands
import Model
import Testing

@Suite("Choosing the presentation")
struct PresentationTests {
    @Test("People at a terminal get text, pipes and agents get compact text")
    func byReader() throws {
        #expect(try choose(terminal: true).format == .text)
        #expect(try choose(terminal: false).format == .compact)
        #expect(try choose(["CLAUDECODE": "1"], terminal: true).format == .compact)
        #expect(try choose(["AGENT": "0"], terminal: true).format == .text)
        #expect(try choose(["CODEX_SANDBOX": "x", "WORKLEAD_AGENT": "0"]).format == .text)
        #expect(try choose(["WORKLEAD_AGENT": "1"]).format == .compact)
    }

    @Test(
        "Each harness that says so in the environment is known",
        arguments: [
            "AI_AGENT", "AGENT", "CLAUDECODE", "CODEX_SANDBOX", "CODEX_THREAD_ID", "CURSOR_AGENT",
            "CURSOR_TRACE_ID", "GEMINI_CLI", "OPENCODE", "CLINE_ACTIVE", "GITHUB_COPILOT_CLI",
        ]
    )
    func harness(variable: String) throws {
        #expect(try choose([variable: "abc"]).format == .compact)
    }

    @Test("A flag comes before the variable, and that before the guess")
    func precedence() throws {
        let environment = ["WORKLEAD_FORMAT": "md", "CLAUDECODE": "1"]
        #expect(try choose(environment).format == .markdown)
        #expect(try choose(environment, ["--format", "toon"]).format == .compact)
        #expect(try choose(environment, ["--json"]).format == .json)
        #expect(try choose(environment, ["--format=jsonl"]).format == .ndjson)
        #expect(try choose(environment, ["--", "--json"]).format == .markdown)
    }

    @Test("A format that is none is refused with the one that was probably meant")
    func unknownFormat() {
        #expect(throws: OutputError.unknownFormat("jsn", origin: "WORKLEAD_FORMAT")) {
            try choose(["WORKLEAD_FORMAT": "jsn"])
        }
        let error = OutputError.unknownFormat("jsn", origin: "--format")
        #expect(error.message == "'jsn', given by --format, is not a format. Did you mean 'json'?")
        #expect(error.category.exitCode == 2)
        #expect(throws: OutputError.contradiction(format: "text")) {
            try choose([:], ["--json", "--format", "text"])
        }
        #expect(throws: OutputError.unknownColor("red")) { try choose([:], ["--color", "red"]) }
    }

    @Test("Wrong flags are answered in the format they ask for")
    func fallback() {
        let flags = OutputFlags(scanning: ["claim", "--json", "--format", "text"])
        let surroundings = surroundings([:], terminal: true)
        #expect(Presentation(fallbackFor: flags, in: surroundings).format == .json)
        let silent = OutputFlags(scanning: ["claim", "--format"])
        #expect(Presentation(fallbackFor: silent, in: surroundings).format == .text)
    }

    @Test("Colour is for terminals, unless it is asked for or refused")
    func colors() throws {
        #expect(try choose().colors)
        #expect(try !choose(["NO_COLOR": "1"]).colors)
        #expect(try choose(["NO_COLOR": ""]).colors)
        #expect(try !choose(["TERM": "dumb"]).colors)
        #expect(try choose(["NO_COLOR": "1"], ["--color=always"]).colors)
        #expect(try !choose([:], ["--color", "never"]).colors)
        #expect(try !choose([:], ["--format", "text"], terminal: false).colors)
        #expect(try choose(["CLICOLOR_FORCE": "1"], ["--format", "text"], terminal: false).colors)
        #expect(try !choose(["CLICOLOR_FORCE": "1"], ["--json"]).colors)
        #expect(try !choose(["AGENT": "1"], ["--format", "text"]).colors)
    }

    @Test("Our marks are ASCII where the locale is")
    func locale() throws {
        #expect(try choose(["LC_ALL": "C", "LANG": "en_US.UTF-8"]).unicode == false)
        #expect(try choose(["LANG": "de_DE.utf8"]).unicode)
        #expect(try choose().unicode)
    }

    @Test("JSON is laid out on a terminal and one line in a pipe")
    func indents() throws {
        #expect(try choose([:], ["--json"]).indents)
        #expect(try !choose([:], ["--json"], terminal: false).indents)
        #expect(try choose([:], ["--full"]).full)
    }

    private func choose(
        _ environment: [String: String] = [:],
        _ arguments: [String] = [],
        terminal: Bool = true
    ) throws -> Presentation {
        try Presentation(
            for: OutputFlags(scanning: arguments),
            in: surroundings(environment, terminal: terminal)
        )
    }

    private func surroundings(_ environment: [String: String], terminal: Bool) -> OutputSurroundings
    {
        OutputSurroundings(
            environment: environment,
            outputIsTerminal: terminal,
            errorIsTerminal: terminal,
            columns: 80,
            now: sampleMoment
        )
    }
}
