import Commands
import Digests
import Testing

@Suite("Locks, specs, phases and dependencies, by the program itself")
struct RoadmapCommandTests {
    private static let policy = "state/worklead/api/allowed_signers"

    /// A session with a task whose packet is locked with a key that the policy lists.
    private func locked(served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        try session.good("task", "create", "--packet", "../packet.md")
        try session.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f key
            echo "ada@example.org $(cat key.pub)" > \(Self.policy)
            """
        )
        try session.good("packet", "lock", "WP-1-Hello", "--signing-key", "../key")
        return session
    }

    @Test("A lock verifies for us, and what is exported for ssh-keygen", arguments: [false, true])
    func verifies(served: Bool) throws {
        let session = try locked(served: served)
        let verified = try session.data(
            of: session.run("packet", "verify", "WP-1-Hello", "--json")
        )
        #expect(verified["signer"] == "ada@example.org" && verified["revision"] == 1)
        try session.good("packet", "export", "WP-1-Hello", "../WP-1.json")
        let check = """
            ssh-keygen -Y verify -f \(Self.policy) -I ada@example.org -n packet@worklead \
            -s WP-1.json.sig < WP-1.json >/dev/null 2>&1 && echo good || echo bad
            """
        #expect(try session.shell(check) == "good\n")
        let text = try session.shell("cat WP-1.json")
        let sheet = try JSONValue(parsing: text)
        #expect(sheet["text"]?.stringValue == TaskLifeTests.packet)
        #expect(sheet["digest"] == verified["digest"])
        // The bytes are canonical: written again they are the same.
        #expect(sheet.canonicalText == text)
        try session.shell("sed -i 's/hello/hallo/' WP-1.json")
        #expect(try session.shell(check) == "bad\n")
    }

    @Test("A lock whose signer is no longer listed, or that is none, does not verify")
    func refuses() throws {
        let session = try locked()
        func refused(_ words: String...) -> String? {
            session.run(words: ["packet"] + words + ["--json"]).code
        }
        try session.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f other
            echo "bea@example.org $(cat other.pub)" > others
            echo "bea@example.org $(cat key.pub)" > renamed
            echo "ada@example.org namespaces=\\"evidence@worklead\\" $(cat key.pub)" > elsewhere
            """
        )
        #expect(
            refused("verify", "WP-1-Hello", "--signers", "../others") == "evidence.unknown_signer"
        )
        // The name is part of what was recorded.
        #expect(refused("verify", "WP-1-Hello", "--signers", "../renamed") == "packet.altered")
        #expect(
            refused("verify", "WP-1-Hello", "--signers", "../elsewhere") == "signature.not_valid"
        )
        #expect(refused("verify", "WP-1-Hello", "--signers", "../none") == "evidence.no_policy")
        try session.good("task", "create", "Two", "--task", "WP-2")
        #expect(refused("verify", "WP-2") == "packet.absent")
        #expect(refused("export", "WP-2", "../x") == "packet.absent")
        #expect(refused("export", "WP-9", "../x") == "task.unknown")
        #expect(try session.shell("ls | grep -c '^x' || true") == "0\n")
    }

    @Test("A phase's check-ins name what is done, what comes next and what stops it")
    func checkIns() throws {
        let session = try CommandLineSession()
        try session.good("phase", "open", "P07", "--title", "Trust")
        try session.good("task", "create", "Seal bundles", "--task", "WP-1", "--phase", "P07")
        try session.good(
            "task",
            "create",
            "Sign packets",
            "--task",
            "WP-2",
            "--phase",
            "P07",
            "--ready"
        )
        try session.good("task", "block", "WP-1", "--reason", "the key is lost")
        let report = try session.data(of: session.run("phase", "report", "P07", "--json"))
        #expect(report["status"]?.stringValue?.contains("WP-1") == true, "\(report)")
        #expect(report["guidance"]?.stringValue?.contains("WP-2") == true, "\(report)")
        #expect(report["blockers"]?.stringValue?.contains("the key is lost") == true, "\(report)")
        #expect(report["files"] == [])
        try session.good("phase", "report", "P07", "--to", "../checkins")
        let written = try session.shell("cat checkins/STATUS.md")
        #expect(written == report["status"]?.stringValue)
        #expect(
            try session.shell("ls checkins") == "BLOCKERS.md\nGUIDANCE.md\nSTATUS.md\n"
        )
        // The same ledger gives the same bytes.
        try session.good("phase", "report", "P07", "--to", "../again")
        #expect(try session.shell("diff -r checkins again") == "")
        #expect(session.run("phase", "report", "P99", "--json").code == "phase.unknown")
    }

    @Test("Evidence for a clause is a line of a file, or the place is refused")
    func places() throws {
        let session = try CommandLineSession()
        try session.shell(
            """
            cd api && mkdir docs && printf '# Storage\\n\\nIt MUST keep what it said.\\n' \
            > docs/spec.md && git add -A && git commit -qm spec
            """
        )
        try session.good("spec", "register", "master", "docs/spec.md")
        try session.good("spec", "lock", "master")
        let clauses = try session.data(of: session.run("spec", "clauses", "master", "--json"))
        let anchor = try #require(
            (clauses.arrayValue ?? clauses["clauses"]?.arrayValue)?.first?["clause"]?.stringValue,
            "\(clauses)"
        )
        func refused(_ words: String...) -> String? {
            session.run(words: ["spec", "map", "master", anchor] + words + ["--json"]).code
        }
        for place in ["test.sh", "test.sh:", "test.sh:0", ":3", "test.sh:x"] {
            #expect(refused("--evidence", place) == "spec.bad_place", "\(place)")
        }
        #expect(refused() == "spec.bad_place")
        #expect(refused("--evidence", "test.sh:99") == "spec.no_such_line")
        try session.good("spec", "map", "master", anchor, "--evidence", "test.sh:1")
    }

    @Test("A dependency under a licence that is not taken fails the check, with its line")
    func licences() throws {
        let session = try CommandLineSession()
        try session.shell(
            """
            cd api && mkdir .worklead && printf '[licences]\\nallowed = ["MIT"]\\n' \
            > .worklead/gates.toml && printf 'example.org/a v1.2.0 h1:abc=\\n' > go.sum
            git add -A && git commit -qm supply
            """
        )
        #expect(session.run("supply", "check", "--json").code == "supply.unregistered")
        try session.good("supply", "register", "go:example.org/a", "--licence", "GPL-3.0-only")
        let run = session.run("supply", "check", "--json")
        #expect(run.code == "supply.licence" && run.exit == 5, "\(run)")
        let finding = run.json?["data"]?["findings"]?.arrayValue?.first
        #expect(finding?["fault"] == "licence" && finding?["path"] == "go.sum", "\(run)")
        #expect(
            finding?["text"]
                == "go:example.org/a is under GPL-3.0-only, which is not allowed."
        )
        try session.good(
            "supply",
            "register",
            "go:example.org/a",
            "--licence",
            "GPL-3.0-only OR MIT"
        )
        try session.good("supply", "check")
    }
}
