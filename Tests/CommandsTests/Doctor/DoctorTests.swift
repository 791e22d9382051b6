import CommandLineKit
import Commands
import Digests
import Operations
import Testing

@Suite("The doctor")
struct DoctorTests {
    @Test("No remedy takes anything away", arguments: DoctorRemedy.allCases)
    func harmless(remedy: DoctorRemedy) {
        let text = remedy.text("T-1")
        let words = Set(text.split { !$0.isLetter && $0 != "-" }.map(String.init))
        let taking: Set = [
            "rm", "--hard", "clean", "push", "--force", "drop", "stash", "reset", "--discard",
            "kill", "restore", "cancel", "supersede", "reject", "retire", "remove", "rebuild",
            "gc", "delete", "down", "release", "revoke",
        ]
        #expect(words.isDisjoint(with: taking), "\(text)")
    }

    @Test(
        "Each command that a remedy names is there, and destroys nothing",
        arguments: DoctorRemedy.allCases
    )
    func commands(remedy: DoctorRemedy) throws {
        let effects = Dictionary(
            uniqueKeysWithValues: OperationTable.all.entries.map { ($0.name, $0.effect) }
        )
        let parts = remedy.text("T-1").split(separator: "`", omittingEmptySubsequences: false)
        for part in parts.enumerated() where !part.offset.isMultiple(of: 2) {
            guard part.element.hasPrefix("worklead ") else { continue }
            let words = part.element.split(separator: " ").dropFirst().map(String.init)
            let plain = words.first == "--as" ? Array(words.dropFirst(2)) : words
            let known = CommandTree.all.filter { plain.starts(with: $0.path) }
            let command = try #require(known.max { $0.path.count < $1.path.count }, "\(words)")
            for operation in command.command.operations {
                #expect(effects[operation] != .destroys, "\(words): \(operation)")
            }
        }
    }

    private func checks(_ run: CommandLineSession.Run) -> [String: (level: String, remedy: String)]
    {
        var found: [String: (level: String, remedy: String)] = [:]
        for line in run.json?["data"]?["checks"]?.arrayValue ?? [] {
            found[line["check"]?.stringValue ?? ""] = (
                line["level"]?.stringValue ?? "", line["remedy"]?.stringValue ?? ""
            )
        }
        return found
    }

    @Test("In a workspace where all is well nothing is degraded or blocking")
    func well() throws {
        let session = try CommandLineSession()
        let run = session.run("doctor", "--json")
        #expect(run.exit == 0, "\(run)")
        let found = checks(run)
        #expect(found.count > 18)
        for (check, line) in found where check != "sandbox" {
            #expect(["fine", "advice"].contains(line.level), "\(check): \(line)")
        }
    }

    @Test("What the playbooks' triage tables name is found, each with its remedy")
    func triage() throws {
        let session = try CommandLineSession()
        #expect(session.run("agent", "register", "ada").exit == 0)
        #expect(session.run("task", "create", "Bare", "--ready").exit == 0)
        #expect(session.run("claim", "T-1", "--lease", "1s").exit == 0)
        #expect(session.run("links", "add", "gone", "docs/gone.md").exit == 0)
        #expect(session.run("report", "board").exit == 0)
        #expect(session.run("task", "edit", "T-1", "--priority", "5").exit == 0)
        session.write("{}", to: session.folder + "/state/worklead/api/gateway.json")
        session.environment["WORKLEAD_TOKEN_FILE"] = session.folder + "/none"
        var run = session.run("doctor", "--json")
        for _ in 1...200 where checks(run)["leases"]?.level == "fine" {
            run = session.run("doctor", "--json")
        }
        let found = checks(run)
        #expect(found["gateway"]?.remedy.contains("worklead up") == true, "\(run)")
        #expect(found["packets"]?.remedy.contains("task edit T-1 --packet FILE") == true, "\(run)")
        #expect(found["leases"]?.remedy.contains("task show T-1") == true, "\(run)")
        #expect(found["links"]?.remedy.contains("links check") == true, "\(run)")
        #expect(found["board"]?.remedy.contains("report board --check") == true, "\(run)")
        #expect(found["paths"]?.level == "degraded", "\(run)")
        #expect(run.exit == 0, "\(run)")
    }

    @Test("Where there is no workspace it is said once")
    func absent() throws {
        let session = try CommandLineSession(initialized: false)
        let run = session.run("doctor", "--all", "--json")
        #expect(run.exit == 5, "\(run)")
        let lines = run.json?["data"]?["checks"]?.arrayValue ?? []
        let told = lines.filter { $0["message"] == "There is no workspace here." }
        #expect(told.compactMap { $0["check"]?.stringValue } == ["workspace"], "\(run)")
        #expect(lines.contains { $0["check"] == "git" }, "\(run)")
    }

    @Test("An inbox that is out of step with its messages is blocking")
    func inbox() throws {
        let session = try CommandLineSession()
        #expect(session.run("agent", "register", "ada").exit == 0)
        #expect(session.run("message", "send", "ada", "Hello").exit == 0)
        #expect(checks(session.run("doctor", "--json"))["inbox"]?.level == "fine")
        try session.shell(
            """
            python3 -c "import sqlite3
            store = sqlite3.connect('\(session.store)')
            store.execute('UPDATE inbox SET place = place + 100')
            store.commit()"
            """
        )
        let run = session.run("doctor", "--json")
        #expect(run.exit == 5 && checks(run)["inbox"]?.level == "blocking", "\(run)")
    }
}
