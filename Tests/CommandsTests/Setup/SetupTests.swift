import Digests
import TestSupport
import Testing

@Suite("Setting up agents' programs, by the program itself")
struct SetupTests {
    private static let programs = ["claude", "codex", "cursor", "generic"]

    /// All of the working directory: names, permissions and contents.
    private func tree(_ session: CommandLineSession) throws -> String {
        try session.shell(
            """
            cd api && find . -path ./.git -prune -o -printf '%p %y %m %l\\n' | sort
            find . -path ./.git -prune -o -type f -print | sort | xargs sha256sum
            """
        )
    }

    private func states(_ run: CommandLineSession.Run) -> [String: String] {
        var states: [String: String] = [:]
        for file in run.json?["data"]?["files"]?.arrayValue ?? [] {
            states[file["path"]?.stringValue ?? ""] = file["state"]?.stringValue
        }
        return states
    }

    @Test(
        "Set up twice and taken away, every byte is as before",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func thereAndBack(seed: UInt64) throws {
        let session = try CommandLineSession(initialized: false)
        var chance = SplitMix64(seed: seed)
        let isOpen = Bool.random(using: &chance)
        let indent = String(repeating: " ", count: Int.random(in: 0...5, using: &chance))
        let tail = isOpen ? "" : "\n"
        session.write(
            "{\(tail)\(indent)\"hooks\" : { } ,\n\n \"z\":[1 , 2]}\(tail)",
            to: session.folder + "/settings"
        )
        session.write("model = 'x' # é\(tail)", to: session.folder + "/config")
        try session.shell(
            """
            cd api && mkdir .claude .codex && mv ../settings .claude/settings.json
            mv ../config .codex/config.toml && chmod 640 .codex/config.toml
            printf 'Mine.' > AGENTS.md
            """
        )
        let before = try tree(session)
        for program in Self.programs {
            #expect(session.run("setup", program, "--dry-run").exit == 0)
        }
        #expect(try tree(session) == before, "a trial writes nothing")
        for program in Self.programs { try session.good("setup", program) }
        let written = try tree(session)
        #expect(written != before)
        for program in Self.programs {
            let again = session.run("setup", program, "--json")
            #expect(Set(states(again).values) == ["unchanged"], "\(again)")
        }
        try session.good("setup", "claude", "--fail-closed", "--without", "stop", "--release")
        #expect(try session.shell("cat api/.claude/settings.json").contains("claude --release"))
        #expect(try session.shell("cat api/.claude/settings.json").contains("--fail-closed"))
        #expect(try !session.shell("cat api/.claude/settings.json").contains("hook stop"))
        #expect(session.run("setup", "--check").exit == 0)
        try session.good("setup", "claude")
        #expect(try tree(session) == written, "seed \(seed)")
        #expect(session.run("setup", "--check").exit == 0)
        let removed = session.run("setup", "--remove", "--json")
        #expect(Set(states(removed).values) == ["restored"], "\(removed)")
        #expect(states(removed).count == 8)
        #expect(try tree(session) == before, "seed \(seed)")
        #expect(session.run("setup", "--check").exit == 0, "nothing is set up")
    }

    @Test("Where somebody changed a file since, only our part goes, and a check says what drifted")
    func changedSince() throws {
        let session = try CommandLineSession(initialized: false)
        try session.good("setup", "claude")
        try session.good("setup", "generic")
        try session.shell(
            """
            cd api && sed -i 's/"command": "worklead hook stop/"command": "worklead hook stop --x/' \\
                .claude/settings.json
            sed -i '1s/^{/{ "mine": 1,/' .mcp.json && echo 'More.' >> AGENTS.md
            rm .claude/skills/worklead/SKILL.md
            """
        )
        let check = session.run("setup", "--check", "--json")
        #expect(check.exit == 5 && check.code == "setup.drifted", "\(check)")
        let found = states(check)
        #expect(found[".claude/settings.json"] == "drifted")
        #expect(found[".claude/skills/worklead/SKILL.md"] == "missing")
        #expect(found[".mcp.json"] == "whole")
        #expect(found["AGENTS.md"] == "whole")
        try session.good("setup", "claude", "--remove")
        try session.good("setup", "generic", "--remove")
        let server = try JSONValue(parsing: session.shell("cat api/.mcp.json"))
        #expect(server == ["mine": 1])
        #expect(try session.shell("cat api/AGENTS.md") == "More.\n")
        #expect(try session.shell("cat api/.claude/settings.json") == "{}\n")
    }

    @Test("A malformed file, a foreign one and a link out of the directory are refused untouched")
    func refused() throws {
        let session = try CommandLineSession(initialized: false)
        try session.shell(
            """
            mkdir outside && cd api && mkdir .claude .codex && echo '{ // no' > .claude/settings.json
            ln -s ../outside .cursor && echo '[broken' > .codex/config.toml
            mkdir -p .agents/skills/worklead && echo mine > .agents/skills/worklead/SKILL.md
            """
        )
        let before = try tree(session)
        let codes = [
            "claude": "settings.malformed", "codex": "settings.malformed",
            "cursor": "setup.leads_outside", "generic": "settings.in_the_way",
        ]
        for (program, code) in codes {
            let run = session.run("setup", program, "--json")
            #expect(run.code == code && run.exit != 0, "\(program): \(run)")
        }
        #expect(try tree(session) == before)
        #expect(try session.shell("ls outside").isEmpty)
        #expect(session.run("setup").exit == 2)
        #expect(session.run("setup", "claude", "--check", "--remove").exit == 2)
    }

    @Test("A link within the directory stays a link")
    func linked() throws {
        let session = try CommandLineSession(initialized: false)
        try session.shell("cd api && printf 'Mine.\\n' > CLAUDE.md && ln -s CLAUDE.md AGENTS.md")
        let before = try tree(session)
        try session.good("setup", "generic")
        #expect(try session.shell("readlink api/AGENTS.md") == "CLAUDE.md\n")
        #expect(try session.shell("cat api/CLAUDE.md").contains("worklead:begin"))
        try session.good("setup", "generic", "--remove")
        #expect(try tree(session) == before)
    }
}
