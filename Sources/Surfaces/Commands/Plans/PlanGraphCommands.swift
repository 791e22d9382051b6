import CommandLineKit
import Model
import Operations

/// The commands about tasks that wait for each other.
enum PlanGraphCommands {
    static let all: [Command] = [graph, criticalPath]

    private static let plan = Argument(
        "PLAN",
        help: "The plan; all tasks if left out",
        count: .atMostOne
    )

    static let graph = Command(
        CommandSpecification(
            "graph",
            summary: "Show tasks in an order that can be worked, with what they wait for",
            discussion: """
                Of a plan: the tasks that are its steps, and all that these wait for. --draw \
                writes the graph for Mermaid or Graphviz, with the critical path marked; the \
                same graph gives the same bytes.
                """,
            arguments: [plan],
            options: [draw, .limit],
            flags: [over],
            examples: [
                CommandExample("worklead plan graph", "What can be done in which order?"),
                CommandExample("worklead plan graph retention --draw mermaid", "For a document."),
            ],
            seeAlso: ["plan critical-path", "task depend"]
        ),
        calls: [GraphTasks.name]
    ) { parsed, context in
        let input = try GraphTasks.Input { input in
            input.plan = try parsed.optionalName(plan)
            input.all = parsed.isSet(over)
            input.notation = parsed.choice(draw)
        }
        let limit = try parsed.limit(50, max: 100_000)
        let reply = try await context.caller.call(GraphTasks.self, input, context.options)
        let report = reply.output
        var output = CommandOutput(reply, of: GraphTasks.self) { text in
            text.list(
                TextList(
                    "tasks",
                    columns: ["task", "state", "size", "waits for", "critical", "title"],
                    rows: report.tasks.prefix(limit).map { task in
                        [
                            .name(task.task), .literal(task.state), .maybe(task.size, Cell.number),
                            .text(task.waitsFor.map(\.text).joined(separator: ", ")),
                            .literal(task.critical ? "yes" : ""), .text(task.title),
                        ]
                    },
                    total: report.tasks.count,
                    rest: "worklead plan graph --limit \(report.tasks.count)"
                )
            )
        }
        output.raw = report.drawing
        return output
    }

    private static let draw = Option(
        "draw",
        value: "NOTATION",
        help: "Write it for another program",
        allowed: GraphNotation.allCases.map(\.rawValue)
    )
    private static let over = Flag("all", help: "Show tasks that are over as well")

    static let criticalPath = Command(
        FindCriticalPath.self,
        CommandSpecification(
            "critical-path",
            summary: "Find the longest way through open tasks that wait for each other",
            discussion: """
                Lengths are told by the estimates of packets (a line in the head such as \
                `Estimate: 6h`, `Effort: 6-10 hours` or `Size: 3 points`) where each open task \
                has one in the same unit, and else by the number of tasks.
                """,
            arguments: [plan],
            examples: [
                CommandExample("worklead plan critical-path", "What decides when all is done?")
            ],
            seeAlso: ["plan graph"]
        ),
        input: { parsed, _ in
            try FindCriticalPath.Input { $0.plan = try parsed.optionalName(plan) }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(reply, of: FindCriticalPath.self) { text in
                text.say(
                    """
                    \(report.length) \(Cell.literal(report.measure.rawValue)) along \
                    \(report.tasks.count) of \(report.open, "open task")
                    """
                )
                text.list(
                    TextList(
                        "path",
                        columns: ["task", "state", "size", "reached", "title"],
                        rows: report.tasks.map { task in
                            [
                                .name(task.task), .literal(task.state), .number(task.size),
                                .number(task.reached), .text(task.title),
                            ]
                        }
                    )
                )
                if let first = report.unsized.first {
                    text.say(
                        """
                        Tasks are counted: \(report.unsized.count.counted("has", "have")) no \
                        estimate, \(first) for \
                        one.
                        """
                    )
                }
            }
        }
    )
}
