import AgentProtocols
import Glibc
import SubprocessKit
import TestSupport
import Testing

@testable import AgentKit

@Suite("Whatever an agent does, it ends in a named state, and nothing of it is left")
struct EndingTests {
    @Test("A cancelled agent ends by its own protocol", arguments: DrivingTests.twoWay)
    func cancelled(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            desk.policy = PermissionPolicy([], otherwise: .ask)
            let run = try await desk.start(dialect)
            var events: [AgentEvent] = []
            for await event in run.events {
                events.append(event)
                if case .awaitsAnswer = event { run.cancel() }
            }
            let result = await run.result()
            #expect(result.stop == .cancelled && result.ending == .interrupted)
            #expect(result.process == .exited(0), "it left by itself")
            #expect(!desk.isThere("made"))
            let stopped = events.contains {
                if case .answered(_, .cancel, by: .stop) = $0 { true } else { false }
            }
            #expect(stopped)
        }
    }

    @Test("An interrupted agent ends its turn and leaves", arguments: DrivingTests.twoWay)
    func interrupted(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            desk.policy = PermissionPolicy([], otherwise: .ask)
            let run = try await desk.start(dialect)
            for await event in run.events {
                if case .awaitsAnswer = event { run.interrupt() }
            }
            let result = await run.result()
            #expect(result.stop == nil && result.ending == .interrupted)
            #expect(result.process == .exited(0))
        }
    }

    @Test("A command without a protocol is interrupted by SIGINT")
    func interruptedCommand() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell(
                "trap 'echo bye; exit 0' INT; sleep 1000 & echo hi; wait"
            )
            var lines = 0
            for await event in run.events {
                guard case .heard(.text) = event else { continue }
                lines += 1
                if lines == 1 { run.interrupt() }
            }
            #expect(await run.result().ending == .completed)
            #expect(lines == 2)
        }
    }

    @Test("One that hangs and ignores SIGTERM is killed", arguments: DrivingTests.twoWay)
    func hanging(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            desk.limits.stopping = .milliseconds(50)
            desk.limits.terminating = .milliseconds(50)
            let run = try await desk.start(dialect, "hang")
            run.ignoreEvents()
            #expect(eventually { desk.isThere("hanging") })
            run.cancel()
            let result = await run.result()
            #expect(result.stop == .cancelled && result.ending == nil)
            #expect(result.process == .signalled(SIGKILL))
            #expect(!isRunning(run.identity.id))
        }
    }

    @Test("One that does not listen to its protocol is told by signal")
    func deaf() async throws {
        try await Desk.with { desk in
            desk.policy = PermissionPolicy([], otherwise: .ask)
            desk.limits.stopping = .milliseconds(50)
            let run = try await desk.start(.claudeCode, "deaf")
            for await event in run.events {
                if case .heard(.permissionAsked) = event { run.cancel() }
            }
            let result = await run.result()
            #expect(result.stop == .cancelled)
            // Its answer to the refusal may still come: then it has ended its turn after all.
            #expect([.signalled(SIGTERM), .exited(0)].contains(result.process))
        }
    }

    @Test("One whose work is over and that stays is told to go, and has completed")
    func staying() async throws {
        try await Desk.with { desk in
            desk.limits.leaving = .milliseconds(50)
            let line = #"{"type":"turn.completed"}"#
            let text = "echo '\(line)'; exec sleep 1000"
            let order = desk.order("sh", ["-c", text], .codexExec)
            let (_, result) = try await AgentDriver(clock: monotonic).start(order).all()
            #expect(result.ending == .completed && result.stop == nil)
            #expect(result.process == .signalled(SIGTERM))
        }
    }

    @Test("One that dies in the middle of a line has died, and what it said is kept")
    func dead() async throws {
        try await Desk.with { desk in
            let (events, result) = try await desk.start(.claudeCode, "die").all()
            #expect(result.ending == nil && result.stop == nil && result.word == "died")
            #expect(result.process == .signalled(SIGKILL))
            #expect(result.tally.unknownKinds == ["(no JSON)": 1])
            #expect(result.session?.id != nil)
            guard case .heard(.unknown(let piece)) = events.last else {
                Issue.record("\(events)")
                return
            }
            #expect(piece.bytes == Array(#"{"type":"half of a li"#.utf8))
        }
    }

    @Test("What it left in a session of its own is ended with it")
    func daemon() async throws {
        try await Desk.with { desk in
            let (_, result) = try await desk.start(.claudeCode, "daemon").all()
            #expect(result.ending == .completed)
            #expect(result.leftovers == 1 && result.isGone)
            let id = try #require(Int32((desk.text("daemon") ?? "").dropLast()))
            #expect(!isRunning(id))
        }
    }

    @Test("Children that ignore SIGTERM, and one without the environment, end when it is cancelled")
    func children() async throws {
        try await Desk.with { desk in
            desk.limits.terminating = .milliseconds(50)
            let run = try await desk.shell(
                """
                trap '' TERM
                sh -c 'echo $$ >one; while :; do sleep 1000; done' &
                env -i setsid sh -c 'echo $$ >two; while :; do sleep 1000; done' &
                while [ ! -s one ] || [ ! -s two ]; do :; done
                echo ready
                while :; do wait; done
                """
            )
            for await event in run.events {
                if case .heard(.text) = event { run.cancel() }
            }
            let result = await run.result()
            #expect(result.stop == .cancelled && result.isGone)
            for name in ["one", "two"] {
                let id = try #require(Int32((desk.text(name) ?? "").dropLast()))
                #expect(!isRunning(id), "\(name)")
            }
        }
    }

    @Test("One that only complains of its connection is quiet, however much it prints")
    func reconnecting() async throws {
        try await Desk.with { desk in
            desk.limits.quiet = .milliseconds(500)
            let line = #"{"type":"error","message":"Reconnecting..."}"#
            // The dialect's own arguments follow and are passed over.
            let order = desk.order("sh", ["-c", "while echo '\(line)'; do :; done"], .codexExec)
            let run = try await AgentDriver(clock: monotonic).start(order)
            run.ignoreEvents()
            let result = await run.result()
            #expect(result.stop == .quietLimit && result.word == "quiet")
            #expect(result.tally[.notice] > 0)
        }
    }

    @Test("One that goes on for ever ends at the wall limit")
    func endless() async throws {
        try await Desk.with { desk in
            desk.limits.wall = .milliseconds(300)
            let run = try await desk.shell("while echo a; do :; done")
            run.ignoreEvents()
            #expect(await run.result().stop == .wallLimit)
        }
    }

    @Test("Nobody reads, and the limits hold all the same")
    func unread() async throws {
        try await Desk.with { desk in
            desk.limits.wall = .milliseconds(300)
            let run = try await desk.shell("while echo a; do :; done")
            let result = await run.result()
            #expect(result.stop == .wallLimit)
            #expect(result.eventsDropped > 0)
        }
    }

    @Test("Nobody reads, and a cancellation is heard all the same")
    func unreadCancelled() async throws {
        try await Desk.with { desk in
            // Each line is an event, and no more than 256 of them wait to be read.
            let run = try await desk.shell("while echo 01234567890123456789; do :; done")
            #expect(eventually { desk.recorded("output.raw").count > 5000 })
            run.cancel()
            #expect(await run.result().stop == .cancelled)
        }
    }

    @Test("One that prints more than it may is ended, and just so much is kept")
    func flood() async throws {
        try await Desk.with { desk in
            desk.limits.outputBytes = 1_000_000
            let run = try await desk.shell("yes 0123456789 | head -c 100000000")
            run.ignoreEvents()
            let result = await run.result()
            #expect(result.stop == .outputLimit && result.word == "output")
            #expect(desk.recorded("output.raw").count == 1_000_000)
        }
        try await Desk.with { desk in
            desk.limits.outputBytes = 1_000_000
            let run = try await desk.shell("yes 0123456789 | head -c 100000000 >&2")
            run.ignoreEvents()
            #expect(await run.result().stop == .outputLimit)
            #expect(desk.recorded("error.raw").count == 1_000_000)
        }
    }

    @Test("A line of a hundred million bytes costs no memory, and what follows it is read")
    func longLine() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell("head -c 100000000 /dev/zero; echo; echo after")
            let (events, result) = await run.all()
            #expect(
                events.prefix(2) == [
                    .heard(.unknown(UnknownPiece(.tooLong))),
                    .heard(.text(AgentText(.output, "after"))),
                ]
            )
            #expect(result.outputBytes == 100_000_007)
        }
    }

    @Test("A task that waits takes the run with it when it is cancelled")
    func waitingTask() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell("exec sleep 1000")
            run.ignoreEvents()
            let stop = await withTaskGroup(of: AgentStop?.self) { group in
                group.addTask { await run.result().stop }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(stop == .cancelled)
        }
    }
}
