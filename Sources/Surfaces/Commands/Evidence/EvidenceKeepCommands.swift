import CommandLineKit
import Model
import Operations

/// The commands by which sealed evidence is kept, given away and let go.
enum EvidenceKeepCommands {
    static let all: [Command] = [pin, export, collect]

    static let pin = Command(
        PinEvidence.self,
        CommandSpecification(
            "pin",
            summary: "Pin a sealed bundle, so that it is kept",
            discussion: """
                The bundle is verified first. A task has one baseline and one final-done: pinning \
                another of its bundles moves the pin. The field 'pin_line' is one line to be kept \
                elsewhere, in git for example.
                """,
            arguments: [EvidenceCommands.bundleID],
            options: [kind],
            flags: [drop],
            examples: [
                CommandExample("worklead evidence pin E-1 --for final-done", "Keep E-1 for good.")
            ],
            seeAlso: ["evidence gc"]
        ),
        input: { parsed, _ in
            try PinEvidence.Input { input in
                input.bundle = try parsed.name(EvidenceCommands.bundleID)
                input.pin = parsed.choice(kind) ?? input.pin
                input.drop = parsed.isSet(drop)
            }
        },
        output: { reply, _ in
            let bundle = reply.output.bundle
            let pins = bundle.pins.map(\.rawValue).joined(separator: ", ")
            return CommandOutput(
                change: reply,
                of: PinEvidence.self,
                bundle.pins.isEmpty
                    ? "\(bundle.bundle) has no pin" : "\(bundle.bundle) pinned as \(pins)"
            ) { text in
                if let line = reply.output.pinLine { text.field("pin line", .path(line)) }
            }
        }
    )

    private static let kind = Option(
        "for",
        value: "KIND",
        help: "What it is pinned as",
        allowed: Pin.allCases.map(\.rawValue),
        default: Pin.evidence.rawValue
    )
    private static let drop = Flag("drop", help: "Let the pin go")

    static let collect = Command(
        CollectEvidence.self,
        CommandSpecification(
            "gc",
            summary: "Remove the files of old sealed bundles",
            discussion: """
                Of each task the newest sealed bundles stay, and every bundle that a pin holds. \
                What a removed bundle was stays in the ledger.
                """,
            options: [keep],
            examples: [
                CommandExample("worklead evidence gc --keep 3 --dry-run", "See what would go.")
            ],
            seeAlso: ["evidence pin"]
        ),
        input: { parsed, _ in
            try CollectEvidence.Input { $0.keep = try parsed.integer(keep, in: 1...10_000) ?? 0 }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: CollectEvidence.self,
                "\(reply.output.items.count, "bundle") removed"
            ) { text in
                if !reply.output.items.isEmpty { text.list(.bundles(reply.output.items)) }
            }
        }
    )

    private static let keep = Option(
        "keep",
        value: "NUMBER",
        help: "How many of each task stay",
        count: .exactlyOne
    )

    static let export = Command(
        ExportEvidence.self,
        CommandSpecification(
            "export",
            summary: "Write a sealed bundle in forms that others read",
            discussion: """
                The statements are in-toto statements in signed envelopes, one a line: a test \
                result for the last replay, and a verification summary where the delivery was \
                accepted. They are signed with the workspace's key (see 'ledger key'). The \
                archive is a tar file whose bytes depend on the content alone.
                """,
            arguments: [EvidenceCommands.bundleID],
            options: [statements, archive],
            examples: [
                CommandExample(
                    "worklead evidence export E-1 --statements E-1.intoto.jsonl --archive E-1.tar",
                    "Hand E-1 to somebody who has other tools."
                )
            ],
            seeAlso: ["evidence verify", "ledger key"]
        ),
        input: { parsed, _ in
            try ExportEvidence.Input { input in
                input.bundle = try parsed.name(EvidenceCommands.bundleID)
                input.statements = parsed.text(statements)
                input.archive = parsed.text(archive)
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: ExportEvidence.self,
                "\(report.bundle) exported"
            ) { text in
                if let statements = report.statements {
                    text.field("statements", .path(statements))
                }
                if let archive = report.archive { text.field("archive", .path(archive)) }
                if let digest = report.archiveDigest {
                    text.field("archive digest", .digest(digest))
                }
            }
        }
    )

    private static let statements = Option(
        "statements",
        value: "FILE",
        help: "Where the signed statements go",
        completion: .file
    )
    private static let archive = Option(
        "archive",
        value: "FILE",
        help: "Where the archive goes",
        completion: .file
    )
}
