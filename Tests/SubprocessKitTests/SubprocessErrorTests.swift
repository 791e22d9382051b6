import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct SubprocessErrorTests {
    private func failure(
        _ program: String,
        _ arguments: [String] = [],
        directory: String? = nil,
        environment: [String: String] = searchPath
    ) -> SubprocessError? {
        do {
            _ = try Subprocess(
                program,
                arguments,
                directory: directory,
                environment: environment
            ).run(clock: monotonic)
            return nil
        } catch {
            return error
        }
    }

    @Test("A missing program is named with where it was looked for")
    func notFound() throws {
        let error = try #require(failure("no-such-program", environment: ["PATH": "/bin::/opt/x"]))
        #expect(error.code == "subprocess.not_found")
        #expect(error.message == "The program 'no-such-program' is not in /bin, /opt/x.")
        #expect(error.hint == "Install 'no-such-program', or add its directory to PATH.")
        let path = try #require(failure("/bin/no-such-program"))
        #expect(path.message == "The program '/bin/no-such-program' does not exist.")
        #expect(failure("")?.code == "subprocess.malformed")
    }

    @Test("A file that can't be run says why")
    func notExecutable() throws {
        try withTemporaryDirectory { directory in
            _ = try shell(
                """
                cd \(directory) && echo text >plain && printf '#!/no/such/shell\\n' >script &&
                echo data >data && chmod +x script data && mkdir -p bin/tool && touch bin/other
                """
            )
            let plain = try #require(failure(directory + "/plain"))
            #expect(plain.code == "subprocess.not_executable")
            #expect(plain.message.hasSuffix("can't be run: permission denied."))
            let script = try #require(failure(directory + "/script"))
            #expect(script.message.contains("interpreter"))
            #expect(failure(directory + "/data")?.message.contains("exec format error") == true)
            #expect(failure(directory)?.code == "subprocess.not_executable")
            let path = ["PATH": directory + "/bin"]
            #expect(failure("tool", environment: path)?.code == "subprocess.not_executable")
            #expect(failure("other", environment: path)?.code == "subprocess.not_executable")
        }
    }

    @Test("An empty part of PATH does not run a file of the current directory")
    func emptyPathPart() throws {
        try withTemporaryDirectory { directory in
            _ = try shell("cd \(directory) && cp /bin/true mine && ls")
            for path in [":", ".:", "bin"] {
                let error = failure("mine", directory: directory, environment: ["PATH": path])
                #expect(error?.code == "subprocess.not_found")
            }
        }
    }

    @Test("A directory that can't be entered is named")
    func directoryMissing() throws {
        let error = try #require(failure("true", directory: "/no/where"))
        #expect(error.code == "subprocess.no_directory")
        #expect(
            error.message
                == "The directory '/no/where' can't be entered: no such file or directory."
        )
        #expect(failure("true", directory: "/etc/passwd")?.code == "subprocess.no_directory")
    }

    @Test("Texts that a program can't be given are refused before the start")
    func malformed() {
        #expect(failure("true", ["a\0b"])?.code == "subprocess.malformed")
        #expect(failure("tr\0ue")?.code == "subprocess.malformed")
        #expect(failure("true", directory: "/\0")?.code == "subprocess.malformed")
        for environment in [["": "x"], ["A=B": "x"], ["A": "\0"], ["A\0": ""]] {
            #expect(failure("true", environment: environment)?.code == "subprocess.malformed")
        }
    }

    @Test("Arguments over the system's limit are refused by name")
    func tooLong() {
        let long = String(repeating: "x", count: 200_000)
        #expect(failure("true", [long])?.code == "subprocess.arguments_too_long")
    }

    @Test("A message carries no argument and no variable: they may be secrets")
    func noSecrets() throws {
        let error = try #require(
            failure("/nowhere", ["s3cret"], environment: ["TOKEN": "s3cret"])
        )
        #expect(!"\(error) \(error.message) \(error.hint ?? "")".contains("s3cret"))
    }

    @Test("An output file that can't be opened is named")
    func fileUnusable() {
        #expect(
            throws: SubprocessError.fileUnusable(
                path: "/no/where",
                reason: "no such file or directory"
            )
        ) {
            try Subprocess("/bin/true", output: .file("/no/where")).run(clock: monotonic)
        }
    }
}
