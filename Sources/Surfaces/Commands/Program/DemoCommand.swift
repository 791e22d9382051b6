import CommandLineKit
import Digests
import Model
import Operations

/// What a demonstration came to.
///
/// Every number is counted from the ledger or from what was run.
package struct DemoReport: Record {
    package static let name = "demo.report"
    package static let fields: [Field<Self>] = [
        Field("wave", \.wave, "The wave that the tasks were opened in."),
        Field("wave_tasks", \.waveTasks, "How many tasks the wave has.", .hasDefault),
        Field("wave_accepted", \.waveAccepted, "How many of these were accepted.", .hasDefault),
        Field(
            "closing_gates",
            \.closingGates,
            "How many gates were asked about the whole when the wave was closed.",
            .hasDefault
        ),
        Field(
            "closing_gates_passed",
            \.closingGatesPassed,
            "How many of these passed.",
            .hasDefault
        ),
        Field("phase", \.phase, "The phase that was closed then."),
        Field("accepted", \.accepted, "How many tasks were accepted.", .hasDefault),
        Field("sent_back", \.sentBack, "How many deliveries were sent back.", .hasDefault),
        Field(
            "false_claims",
            \.falseClaims,
            "How many claims a replay showed to be false.",
            .hasDefault
        ),
        Field("killed", \.killed, "How many agents were killed.", .hasDefault),
        Field("taken_over", \.takenOver, "How many tasks another agent took over.", .hasDefault),
        Field("lost_races", \.lostRaces, "How many claims came second.", .hasDefault),
        Field("waits", \.waits, "How many agents stood in line for paths.", .hasDefault),
        Field("messages", \.messages, "How many messages were sent.", .hasDefault),
        Field(
            "messages_queued",
            \.messagesQueued,
            "How many messages waited in an outbox while the gateway was away.",
            .hasDefault
        ),
        Field(
            "messages_lost",
            \.messagesLost,
            "How many messages were said to be sent or queued and are not in the ledger.",
            .hasDefault
        ),
        Field(
            "gateway_restarts",
            \.gatewayRestarts,
            "How often the gateway was killed and started again.",
            .hasDefault
        ),
        Field("acknowledged", \.acknowledged, "How many messages were acknowledged.", .hasDefault),
        Field("events", \.events, "How many events the ledger has.", .hasDefault),
        Field("replays", \.replays, "How many replays ran.", .hasDefault),
        Field("findings", \.findings, "How many findings a review had.", .hasDefault),
        Field("decisions", \.decisions, "How much the founder was asked.", .hasDefault),
        Field(
            "defaults",
            \.defaults,
            "How many of these nobody answered, so that a default was taken.",
            .hasDefault
        ),
        Field("verified", \.isVerified, "Whether the ledger verifies.", .hasDefault),
        Field("root", \.root, "The root of the ledger's tree.", .hasDefault),
        Field("bundle", \.bundle, "The bundle that was sealed of an accepted task."),
        Field("bundle_task", \.bundleTask, "That task."),
        Field("bundle_files", \.bundleFiles, "How many files the bundle has.", .hasDefault),
        Field("bundle_digest", \.bundleDigest, "The digest that the bundle is known by."),
        Field("bundle_signer", \.bundleSigner, "Who signed it."),
        Field("bundle_pin", \.bundlePin, "What it is pinned as."),
        Field(
            "bundle_checks",
            \.bundleChecks,
            "Commands of other programs that accepted the bundle in its folder, as they were run.",
            .hasDefault
        ),
        Field("bundle_path", \.bundlePath, "That folder; it is there if the rest was kept."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds.", .hasDefault),
        Field("directory", \.directory, "Where everything is, if it was kept."),
        Field("dashboard", \.dashboard, "A link to the dashboard, if the gateway stays."),
        Field("report", \.report, "The report as one HTML file, if it was kept."),
    ]

    package var wave: WaveName?
    package var waveTasks = 0
    package var waveAccepted = 0
    package var closingGates = 0
    package var closingGatesPassed = 0
    package var phase: PhaseName?
    package var accepted = 0
    package var sentBack = 0
    package var falseClaims = 0
    package var killed = 0
    package var takenOver = 0
    package var lostRaces = 0
    package var waits = 0
    package var messages = 0
    package var messagesQueued = 0
    package var messagesLost = 0
    package var gatewayRestarts = 0
    package var acknowledged = 0
    package var events: Int64 = 0
    package var replays = 0
    package var findings = 0
    package var decisions = 0
    package var defaults = 0
    package var isVerified = false
    package var root = Digest.unset
    package var bundle: BundleID?
    package var bundleTask: TaskKey?
    package var bundleFiles: Int64 = 0
    package var bundleDigest: Digest?
    package var bundleSigner: String?
    package var bundlePin: Pin?
    package var bundleChecks: [String] = []
    package var bundlePath: String?
    package var durationMs: Int64 = 0
    package var directory: String?
    package var dashboard: String?
    package var report: String?

    package init() {}
}

/// The commands around the demonstration.
enum DemoCommand {
    static let demo = Command(
        CommandSpecification(
            "demo",
            summary: "Show real agents at work in two repositories, start to end",
            discussion: """
                Makes two git repositories with real tests and starts six processes that use \
                nothing but this command line: a lead, four workers, a validator. They race for \
                tasks, wait for paths, one is killed and replaced, one claims what is not true and \
                is caught by a replay. Their tasks are a wave, which is closed when its gates \
                pass. A decision is asked of the founder, which you may answer on the dashboard. \
                One speaks MCP, and one comes over HTTP while the gateway \
                is killed and started again. At the end the evidence of an accepted task is \
                sealed, pinned, and checked by programs that are not ours; with --keep you can \
                check it too.

                Where there is a display, the dashboard is shown in a browser from the start, and \
                the gateway stays at the end; with --serve it does so anywhere, and says the link.

                `worklead demo open` makes another link, and `worklead demo clean` takes away \
                what was kept.
                """,
            section: "Start",
            arguments: [action],
            options: [seed],
            flags: [fast, keep, serve, noBrowser],
            examples: [CommandExample("worklead demo --fast", "See it all in a few seconds.")]
        )
    ) { parsed, context in
        switch parsed.text(action) {
        case "clean": return try clean(context)
        case "open": return try open(context)
        default: break
        }
        let plan = DemoPlan(
            isFast: parsed.isSet(fast),
            seed: UInt64(try parsed.integer(seed, in: 0...Int.max) ?? 1),
            keeps: parsed.isSet(keep),
            dashboard: dashboard(parsed)
        )
        let report = try await context.demo.run(plan) { line in
            let phrase = Phrase([.literal(line.printable(limit: 400))])
            context.emit(StreamItem(.object(["step": .string(line)]), phrase))
        }
        let output = CommandOutput(Envelope(schema: "demo/1", data: report.json)) { text in
            report.describe(in: &text)
        }
        return report.isVerified ? output : output.failing(DemoFailedError())
    }

    private static let action = Argument(
        "ACTION",
        help: "clean takes away what demonstrations left; open shows one that runs",
        count: .atMostOne,
        allowed: ["clean", "open"]
    )
    private static let seed = Option(
        "seed",
        value: "NUMBER",
        help: "What chance starts from",
        default: "1"
    )
    private static let fast = Flag("fast", help: "Short leases and pauses")
    private static func dashboard(_ parsed: ParsedCommand) -> DemoPlan.Dashboard {
        switch (parsed.isSet(serve), parsed.isSet(noBrowser)) {
        case (true, true): .link
        case (true, false): .always
        case (false, true): .never
        case (false, false): .onDisplay
        }
    }

    private static let serve = Flag(
        "serve",
        help: "Say the dashboard's link, and keep the gateway running at the end"
    )
    private static let noBrowser = Flag(
        "no-browser",
        help: "Start no browser; show no dashboard but with --serve"
    )
    private static let keep = Flag(
        "keep",
        help: "Keep the repositories and the workspace to look at"
    )

    private static func open(_ context: CommandContext) throws -> CommandOutput {
        let link = try context.demo.open()
        let data: JSONValue = .object([
            "address": .string(link.address), "shown": .bool(link.isShown),
        ])
        return CommandOutput(Envelope(schema: "demo.open/1", data: data)) { text in
            text.field("see it", .text(link.address))
            text.say(
                link.isShown
                    ? "A browser shows it." : "It logs one browser in, within two minutes."
            )
        }
    }

    private static func clean(_ context: CommandContext) throws -> CommandOutput {
        let removed = try context.demo.clean()
        let data: JSONValue = .object(["removed": .array(removed.map(JSONValue.string))])
        return CommandOutput(Envelope(schema: "demo.clean/1", data: data)) { text in
            text.list(
                TextList("removed", columns: ["path"], rows: removed.map { [.text($0)] })
            )
        }
    }
}

extension DemoReport {
    fileprivate func describe(in text: inout TextDocument) {
        text.field("tasks", .text(tasks))
        if let closing { text.field("wave", .text(closing)) }
        text.field("agents", .text(agents))
        text.field("messages", .text(mail))
        text.field("decisions", .text(asked))
        let verified = isVerified ? "verified" : "NOT verified"
        text.field("ledger", .text("\(events.counted("event")), \(verified)"))
        text.field("root", .digest(root))
        if let evidence { text.field("evidence", .text(evidence)) }
        if let bundleDigest { text.field("bundle digest", .digest(bundleDigest)) }
        text.field("took", .duration(.milliseconds(durationMs)))
        for check in bundleChecks { text.field("accepted by", .text(check)) }
        if let dashboard {
            text.field("see it", .text(dashboard))
            text.say("Another link: `worklead demo open`. It runs until `worklead demo clean`.")
        }
        if let report { text.field("read it", .path(report)) }
        if let directory {
            text.field("kept in", .text(directory))
            if let bundlePath { text.field("bundle in", .text(bundlePath)) }
            if let replay { text.field("replay it", .text(replay)) }
            text.next("worklead demo clean")
        }
        text.field("your repository", .text("cd REPOSITORY && worklead init && worklead up"))
    }

    /// The whole history once more, from the workspace that was kept.
    private var replay: String? {
        directory.map {
            "XDG_STATE_HOME=\($0)/state worklead --workspace demo event watch --after 0"
        }
    }

    private var tasks: String {
        "\(accepted) accepted after \(replays.counted("replay")), \(sentBack) sent back and "
            + "mended, \(falseClaims.counted("false claim")) caught"
    }

    private var closing: String? {
        guard let wave, let phase else { return nil }
        return "\(wave): \(waveAccepted) of \(waveTasks) accepted, \(closingGatesPassed) of "
            + "\(closingGates.counted("closing gate")) passed, \(phase) closed"
    }

    private var asked: String {
        "\(decisions) asked of the founder, \(decisions - defaults) answered, "
            + "\(defaults.counted("default")) taken"
    }

    private var evidence: String? {
        guard let bundle, let bundleTask, let bundleSigner, let bundlePin else { return nil }
        return "\(bundle) of \(bundleTask): \(bundleFiles.counted("file")), "
            + "sealed by \(bundleSigner), pinned as \(bundlePin.rawValue), verified"
    }

    private var mail: String {
        "\(messages) sent, \(messagesLost) lost over "
            + gatewayRestarts.counted("restart")
            + " of the gateway, \(messagesQueued) queued meanwhile, \(acknowledged) acknowledged"
    }

    private var agents: String {
        "\(lostRaces.counted("race")) lost, \(waits.counted("wait")) in line, "
            + "\(killed) killed, \(takenOver.counted("task")) taken over"
    }
}

/// A demonstration whose ledger does not verify.
struct DemoFailedError: Reportable {
    var code: String { "demo.not_verified" }
    var category: ErrorCategory { .checkFailed }
    var message: String { "The ledger of the demonstration does not verify." }
}
