import Digests
import Glibc
import Testing

@Suite("Notices, by the program itself, to real receivers")
struct NotifyTests {
    /// A workspace in which ada can ask.
    private func session(served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        try session.join("ada")
        return session
    }

    private func ask(
        _ text: String,
        _ kind: String = "strategy",
        in session: CommandLineSession
    )
        throws
    {
        let asked = session.run(
            "decision",
            "ask",
            text,
            "--class",
            kind,
            "--option",
            "a=SQLite",
            "--option",
            "b=PostgreSQL",
            by: "ada"
        )
        try #require(asked.exit == 0, "\(asked)")
    }

    /// The documents that a target of the kind `command` has left in the file.
    private func documents(_ session: CommandLineSession) -> [JSONValue] {
        SourceText.read(session.folder + "/got").split(separator: "\n").compactMap {
            try? JSONValue(parsing: String($0))
        }
    }

    private func addCommand(_ session: CommandLineSession) throws {
        session.write("", to: session.folder + "/got")
        try session.good(
            "notify",
            "add",
            "file",
            "command",
            "--",
            "/bin/sh",
            "-c",
            "cat >> \"$0\"",
            session.folder + "/got"
        )
    }

    /// Waits for something that another process does.
    private func comes(_ isThere: () -> Bool) -> Bool {
        for _ in 0..<600 {
            if isThere() { return true }
            usleep(50_000)
        }
        return false
    }

    @Test("A program is told of each thing once, with the question and its choices")
    func command() throws {
        let session = try session()
        try addCommand(session)
        try ask("Which database?", in: session)
        let first = session.run("notify", "run", "--once", "--json")
        #expect(first.json?["data"]?["told"]?.arrayValue?.first?["count"] == 1, "\(first)")
        let got = try #require(documents(session).first)
        #expect(got["title"] == "Decision D-1 · api" && got["workspace"] == "api")
        #expect(got["body"]?.stringValue?.contains("[b] PostgreSQL") == true)
        #expect(got["items"]?.arrayValue?.first?["key"] == "decision:D-1")
        _ = session.run("notify", "run", "--once")
        #expect(documents(session).count == 1)
        try session.good("decision", "answer", "D-1=a")
        try ask("Which port?", in: session)
        _ = session.run("notify", "run", "--once")
        #expect(documents(session).count == 2)
        let listed = session.run("notify", "list", "--json").json?["data"]?.arrayValue
        #expect(listed?.first?["told_at"] != nil && listed?.first?["address"] == "/bin/sh")
        try session.good("notify", "remove", "file")
        #expect(session.run("notify", "test", "file", "--json").code == "notify.unknown")
    }

    @Test("A gateway tells by itself, once, also after it was started again")
    func gateway() throws {
        let session = try session(served: true)
        try addCommand(session)
        try ask("Which database?", in: session)
        #expect(comes { documents(session).count == 1 })
        try session.good("restart")
        try ask("Which port?", in: session)
        #expect(comes { documents(session).count == 2 })
        #expect(documents(session).last?["title"] == "Decision D-2 · api")
    }

    @Test("Webhooks get JSON and Slack its text, by POST, with no secret shown")
    func webhooks() throws {
        let session = try session()
        session.write(Self.receiver, to: session.folder + "/receiver.py")
        try session.shell("python3 receiver.py > port 2> receiver.log & echo $! > receiver.pid")
        defer { _ = try? session.shell("kill -KILL $(cat receiver.pid)") }
        #expect(comes { SourceText.read(session.folder + "/port").hasSuffix("\n") })
        let port = SourceText.read(session.folder + "/port").prefix { $0 != "\n" }
        let address = "http://127.0.0.1:\(port)/hook/secret?x=1"
        try session.good("notify", "add", "web", "webhook", address)
        try session.good("notify", "add", "team", "slack", address)
        try ask("A <b> & *bold* \u{202e}question\u{1b}[31m", in: session)
        let run = session.run("notify", "run", "--once", "--json")
        #expect(run.json?["data"]?["failed"] == 0, "\(run)")
        let got = SourceText.read(session.folder + "/received").split(separator: "\n").compactMap {
            try? JSONValue(parsing: String($0))
        }
        #expect(got.map { $0["path"] } == ["/hook/secret?x=1", "/hook/secret?x=1"])
        let slack = try #require(got.first { $0["body"]?["text"] != nil }?["body"])
        let text = slack["text"]?.stringValue ?? ""
        #expect(text.contains("&lt;b&gt; &amp; ") && !text.contains("*bold*"))
        let web = try #require(got.first { $0["body"]?["items"] != nil }?["body"])
        for text in [text, web["title"]?.stringValue ?? "", web["body"]?.stringValue ?? ""] {
            #expect(!text.isEmpty && !text.contains("\u{1b}") && !text.contains("\u{202e}"))
        }
        let listed = session.run("notify", "list", "--json")
        #expect(!listed.output.contains("secret"), "\(listed)")
        let mode = try session.shell("stat -c %a state/worklead/api/notices/targets.json")
        #expect(mode == "600\n")
    }

    @Test("What does not arrive is said, tried again later, and shown by the list and the doctor")
    func failures() throws {
        let session = try session()
        try session.good("notify", "add", "web", "webhook", "http://127.0.0.1:9/hook")
        try ask("Which database?", in: session)
        let run = session.run("notify", "run", "--once", "--json")
        #expect(run.exit == 0 && run.json?["data"]?["failed"] == 1, "\(run)")
        // Not at once.
        let again = session.run("notify", "run", "--once", "--json")
        #expect(again.json?["data"]?["failed"] == 0 && again.json?["data"]?["pending"] == 1)
        let line = session.run("notify", "list", "--json").json?["data"]?.arrayValue?
            .first
        #expect(line?["failures"] == 1 && line?["retry_at"] != nil, "\(String(describing: line))")
        let doctor = session.run("doctor")
        #expect(doctor.output.contains("notices"), "\(doctor)")
        let tried = session.run("notify", "test", "web", "--json")
        #expect(tried.code == "notify.failed" && tried.exit == 1, "\(tried)")
    }

    @Test("A desktop without notify-send is told by the terminal's own escapes")
    func terminal() throws {
        let session = try session()
        // The names of a terminal's two sides are not among those that Glibc shows to Swift.
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(master >= 0)
        defer { close(master) }
        var (locked, number): (Int32, UInt32) = (0, 0)
        try #require(ioctl(master, 0x4004_5431, &locked) == 0, "TIOCSPTLCK")
        try #require(ioctl(master, 0x8004_5430, &number) == 0, "TIOCGPTN")
        let device = "/dev/pts/\(number)"
        try session.good("notify", "add", "desk", "desktop", device)
        let tried = session.run("notify", "test", "desk")
        #expect(tried.exit == 0, "\(tried)")
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        #expect(text.hasPrefix("\u{1b}]9;Decision D-0") && text.hasSuffix("\u{7}\u{7}"), "\(text)")
        session.environment["TERM"] = "foot"
        try session.good("notify", "add", "foot", "desktop", device)
        try session.good("notify", "remove", "desk")
        try ask("Which; of \u{1b}]these;?", in: session)
        try session.good("notify", "run", "--once")
        let second = read(master, &bytes, bytes.count)
        let parted = String(decoding: bytes.prefix(max(second, 0)), as: UTF8.self)
        #expect(parted.hasPrefix("\u{1b}]777;notify;Decision D-1"), "\(parted)")
        #expect(parted.contains("Which, of") && parted.hasSuffix("\u{7}\u{7}"), "\(parted)")
        #expect(parted.filter { $0 == ";" }.count == 3, "\(parted)")
        #expect(parted.filter { $0 == "\u{1b}" }.count == 1, "\(parted)")
        session.write("", to: session.folder + "/file")
        try session.good("notify", "add", "other", "desktop", session.folder + "/file")
        #expect(session.run("notify", "test", "other", "--json").code == "notify.failed")
        #expect(SourceText.read(session.folder + "/file").isEmpty)
    }

    @Test("A desktop with notify-send gets title and body as arguments")
    func desktop() throws {
        let session = try session()
        try session.shell(
            """
            mkdir bin && printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@" > "%s/shown"\\n' "$PWD" \\
                > bin/notify-send && chmod +x bin/notify-send
            """
        )
        session.environment["PATH"] = session.folder + "/bin:" + (session.environment["PATH"] ?? "")
        session.environment["DISPLAY"] = ":99"
        try session.good("notify", "add", "desk", "desktop")
        try ask("<b>Which?</b> --help", in: session)
        let run = session.run("notify", "run", "--once", "--json")
        #expect(run.json?["data"]?["failed"] == 0, "\(run)")
        let shown = SourceText.read(session.folder + "/shown").split(separator: "\n").map(
            String.init
        )
        #expect(shown.contains("--") && shown.contains { $0.contains("&lt;b&gt;") }, "\(shown)")
    }

    @Test("Only founders name targets, and only such as keep a secret")
    func refused() throws {
        let session = try session()
        let words = ["notify", "add", "web", "webhook"]
        for address in ["ftp://x/", "http://example.org/", "https://", "https://a b/", "x"] {
            let run = session.run(words: words + [address, "--json"])
            #expect(run.code == "notify.bad_address" && run.exit == 2, "\(address): \(run)")
        }
        let hours = words + ["https://example.org/", "--quiet", "22-7", "--json"]
        #expect(session.run(words: hours).code == "notify.bad_hours")
        #expect(session.run(words: words + ["--json"]).code == "notify.nothing_named")
        try session.good("notify", "add", "web", "webhook", "https://example.org/")
        let again = session.run(words: words + ["https://example.org/", "--json"])
        #expect(again.code == "notify.exists")
        let worker = session.run("notify", "add", "x", "command", "--json", "--", "id", by: "ada")
        #expect(worker.code == "notify.founders_only", "\(worker)")
        #expect(session.run("notify", "list", "--json", by: "ada").code == "notify.founders_only")
    }

    /// Writes each request as a line of JSON.
    private static let receiver = """
        import http.server
        import json


        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with open("received", "a") as file:
                    got = {"path": self.path, "body": json.loads(body)}
                    file.write(json.dumps(got) + "\\n")
                self.send_response(200)
                self.end_headers()


        server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
        print(server.server_port, flush=True)
        server.serve_forever()

        """
}
