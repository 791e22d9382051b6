import Documents
import Model
import Testing

@Suite("Replay profiles")
struct ReplayProfileDocumentTests {
    private func read(_ text: String) throws -> ReplayProfile {
        try ReplayProfileDocument.read(Array(text.utf8))
    }

    @Test("A profile says what the checks may have")
    func profile() throws {
        let profile = try read(
            """
            read_only_paths = ["/opt/toolchain", "~/.cargo/bin"]
            copied_paths = ["~/.cargo/registry"]
            pass_environment = ["LANG", "TZ"]
            network = "host"
            setup = "make fetch"

            [environment]
            CI = "1"

            [limits]
            wall = "10m"
            cpu = "1h30m"
            memory = "512MB"
            processes = 64
            file_size = "1GiB"
            output = "64KiB"
            """
        )
        #expect(profile.readOnlyPaths == ["/opt/toolchain", "~/.cargo/bin"])
        #expect(profile.copiedPaths == ["~/.cargo/registry"])
        #expect(profile.passedVariables == ["LANG", "TZ"])
        #expect(profile.fixedVariables == ["CI": "1"])
        #expect(profile.network == .host)
        #expect(profile.setUp == "make fetch")
        #expect(
            profile.limits
                == ReplayLimits(
                    wall: .seconds(600),
                    cpuSeconds: 5400,
                    memoryBytes: 512_000_000,
                    processes: 64,
                    fileBytes: 1 << 30,
                    outputBytes: 64 << 10
                )
        )
    }

    @Test("An empty profile is the standard one")
    func standard() throws {
        #expect(try read("") == .standard)
    }

    @Test(
        "Whatever is wrong is named with its line and key",
        arguments: [
            ("a = 1\n", "Line 1: the key 'a' is not known."),
            ("\nnetwrok = \"host\"\n", "Line 2: the key 'netwrok' is not known."),
            ("network = \"internet\"\n", "Line 1: 'network' must be 'loopback' or 'host'."),
            ("[limits]\nwal = \"1m\"\n", "Line 2: the key 'limits.wal' is not known."),
            (
                "[limits]\nwall = \"10\"\n",
                "Line 2: 'limits.wall' must be a duration, such as \"90s\", \"15m\" or \"4h\"."
            ),
            ("[limits]\nwall = 10\n", "Line 2: 'limits.wall' is an integer, and must be a string."),
            ("[limits]\nwall = \"0s\"\n", "Line 2: 'limits.wall' must be longer than none."),
            ("[limits]\nmemory = \"0MB\"\n", "Line 2: 'limits.memory' must be more than none."),
            ("[limits]\nprocesses = 0\n", "Line 2: 'limits.processes' must be at least 1."),
            (
                "read_only_paths = [\n  \"/a\",\n  \"b\",\n]\n",
                "Line 3: 'read_only_paths[1]' must be an absolute path or start with '~/', "
                    + "without '..'."
            ),
            (
                "copied_paths = [\"/a/../b\"]\n",
                "Line 1: 'copied_paths[0]' must be an absolute path or start with '~/', without '..'."
            ),
            (
                "pass_environment = [\"A=B\"]\n",
                "Line 1: 'pass_environment[0]' must be a variable's name: letters, digits and '_', "
                    + "and no digit first."
            ),
            (
                "[environment]\n1A = \"x\"\n",
                "Line 2: 'environment.1A' must be a variable's name: letters, digits and '_', "
                    + "and no digit first."
            ),
            ("setup = \"echo 'a\"\n", "Line 1: 'setup' must be a command that 'sh' can run."),
        ]
    )
    func faults(text: String, message: String) {
        #expect {
            try read(text)
        } throws: { error in
            (error as? DocumentError)?.message == message
        }
    }

    @Test("A misspelt key is answered with the one that was meant")
    func suggestion() {
        #expect {
            try read("read_only_path = []\n")
        } throws: { error in
            (error as? DocumentError)?.hint == "Did you mean 'read_only_paths'?"
        }
    }
}
