import CommandLineKit
import Model
import Operations

/// The commands by which runs are written down, approved, started and stopped.
enum RunCommands {
    static let all: [Command] =
        [new, lint, approve, start, pause, resume, cancel] + RunReadingCommands.all
        + RunDrivingCommands.all
        + RunArtifactCommands.all
        + RunRoundCommands.all

    static let run = Argument("RUN", help: "The run's name")
    private static let file = Argument(
        "FILE",
        help: "The run's file, in TOML; - reads it from standard input",
        completion: .file
    )

    static let new = Command(
        DraftRun.self,
        CommandSpecification(
            "new",
            summary: "Write a run down from its file",
            discussion: """
                The file is kept byte for byte. One with a fault is refused, with all faults and \
                their lines. Until the run is started the file can be written down anew: what a \
                founder was asked or said of the other text is void then.
                """,
            arguments: [file],
            examples: [
                CommandExample("worklead run new phase-a.toml", "Ten slices in one file.")
            ],
            seeAlso: ["run lint", "run approve"]
        ),
        input: { parsed, context in
            try DraftRun.Input { input in
                let file = parsed.required(Self.file)
                input.text = try context.files.text(of: file)
                input.file =
                    file == "-"
                    ? "standard input" : file.split(separator: "/").last.map(String.init) ?? file
            }
        },
        output: { reply, _ in changed(reply, of: DraftRun.self) }
    )

    static let lint = Command(
        CommandSpecification(
            "lint",
            summary: "List all that is wrong with the file of a run, by line",
            discussion: """
                Cycles, agents that are not there, documents that are not committed, gates that \
                are missing or not known, ids that are there twice, packets that nobody could \
                work from. Nothing is kept. Fails with exit code 5 where something refuses the \
                file.
                """,
            arguments: [file],
            examples: [
                CommandExample("worklead run lint phase-a.toml", "Before anybody is asked.")
            ],
            seeAlso: ["run new"]
        ),
        calls: [LintRun.name]
    ) { parsed, context in
        let input = try LintRun.Input {
            $0.text = try context.files.text(of: parsed.required(file))
        }
        let reply = try await context.caller.call(LintRun.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: LintRun.self) { text in
            text.say("\(report.slices) slices, \(report.errors) faults")
            text.list(
                TextList(
                    "findings",
                    columns: ["line", "severity", "key", "finding"],
                    rows: report.findings.map { finding in
                        [
                            .number(finding.line), .literal(finding.severity),
                            // Cut short a finding is of no use.
                            .text(finding.key), .path(finding.text),
                        ]
                    }
                )
            )
        }
        guard let first = report.findings.first(where: { $0.severity == "error" }) else {
            return output
        }
        return output.failing(
            CheckFindingsError(
                code: "run.refused",
                count: report.errors,
                first: "line \(first.line), \(first.key): \(first.text)",
                hint: "Mend the lines that are named."
            )
        )
    }

    static let approve = Command(
        ApproveRun.self,
        CommandSpecification(
            "approve",
            summary: "Ask a founder whether a run may start",
            discussion: """
                Asks by a decision with the options go and wait, which lies on the founder's \
                desk. A founder who gives the command says go by it. What is approved is the file \
                as it is: another text is another question.
                """,
            arguments: [run],
            examples: [CommandExample("worklead run approve phase-a", "Ask, or say go.")],
            seeAlso: ["decision answer", "run start"]
        ),
        input: { parsed, _ in try ApproveRun.Input { $0.run = try parsed.name(run) } },
        output: { reply, _ in changed(reply, of: ApproveRun.self) }
    )

    static let start = Command(
        StartRun.self,
        CommandSpecification(
            "start",
            summary: "Start a run that a founder has said go to",
            discussion: """
                Makes a task of each slice, ready and assigned to its owner, with its packet and \
                with what it waits for, and tells the owners: all in one transaction. A run \
                without a founder's go is refused with exit code 7.
                """,
            arguments: [run],
            examples: [CommandExample("worklead run start phase-a", "Make the tasks.")],
            seeAlso: ["run status"]
        ),
        input: { parsed, _ in try StartRun.Input { $0.run = try parsed.name(run) } },
        output: { reply, _ in changed(reply, of: StartRun.self) }
    )

    static let pause = Command(
        PauseRun.self,
        CommandSpecification(
            "pause",
            summary: "Stop new claims of a run's slices",
            discussion: "What is in hand goes on, and can be handed in and accepted.",
            arguments: [run],
            options: [reason],
            examples: [
                CommandExample(
                    "worklead run pause phase-a --reason 'the schema is not decided'",
                    "Start nothing more for now."
                )
            ],
            seeAlso: ["run resume"]
        ),
        input: { parsed, _ in
            try PauseRun.Input { input in
                input.run = try parsed.name(run)
                input.reason = parsed.required(reason)
            }
        },
        output: { reply, _ in changed(reply, of: PauseRun.self) }
    )

    static let resume = Command(
        ResumeRun.self,
        CommandSpecification(
            "resume",
            summary: "Let a paused run go on",
            arguments: [run],
            examples: [CommandExample("worklead run resume phase-a", "Go on.")]
        ),
        input: { parsed, _ in try ResumeRun.Input { $0.run = try parsed.name(run) } },
        output: { reply, _ in changed(reply, of: ResumeRun.self) }
    )

    static let cancel = Command(
        CancelRun.self,
        CommandSpecification(
            "cancel",
            summary: "Give a run up for good",
            discussion: """
                Its tasks that nobody has in hand are cancelled. Those in hand are named and left \
                to who has them; nothing that was made is deleted.
                """,
            arguments: [run],
            options: [reason],
            examples: [
                CommandExample(
                    "worklead run cancel phase-a --reason 'no longer wanted'",
                    "Stop it for good."
                )
            ]
        ),
        input: { parsed, _ in
            try CancelRun.Input { input in
                input.run = try parsed.name(run)
                input.reason = parsed.required(reason)
            }
        },
        output: { reply, _ in changed(reply, of: CancelRun.self) }
    )

    private static let reason = Option(
        "reason",
        value: "TEXT",
        help: "Why",
        count: .exactlyOne
    )

    private static func changed<O: Operation>(
        _ reply: Reply<RunChange>,
        of operation: O.Type
    ) -> CommandOutput where O.Output == RunChange {
        let (line, left) = (reply.output.run, reply.output.left)
        var output = CommandOutput(
            change: reply,
            of: operation,
            "run \(line.run) is \(line.stateCell): \(line.slices) slices"
        ) { text in
            if line.state == .drafted, let decision = line.decision {
                text.field("asked", .name(decision))
                text.next("worklead decision answer \(decision)=go")
            } else if line.state == .approved {
                text.next("worklead run start \(line.run)")
            } else if line.state == .drafted {
                text.next("worklead run approve \(line.run)")
            }
            if !left.isEmpty {
                text.field("in hand", .text(left.map(\.text).joined(separator: ", ")))
            }
        }
        output.envelope.warnings += reply.output.advice
        return output
    }
}
