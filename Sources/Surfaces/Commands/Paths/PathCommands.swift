import CommandLineKit
import Model
import Operations

/// The commands about paths.
enum PathCommands {
    static let all: [Command] = [check, ReservedCommand.reserved]

    static let check = Command(
        CommandSpecification(
            "check",
            summary: "Say whether you may change paths, and what speaks against it",
            discussion: """
                A path is judged by what you hold in its repository, by what others hold, and by \
                whose worktree it lies in. What the rules 'edit' and 'overlap' block ends with the \
                exit code of a failed check.
                """,
            arguments: [paths],
            examples: [
                CommandExample("worklead path check src/login.swift", "May I change this file?")
            ],
            seeAlso: ["rule list", "task show"]
        ),
        calls: [CheckPaths.name]
    ) { parsed, context in
        let reply = try await context.judge(parsed.texts(paths), from: ".")
        let report = reply.output
        let output = CommandOutput(reply, of: CheckPaths.self) { text in
            text.list(
                TextList(
                    "paths",
                    columns: ["path", "standing", "level", "task", "holder"],
                    rows: report.paths.map {
                        [
                            .text($0.asked), .literal($0.standing), .literal($0.level.rawValue),
                            .maybe($0.task, Cell.name), .maybe($0.holder, Cell.name),
                        ]
                    }
                )
            )
        }
        guard report.level == .block, let first = report.paths.first(where: { $0.level == .block })
        else { return output }
        return output.failing(PathRefusedError(line: first))
    }

    private static let paths = Argument("PATH", help: "The path", count: .atLeastOne)
}

/// A path that a rule does not let the asker change.
struct PathRefusedError: Reportable {
    let line: PathLine

    var code: String { "path.refused" }
    var category: ErrorCategory { .checkFailed }
    var message: String { line.reason ?? "'\(line.asked.printable(limit: 200))' is refused." }
    var hint: String? { "`worklead rule list` shows the rules." }
}
