import CommandLineKit
import Model
import Operations
import ReportKit

/// The command that writes the board, or shows it.
enum BoardCommand {
    static let board = Command(
        CommandSpecification(
            "board",
            summary: "Write the task board, and say what stands still",
            discussion: """
                The board is TASK_BOARD.md of the worktree: all tasks, made from the ledger and \
                marked with its revision. Edit it, and nothing is overwritten: the next call lists \
                which row was edited how and the command that makes that change. With --set-aside \
                the edited file is kept beside a new one. With --check nothing is written, and \
                the command fails with exit code 5 where the file was edited or shows tasks \
                otherwise than they are. With --show the board is the answer, in any format.
                """,
            options: [idle, file, ReportOptions.output],
            flags: [check, show, setAside],
            examples: [
                CommandExample("worklead report board", "Write the board."),
                CommandExample("worklead report board --check", "Is it what the ledger says?"),
                CommandExample("worklead report board --show --format html", "As a page."),
            ],
            seeAlso: ["task list", "status"]
        ),
        calls: [ReportBoard.name, SyncBoard.name]
    ) { parsed, context in
        let idle = try parsed.duration(idle)
        guard !parsed.isSet(show), parsed.text(ReportOptions.output) == nil else {
            let input = ReportBoard.Input { $0.idle = idle }
            let reply = try await context.caller.call(ReportBoard.self, input, context.options)
            let page = reply.output.page
            return try CommandOutput(page: page, of: ReportBoard.self, reply, parsed, context)
        }
        let isCheck = parsed.isSet(check)
        let input = SyncBoard.Input { input in
            input.file = parsed.text(file)
            input.idle = idle
            input.checkOnly = isCheck
            input.setAside = parsed.isSet(setAside)
        }
        let reply = try await context.caller.call(SyncBoard.self, input, context.options)
        let output = CommandOutput(reply, of: SyncBoard.self) { text in
            reply.output.describe(in: &text, at: reply.revision ?? 0)
        }
        guard let fault = reply.output.fault(isCheck: isCheck) else { return output }
        return output.failing(fault)
    }

    private static let idle = Option(
        "idle",
        value: "DURATION",
        help: "How long work may stand still before it is listed",
        default: "4h"
    )
    private static let file = Option(
        "file",
        value: "FILE",
        help: "The board's file; by default TASK_BOARD.md of the worktree",
        completion: .file
    )
    private static let check = Flag("check", help: "Write nothing; fail where the file is not so")
    private static let show = Flag("show", help: "Answer with the board, and touch no file")
    private static let setAside = Flag(
        "set-aside",
        help: "Write it anew though it was edited, and keep the edited file beside it"
    )
}

extension BoardReport {
    fileprivate func describe(in text: inout TextDocument, at revision: Int64) {
        let done: Phrase = isWritten ? "written" : "not written"
        text.say("board of \(tasks, "task") at revision \(revision), \(done)")
        text.field("file", .path(file))
        if let setAside { text.field("set aside", .path(setAside)) }
        if !edits.isEmpty {
            text.list(
                TextList(
                    "edits",
                    columns: ["task", "edit", "command"],
                    rows: edits.map {
                        [.text($0.task), .text($0.text), .maybe($0.command, Cell.path)]
                    }
                )
            )
        }
        text.list(
            TextList(
                "standing still",
                columns: ["task", "state", "agent", "worked", "title"],
                rows: stale.map {
                    [
                        .name($0.task), .text($0.state), .maybe($0.agent, Cell.name),
                        .moment($0.workedAt), .text($0.title),
                    ]
                }
            )
        )
    }

    fileprivate func fault(isCheck: Bool) -> BoardFault? {
        if !isWritten, !edits.isEmpty { return .edited(count: edits.count) }
        guard isCheck else { return nil }
        if isMissing { return .missing(file) }
        return drift.first.map { .drifted(count: drift.count, first: $0) }
    }
}

/// Why a board is not as it should be.
enum BoardFault: Reportable {
    case edited(count: Int)
    case missing(String)
    case drifted(count: Int, first: String)

    var code: String {
        switch self {
        case .edited: "board.edited"
        case .missing: "board.missing"
        case .drifted: "board.drifted"
        }
    }

    var category: ErrorCategory { .checkFailed }

    var message: String {
        switch self {
        case .edited(let count):
            "The board was edited by hand in \(count.counted("place")), and is left as it is."
        case .missing(let path): "There is no board at '\(path.printable(limit: 200))'."
        case .drifted(let count, let first):
            "The board does not show \(count.counted("task as it is", "tasks as they are")). "
                + "First: \(first.printable(limit: 80))."
        }
    }

    var hint: String? {
        switch self {
        case .edited:
            "Run the commands of the edits, then `worklead report board --set-aside`: it keeps that file."
        case .missing, .drifted: "`worklead report board` writes it."
        }
    }
}
