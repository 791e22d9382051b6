import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct SubprocessTests {
    @Test("Arguments arrive byte for byte, whatever a shell would make of them")
    func argumentsArrive() throws {
        let arguments = ["", " ", "$(id)", "a\nb", "'\"", "--", "*", "é\u{1b}[31m"]
        let result = try Subprocess(
            "printf",
            ["%s|"] + arguments,
            environment: searchPath
        ).run(clock: monotonic)
        #expect(result.output.text == arguments.map { $0 + "|" }.joined())
    }

    @Test("A program sees exactly the environment that was named")
    func environmentIsExact() throws {
        setenv("SUBPROCESS_CANARY", "leaked", 1)
        let result = try Subprocess(
            "/usr/bin/env",
            environment: ["B": "2 = two", "A": ""]
        ).run(clock: monotonic)
        #expect(result.output.text == "A=\nB=2 = two\n")
    }

    @Test("A program starts in the directory that was named")
    func directoryIsSet() throws {
        let result = try Subprocess("/bin/pwd", directory: "/usr/share").run(clock: monotonic)
        #expect(result.output.text == "/usr/share\n")
    }

    @Test("Input of any size arrives whole, and a program may leave it unread")
    func inputArrives() throws {
        let bytes = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let counted = try Subprocess("/usr/bin/wc", ["-c"], input: .bytes(bytes))
            .run(clock: monotonic)
        #expect(counted.output.text == "10000000\n")
        let echoed = try Subprocess(
            "/bin/cat",
            input: .bytes(Array(bytes.prefix(300_000)))
        ).run(clock: monotonic)
        #expect(echoed.output.whole == Array(bytes.prefix(300_000)))
        #expect(try Subprocess("/bin/true", input: .bytes(bytes)).run(clock: monotonic).isSuccess)
        #expect(try Subprocess("/bin/cat").run(clock: monotonic).output.bytesSeen == 0)
    }

    @Test("An exit code and a signal are told apart")
    func endings() throws {
        #expect(try shell("exit 7").ending == .exited(7))
        #expect(try shell("kill -SEGV $$").ending == .signalled(SIGSEGV))
        #expect(try shell("true").isSuccess)
        #expect(try !shell("false").isSuccess)
    }

    @Test("Standard error is apart from the output, or merged into it in the order of writing")
    func errorDestinations() throws {
        let script = "echo a; echo b >&2; echo c; echo d >&2"
        let apart = try shell(script)
        #expect(apart.output.text == "a\nc\n")
        #expect(apart.error.text == "b\nd\n")
        let merged = try shell(script, error: .merged)
        #expect(merged.output.text == "a\nb\nc\nd\n")
        #expect(merged.error == CapturedOutput())
    }

    @Test("An output to a file is appended to it")
    func outputToFile() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/out"
            _ = try shell("echo 1", output: .file(path))
            _ = try shell("echo 2; echo 3 >&2", output: .file(path), error: .merged)
            #expect(try shell("cat \(path)").output.text == "1\n2\n3\n")
        }
    }

    @Test("A program may tell its caller about itself at descriptor 3")
    func reportAtThree() throws {
        let result = try Subprocess(
            "/bin/sh",
            ["-c", "echo about me >&3; ls /proc/self/fd | tr '\\n' ' '"],
            environment: searchPath,
            report: .captured(keeping: .head(100))
        ).run(clock: monotonic)
        #expect(result.report.text == "about me\n")
        #expect(result.output.text == "0 1 2 3 4 ")
    }

    @Test("A control group that can't be joined refuses the start")
    func controlGroupRefuses() {
        let missing = Subprocess("/bin/true", controlGroups: ["/no/cgroup.procs"])
        #expect(
            throws: SubprocessError.systemRefused(
                program: "/bin/true",
                doing: "join a control group",
                errno: ENOENT
            )
        ) { try missing.run(clock: monotonic) }
    }

    @Test("Processor time and peak memory are those of the program")
    func usageIsCounted() throws {
        let busy = try shell("i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done")
        #expect(busy.usage.cpuTime > .milliseconds(5))
        #expect(busy.usage.cpuTime <= busy.duration + .milliseconds(20))
        let large = try shell("head -c 60000000 /dev/zero | tail -c 50000000 | wc -c")
        #expect(large.usage.peakMemoryBytes > 40_000_000)
    }
}
