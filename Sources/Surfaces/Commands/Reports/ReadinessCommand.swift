import CommandLineKit
import Model
import Operations
import ReportKit

/// The command that says whether a phase is ready.
enum ReadinessCommand {
    static let readiness = Command(
        CommandSpecification(
            "readiness",
            summary: "Say whether a phase, or all work, is ready, and what is in the way",
            discussion: """
                What is in the way, whose it is, in which order to see to it, and the command that \
                helps. It answers in any case; with --require it fails with exit code 5 where \
                something is in the way.
                """,
            arguments: [phase],
            options: [ReportOptions.output],
            flags: [requires],
            examples: [
                CommandExample("worklead report readiness P07", "What keeps P07 from its end?")
            ],
            seeAlso: ["phase check", "task list"]
        ),
        calls: [ReportReadiness.name]
    ) { parsed, context in
        let phase = try parsed.optionalName(phase, as: PhaseName.self)
        let input = ReportReadiness.Input { $0.phase = phase }
        let reply = try await context.caller.call(ReportReadiness.self, input, context.options)
        let page = reply.output.page
        let output = try CommandOutput(page: page, of: ReportReadiness.self, reply, parsed, context)
        guard parsed.isSet(requires), let first = reply.output.blockers.first else { return output }
        let fault = NotReadyFault(count: reply.output.blockers.count, first: first.text)
        return output.failing(fault)
    }

    private static let phase = Argument("PHASE", help: "The phase's name", count: .atMostOne)
    private static let requires = Flag("require", help: "Fail where something is in the way")
}

/// That something is in the way.
struct NotReadyFault: Reportable {
    let count: Int
    let first: String

    var code: String { "report.not_ready" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        count.counted("thing is", "things are")
            + " in the way. First: \(first.printable(limit: 300))"
    }
    var hint: String? { "The report says what helps with each, in order." }
}
