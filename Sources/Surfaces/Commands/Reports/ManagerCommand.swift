import CommandLineKit
import Model
import Operations
import ReportKit

/// The command that tells what came of the work.
enum ManagerCommand {
    static let manager = Command(
        CommandSpecification(
            "manager",
            summary: "Show what was delivered, decided and left open since a moment",
            discussion: """
                With --log-heartbeat the asking session beats first, and the beat says which \
                shift it is and what else is given with --meta; the coordination report shows it.
                """,
            options: [ReportOptions.since, shift, meta, ReportOptions.output],
            flags: [beats],
            examples: [
                CommandExample("worklead report manager --since 24h", "The last day."),
                CommandExample(
                    "worklead report manager --log-heartbeat --shift mid --meta cadence=daily",
                    "Say which shift it is, and report on it."
                ),
            ],
            seeAlso: ["report coordination", "beat"]
        ),
        calls: [ReportShift.name, BeatSession.name]
    ) { parsed, context in
        let meta = try parsed.values(meta) { text throws(MetaError) in
            let name = text.prefix { $0 != "=" }
            guard !name.isEmpty, name.count < text.count else { throw MetaError(text: text) }
            return text
        }
        let label = parsed.text(shift)
        let since = try parsed.moment(ago: ReportOptions.since, context)
        if parsed.isSet(beats) {
            let words = (label.map { ["shift=\($0)"] } ?? []) + meta
            let beat = BeatSession.Input { $0.meta = words }
            _ = try await context.caller.call(BeatSession.self, beat, context.options)
        }
        let input = ReportShift.Input { input in
            input.since = since
            input.shift = label
            input.meta = meta
        }
        let reply = try await context.caller.call(ReportShift.self, input, context.options)
        let page = reply.output.page
        return try CommandOutput(page: page, of: ReportShift.self, reply, parsed, context)
    }

    private static let shift = Option("shift", value: "LABEL", help: "What the stretch is called")
    private static let meta = Option(
        "meta",
        value: "NAME=VALUE",
        help: "More to say of it",
        count: .any
    )
    private static let beats = Flag(
        "log-heartbeat",
        help: "Let the session beat first, with what is said of the stretch"
    )
}

/// Something that was to be said of a stretch of work and has no name.
struct MetaError: ValueFault {
    let text: String

    var code: String { "usage.not_named" }
    var message: String { "'\(text.printable(limit: 60))' is not NAME=VALUE." }
    var hint: String? { nil }
}
