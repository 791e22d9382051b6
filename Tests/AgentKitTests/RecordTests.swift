import AgentProtocols
import FoundationEssentials
import Glibc
import SubprocessKit
import TestSupport
import Testing

@testable import AgentKit

@Suite("A later process finds what was started by its record")
struct RecordTests {
    @Test("The record names the process while it runs, and what came of it afterwards")
    func record() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell("mkfifo new; mv new go; read line <go; exit 3")
            let running = try #require(try AgentRecord(in: desk.record))
            #expect(running.identity == run.identity && running.outcome == nil)
            #expect(LeftAgent(running).isRunning)
            #expect(eventually { desk.isThere("go") })
            // To open it waits for its reader, who then reads its end.
            #expect(SmallFile.write("", to: desk.place + "/go"))
            let (_, result) = await run.all()
            #expect(result.isGone)
            let ended = try #require(try AgentRecord(in: desk.record))
            #expect(ended.outcome == "failed")
            #expect(!LeftAgent(ended).isRunning && LeftAgent(ended).processes.isEmpty)
        }
    }

    /// Starts a program as a driver that is gone by now has left it.
    private func leave(_ desk: Desk, _ text: String, mark: String) throws -> RunningProcess {
        try Subprocess(
            "sh",
            ["-c", text],
            directory: desk.place,
            environment: desk.environment.merging([AgentRecord.variable: mark]) { $1 },
            output: .discarded,
            error: .merged
        ).spawn(clock: monotonic)
    }

    private static let family = """
        trap '' TERM
        setsid sh -c 'trap "" TERM; echo $$ >daemon; while :; do sleep 1000; done' &
        while :; do wait; done
        """

    @Test("What still runs is ended by number and start, and with it what left the program")
    func ended() async throws {
        try await Desk.with { desk in
            let mark = UUID().uuidString
            let process = try leave(desk, Self.family, mark: mark)
            #expect(eventually { desk.text("daemon")?.hasSuffix("\n") == true })
            var record = AgentRecord(
                mark: mark,
                boot: AgentRecord.currentBoot(),
                program: "sh"
            )
            record.identity = process.identity
            try record.write(in: desk.record)
            let left = LeftAgent(try #require(try AgentRecord(in: desk.record)))
            #expect(left.isRunning && left.processes.count >= 2)
            #expect(!left.wait(limit: .milliseconds(10)))
            let (ended, isEmpty) = left.end(grace: .milliseconds(20))
            #expect(ended >= 2 && isEmpty)
            #expect(left.processes.isEmpty)
            #expect(left.wait(limit: .seconds(10)))
        }
    }

    @Test("A crash between the start and its record leaves a process that is found by its mark")
    func unrecorded() async throws {
        try await Desk.with { desk in
            let mark = UUID().uuidString
            let process = try leave(desk, "exec sleep 1000", mark: mark)
            let boot = AgentRecord.currentBoot()
            let left = LeftAgent(AgentRecord(mark: mark, boot: boot, program: "sh"))
            #expect(eventually { left.processes == [process.identity] })
            #expect(left.end(grace: .zero) == (1, true))
        }
    }

    @Test("A process that has the number by chance is left alone, and so is one before a restart")
    func others() async throws {
        try await Desk.with { desk in
            let process = try leave(desk, "exec sleep 1000", mark: "another")
            for (boot, shift) in [(AgentRecord.currentBoot(), Int64(1)), ("another boot", 0)] {
                var record = AgentRecord(mark: UUID().uuidString, boot: boot, program: "sh")
                record.identity = ProcessIdentity(
                    id: process.identity.id,
                    startTicks: process.identity.startTicks + shift
                )
                let left = LeftAgent(record)
                #expect(!left.isRunning)
                #expect(left.end(grace: .zero) == (0, true))
            }
            #expect(process.identity.isRunning)
            #expect(!ProcessIdentity(id: process.identity.id, startTicks: 1).signal(SIGKILL))
            #expect(process.identity.isRunning)
            _ = try process.terminate(grace: .zero)
        }
    }

    @Test("A record is of one order: a second is refused, and one that did not start says so")
    func once() async throws {
        try await Desk.with { desk in
            _ = try await desk.shell("exit 0").all()
            await #expect(throws: AgentKitError.recordInUse(path: desk.record)) {
                _ = try await desk.shell("exit 0")
            }
        }
        try await Desk.with { desk in
            let order = desk.order("no-such-agent", [], .claudeCode)
            await #expect(throws: AgentKitError.self) {
                _ = try await AgentDriver(clock: monotonic).start(order)
            }
            let record = try #require(try AgentRecord(in: desk.record))
            #expect(record.identity == nil && record.outcome == "not-started")
        }
    }

    @Test("A damaged record is an error with its path, and none is none")
    func damaged() async throws {
        try await Desk.with { desk in
            let none = try AgentRecord(in: desk.record)
            #expect(none == nil)
            for text in ["", "{", "{}", "[]", #"{"mark":"","boot":"b","program":"p"}"#] {
                #expect(SmallFile.write(text, to: desk.record + "/process.json"))
                #expect(throws: AgentKitError.self) { _ = try AgentRecord(in: desk.record) }
            }
        }
    }
}
