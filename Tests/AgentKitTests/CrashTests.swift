import FoundationEssentials
import Glibc
import SubprocessKit
import TestSupport
import Testing

@testable import AgentKit

@Suite("A driver that is killed leaves nothing that can't be found")
struct CrashTests {
    private static let drive: String = {
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/" + package + "/.build/debug/drive"
    }()

    @Test("What a killed driver's agent started is found by its record, and ended")
    func killedDriver() async throws {
        try await Desk.with { desk in
            let text = """
                trap '' TERM
                setsid sh -c 'trap "" TERM; echo $$ >daemon; while :; do sleep 1000; done' &
                while [ ! -s daemon ]; do :; done
                echo $$ >agent
                while :; do sleep 1000; done
                """
            let driver = try Subprocess(
                Self.drive,
                ["plain", "go", "--", "sh", "-c", text],
                directory: desk.place,
                environment: desk.environment.merging(["DRIVE_RECORD": desk.record]) { $1 },
                output: .discarded
            ).spawn(clock: monotonic)
            #expect(eventually { desk.text("agent")?.hasSuffix("\n") == true })
            let agent = try #require(Int32((desk.text("agent") ?? "").dropLast()))
            let daemon = try #require(Int32((desk.text("daemon") ?? "").dropLast()))
            // The agent may be at work before its driver has written down which process it is.
            #expect(
                eventually {
                    // A record that is just being written is read again.
                    (try? AgentRecord(in: desk.record))?.identity != nil
                }
            )

            driver.signal(SIGKILL)
            _ = try driver.wait()

            let record = try #require(try AgentRecord(in: desk.record))
            #expect(record.identity?.id == agent && record.outcome == nil)
            #expect(isRunning(agent), "it ignores the signal that the kernel sent it")
            let left = LeftAgent(record)
            #expect(left.processes.contains { $0.id == daemon })
            #expect(left.end(grace: .milliseconds(20)).isEmpty)
            #expect(!isRunning(agent) && !isRunning(daemon))
        }
    }

    @Test("An agent that heeds signals ends with its driver")
    func agentEnds() async throws {
        try await Desk.with { desk in
            let driver = try Subprocess(
                Self.drive,
                ["plain", "go", "--", "sh", "-c", "echo $$ >agent; exec sleep 1000"],
                directory: desk.place,
                environment: desk.environment.merging(["DRIVE_RECORD": desk.record]) { $1 },
                output: .discarded
            ).spawn(clock: monotonic)
            #expect(eventually { desk.text("agent")?.hasSuffix("\n") == true })
            let agent = try #require(Int32((desk.text("agent") ?? "").dropLast()))
            driver.signal(SIGKILL)
            _ = try driver.wait()
            #expect(eventually { !isRunning(agent) })
        }
    }
}
