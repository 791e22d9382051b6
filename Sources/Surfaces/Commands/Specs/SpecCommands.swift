import CommandLineKit
import Model
import Operations

/// The commands by which specs are registered, locked and covered.
enum SpecCommands {
    static let all: [Command] = [register, lock, show, list, clauses, map, coverage, regress]

    private static let spec = Argument("SPEC", help: "The spec's name")
    private static let at = Option(
        "at",
        value: "COMMIT",
        help: "The commit; by default that of the main branch"
    )

    static let register = Command(
        RegisterSpec.self,
        CommandSpecification(
            "register",
            summary: "Register a Markdown file of a repository as a spec",
            arguments: [spec, path],
            options: [.repository],
            examples: [
                CommandExample(
                    "worklead spec register master docs/spec.md",
                    "Let docs/spec.md be what the work is held against."
                )
            ],
            seeAlso: ["spec lock"]
        ),
        input: { parsed, _ in
            try RegisterSpec.Input { input in
                input.spec = try parsed.name(spec)
                input.path = parsed.required(path)
                input.repository = try parsed.optionalName(Option.repository)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RegisterSpec.self,
                "spec \(reply.output.spec) registered"
            ) { $0.next("worklead spec lock \(reply.output.spec)") }
        }
    )

    private static let path = Argument(
        "PATH",
        help: "Its path from the repository's top on",
        completion: .file
    )

    static let lock = Command(
        LockSpec.self,
        CommandSpecification(
            "lock",
            summary: "Make a commit's text of a spec the version that holds",
            discussion: """
                Its digest and its clauses are kept. While a phase is open that rests on the spec, \
                another text is refused: plan the change as a task of its own.
                """,
            arguments: [spec],
            options: [at],
            examples: [
                CommandExample("worklead spec lock master", "Lock what the main branch has.")
            ],
            seeAlso: ["spec clauses", "phase open"]
        ),
        input: { parsed, _ in
            try LockSpec.Input { input in
                input.spec = try parsed.name(spec)
                input.at = parsed.text(at)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: LockSpec.self,
                """
                spec \(line.spec) locked as version \(line.version ?? 0), \
                \(line.clauses, "clause")
                """
            ) { text in
                if let digest = line.digest { text.field("digest", .digest(digest)) }
            }
        }
    )

    static let show = Command(
        ListSpecs.self,
        CommandSpecification(
            "show",
            summary: "Show a spec and the version of it that holds",
            arguments: [spec],
            examples: [CommandExample("worklead spec show master", "See which text holds.")]
        ),
        input: { parsed, _ in try ListSpecs.Input { $0.spec = try parsed.name(spec) } },
        output: { reply, _ in specs(reply) }
    )

    static let list = Command(
        ListSpecs.self,
        CommandSpecification(
            "list",
            summary: "List the specs",
            examples: [CommandExample("worklead spec list", "See what the work is held against.")]
        ),
        input: { _, _ in ListSpecs.Input() },
        output: { reply, _ in specs(reply) }
    )

    private static func specs(_ reply: Reply<Page<SpecLine>>) -> CommandOutput {
        CommandOutput(reply, of: ListSpecs.self) { text in
            text.list(
                TextList(
                    "specs",
                    columns: ["spec", "version", "clauses", "digest", "repository", "path"],
                    rows: reply.output.items.map { line in
                        [
                            .name(line.spec), .maybe(line.version, Cell.number),
                            .number(line.clauses), .maybe(line.digest, Cell.digest),
                            .name(line.repository), .path(line.path),
                        ]
                    }
                )
            )
        }
    }

    static let clauses = Command(
        CoverSpec.self,
        CommandSpecification(
            "clauses",
            summary: "List the clauses of a spec, with their anchors",
            discussion: """
                An anchor is the headings above a clause and the digest of its words: it stays \
                when the paragraph moves, and changes when a word does.
                """,
            arguments: [spec],
            examples: [CommandExample("worklead spec clauses master", "See what is demanded.")],
            seeAlso: ["spec map"]
        ),
        input: { parsed, _ in try CoverSpec.Input { $0.spec = try parsed.name(spec) } },
        output: { reply, _ in
            CommandOutput(reply, of: CoverSpec.self) { text in
                text.list(
                    TextList(
                        "clauses",
                        columns: ["clause", "level", "line", "text"],
                        rows: reply.output.items.map { line in
                            [
                                .text(line.clause), .text(line.level), .number(line.line),
                                .text(line.text),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let map = Command(
        MapClause.self,
        CommandSpecification(
            "map",
            summary: "Tie a clause to a task or to a line that shows that it is kept",
            discussion: """
                Evidence is a line of a file in a commit; the line has to be there. Its words are \
                remembered, so that 'spec regress' sees when it moves or changes. With --remove \
                the tie is taken away; a clause that had evidence is then known as lost.
                """,
            arguments: [spec, clause],
            options: [task, evidence, at],
            flags: [remove],
            examples: [
                CommandExample(
                    "worklead spec map master 3f9a2c41 --task T-1 --evidence Tests/T1.swift:12",
                    "Say who carries a clause out, and which test shows it."
                )
            ],
            seeAlso: ["spec coverage", "spec regress"]
        ),
        input: { parsed, _ in
            try MapClause.Input { input in
                input.spec = try parsed.name(spec)
                input.clause = parsed.required(clause)
                input.task = try parsed.optionalName(task)
                input.evidence = parsed.text(evidence)
                input.at = parsed.text(at)
                input.remove = parsed.isSet(remove)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: MapClause.self,
                "\(reply.output.clause) is \(reply.output.state)"
            )
        }
    )

    private static let clause = Argument(
        "CLAUSE",
        help: "The clause's anchor, or the start of the digest in it"
    )
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The task that carries it out",
        completion: .dynamic("task")
    )
    private static let evidence = Option(
        "evidence",
        value: "FILE:LINE",
        help: "The line that shows that it is kept"
    )
    private static let remove = Flag("remove", help: "Untie it instead")

    static let coverage = Command(
        CoverSpec.self,
        CommandSpecification(
            "coverage",
            summary: "Show each clause with its tasks and its evidence",
            arguments: [spec],
            options: [state],
            examples: [
                CommandExample(
                    "worklead spec coverage master --format markdown",
                    "Make a table for a report."
                )
            ],
            seeAlso: ["spec map", "spec regress"]
        ),
        input: { parsed, _ in
            try CoverSpec.Input { input in
                input.spec = try parsed.name(spec)
                input.state = parsed.text(state)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: CoverSpec.self) { text in
                text.list(
                    TextList(
                        "clauses",
                        columns: ["clause", "level", "state", "tasks", "evidence", "text"],
                        rows: reply.output.items.map { line in
                            [
                                .text(line.clause), .text(line.level), .text(line.state),
                                .text(line.tasks.joined(separator: ", ")),
                                .text(line.evidence.joined(separator: ", ")), .text(line.text),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let state = Option(
        "state",
        value: "STATE",
        help: "Only clauses in this state",
        allowed: ["covered", "planned", "lost", "open"]
    )

    static let regress = Command(
        CommandSpecification(
            "regress",
            summary: "Compare a spec and its evidence with a commit",
            discussion: """
                Fails with exit code 5 where the spec is not the text that was locked, where a \
                line of evidence moved, changed or is gone, and where a clause lost its evidence.
                """,
            arguments: [spec],
            options: [at],
            examples: [
                CommandExample("worklead spec regress master", "Make sure that nothing was lost.")
            ],
            seeAlso: ["spec coverage", "phase check"]
        ),
        calls: [RegressSpec.name]
    ) { parsed, context in
        let input = try RegressSpec.Input { input in
            input.spec = try parsed.name(spec)
            input.at = parsed.text(at)
        }
        let reply = try await context.caller.call(RegressSpec.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: RegressSpec.self) { text in
            text.say(
                """
                spec \(report.spec): \(report.covered) of \
                \(report.clauses, "clause") covered
                """
            )
            text.list(
                TextList(
                    "findings",
                    columns: ["kind", "clause", "place", "text"],
                    rows: report.findings.map { finding in
                        let line = finding.line.map { ":\($0)" } ?? ""
                        return [
                            .text(finding.kind), .maybe(finding.clause, Cell.text),
                            .path(finding.path + line), .text(finding.text),
                        ]
                    }
                )
            )
        }
        guard let first = report.findings.first else { return output }
        return output.failing(
            CheckFindingsError(
                code: "spec.regressed",
                count: report.findings.count,
                first: first.text,
                hint: "Tie the clauses to where the evidence is now: `worklead spec map --help`"
            )
        )
    }
}

/// A check that was carried out and found something.
struct CheckFindingsError: Reportable {
    let code: String
    let count: Int
    let first: String
    let hint: String?

    var category: ErrorCategory { .checkFailed }
    var message: String { "\(count.counted("finding")). First: \(first.printable(limit: 300))" }
}
