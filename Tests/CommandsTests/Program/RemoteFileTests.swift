import Digests
import Testing

@Suite("A directory whose calls go elsewhere")
struct RemoteFileTests {
    @Test("It is written by a command, holds in the directories below, and git does not see it")
    func added() throws {
        let elsewhere = try Elsewhere()
        try elsewhere.up()
        let session = elsewhere.session
        session.write(elsewhere.token + "\n", to: session.folder + "/ada-token")
        try session.shell("chmod 600 ada-token; mkdir -p far/deep; cd far && git init -q")
        let state = session.environment["XDG_STATE_HOME"]
        defer {
            (session.directory, session.environment["XDG_STATE_HOME"]) = (session.repository, state)
        }
        session.directory = session.folder + "/far"
        session.environment["XDG_STATE_HOME"] = session.folder + "/far-state"
        let url = "http://127.0.0.1:\(elsewhere.port)"
        let none = session.run("remote", "show", "--json")
        #expect(none.exit == 0 && none.json?["data"] == [:], "\(none)")

        let words = ["remote", "add", "http://127.0.0.1:1", "--fallback", url]
        let token = ["--token-file", "../ada-token", "--json"]
        let tried = session.run(words: words + token + ["--dry-run"])
        #expect(tried.exit == 0 && tried.json?["dry_run"] == true, "\(tried)")
        #expect(session.run("remote", "show", "--json").json?["data"] == [:])
        let added = try session.data(of: session.run(words: words + token))
        let file = session.folder + "/far/.worklead/local.toml"
        #expect(added["file"]?.stringValue == file)
        #expect(try session.shell("stat -c %a far/.worklead/local.toml") == "600\n")
        #expect(try session.shell("cd far && git status --porcelain") == "")
        #expect(try !session.shell("cat far/.worklead/local.toml").contains(elsewhere.token))

        session.directory = session.folder + "/far/deep"
        let status = session.run("status", "--json", "--verbose")
        #expect(
            status.json?["data"]?["agent"] == "ada" && status.errors == "by \(url)\n",
            "\(status)"
        )
        let shown = try session.data(of: session.run("remote", "show", "--json"))
        #expect(shown["fallback"]?.stringValue == url && shown["file"]?.stringValue == file)
        #expect(shown["before"] == [])
        #expect(session.run("init", "--json").code == "remote.place_needed")

        let removed = session.run("remote", "remove", "--json")
        #expect(removed.exit == 0 && removed.json?["data"]?["file"]?.stringValue == file)
        #expect(session.run("remote", "remove", "--json").json?["already"] == true)
        #expect(session.run("status", "--json").code == "workspace.absent")
        #expect(try session.shell("ls -A far") == ".git\ndeep\n")
    }

    @Test("The environment comes before the file, and --verbose says so")
    func contradictions() throws {
        let session = try CommandLineSession()
        session.write("S-1.x\n", to: session.folder + "/token")
        try session.shell("chmod 600 token")
        let file = session.repository + "/.worklead/local.toml"
        let url = "http://127.0.0.1:1"
        try session.good("remote", "add", url, "--token-file", session.folder + "/token")
        let workspace = "\(file) comes before the workspace \(session.folder)/state/worklead/api"
        let away = session.run("status", "--json", "--verbose")
        #expect(away.code == "remote.unreachable" && away.errors == workspace + "\n", "\(away)")
        #expect(session.run("status", "--json").errors == "")

        let option = session.run("--workspace", "api", "status", "--verbose")
        let said = "--workspace comes before \(file)\nin this process\n"
        #expect(option.exit == 0 && option.errors == said, "\(option)")
        session.environment["WORKLEAD_WORKSPACE"] = "api"
        let named = session.run("status", "--verbose")
        #expect(named.exit == 0 && named.errors.hasPrefix("WORKLEAD_WORKSPACE comes"), "\(named)")
        session.environment["WORKLEAD_WORKSPACE"] = nil

        session.environment["WORKLEAD_TOKEN"] = "S-2.y"
        let token = session.run("status", "--json", "--verbose")
        #expect(token.errors.contains("WORKLEAD_TOKEN comes before the token_file"), "\(token)")
        session.environment["WORKLEAD_GATEWAY"] = "http://127.0.0.1:2"
        let gateway = session.run("status", "--json", "--verbose")
        #expect(gateway.output.contains("127.0.0.1:2"), "\(gateway)")
        #expect(gateway.errors == "WORKLEAD_GATEWAY comes before \(file)\n", "\(gateway)")
        let shown = try session.data(of: session.run("remote", "show", "--json"))
        #expect(shown["url"] == "http://127.0.0.1:2" && shown["file"] == nil)
        #expect(shown["before"] == .array([.string("WORKLEAD_GATEWAY comes before \(file)")]))
    }

    @Test("A file that others can read or that makes no sense sends a token to nobody")
    func refused() throws {
        let session = try CommandLineSession(initialized: false)
        let add = { (words: String...) in
            session.run(words: ["remote", "add"] + words + ["--json"])
        }
        #expect(add("https://example.org").code == "remote.address")
        let url = "http://127.0.0.1:1"
        #expect(add(url, "--fallback", "http://10.0.0.1:1").code == "remote.address")
        #expect(add(url, "--token-file", "none").code == "file.absent")
        session.write("S-1.x\n", to: session.folder + "/token")
        try session.shell("chmod 644 token")
        let open = add(url, "--token-file", session.folder + "/token")
        #expect(open.code == "session.credential_open", "\(open)")
        session.write("no token\n", to: session.folder + "/token")
        try session.shell("chmod 600 token")
        #expect(add(url, "--token-file", session.folder + "/token").code == "remote.bad_token")
        #expect(try session.shell("ls -A api") == ".git\nsrc\ntest.sh\n")

        try session.good("remote", "add", url)
        #expect(session.run("status", "--json").code == "remote.no_token")
        try session.shell("chmod 644 api/.worklead/local.toml")
        let seen = session.run("status", "--json")
        #expect(seen.exit == 6 && seen.code == "remote.open_file", "\(seen)")
        try session.shell("cd api/.worklead && chmod 600 local.toml && echo 'x = 1' > local.toml")
        #expect(session.run("status", "--json").code == "document.unknown_key")
        try session.good("remote", "remove")
        #expect(try session.shell("ls -A api") == ".git\nsrc\ntest.sh\n")
    }

    @Test("A relative token file is meant from the directory of the settings")
    func relativeToken() throws {
        let session = try CommandLineSession(initialized: false)
        try session.shell(
            """
            mkdir -p far/.worklead far/deep && umask 077 && echo S-1.x > far/token
            printf '[gateway]\\nurl = "http://127.0.0.1:1"\\ntoken_file = "token"\\n' \\
                > far/.worklead/local.toml
            """
        )
        session.directory = session.folder + "/far/deep"
        #expect(session.run("status", "--json").code == "remote.unreachable")
        try session.shell(
            "mv far/token home && sed -i 's,= .token.$,= \"~/token\",' far/.worklead/*.toml"
        )
        #expect(session.run("status", "--json").code == "remote.unreachable")
        try session.shell("rm home/token")
        #expect(session.run("status", "--json").code == "file.absent")
    }
}
