import CommandLineKit
import Digests
import Model
import Operations

/// The commands about the ledger as a whole.
enum LedgerCommands {
    static let all: [Command] = [verify, rebuild, backup, restore, export] + ProofCommands.all

    static let verify = Command(
        VerifyLedger.self,
        CommandSpecification(
            "verify",
            summary: "Check each event, rebuild the tables beside the live ones, and compare",
            discussion: """
                The signed checkpoints are held against the ledger too, and one that was kept \
                elsewhere where it is given.
                """,
            options: [checkpoint],
            examples: [
                CommandExample("worklead ledger verify", "Make sure that nothing was altered.")
            ],
            seeAlso: ["ledger checkpoint"]
        ),
        input: { parsed, context in
            try VerifyLedger.Input {
                $0.checkpoint = try parsed.text(checkpoint).map(context.files.text)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: VerifyLedger.self) { text in
                let report = reply.output
                text.say(
                    """
                    \(Phrase([.state("verified", .done)])): \(report.events, "event"), \
                    \(report.tables, "table agrees", "tables agree")
                    """
                )
                text.field("root", .digest(report.root))
                if let count = report.checkpoints { text.field("checkpoints", .number(count)) }
                text.field("took", .duration(.milliseconds(report.durationMs)))
            }
        }
    )

    private static let checkpoint = Option(
        "checkpoint",
        value: "FILE",
        help: "A checkpoint that was kept elsewhere; - reads it from standard input",
        completion: .file
    )

    static let rebuild = Command(
        RebuildLedger.self,
        CommandSpecification(
            "rebuild",
            summary: "Make the tables anew from the ledger, after a backup",
            examples: [CommandExample("worklead ledger rebuild", "Mend tables that differ.")],
            seeAlso: ["ledger verify"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RebuildLedger.self,
                "\(reply.output.tables, "table") made anew from \(reply.output.events, "event")"
            ) { text in
                if let backup = reply.output.backup { text.field("backup", .path(backup)) }
            }
        }
    )

    static let backup = Command(
        BackupLedger.self,
        CommandSpecification(
            "backup",
            summary: "Write a copy of the store that can be restored",
            arguments: [backupPath],
            examples: [
                CommandExample("worklead ledger backup ../worklead-backup.db", "Keep a copy.")
            ]
        ),
        input: { parsed, _ in BackupLedger.Input { $0.path = parsed.required(backupPath) } },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: BackupLedger.self,
                "\(reply.output.events, "event") kept in \(reply.output.path)"
            )
        }
    )

    private static let backupPath = Argument(
        "PATH",
        help: "Where to; nothing may be there yet",
        completion: .file
    )

    static let restore = Command(
        RestoreLedger.self,
        CommandSpecification(
            "restore",
            summary:
                "Put a backup in the store's place; the store that was there is kept beside it",
            discussion: """
                The backup is verified first. What happened after it is no longer in the ledger; \
                the store that was there is kept, with its path said.

                On a machine without the workspace it is made anew, under the name that it had. In \
                a clone of one of its repositories that repository is here from then on, and the \
                founder has a session in it; `worklead repo move` says where the others are.
                """,
            arguments: [restorePath],
            examples: [CommandExample("worklead ledger restore ../worklead-backup.db", "Go back.")]
        ),
        input: { parsed, _ in RestoreLedger.Input { $0.path = parsed.required(restorePath) } },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RestoreLedger.self,
                "\(reply.output.events, "event") restored"
            ) { text in
                if let store = reply.output.store { text.field("store", .path(store)) }
                if let replaced = reply.output.replaced { text.field("kept", .text(replaced)) }
                if let repository = reply.output.repository {
                    text.field("here", .name(repository))
                }
            }
        }
    )

    private static let restorePath = Argument("PATH", help: "The backup", completion: .file)

    static let export = Command(
        CommandSpecification(
            "export",
            summary: "Write the whole ledger as JSON Lines",
            options: [EventCommands.after],
            examples: [
                CommandExample(
                    "worklead ledger export > ledger.jsonl",
                    "Give the ledger to others."
                )
            ]
        ),
        calls: [ListEvents.name]
    ) { parsed, context in
        var input = try ListEvents.Input { input in
            input.after = Int64(try parsed.integer(EventCommands.after, in: 0...Int.max) ?? 0)
            input.limit = 10_000
        }
        var written = 0
        while true {
            let page = try await context.caller.call(ListEvents.self, input, context.options).output
            for event in page.events {
                context.emit(StreamItem(event, .json(event)))
                written += 1
            }
            guard let last = page.events.last?["seq"]?.int64Value else { break }
            input.after = last
        }
        let data: JSONValue = .object(["written": .integer(Int64(written))])
        return CommandOutput(Envelope(schema: "ledger.export/1", data: data)) { _ in }
    }
}

extension Phrase {
    /// A JSON value as one line, whatever the format.
    static func json(_ value: JSONValue) -> Phrase { Phrase([.literal(value.canonicalText)]) }
}
