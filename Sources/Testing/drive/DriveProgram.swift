import AgentKit
import AgentProtocols
import Digests
import Glibc

/// Drives one agent's program to its end and prints what happens, one JSON document a line: for
/// plays with real agents, and to look at one by hand.
///
///     drive DIALECT PROMPT [--cancel] [--deny] [--resume ID] -- PROGRAM [ARGUMENT...]
///
/// It works in the current directory, with the environment as it is, and keeps the streams in the
/// directory that DRIVE_RECORD names. `--cancel` cancels at the first request for leave.
@main
struct DriveProgram {
    static func main() async throws {
        let order = try Order(Array(CommandLine.arguments.dropFirst()))
        let started = ContinuousClock.now
        let driver = AgentDriver { started.duration(to: .now) }
        let run: AgentRun
        do throws(AgentKitError) {
            run = try await driver.start(order.agent)
        } catch {
            print("\(error.code): \(error.message)")
            exit(1)
        }
        for await event in run.events {
            say(event)
            if order.cancels, case .heard(.permissionAsked) = event { run.cancel() }
        }
        say(await run.result())
    }

    private static func say(_ event: AgentEvent) {
        let json: JSONValue =
            switch event {
            case .heard(let happening):
                ["kind": .string(happening.kind.rawValue), "what": .string("\(happening)")]
            case .awaitsAnswer(let request): ["kind": "awaits", "id": .string(request.id.text)]
            case .answered(let id, let answer, let source):
                [
                    "kind": "answered", "id": .string(id.text), "answer": .string("\(answer)"),
                    "by": .string("\(source)"),
                ]
            }
        print(json.canonicalText)
    }

    private static func say(_ result: AgentResult) {
        let counts = result.tally.counts.map { ($0.rawValue, JSONValue.integer(Int64($1))) }
        let unknown = result.tally.unknownKinds.map { ($0, JSONValue.integer(Int64($1))) }
        let json: JSONValue = [
            "kind": "result", "word": .string(result.word),
            "ending": .string(result.ending?.word ?? ""), "stop": .string(result.stop?.word ?? ""),
            "process": .string(result.process.description),
            "session": .string(result.session?.id ?? ""),
            "model": .string(result.session?.model ?? ""),
            "program": .string(result.session?.program ?? ""),
            "input_tokens": .integer(result.tokens.inputTokens),
            "output_tokens": .integer(result.tokens.outputTokens),
            "cost_microdollars": result.tokens.costMicrodollars.map { .integer($0) } ?? nil,
            "leftovers": .integer(Int64(result.leftovers)), "gone": .bool(result.isGone),
            "counts": .object(Dictionary(uniqueKeysWithValues: counts)),
            "unknown": .object(Dictionary(uniqueKeysWithValues: unknown)),
            "errors": .string(result.lastErrors),
        ]
        print(json.canonicalText)
    }
}
