import CommandLineKit
import Digests
import Model
import Operations

/// Takes a terminal over as a whole.
package protocol TerminalTaking: Sendable {
    /// `nil` where the process stands at no terminal.
    func take() throws -> (any TakenTerminal)?
}

/// A terminal that a command has for itself, until it gives it back.
package protocol TakenTerminal: AnyObject {
    /// Its size now.
    var size: (rows: Int, columns: Int) { get }
    /// Shows lines in place of what is there.
    func show(_ lines: [String])
    /// What was typed, after so long at most; `nil` when the process is to end.
    func keys(within: Duration) -> [TerminalKey]?
    /// Puts everything back as it was.
    func giveBack()
}

/// The screen of what needs somebody.
enum TopCommand {
    static let top = Command(
        CommandSpecification(
            "top",
            summary: "Watch what needs you and how the agents stand, on a screen of its own",
            discussion: """
                The same as `worklead now`, drawn anew as the ledger changes. j and k move, Enter \
                shows the details of an item with the command that helps, / filters, ? lists the \
                keys, q quits. It reads and changes nothing.
                """,
            section: "Start",
            examples: [CommandExample("worklead top", "Watch.")],
            seeAlso: ["now", "event watch"]
        ),
        calls: [ShowNow.name, ListEvents.name]
    ) { _, context in
        guard let terminal = try context.terminal.take() else { throw NoTerminalError() }
        defer { terminal.giveBack() }
        try await TopLoop(context: context, terminal: terminal).run()
        return CommandOutput(Envelope(schema: "top/1", data: .object([:]))) { _ in }
    }
}

/// Reads, draws and listens until somebody has enough.
private struct TopLoop {
    let context: CommandContext
    let terminal: any TakenTerminal

    /// How often it is looked whether the ledger has grown.
    private static let glance = Duration.milliseconds(250)
    /// How often all is read anew: that an agent is stuck is no event.
    private static let most = Duration.seconds(5)

    func run() async throws {
        var state = TopState()
        var report: NowReport?
        var head: Int64?
        var fault: String?
        var readAt = context.time.now()
        while !state.isOver {
            do {
                let newest = try await self.head(after: head)
                if report == nil || newest != head || context.time.now() - readAt >= Self.most {
                    report = try await read()
                    (head, readAt, fault) = (newest, context.time.now(), nil)
                }
            } catch {
                // Without a first answer there is nothing to show.
                guard report != nil else { throw error }
                fault = ErrorReport(error).message
            }
            guard let report else { return }
            let size = terminal.size
            terminal.show(
                TopScreen(
                    report: report,
                    state: state,
                    fault: fault,
                    readAt: readAt,
                    rows: size.rows,
                    columns: size.columns,
                    presentation: context.presentation
                ).lines
            )
            guard let keys = terminal.keys(within: Self.glance) else { return }
            for key in keys { state.press(key, report.items) }
        }
    }

    private func read() async throws -> NowReport {
        let input = ShowNow.Input { $0.limit = 200 }
        return try await context.caller.call(ShowNow.self, input, context.options).output
    }

    private func head(after known: Int64?) async throws -> Int64 {
        let input = ListEvents.Input { ($0.after, $0.limit) = (known, 1) }
        return try await context.caller.call(ListEvents.self, input, context.options).output.head
    }
}

/// A screen without a terminal to be on.
struct NoTerminalError: Reportable {
    var code: String { "terminal.absent" }
    var category: ErrorCategory { .usage }
    var message: String { "There is no terminal for a screen." }
    var hint: String? { "`worklead now` says the same in a pipe." }
}
