import AgentProtocols
import Glibc
import TestSupport
import Testing

@testable import AgentKit

@Suite("An agent is driven to the end of its work")
struct DrivingTests {
    static let twoWay: [AgentDialect] = [.claudeCode, .agentClient, .codexServer(CodexAccess())]

    @Test("A request that the policy allows is granted, and the work completes", arguments: twoWay)
    func allowed(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            let rule = PermissionRule(.allow, .command(["touch"]))
            desk.policy = PermissionPolicy([rule], otherwise: .deny)
            let (events, result) = try await desk.start(dialect).all()
            #expect(result.ending == .completed && result.stop == nil)
            #expect(result.process == .exited(0))
            #expect(result.session?.id != nil)
            #expect(desk.isThere("made"))
            let answers = events.filter { if case .answered = $0 { true } else { false } }
            #expect(answers.count == 1)
            guard case .answered(_, .allow, by: .policy(rule)) = answers.first else {
                Issue.record("\(answers)")
                return
            }
            #expect(result.tally[.permissionAsked] == 1)
            #expect(result.isGone && result.leftovers == 0)
        }
    }

    @Test("A request that the policy denies is refused, and the work goes on", arguments: twoWay)
    func denied(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            desk.policy = PermissionPolicy([], otherwise: .deny)
            let (_, result) = try await desk.start(dialect).all()
            #expect(result.ending == .completed)
            #expect(!desk.isThere("made"))
        }
    }

    @Test("A request that the policy leaves open waits for its answer", arguments: twoWay)
    func asked(_ dialect: AgentDialect) async throws {
        for allows in [true, false] {
            try await Desk.with { desk in
                desk.policy = PermissionPolicy([], otherwise: .ask)
                let run = try await desk.start(dialect)
                for await event in run.events {
                    guard case .awaitsAnswer(let request) = event else { continue }
                    #expect(request.tool.command?.contains("touch made") == true)
                    let answer: PermissionAnswer = allows ? .allow : .deny(reason: "no")
                    #expect(run.answer(request.id, with: answer))
                    #expect(!run.answer(request.id, with: answer), "an answer counts once")
                }
                #expect(await run.result().ending == .completed)
                #expect(desk.isThere("made") == allows)
            }
        }
    }

    @Test("A request that nobody answers is denied in time", arguments: twoWay)
    func unanswered(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            desk.policy = PermissionPolicy([], otherwise: .ask)
            desk.limits.answer = .milliseconds(50)
            let (events, result) = try await desk.start(dialect).all()
            #expect(result.ending == .completed)
            #expect(!desk.isThere("made"))
            let timeouts = events.filter {
                if case .answered(_, .deny, by: .timeout) = $0 { true } else { false }
            }
            #expect(timeouts.count == 1)
        }
    }

    @Test("Both streams are kept as they were, byte by byte", arguments: twoWay)
    func verbatim(_ dialect: AgentDialect) async throws {
        try await Desk.with { desk in
            let (_, result) = try await desk.start(dialect, "garbage").all()
            #expect(result.ending == .completed)
            let printed = Array((desk.text("printed") ?? "").utf8)
            let kept = desk.recorded("output.raw")
            // As text both lose the same bytes.
            #expect(Array(String(decoding: kept, as: UTF8.self).utf8) == printed)
            #expect(kept.count == result.outputBytes)
            #expect(result.tally[.unknown] >= 3)
            let said = String(decoding: desk.recorded("input.raw"), as: UTF8.self)
            #expect(said.split(separator: "\n").count >= 3)
        }
    }

    @Test("A one-way agent gets its prompt and tells its tokens")
    func oneWay() async throws {
        try await Desk.with { desk in
            let (events, result) = try await desk.start(.codexExec, prompt: "é\n😀").all()
            #expect(events.contains(.heard(.text(AgentText(.agent, "é\n😀")))))
            #expect(result.ending == .completed)
            #expect(result.tokens.outputTokens == 2)
        }
    }

    @Test("Any command is judged by its exit code, and its prompt is where it was asked for")
    func plain() async throws {
        try await Desk.with { desk in
            let (events, good) = try await desk.shell("cat; pwd", prompt: "a\nb\n").all()
            let lines = events.compactMap { event in
                if case .heard(.text(let text)) = event { text.text.text } else { nil }
            }
            #expect(lines == ["a", "b", desk.place])
            #expect(good.ending == .completed && good.word == "completed")
            #expect(good.tally[.finished] == 1)
        }
        try await Desk.with { desk in
            let run = try await desk.shell(
                "echo \"$1\"; echo no >&2; exit 3",
                prompt: "-x",
                .lastArgument
            )
            let (events, bad) = await run.all()
            #expect(events.first == .heard(.text(AgentText(.output, "-x"))))
            #expect(bad.ending == .failed("exit 3"))
            #expect(bad.lastErrors == "no\n")
            #expect(desk.recorded("error.raw") == Array("no\n".utf8))
        }
    }

    @Test("The environment is what was given, and a mark")
    func environment() async throws {
        let caller = ["PATH": "/usr/bin:/bin", "GIT_DIR": "/x", "LC_ALL": "C", "LD_PRELOAD": "/x"]
        let passed = AgentEnvironment.passing(
            AgentEnvironment.standard,
            of: caller,
            with: ["WORKLEAD_ACTOR": "ada"]
        )
        #expect(passed == ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "WORKLEAD_ACTOR": "ada"])
        try await Desk.with { desk in
            desk.environment = passed
            let (_, result) = try await desk.shell("env >variables").all()
            #expect(result.ending == .completed)
            let names = (desk.text("variables") ?? "").split(separator: "\n")
                .map { String($0.prefix { $0 != "=" }) }
            #expect(
                Set(names).subtracting(["PWD", "_", "SHLVL", "OLDPWD"])
                    == ["PATH", "LC_ALL", "WORKLEAD_ACTOR", AgentRecord.variable]
            )
        }
    }

    @Test("A directory that is missing is refused")
    func refused() async throws {
        try await Desk.with { desk in
            let driver = AgentDriver(clock: monotonic)
            var order = desk.order("sh", [], .plain(.input))
            order.brief.directory = desk.place + "/missing"
            await #expect(throws: AgentKitError.self) { _ = try await driver.start(order) }
            order.recordDirectory = desk.place + "/missing"
            await #expect(throws: AgentKitError.self) { _ = try await driver.start(order) }
        }
    }

    @Test("A reader that is slow slows the agent down, and misses nothing")
    func slowReader() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell("seq -f %0100g 1 10000; echo >done")
            var numbers: [Int] = []
            for await event in run.events {
                guard case .heard(.text(let text)) = event else { continue }
                if numbers.count == 100 {
                    // What is on its way: some events, what was read at once, and a full pipe.
                    #expect(!desk.isThere("done"))
                    #expect(desk.recorded("output.raw").count < 400_000)
                }
                numbers.append(Int(text.text.text) ?? 0)
            }
            // Not by comparing arrays: to tell how large ones differ takes for ever.
            let isWhole = numbers.elementsEqual(1...10_000)
            #expect(isWhole, "\(numbers.count) numbers")
            #expect(await run.result().eventsDropped == 0)
        }
    }

    @Test("An agent goes on without a reader where it is told that there is none")
    func noReader() async throws {
        try await Desk.with { desk in
            let run = try await desk.shell("seq 1 20000")
            run.ignoreEvents()
            let result = await run.result()
            #expect(result.tally[.text] == 20_000)
            #expect(result.ending == .completed)
        }
    }

    @Test("A program that closes its input is no fault, however much it was to be told")
    func closedInput() async throws {
        try await Desk.with { desk in
            let prompt = String(repeating: "x", count: 1 << 20)
            let (_, result) = try await desk.shell("exec <&-; echo a", prompt: prompt).all()
            #expect(result.ending == .completed)
            #expect(result.tally[.text] == 1)
        }
    }

    @Test("A prompt larger than any pipe arrives whole")
    func largePrompt() async throws {
        try await Desk.with { desk in
            let prompt = String(repeating: "0123456789abcde\n", count: 1 << 16)
            let (events, _) = try await desk.shell("wc -c", prompt: prompt).all()
            #expect(events.first == .heard(.text(AgentText(.output, "1048576"))))
        }
    }
}
