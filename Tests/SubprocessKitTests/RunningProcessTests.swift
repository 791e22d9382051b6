import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct RunningProcessTests {
    private func start(_ text: String) throws -> RunningProcess {
        try Subprocess("sh", ["-c", text], environment: searchPath).spawn(clock: monotonic)
    }

    @Test("A wait with a limit says that the program still runs, and a later one gets its end")
    func waitWithLimit() throws {
        let process = try start("read line </dev/null; echo done; sleep 0.2; exit 4")
        #expect(try process.wait(limit: .zero) == .limitReached)
        #expect(try process.wait(limit: .milliseconds(5)) == .limitReached)
        guard case .ended(let result) = try process.wait(limit: .seconds(10)) else {
            Issue.record("the program did not end")
            return
        }
        #expect(result.ending == .exited(4))
        #expect(result.output.text == "done\n")
        #expect(result.stopped == nil)
        #expect(try process.wait() == .ended(result))
        #expect(try process.terminate(grace: .zero) == result)
        #expect(process.hasEnded)
    }

    @Test("A program ended on request says so; one that had ended by itself does not")
    func terminateOnRequest() throws {
        let running = try start("sleep 100")
        let result = try running.terminate(grace: .seconds(5))
        #expect(result.stopped == .request)
        #expect(result.ending == .signalled(SIGTERM))
        let over = try start("exit 0")
        #expect(eventually { over.hasEnded })
        #expect(try over.terminate(grace: .zero).isSuccess)
    }

    @Test("A signal reaches the program alone")
    func signalReaches() throws {
        let process = try start(
            "trap 'echo usr; exit 0' USR1; echo up; while :; do sleep 0.01; done"
        )
        #expect(try process.wait(limit: .milliseconds(300)) == .limitReached)
        process.signal(SIGUSR1)
        guard case .ended(let result) = try process.wait(limit: .seconds(10)) else {
            Issue.record("the program did not end")
            return
        }
        #expect(result.output.text == "up\nusr\n")
    }

    @Test("A process is told from a later one with its number, and is gone once collected")
    func identity() throws {
        let process = try start("sleep 100")
        let identity = process.identity
        #expect(identity.isPresent)
        #expect(ProcessIdentity(running: identity.id) == identity)
        #expect(!ProcessIdentity(id: identity.id, startTicks: identity.startTicks - 1).isPresent)
        _ = try process.terminate(grace: .zero)
        #expect(!identity.isPresent)
    }

    @Test("A dropped handle ends its program, a released one does not")
    func droppedHandle() throws {
        func started(release: Bool) throws -> ProcessIdentity {
            let process = try start("sleep 100")
            if release { process.release() }
            return process.identity
        }
        #expect(try !started(release: false).isPresent)
        let released = try started(release: true)
        #expect(released.isPresent)
        kill(released.id, SIGKILL)
        waitpid(released.id, nil, 0)
    }
}
