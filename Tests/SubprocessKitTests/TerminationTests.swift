import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct TerminationTests {
    @Test("A program over its wall limit is ended, also when it ignores SIGTERM")
    func wallLimit() throws {
        let polite = try shell("sleep 30", wallLimit: .milliseconds(50), grace: .seconds(10))
        #expect(polite.stopped == .wallLimit)
        #expect(polite.ending == .signalled(SIGTERM))
        #expect(polite.duration < .seconds(5))
        let stubborn = try shell(
            "trap '' TERM; while true; do sleep 30; done",
            wallLimit: .milliseconds(100),
            grace: .milliseconds(100)
        )
        #expect(stubborn.stopped == .wallLimit)
        #expect(stubborn.ending == .signalled(SIGKILL))
        #expect(stubborn.duration < .seconds(5))
        #expect(!stubborn.isSuccess)
    }

    @Test("A program that cleans up at SIGTERM has its grace period, stopped or not")
    func graceIsGiven() throws {
        let result = try shell(
            "trap 'echo cleaned; exit 3' TERM; echo up; while true; do sleep 0.02; done",
            wallLimit: .milliseconds(300),
            grace: .seconds(10)
        )
        #expect(result.output.text == "up\ncleaned\n")
        #expect(result.ending == .exited(3))
        let stopped = try shell("kill -STOP $$", wallLimit: .milliseconds(100), grace: .seconds(10))
        #expect(stopped.ending == .signalled(SIGTERM))
    }

    @Test("What a program leaves in its group ends with it")
    func groupEnds() throws {
        let result = try shell("(trap '' TERM HUP; sleep 100) & echo $!; sleep 100 & echo $!")
        #expect(result.duration < .seconds(5))
        let ids = result.output.text.split(separator: "\n").compactMap { Int32($0) }
        #expect(ids.count == 2)
        for id in ids {
            #expect(eventually { !isRunning(id) })
        }
    }

    @Test("A process that left the group and holds the output does not hold us")
    func escapedHolderIsAbandoned() throws {
        let result = try shell("setsid sleep 60 & echo $!; exec 2>/dev/null; sleep 0.1")
        let id = try #require(
            result.output.text.split(separator: "\n").first.flatMap { Int32($0) }
        )
        #expect(result.duration < .seconds(10))
        #expect(!result.output.isComplete)
        #expect(isRunning(id))
        kill(id, SIGKILL)
    }

    @Test("An interruption ends a running program at once")
    func interruptionEnds() throws {
        let interruption = try Interruption()
        var thread = pthread_t()
        let raised = Unmanaged.passRetained(interruption)
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                usleep(50_000)
                Unmanaged<Interruption>.fromOpaque(argument).takeRetainedValue().raise()
                return nil
            },
            raised.toOpaque()
        )
        let result = try shell("sleep 100 & echo $!; wait", interruption: interruption)
        pthread_join(thread, nil)
        #expect(result.stopped == .interruption)
        #expect(result.duration < .seconds(5))
        let id = try #require(Int32(result.output.text.dropLast()))
        #expect(eventually { !isRunning(id) })
        #expect(interruption.isRaised)
        #expect(throws: SubprocessError.interrupted(program: "sh")) {
            try shell("true", interruption: interruption)
        }
    }

    @Test("A signal of this process raises the interruption")
    func signalRaises() throws {
        let interruption = try Interruption()
        interruption.raise(onSignals: [SIGUSR2])
        defer { signal(SIGUSR2, SIG_DFL) }
        #expect(!interruption.isRaised)
        kill(getpid(), SIGUSR2)
        #expect(eventually { interruption.isRaised })
    }
}
