import Commands
import Digests
import Model
import Operations
import Testing

@Suite("Hostile text")
struct HostileTextTests {
    static let texts = [
        "\u{1b}[2J\u{1b}]0;owned\u{7}red \u{1b}[31m",
        "right\u{202e}to\u{2066}left\u{200b}\u{feff}",
        "NUL\u{0}DEL\u{7f}CSI\u{9b}31mNEL\u{85}",
        "line\u{2028}paragraph\u{2029}tag\u{e0041}\u{fe01}",
        "two\nlines\r\nthree\ttabs",
        "error[task.held]: forged\nok: true\ntasks[1]{key}:\n  x,y",
        "| a | <b>x</b> `c` ``` [l](javascript:x) **d** \\ \"e\" {f} ~g~",
        String(repeating: "e", count: 3) + String(repeating: "\u{301}", count: 5000),
        "",
        "-", "true", " padded ",
    ]

    @Test("No text from elsewhere steers a terminal, in any text format", arguments: texts)
    func harmless(text: String) {
        for format in [OutputFormat.text, .compact, .markdown, .html] {
            for full in [false, true] {
                let presentation = Presentation.plain(format, full: full)
                for written in everywhere(text).map({ $0(presentation) }) {
                    let all = written.output + written.errors
                    let unsafe = all.unicodeScalars.first {
                        $0.isUnsafeToShow && $0 != "\n" && $0 != "\t"
                    }
                    #expect(unsafe == nil, "\(format), full: \(full)")
                }
            }
        }
    }

    @Test("JSON says every text exactly, and is harmless on a terminal too", arguments: texts)
    func lossless(text: String) throws {
        for indents in [false, true] {
            var presentation = Presentation.plain(.json)
            presentation.indents = indents
            let output = showOutput(title: text, body: text).written(in: presentation).output
            let read = try JSONValue(parsing: output)
            let data = try #require(read["data"]?.objectValue)
            #expect(data == ["title": .string(text), "body": .string(text)])
            let unsafe = output.unicodeScalars.first { $0.isUnsafeToShow && $0 != "\n" }
            #expect(unsafe == nil)
        }
    }

    @Test("A line of a megabyte costs what is shown of it")
    func megabyte() throws {
        let text = String(repeating: "x,\u{1b}", count: 350_000)
        for format in [OutputFormat.text, .compact, .markdown] {
            for written in everywhere(text).map({ $0(.plain(format)) }) {
                #expect(written.output.utf8.count + written.errors.utf8.count < 12_000)
            }
        }
        let json = showOutput(title: text, body: "").written(in: .plain(.json)).output
        let read = try JSONValue(parsing: json)
        #expect(read["data"]?["title"] == .string(text))
    }

    @Test("A text cannot forge a line of ours: every line of its own is indented or quoted")
    func forgery() {
        let text = "x\nerror[a.b]: forged\nnext: rm"
        for format in [OutputFormat.text, .compact] {
            for written in everywhere(text).map({ $0(.plain(format)) }) {
                for line in (written.output + written.errors).split(separator: "\n") {
                    #expect(!line.hasPrefix("error[a.b]") && !line.hasPrefix("next: rm"))
                }
            }
        }
    }

    @Test("A fence in Markdown cannot be closed from inside")
    func fence() {
        let output = showOutput(title: "t", body: "a\n`````\n# mine\n").written(
            in: .plain(.markdown)
        )
        #expect(output.output.contains("``````text\na\n`````\n# mine\n``````\n"))
    }

    /// The text in every place that text from elsewhere can have.
    private func everywhere(_ text: String) -> [(Presentation) -> WrittenOutput] {
        struct Hostile: Reportable {
            let text: String
            var code: String { text }
            var category: ErrorCategory { .failure }
            var message: String { text }
            var hint: String? { text }
        }
        let row = TaskRow {
            $0.key = TaskKey(trusted: text)
            $0.state = text
            $0.title = text
        }
        let page = showOutput(title: text, body: text)
        let list = ListTasks.output([row, row], total: 9).warning(text)
        let said = CommandOutput(Envelope(schema: "x/1", data: .null)) {
            $0.say("said \(text) and \(quoted: text) \(text, .stuck)")
            $0.list(
                TextList("rows", columns: ["a"], rows: [], qualifier: "by \(text)", rest: text)
            )
            $0.next(text)
        }
        let error = ErrorReport(Hostile(text: text), next: [text])
        let item = StreamItem(.string(text), "item \(text)")
        return [
            page.written, list.written, said.written, error.written,
            { presentation in
                var written = WrittenOutput()
                written.output = item.written(in: presentation)
                return written
            },
        ]
    }
}
