import CommandLineKit
import Model
import Operations

/// The commands by which the ledger is proven to others.
enum ProofCommands {
    static let all: [Command] = [checkpoint, prove, consistency, key]

    static let checkpoint = Command(
        MakeCheckpoint.self,
        CommandSpecification(
            "checkpoint",
            summary: "Sign what the ledger is now",
            discussion: """
                A checkpoint is a signed note: the ledger's name, how many events it has, and the \
                root of the tree over them. Kept elsewhere, it shows later whether anything before \
                it was changed, removed or put in. It is made beside the writers and holds up none.
                """,
            examples: [
                CommandExample(
                    "worklead ledger checkpoint --print note > ledger.checkpoint",
                    "Keep one where nobody who writes here can change it."
                )
            ],
            seeAlso: ["ledger prove", "ledger consistency", "ledger verify"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: MakeCheckpoint.self,
                "\(reply.output.size, "event") signed"
            ) { text in
                text.field("root", .digest(reply.output.root))
                text.field("kept in", .path(reply.output.path))
            }
        }
    )

    static let prove = Command(
        ProveEvent.self,
        CommandSpecification(
            "prove",
            summary: "Prove that an event is in the ledger",
            discussion: """
                The proof leads from the event to the newest checkpoint. Whoever has the public \
                key can check it without this program: the field 'proof' is in the form of C2SP's \
                tlog-proof, and the leaf is the event's JSON in its canonical form.
                """,
            arguments: [event],
            examples: [
                CommandExample(
                    "worklead ledger prove 12 --print proof > 12.tlog-proof",
                    "Give somebody the proof of an event."
                )
            ],
            seeAlso: ["ledger checkpoint", "ledger key"]
        ),
        input: { parsed, _ in ProveEvent.Input { $0.event = parsed.required(event) } },
        output: { reply, _ in
            CommandOutput(reply, of: ProveEvent.self) { text in
                let proof = reply.output
                text.say(
                    """
                    event \(proof.index + 1) \(Phrase([.state("proven", .done)])) in the \
                    checkpoint of \(proof.size, "event")
                    """
                )
                text.field("leaf", .digest(proof.leaf))
                text.field("root", .digest(proof.root))
                text.field("hashes", .number(proof.path.count))
            }
        }
    )

    private static let event = Argument("EVENT", help: "The event's revision, or its id")

    static let consistency = Command(
        ProveConsistency.self,
        CommandSpecification(
            "consistency",
            summary: "Prove that between two sizes the ledger only grew",
            arguments: [from, to],
            examples: [
                CommandExample(
                    "worklead ledger consistency 5 12",
                    "Show that nothing before was rewritten."
                )
            ],
            seeAlso: ["ledger checkpoint"]
        ),
        input: { parsed, _ in
            try ProveConsistency.Input { input in
                input.from = Int64(try parsed.integer(from, in: 0...Int.max) ?? 0)
                input.to = Int64(try parsed.integer(to, in: 0...Int.max) ?? 0)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ProveConsistency.self) { text in
                let proof = reply.output
                text.say(
                    """
                    from \(proof.from) to \(proof.to, "event") the ledger \
                    \(Phrase([.state("only grew", .done)]))
                    """
                )
                text.field("root then", .digest(proof.fromRoot))
                text.field("root later", .digest(proof.toRoot))
                text.field("hashes", .number(proof.path.count))
            }
        }
    )

    private static let from = Argument("FROM", help: "How many events there were")
    private static let to = Argument("TO", help: "How many there were later")

    static let key = Command(
        ShowLedgerKey.self,
        CommandSpecification(
            "key",
            summary: "Show the public key that checkpoints are checked with",
            examples: [
                CommandExample(
                    "worklead ledger key --print pem > ledger.pem",
                    "Give others the key for OpenSSL."
                )
            ],
            seeAlso: ["ledger checkpoint"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ShowLedgerKey.self) { text in
                text.field("name", .text(reply.output.name))
                text.field("key", .path(reply.output.key))
                text.field("fingerprint", .path(reply.output.fingerprint))
            }
        }
    )
}
