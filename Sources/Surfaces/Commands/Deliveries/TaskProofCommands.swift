import CommandLineKit
import Model
import Operations

/// The commands that show what was handed in, and what speaks for it.
enum TaskProofCommands {
    static let all: [Command] = [proof, diff]

    static let proof = Command(
        ShowProof.self,
        CommandSpecification(
            "proof",
            summary: "Show what a delivery claims beside what its newest replay found",
            discussion: """
                Each command of the test plan with how it ended when it was run again, what the \
                worker said of it, and what both come to. What was claimed and nothing has looked \
                at is asserted only.
                """,
            arguments: [.task],
            options: [delivery],
            examples: [CommandExample("worklead task proof T-1", "Is it proven?")],
            seeAlso: ["replay", "task diff", "task show"]
        ),
        input: { parsed, _ in
            try ShowProof.Input { input in
                input.task = try parsed.name(Argument.task)
                input.delivery = try parsed.optionalName(delivery)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowProof.self) { text in reply.output.describe(in: &text) }
        }
    )

    static let diff = Command(
        ShowDiff.self,
        CommandSpecification(
            "diff",
            summary: "Show what a delivery changes, with what reviews found at its lines",
            discussion: """
                The difference between the commit that was handed in and the one that the work \
                started from, as git has it, at most --lines of it.
                """,
            arguments: [.task],
            options: [delivery, file, lines],
            examples: [
                CommandExample("worklead task diff T-1", "What does it change?"),
                CommandExample("worklead task diff T-1 --file src/run.sh", "That file alone."),
            ],
            seeAlso: ["review show", "task proof"]
        ),
        input: { parsed, _ in
            try ShowDiff.Input { input in
                input.task = try parsed.name(Argument.task)
                input.delivery = try parsed.optionalName(delivery)
                input.path = parsed.text(file)
                input.lines = try parsed.integer(lines, in: 0...5000) ?? input.lines
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowDiff.self) { text in reply.output.describe(in: &text) }
        }
    )

    private static let delivery = Option(
        "delivery",
        value: "DELIVERY",
        help: "The delivery; by default the newest"
    )
    private static let file = Option("file", value: "PATH", help: "Only this file")
    private static let lines = Option(
        "lines",
        value: "NUMBER",
        help: "The most lines that are shown",
        default: "400"
    )
}

extension TaskProof {
    fileprivate func describe(in text: inout TextDocument) {
        guard let delivery else {
            text.say("nothing was handed in for \(task)")
            text.list(checkList)
            return
        }
        text.say("\(delivery) of \(task)")
        if let grade { text.field("grade", .text(grade)) }
        if let commit { text.field("commit", .text(String(commit.prefix(12)))) }
        if let replay { text.field("replay", .name(replay)) }
        if let replayer { text.field("by", .name(replayer)) }
        if let replayedAt { text.field("at", .moment(replayedAt)) }
        if !layers.isEmpty { text.field("layers", .text(layers.joined(separator: ", "))) }
        text.list(checkList)
        for check in checks {
            if let output = check.output { text.body(check.command, output, by: agent) }
        }
        if !gaps.isEmpty {
            text.list(TextList("gaps", columns: ["gap"], rows: gaps.map { [.text($0)] }))
        }
        if !artifacts.isEmpty {
            text.list(
                TextList(
                    "artifacts",
                    columns: ["path", "bytes", "standing"],
                    rows: artifacts.map {
                        [.path($0.path), .number($0.bytes), .text($0.standing.rawValue)]
                    }
                )
            )
        }
        if !asserted.isEmpty {
            text.list(
                TextList("asserted only", columns: ["claim"], rows: asserted.map { [.text($0)] })
            )
        }
    }

    private var checkList: TextList {
        TextList(
            "checks",
            columns: ["standing", "outcome", "claimed", "tests", "took", "command"],
            rows: checks.map { check in
                [
                    .text(check.standing.rawValue), .maybe(check.outcome, Cell.text),
                    .maybe(check.claimed, Cell.text), .maybe(check.executed, Cell.number),
                    .maybe(check.durationMs) { .duration(.milliseconds($0)) },
                    .text(check.command),
                ]
            }
        )
    }
}

extension TaskDiff {
    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(delivery) of \(task): \(total, "file"), +\(added) -\(removed)")
        text.list(
            TextList(
                "files",
                columns: ["kind", "added", "removed", "findings", "path"],
                rows: files.map { file in
                    [
                        .text(file.kind), .number(file.added), .number(file.removed),
                        .number(file.findings.count), .path(file.path),
                    ]
                },
                total: total
            )
        )
        let found = files.flatMap(\.findings) + findings
        if !found.isEmpty {
            text.list(
                TextList(
                    "findings",
                    columns: ["finding", "severity", "state", "place", "text"],
                    rows: found.map { finding in
                        let line = finding.line.map { ":\($0)" } ?? ""
                        return [
                            .name(finding.finding), .text(finding.severity.rawValue),
                            .text(finding.state.rawValue),
                            .maybe(finding.path) { .text($0 + line) }, .text(finding.text),
                        ]
                    }
                )
            )
        }
        for file in files {
            if let shown = file.text { text.body(file.path, shown) }
        }
    }
}
