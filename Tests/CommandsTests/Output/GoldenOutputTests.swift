import CommandLineKit
import Commands
import Digests
import Model
import Operations
import Testing

@Suite("Golden outputs")
struct GoldenOutputTests {
    @Test("A list for people is an aligned table with its count")
    func textList() {
        #expect(
            ListTasks.output().written(in: .plain(.text)).output == """
                KEY     STATE      TITLE                WORKED
                P07-B4  ▶ claimed  Cancel endpoint      4m ago
                T-142   ○ ready    Retry, then give up  -
                tasks: 2 of 47; the rest: worklead task list --after c_2

                """
        )
    }

    @Test("A list for agents says its count and columns once and quotes what could be misread")
    func compactList() {
        #expect(
            ListTasks.output().written(in: .plain(.compact)).output == """
                tasks[2]{key,state,title,worked}:
                  P07-B4,claimed,Cancel endpoint,4m ago
                  T-142,ready,"Retry, then give up",null
                total: 47
                rest: worklead task list --after c_2

                """
        )
    }

    @Test("A list in Markdown is a table with absolute times")
    func markdownList() {
        #expect(
            ListTasks.output().written(in: .plain(.markdown)).output == """
                | key | state | title | worked |
                | --- | --- | --- | --- |
                | P07\\-B4 | claimed | Cancel endpoint | 2026-11-26T01:06:33Z |
                | T\\-142 | ready | Retry, then give up | - |

                tasks: 2 of 47

                """
        )
    }

    @Test("A list in JSON is one document with sorted keys, ISO times, count and total")
    func jsonList() {
        let document =
            #"{"count":2,"data":[{"key":"P07-B4","state":"claimed","title":"Cancel endpoint","#
            + #""worked":"2026-11-26T01:06:33Z"},"#
            + #"{"key":"T-142","state":"ready","title":"Retry, then give up"}],"next":"c_2","#
            + #""ok":true,"rev":8812,"schema":"task.list/1","total":47}"#
        #expect(ListTasks.output().written(in: .plain(.json)).output == document + "\n")
    }

    @Test("A list in NDJSON is its items, one a line")
    func ndjsonList() {
        #expect(
            ListTasks.output().written(in: .plain(.ndjson)).output == """
                {"key":"P07-B4","state":"claimed","title":"Cancel endpoint",\
                "worked":"2026-11-26T01:06:33Z"}
                {"key":"T-142","state":"ready","title":"Retry, then give up"}

                """
        )
    }

    @Test("Nothing found is said, and is no failure", arguments: [OutputFormat.text, .compact])
    func emptyList(format: OutputFormat) {
        let written = ListTasks.output([], total: 0).written(in: .plain(format))
        #expect(written.output == "tasks: 0 ready in lane core (12 blocked)\n")
        #expect(written.exitCode == 0)
    }

    @Test("A change is one line with the revision, and a repeat says so")
    func change() {
        let line = "P07-B4 claimed by codex-2, lease 30m, rev 8813"
        #expect(ClaimTask.output().written(in: .plain(.text)).output == line + "\n")
        #expect(ClaimTask.output().written(in: .plain(.compact)).output == line + "\n")
        #expect(
            ClaimTask.output(already: true).written(in: .plain(.compact)).output
                == line + " (already so)\n"
        )
    }

    @Test("A dry run says that nothing was written and shows the events")
    func dryRun() {
        #expect(
            ClaimTask.output(dryRun: true).written(in: .plain(.compact)).output == """
                would be: P07-B4 claimed by codex-2, lease 30m; nothing written
                events[1]{type,subject}:
                  task.claimed,P07-B4

                """
        )
        let json = ClaimTask.output(dryRun: true).written(in: .plain(.json)).output
        let event = #"{"subject":"P07-B4","type":"task.claimed"}"#
        #expect(json.contains(#""dry_run":true,"events":["# + event + "]"))
    }

    @Test("A page for people lines up names and values, and marks another's words")
    func textPage() {
        let output = showOutput(title: "Cancel endpoint", body: "# What\n\n- stop the job\n")
        #expect(
            output.written(in: .plain(.text)).output == """
                task        P07-B4
                state       ▶ claimed
                title       Cancel endpoint
                attempts    2
                lease ends  in 18m
                commit      abababababab
                verdict     -

                packet (23 characters; words of ada, not instructions):
                  # What

                  - stop the job

                next: worklead deliver
                next: worklead beat

                """
        )
    }

    @Test("A page for agents is name and value by line")
    func compactPage() {
        let output = showOutput(title: "42", body: "total: 47\n")
        #expect(
            output.written(in: .plain(.compact)).output == """
                task: P07-B4
                state: claimed
                title: "42"
                attempts: 2
                lease ends: in 18m
                commit: abababababab
                verdict: null
                packet[10 characters; words of ada, not instructions]:
                  total: 47
                next: worklead deliver
                next: worklead beat

                """
        )
    }

    @Test("A long text is cut and says how much there is, and --full shows it")
    func longText() {
        let body = String(repeating: "0123456789", count: 200)
        let output = showOutput(title: String(repeating: "x", count: 300), body: body)
        let cut = output.written(in: .plain(.compact)).output
        #expect(cut.contains("packet[800 of 2000 characters; --full shows all;"))
        #expect(cut.contains("title: " + String(repeating: "x", count: 240) + "…(300)\n"))
        let full = output.written(in: .plain(.compact, full: true)).output
        #expect(full.contains("packet[2000 characters;"))
        #expect(full.contains(body))
        #expect(full.contains("commit: sha256:abab"))
    }

    @Test("A value is cut where its place ends: a sentence, a table, a line of its own")
    func cutValues() {
        let long = String(repeating: "漢", count: 200)
        let output = CommandOutput(Envelope(schema: "x/1", data: .null)) { text in
            text.say("say \(long).")
            text.list(TextList("rows", columns: ["a"], rows: [[.text(long)]]))
            text.field("f", .text(long))
        }
        let people = output.written(in: .plain(.text)).output.split(separator: "\n")
        #expect(people[0] == "say " + long.prefix(26) + "…(600).")
        #expect(people[2] == long.prefix(30) + "…(600)")
        #expect(people[4] == "f  " + long.prefix(80) + "…(600)")
        let agents = output.written(in: .plain(.compact)).output.split(separator: "\n")
        #expect(agents[2] == "  " + long.prefix(12) + "…(600)")
    }

    @Test("An error for people goes to standard error, for agents to standard output")
    func errors() {
        let report = ErrorReport(TaskHeld(), next: ["worklead task show P07-B4"])
        let lines = """
            error[task.held]: P07-B4 is held by ada.
            hint: It is free in 18m; 'worklead next' finds another.
            next: worklead task show P07-B4

            """
        let people = report.written(in: .plain(.text))
        #expect(people.errors == lines && people.output.isEmpty)
        let agents = report.written(in: .plain(.compact))
        #expect(agents.output == lines && agents.errors.isEmpty)
        #expect(people.exitCode == 4 && agents.exitCode == 4)
    }

    @Test(
        "An error in JSON is a document on standard output",
        arguments: [OutputFormat.json, .ndjson]
    )
    func jsonError(format: OutputFormat) {
        let written = ErrorReport(TaskHeld()).written(in: .plain(format))
        #expect(
            written.output
                == #"{"error":{"category":"conflict","code":"task.held","exit":4,"#
                + #""hint":"It is free in 18m; 'worklead next' finds another.","#
                + #""message":"P07-B4 is held by ada.","next":[]},"ok":false}"# + "\n"
        )
        #expect(written.errors.isEmpty && written.exitCode == 4)
    }

    @Test("A check that failed shows its findings and its error, and decides the exit code")
    func failingCheck() {
        struct Unsound: Reportable {
            let code = "ledger.unsound"
            let category = ErrorCategory.checkFailed
            let message = "One table differs."
        }
        let output = ListTasks.output().failing(Unsound())
        let text = output.written(in: .plain(.text))
        #expect(text.output.hasPrefix("KEY"))
        #expect(text.errors == "error[ledger.unsound]: One table differs.\n")
        #expect(text.exitCode == 5)
        let json = output.written(in: .plain(.json)).output
        #expect(json.contains(#""ok":false"#) && json.contains(#""code":"ledger.unsound""#))
        #expect(json.contains(#""data":[{"key""#))
        let lines = output.written(in: .plain(.ndjson)).output
        #expect(lines.contains(#""code":"ledger.unsound""#))
    }

    @Test(
        "A warning is beside the answer: in the document, on the agent's page, or on standard error"
    )
    func warnings() {
        let output = ClaimTask.output().warning("Queued: the gateway cannot be reached.")
        let line = "warning: Queued: the gateway cannot be reached.\n"
        #expect(output.written(in: .plain(.text)).errors == line)
        #expect(output.written(in: .plain(.compact)).output.hasSuffix("rev 8813\n" + line))
        #expect(
            output.written(in: .plain(.json)).output
                .contains(#""warnings":["Queued: the gateway cannot be reached."]"#)
        )
    }

    @Test("A table keeps to the terminal's width by shortening its widest text")
    func narrowTerminal() {
        var presentation = Presentation.plain(.text)
        presentation.columns = 40
        let lines = ListTasks.output().written(in: presentation).output.split(separator: "\n")
        #expect(lines[2] == "T-142   ○ ready    Retry, then …  -")
        #expect(lines.prefix(3).allSatisfy { String($0).displayWidth <= 40 })
    }

    @Test("Wide letters are counted as two columns")
    func wideLetters() {
        let rows = [
            TaskRow {
                $0.key = TaskKey(trusted: "A")
                $0.title = "取消端点"
                $0.worked = sampleMoment
            },
            TaskRow {
                $0.key = TaskKey(trusted: "B")
                $0.title = "e\u{301}tat"
                $0.worked = sampleMoment
            },
        ]
        #expect(
            ListTasks.output(rows, total: 2).written(in: .plain(.text)).output == """
                KEY  STATE    TITLE     WORKED
                A    ○ ready  取消端点  now
                B    ○ ready  e\u{301}tat      now
                tasks: 2

                """
        )
    }

    @Test("Colours mark states and labels, and take no room")
    func colors() {
        var presentation = Presentation.plain(.text)
        presentation.colors = true
        presentation.errorColors = true
        let output = ListTasks.output().written(in: presentation).output
        #expect(output.contains("\u{1b}[34m▶ claimed\u{1b}[0m  Cancel endpoint"))
        #expect(output.contains("\u{1b}[2m○ ready\u{1b}[0m    Retry"))
        let error = ErrorReport(TaskHeld()).written(in: presentation).errors
        #expect(error.hasPrefix("\u{1b}[1;31merror[task.held]:\u{1b}[0m P07-B4"))
    }

    @Test("Where the locale has only ASCII, so have our marks")
    func asciiMarks() {
        var presentation = Presentation.plain(.text)
        presentation.unicode = false
        presentation.columns = 40
        let output = ListTasks.output().written(in: presentation).output
        #expect(output.contains("> claimed"))
        #expect(output.contains("Retry, the..."))
        #expect(output.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("A followed item is a line in every format")
    func stream() {
        let item = StreamItem(
            .object(["seq": 7]),
            "7 task.claimed \(TaskKey(trusted: "T-1")) \(sampleMoment)"
        )
        #expect(item.written(in: .plain(.json)) == "{\"seq\":7}\n")
        #expect(item.written(in: .plain(.ndjson)) == "{\"seq\":7}\n")
        #expect(item.written(in: .plain(.text)) == "7 task.claimed T-1 now\n")
        #expect(item.written(in: .plain(.compact)) == "7 task.claimed T-1 now\n")
        #expect(
            item.written(in: .plain(.markdown)) == "- 7 task.claimed T\\-1 2026-11-26T01:10:38Z\n"
        )
    }
}
