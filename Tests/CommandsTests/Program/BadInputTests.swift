import CommandLineKit
import Commands
import Digests
import Testing

/// Every command, with each of its parameters given something it can't take.
@Suite("No input makes the program crash, write, or say less than what is wrong")
struct BadInputTests {
    private static let commands = CommandTree.all

    /// Commands that write a document for each item as they find it.
    private static let streams = [
        ["demo"], ["event", "watch"], ["ledger", "export"], ["mcp"],
    ]

    /// Words that nobody's task, agent, path or number is called.
    private static let hostile: [[UInt8]] = [
        [], Array(" ".utf8), Array("../../x".utf8), Array("$(touch TOUCHED)".utf8),
        Array("; touch TOUCHED".utf8), Array("a\nb".utf8), Array("\u{1B}[31mred".utf8),
        Array("\u{202E}evil".utf8), Array("--upload-pack=x".utf8), Array("-".utf8),
        [0xff, 0xfe], Array(repeating: 97, count: 100_000),
    ]

    /// All but `man` and `report board`, which write files whatever else is said, `hook`, which
    /// answers in the form of other programs, `notify run`, which goes on until it is ended, and
    /// those that start a gateway.
    private static let others = commands.map(\.path).filter {
        ![
            ["man"], ["report", "board"], ["hook"], ["up"], ["restart"], ["open"],
            ["gateway", "run"], ["notify", "run"],
        ].contains($0)
    }

    @Test(
        "What starts a gateway refuses what it can't take, and starts none",
        arguments: [["up"], ["restart"], ["open"], ["gateway", "run"]]
    )
    func gatewayPorts(_ path: [String]) throws {
        let session = try CommandLineSession()
        let errors = KnownErrors.exits
        for word in ["", "65536", "-1", "x", "37888x", "$(touch TOUCHED)", "\u{1B}[31m"] {
            let run = session.run(words: path + ["--port", word, "--json"])
            #expect(run.exit == 2 && run.signal == 0, "\(word): \(run)")
            #expect(run.output.isHarmless && run.errors.isEmpty, "\(word): \(run)")
            #expect(run.code.flatMap { errors[$0] } ?? 2 == 2)
        }
        #expect(session.run("gateway", "status").exit == 8)
    }

    @Test("Hostile words in any place are refused or harmless", arguments: others)
    func hostileWords(_ path: [String]) throws {
        let session = try CommandLineSession()
        let errors = KnownErrors.exits
        let command = try #require(Self.commands.first { $0.path == path })
        let specification = command.command.specification
        let head = session.head
        let files = try session.files()
        let start = path.map { Array($0.utf8) }
        let dry =
            specification.flags.contains { $0.name == "dry-run" }
            ? [Array("--dry-run".utf8)] : []
        var lines: [[[UInt8]]] = []
        for word in Self.hostile {
            lines.append(start + dry + specification.arguments.map { _ in word })
        }
        // The rest is as good as can be, so that the option itself is looked at.
        let rest = specification.arguments.filter(\.count.isRequired)
            .map { Array(($0.allowed.first ?? "T-1").utf8) }
        // To where a report is written every name is as good as another.
        for (index, option) in specification.options.enumerated() where option.name != "output" {
            // One word for each option; over all commands each word meets each kind of option.
            let word = Self.hostile[(index + path.joined().utf8.count) % Self.hostile.count]
            lines.append(start + dry + rest + [Array("--\(option.name)".utf8), word])
        }
        for line in lines {
            let run = session.run(line + [Array("--json".utf8)])
            let shown = line.map { String(decoding: $0.prefix(60), as: UTF8.self) }
            #expect(run.signal == 0, "\(shown) ended by signal \(run.signal): \(run.errors)")
            #expect(run.errors.isEmpty, "\(shown): \(run.errors)")
            let texts =
                Self.streams.contains(path)
                ? run.output.split(separator: "\n").map(String.init) : [run.output]
            let documents = try texts.map {
                try #require(try? JSONValue(parsing: $0), "\(shown): \(run.output)")
            }
            let isGood = documents.allSatisfy { $0["ok"] != false }
            #expect(isGood == (run.exit == 0), "\(shown): \(run.output)")
            #expect(isGood || !documents.isEmpty)
            if let document = documents.last, run.exit != 0 {
                let code = try #require(document["error"]?["code"]?.stringValue, "\(shown)")
                #expect(code != "internal.unexpected", "\(shown): \(run.output)")
                #expect(document["error"]?["message"]?.stringValue?.isEmpty == false)
                #expect(document["error"]?["exit"] == .integer(Int64(run.exit)))
                if let known = errors[code] { #expect(known == Int(run.exit), "\(code)") }
            }
            #expect(run.output.isHarmless && run.errors.isHarmless, "\(shown)")
        }
        #expect(session.head == head, "something was written")
        let after = try session.files()
        #expect(after == files, "a file was made: \(after)")
    }

    @Test("A command without its words says which is missing", arguments: commands.map(\.path))
    func missingWords(_ path: [String]) throws {
        let command = try #require(Self.commands.first { $0.path == path }).command
        let required = command.specification.arguments.contains { $0.count.isRequired }
        guard required else { return }
        let session = try CommandLineSession()
        let run = session.run(words: path + ["--json"])
        #expect(run.exit == 2 && run.code == "usage.missing_argument", "\(run)")
        let text = session.run(words: path + ["--format", "text"])
        #expect(text.exit == 2 && text.output.isEmpty && text.errors.hasPrefix("error["))
    }

    @Test("Manual pages go into the directory that is named, whatever its name, and nowhere else")
    func manuals() throws {
        let session = try CommandLineSession()
        let before = try session.shell("cd api && ls -A")
        for name in ["$(touch TOUCHED)", "; touch TOUCHED", "a\nb", "\u{1B}[31mred", "\u{202E}x"] {
            let run = session.run("man", name, "--json")
            #expect(run.exit == 0 && run.output.isHarmless && run.errors.isEmpty, "\(run)")
            let files = run.json?["data"]?["files"]?.arrayValue?.count ?? 0
            session.environment["N"] = "./" + name
            let count = try session.shell("cd api && ls -A \"$N\" | wc -l")
            #expect(files > 40 && count == "\(files)\n", "\(name): \(count)")
            try session.shell("cd api && rm -r \"$N\"")
        }
        let long = String(repeating: "a", count: 100_000)
        for name in ["", "src/run.sh", long] {
            let run = session.run("man", name, "--json")
            #expect(run.exit == 1 && run.code == "file.failed", "\(name.prefix(20)): \(run)")
        }
        let bytes = session.run([Array("man".utf8), [0xff, 0xfe], Array("--json".utf8)])
        #expect(bytes.exit == 2 && bytes.output.isHarmless, "\(bytes)")
        #expect(try session.shell("cd api && ls -A") == before)
    }

    @Test("A title is one line that says something")
    func titles() throws {
        let session = try CommandLineSession()
        let head = session.head
        for title in ["", " ", "a\nb", "\u{1B}[31m", String(repeating: "a", count: 201)] {
            let run = session.run("task", "create", title, "--json")
            #expect(run.exit == 2 && run.code == "input.invalid_field", "\(run)")
        }
        #expect(session.head == head)
    }

    @Test(
        "A file that is no packet makes no task: too large, not text, with a NUL, a folder, absent"
    )
    func packetFiles() throws {
        let session = try CommandLineSession()
        let head = session.head
        let big = String(repeating: "a", count: 10 << 20)
        session.write(big, to: session.folder + "/big.md")
        session.write("# Task Packet: x\n\0\n", to: session.folder + "/nul.md")
        session.write("root:x:0:0\n", to: session.folder + "/passwd")
        try session.shell("printf '\\377\\376' > bytes.md")
        let expected = [
            "../big.md": "file.failed", "../nul.md": "file.failed", "../bytes.md": "file.failed",
            "..": "file.failed", "../none.md": "file.absent", "../passwd": "packet.no_title",
            "": "file.failed",
        ]
        for (file, code) in expected {
            let run = session.run("task", "create", "--packet", file, "--json")
            #expect(run.code == code && run.exit != 0, "\(file): \(run.output)")
        }
        let piped = session.run("task", "create", "--packet", "-", "--json", input: big)
        #expect(piped.code == "file.failed", "\(piped)")
        #expect(session.head == head)
    }

    @Test("A key that is not there is answered with those that are near")
    func nearKeys() throws {
        let session = try CommandLineSession()
        _ = session.run("task", "create", "One", "--task", "WP-17")
        let run = session.run("claim", "WP_17", "--json")
        #expect(run.exit == 3 && run.code == "task.unknown", "\(run)")
        #expect(run.output.contains("WP-17"), "\(run)")
    }
}

/// What the page of errors promises.
enum KnownErrors {
    static let exits: [String: Int] = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(4).joined(separator: "/")
        return SourceErrors(root: root).entries.reduce(into: [:]) { exits, entry in
            exits[entry.code] = ErrorCategoryNames.exit(of: entry.category)
        }
    }()
}

extension String {
    /// Whether it steers no terminal: no control character but the line break, no turned
    /// direction.
    var isHarmless: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar == "\n"
                || (scalar.properties.generalCategory != .control
                    && !(0x202A...0x202E).contains(scalar.value)
                    && !(0x2066...0x2069).contains(scalar.value))
        }
    }
}
