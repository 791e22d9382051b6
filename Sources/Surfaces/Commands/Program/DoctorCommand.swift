import CommandLineKit
import Model
import Operations

/// The command that looks for what could hold work up.
enum DoctorCommand {
    static let doctor = Command(
        CommandSpecification(
            "doctor",
            summary: "Look for what could hold work up, with one safe remedy for each",
            discussion: """
                Changes nothing. What is blocking lets nothing go on and makes the command fail \
                with exit code 5; what is degraded costs a promise, such as the sandbox; advice \
                can wait. What is fine is listed with --all. In a workspace elsewhere it looks at \
                the way there and at the outbox.
                """,
            section: "Start",
            flags: [all, shared],
            examples: [
                CommandExample("worklead doctor", "See whether all is well here."),
                CommandExample("worklead doctor --shared", "See what the dashboard shows of it."),
            ]
        ),
        calls: [RunDoctor.name, ExamineWorkspace.name]
    ) { parsed, context in
        let reply = try await examine(parsed.isSet(shared), context)
        let checks = reply.output.checks
        let shown = parsed.isSet(all) ? checks : checks.filter { $0.level != "fine" }
        let output = CommandOutput(reply, of: RunDoctor.self) { text in
            let fine = checks.count { $0.level == "fine" }
            text.say(
                """
                \(reply.output.verdict); \
                \(fine) of \(checks.count, "check is", "checks are") fine
                """
            )
            guard !shown.isEmpty else { return }
            text.list(
                TextList(
                    "checks",
                    columns: ["level", "check", "found", "remedy"],
                    rows: shown.map {
                        [
                            .state($0.level, Self.mark($0.level)), .text($0.check),
                            .text($0.message),
                            // A part of a command is another command.
                            .maybe($0.remedy, Cell.path),
                        ]
                    }
                )
            )
        }
        let blocking = checks.filter { $0.level == "blocking" }
        guard let first = blocking.first else { return output }
        return output.failing(DoctorFoundError(first: first.message, count: blocking.count))
    }

    private static let all = Flag("all", help: "List what is fine too")

    private static let shared = Flag(
        "shared",
        help: "Look only at what is the same for whoever asks, wherever they are"
    )

    private static func examine(
        _ isShared: Bool,
        _ context: CommandContext
    ) async throws -> Reply<DoctorReport> {
        do {
            if isShared {
                return try await context.caller
                    .call(ExamineWorkspace.self, NoInput(), context.options)
            }
            return try await context.caller.call(RunDoctor.self, NoInput(), context.options)
        } catch let error as any Reportable where error.code == "remote.place_needed" {
            return Reply(await RemoteExamination(context: context).report())
        }
    }

    private static func mark(_ level: String) -> Mark {
        switch level {
        case "fine": .done
        case "advice": .waiting
        case "degraded": .attention
        default: .failed
        }
    }
}

/// Something that holds work up.
struct DoctorFoundError: Reportable {
    let first: String
    let count: Int

    var code: String { "doctor.blocking" }
    var category: ErrorCategory { .checkFailed }
    var message: String { count == 1 ? first : "\(first) And \(count - 1) more." }
    var hint: String? { "The checks say what to do about each." }
}
