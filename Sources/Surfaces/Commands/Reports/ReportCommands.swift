import CommandLineKit
import Model
import Operations
import ReportKit

/// The commands that tell what the ledger knows.
enum ReportCommands {
    static let all: [Command] = [
        BoardCommand.board, CheckInCommand.checkIn, coordination, ManagerCommand.manager, evidence,
        cleanup, ReadinessCommand.readiness, audit, TimelineCommand.timeline,
    ]

    static let coordination = Command.report(
        ReportCoordination.self,
        CommandSpecification(
            "coordination",
            summary: "Show who does what, who is heard of, and what needs somebody",
            discussion: """
                Live claims, presence by both clocks, phases and lanes, the latest guidance, what \
                others left uncommitted, what is to be acknowledged, what waits for a verdict, \
                and alerts, each with what helps.
                """,
            options: [ReportOptions.output],
            examples: [
                CommandExample("worklead report coordination", "See all of it."),
                CommandExample(
                    "worklead report coordination --output coordination.html",
                    "Keep it as a page."
                ),
            ],
            seeAlso: ["status", "agent presence"]
        ),
        input: { _, _ in NoInput() },
        page: \.page
    )

    static let evidence = Command.report(
        ReportEvidence.self,
        CommandSpecification(
            "evidence",
            summary: "Show which work has sealed evidence, what is amiss, and how soon it came",
            discussion: """
                Accepted tasks without a sealed bundle, bundles that nothing pins, files that the \
                ledger names and that are missing or that git does not track, and how long it \
                took from the plan to the evidence.
                """,
            aliases: EvidenceWords.aliases,
            options: [folder, ReportOptions.output],
            examples: [CommandExample("worklead report evidence", "What has no evidence?")],
            seeAlso: ["evidence index", "evidence latency"]
        ),
        input: { parsed, _ in ReportEvidence.Input { $0.folder = parsed.text(folder) } },
        page: \.page
    )

    static let cleanup = Command.report(
        ReportCleanup.self,
        CommandSpecification(
            "cleanup",
            summary: "Show what lies about, each with the safe command for it",
            discussion: """
                Worktrees of finished tasks, leases that have ended, open bundles, old drafts, \
                phases with nothing left to do, parked lanes and silent sessions. It puts nothing \
                away itself, and names no command that takes away what is not kept elsewhere.
                """,
            options: [idle, ReportOptions.output],
            examples: [CommandExample("worklead report cleanup", "What can be put away?")],
            seeAlso: ["worktree clean", "doctor"]
        ),
        input: { parsed, _ in
            let idle = try parsed.duration(idle)
            return ReportCleanup.Input { $0.idle = idle }
        },
        page: \.page
    )

    private static let folder = Option(
        "folder",
        value: "FOLDER",
        help: "The folder that is indexed; by default where bundles lie",
        completion: .directory
    )
    private static let idle = Option(
        "idle",
        value: "DURATION",
        help: "How long something may lie before it is listed",
        default: "7d"
    )

    static let audit = Command.report(
        AuditReports.self,
        CommandSpecification(
            "audit",
            summary: "Look for what was judged or done faster than it can be",
            discussion: """
                Verdicts that were given faster than a person reads the report and the added \
                lines, claims that were shorter than their checks and their writing take, and \
                gates that were asked often and never refused. It accuses nobody: it says where \
                to look again.
                """,
            options: [ReportOptions.since, speed, ReportOptions.output],
            examples: [
                CommandExample("worklead report audit", "Who only stamped?"),
                CommandExample("worklead report audit --format html", "As a page to send."),
            ],
            seeAlso: ["gate cost", "event list"]
        ),
        input: { parsed, context in
            try AuditReports.Input { input in
                input.since = try parsed.moment(ago: ReportOptions.since, context)
                input.wordsPerMinute = try parsed.integer(speed, in: 1...100_000) ?? 500
            }
        },
        page: { $0.page ?? ReportDocument(title: "Audit") }
    )

    private static let speed = Option(
        "words-per-minute",
        value: "NUMBER",
        help: "How fast a person reads",
        default: "500"
    )
}
