import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct IsolationTests {
    @Test("No descriptor of ours reaches a program, close-on-exec or not")
    func noDescriptorLeaks() throws {
        var opened: [Int32] = []
        for _ in 0..<5 { opened.append(open("/etc/passwd", O_RDONLY)) }
        defer { for descriptor in opened { close(descriptor) } }
        let result = try Subprocess("/bin/ls", ["/proc/self/fd"]).run(clock: monotonic)
        // The fourth is the listing's own.
        #expect(result.output.text == "0\n1\n2\n3\n")
    }

    @Test("A thousand runs, failed ones too, leave no descriptor open here")
    func noDescriptorStays() throws {
        func count() -> Int {
            var total = 0
            for number in 0..<Int32(4096) where fcntl(number, F_GETFD) >= 0 { total += 1 }
            return total
        }
        func once() {
            _ = try? Subprocess("/bin/true", input: .bytes([1])).run(clock: monotonic)
            _ = try? Subprocess("/nowhere/at/all").run(clock: monotonic)
            _ = try? Subprocess("/bin/true", directory: "/nowhere").run(clock: monotonic)
        }
        once()
        let before = count()
        for _ in 0..<333 { once() }
        // Other tests run beside this one and hold many for a moment; what leaks stays, and is one
        // for each of the 333.
        #expect(eventually { count() <= before + 250 })
    }

    @Test("A program starts with signals as they are by default")
    func signalsAreReset() throws {
        signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, SIG_DFL) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR1)
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        defer { pthread_sigmask(SIG_UNBLOCK, &blocked, nil) }
        let status = try Subprocess("/bin/grep", ["^Sig[BI]", "/proc/self/status"])
            .run(clock: monotonic)
        #expect(
            status.output.text == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
        )
    }

    @Test("A program leads a group of its own")
    func ownGroup() throws {
        let result = try shell("echo $$ $(ps -o pgid= -p $$)")
        let numbers = result.output.text.split(whereSeparator: \.isWhitespace)
        #expect(numbers.count == 2)
        #expect(numbers.first == numbers.last)
    }

    @Test("A program outlives the thread that started it only if it may")
    func parentDeath() throws {
        for (death, survives) in [(ParentDeath.survive, true), (.kill, false), (.terminate, false)]
        {
            let started = StartedOnThread(death)
            let id = try #require(started.runOnThread())
            if survives {
                #expect(isRunning(id))
            } else {
                #expect(eventually { !isRunning(id) })
            }
            kill(id, SIGKILL)
        }
    }
}

/// Starts a program on a thread of its own, which then ends.
private final class StartedOnThread {
    private let death: ParentDeath
    private var id: Int32?
    private var process: RunningProcess?

    init(_ death: ParentDeath) {
        self.death = death
    }

    func runOnThread() -> Int32? {
        var thread = pthread_t()
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<StartedOnThread>.fromOpaque(argument).takeUnretainedValue().start()
                return nil
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        pthread_join(thread, nil)
        return id
    }

    private func start() {
        process = try? Subprocess("/bin/sleep", ["60"], parentDeath: death)
            .spawn(clock: monotonic)
        id = process?.identity.id
    }
}
