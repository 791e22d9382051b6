import CommandLineKit
import Digests
import Model
import Operations

/// Looks after the calls that wait for a gateway, which no operation can do.
package protocol OutboxServing: Sendable {
    /// All that is in the outbox, sender by sender, in order.
    func list() throws -> [OutboxLine]

    /// Sends what the asking sender has waiting, again and again until it has arrived or the time
    /// is over.
    func flush(within limit: Duration) async throws -> FlushReport

    /// Gives up a call.
    ///
    /// - Parameter sender: Whose it is; `nil` where the number alone tells.
    /// - Returns: Its number.
    func drop(_ number: Int, of sender: String?) throws -> Int
}

/// The commands about the outbox.
enum OutboxCommands {
    static let all: [Command] = [list, status, flush, drop]

    private static let list = Command(
        CommandSpecification(
            "list",
            summary: "Show what waits for a gateway, and what was refused",
            examples: [CommandExample("worklead outbox list", "See what is not sent yet.")],
            seeAlso: ["outbox flush", "outbox drop"]
        )
    ) { _, context in
        let lines = try context.outbox.list()
        var envelope = Envelope(
            schema: "outbox.list/1",
            data: .array(lines.map(\.json))
        )
        envelope.total = lines.count
        return CommandOutput(envelope) { text in text.list(.outbox(lines)) }
    }

    private static let status = Command(
        ShowOutbox.self,
        CommandSpecification(
            "status",
            summary: "Show how much waits in the outbox of each sender",
            examples: [CommandExample("worklead outbox status", "See whose calls wait.")],
            seeAlso: ["outbox list", "outbox flush"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ShowOutbox.self) { text in
                text.list(
                    TextList(
                        "senders",
                        columns: ["sender", "waiting", "refused", "since", "why"],
                        rows: reply.output.items.map { line in
                            [
                                .text(line.sender), .number(line.waiting), .number(line.refused),
                                .maybe(line.waitingSince, Cell.moment),
                                .maybe(line.reason, Cell.text),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let flush = Command(
        CommandSpecification(
            "flush",
            summary: "Send what waits, in its order",
            discussion: """
                Asks the gateways of the workspace elsewhere, again and again with growing pauses \
                until all has arrived or the time is over. Each call takes effect once, however \
                often it is sent. What a gateway refuses is kept aside with the reason, and does \
                not stop what is behind it.
                """,
            options: [patience],
            examples: [CommandExample("worklead outbox flush", "Send what waits.")],
            seeAlso: ["outbox list"]
        )
    ) { parsed, context in
        let report = try await context.outbox.flush(
            within: try parsed.duration(patience) ?? .seconds(5)
        )
        let envelope = Envelope(schema: "outbox.flush/1", data: report.json)
        var output = CommandOutput(envelope) { text in
            text.say(
                "\(report.sent) sent, \(report.refused.count) refused, \(report.waiting) waiting"
            )
            if !report.refused.isEmpty { text.list(.outbox(report.refused)) }
        }
        if !report.refused.isEmpty {
            output = output.warning("What was refused is kept: see `worklead outbox list`.")
        }
        guard report.waiting > 0 else { return output }
        return output.failing(OutboxWaitingError(waiting: report.waiting, why: report.stopped))
    }

    private static let drop = Command(
        CommandSpecification(
            "drop",
            summary: "Give up a call that waits or was refused",
            arguments: [number],
            options: [sender],
            examples: [CommandExample("worklead outbox drop 12", "Give up number 12.")],
            seeAlso: ["outbox list"]
        )
    ) { parsed, context in
        guard let number = try parsed.integer(number, in: 1...Int.max) else {
            preconditionFailure("the parser has seen to it that there is a number")
        }
        let dropped = try context.outbox.drop(number, of: parsed.text(sender))
        let envelope = Envelope(
            schema: "outbox.drop/1",
            data: .object(["number": .integer(Int64(dropped))])
        )
        return CommandOutput(envelope) { $0.say("number \(dropped) given up") }
    }

    private static let patience = Option(
        "wait",
        value: "DURATION",
        help: "How long to go on trying",
        default: "5s"
    )
    private static let number = Argument("NUMBER", help: "The call's number in the list")
    private static let sender = Option(
        "sender",
        value: "SENDER",
        help: "Whose line it stands in, where several have the number"
    )
}

extension CommandOutput {
    /// The answer of a command whose call has gone to the outbox.
    init(queued: QueuedCall) {
        var envelope = Envelope(schema: "outbox.line/1", data: queued.line.json)
        envelope.isQueued = true
        envelope.warnings = [queued.line.reason]
        self.init(envelope) { text in
            let line = queued.line
            text.say(
                "queued: \(line.operation) as number \(line.number), sent when a gateway answers"
            )
            text.next("worklead outbox flush")
        }
    }
}

extension TextList {
    fileprivate static func outbox(_ lines: [OutboxLine]) -> TextList {
        TextList(
            "calls",
            columns: ["sender", "number", "operation", "since", "state", "why"],
            rows: lines.map { line in
                [
                    .text(line.sender), .number(line.number), .text(line.operation),
                    .moment(line.queuedAt), .literal(line.refusal == nil ? "waits" : "refused"),
                    .text(line.refusal?.message ?? line.reason),
                ]
            }
        )
    }
}

/// Calls that could not be sent.
struct OutboxWaitingError: Reportable {
    let waiting: Int
    let why: String?

    var code: String { "outbox.waiting" }
    var category: ErrorCategory { .unreachable }
    var message: String {
        "\(waiting) still in the outbox: \(why?.printable(limit: 400) ?? "the time is over")"
    }
    var hint: String? { "Nothing is lost; a later command sends them first." }
}
