import Digests
import Testing

@Suite("Coming here from files")
struct ImportCommandTests {
    private static func session() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.shell(
            """
            mkdir -p bus/_bus/claims bus/queue && cd bus
            printf '# Task: Bind it\\n' > queue/001-bind.md
            printf '{"task_id": "QUEUE-001", "agent_id": "ada", "status": "active",' \\
                > _bus/claims/QUEUE-001.json
            printf '"plan_id": "p", "claimed_at": "2025-10-01T10:00:05Z"}' \\
                >> _bus/claims/QUEUE-001.json
            """
        )
        return session
    }

    @Test("A trial says what would come of it, and writes nothing but the report")
    func dryRun() throws {
        let session = try Self.session()
        let run = session.run("import", "parallel", "../bus", "--dry-run", "--report", "../loss.md")
        #expect(run.exit == 0, "\(run)")
        #expect(run.output.contains("nothing written"))
        #expect(run.output.contains("{type,subject}:\n"), "\(run)")
        #expect(run.output.contains("\n  import.") && !run.output.contains(#"{""#), "\(run)")
        #expect(try session.shell("cat loss.md").contains("missing_plan"))
        let json = try JSONValue(parsing: session.shell("cat loss.json"))
        #expect(json["files"]?.int64Value == 2)
        #expect(!session.run("task", "list").output.contains("QUEUE-001"))
    }

    @Test("What has an equal here and stays a record is named, with what makes one")
    func staysRecord() throws {
        let session = try Self.session()
        try session.shell(
            #"""
            mkdir -p bus/_report/consensus
            echo '{"decision_id": "DEC-7", "summary": "MIT it is", "agent_id": "ada", "event": \#
            "status", "ts": "2026-01-02T03:04:05Z"}' > bus/_report/consensus/log.jsonl
            """#
        )
        let run = session.run("import", "parallel", "../bus", "--report", "../loss.md", "--json")
        let counts = try session.data(of: run)["counts"]?.arrayValue ?? []
        let stays = counts.filter { $0["stays"]?.stringValue != nil }
        #expect(stays.map { $0["kind"] } == ["decision"], "\(run)")
        let report = try session.shell("cat loss.md")
        #expect(report.contains("## Kept as records"))
        #expect(report.contains("worklead decision record"))
        #expect(try session.good("decision", "list", "--json").json?["total"] == 0)
    }

    @Test("The report is the same for the same files")
    func deterministic() throws {
        let session = try Self.session()
        for name in ["one", "two"] {
            _ = session.run("import", "parallel", "../bus", "--dry-run", "--report", "../\(name)")
        }
        #expect(try session.shell("cat one.md") == session.shell("cat two.md"))
    }

    @Test("What was taken over is listed, and taking it over again changes nothing")
    func twice() throws {
        let session = try Self.session()
        try session.good("import", "parallel", "../bus")
        let list = try session.good("import", "list", "--task", "QUEUE-001")
        #expect(list.output.contains("_bus/claims/QUEUE-001.json"), "\(list)")
        let before = try session.data(of: session.good("event", "list", "--json"))
        let again = try session.good("import", "parallel", "../bus", "--json")
        #expect(try session.data(of: again)["events"]?.int64Value == 0)
        let after = try session.data(of: session.good("event", "list", "--json"))
        #expect(before == after)
        try session.good("ledger", "verify")
    }

    @Test("Links, pipes, binary files and strange names are told and not read")
    func hostile() throws {
        let session = try Self.session()
        try session.shell(
            """
            cd bus && ln -s /etc/passwd queue/002-link.md && ln -s / _bus/messages
            mkfifo queue/003-pipe.md && printf 'a\\0b' > queue/004-binary.md
            printf x > "queue/005-$(printf '\\033')[31m.md" && head -c 9000000 /dev/zero \\
                > queue/006-large.md
            """
        )
        let run = try session.good("import", "parallel", "../bus", "--json")
        let anomalies = try session.data(of: run)["anomalies"]?.arrayValue ?? []
        let kinds = Dictionary(grouping: anomalies) { $0["kind"]?.stringValue ?? "" }
        #expect(kinds["link"]?.count == 2)
        for kind in ["special_file", "binary", "strange_name", "too_large"] {
            #expect(kinds[kind]?.count == 1, "\(kind): \(run.output)")
        }
    }

    @Test("A folder that is none, and one with nothing of the layout, are refused")
    func refusals() throws {
        let session = try Self.session()
        let none = session.run("import", "mayor", "../none", "--json")
        #expect(none.exit == 3 && none.code == "import.no_folder")
        let other = session.run("import", "parallel", ".", "--json")
        #expect(other.exit == 2 && other.code == "import.nothing")
    }

    @Test("A worker may not take files over")
    func rights() throws {
        let session = try Self.session()
        try session.join("ada")
        let run = session.run("import", "parallel", "../bus", "--json", by: "ada")
        #expect(run.exit == 6, "\(run)")
    }

    @Test("A tree of ten thousand files comes over in seconds")
    func large() throws {
        let session = try Self.session()
        try session.shell(
            """
            cd bus/_bus/claims && for n in $(seq 1 10000); do
            printf '{"task_id": "N-%s", "agent_id": "ada", "status": "active", "plan_id": "p", \\
            "claimed_at": "2025-10-01T10:00:05Z"}' $n > N-$n.json; done
            """
        )
        let run = try session.good("import", "parallel", "../bus", "--json")
        #expect(try session.data(of: run)["files"]?.int64Value == 10_002)
    }
}
