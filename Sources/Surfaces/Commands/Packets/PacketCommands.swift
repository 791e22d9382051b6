import CommandLineKit
import Model
import Operations

/// The commands by which packets are locked, and changed after that.
enum PacketCommands {
    static let all: [Command] = [lock, variant, show, verify, export]

    static let lock = Command(
        CommandSpecification(
            "lock",
            summary: "Lock a task's packet with your SSH key",
            discussion: """
                A locked packet is never changed: a change is a variant with a parent. The \
                signature is made here, with the key of --signing-key, else that of git's \
                user.signingkey, else the first one of the agent, and counts if the policy of \
                allowed signers lists it.
                """,
            arguments: [.task],
            options: [.signingKey, .key],
            flags: [.dryRun],
            examples: [CommandExample("worklead packet lock T-1", "Sign for what T-1 asks.")],
            seeAlso: ["packet variant", "packet verify"]
        ),
        calls: [PreparePacketLock.name, LockPacket.name]
    ) { parsed, context in
        let task: TaskKey = try parsed.name(Argument.task)
        let order = try await context.caller.call(
            PreparePacketLock.self,
            PreparePacketLock.Input { $0.task = task },
            context.options
        ).output
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let input = try LockPacket.Input { input in
            input.task = task
            input.revision = order.revision
            input.signature = try context.signing.sign(
                order.canonical,
                namespace: order.namespace,
                key: parsed.text(Option.signingKey)
            )
        }
        let reply = try await context.caller.call(LockPacket.self, input, options)
        return CommandOutput(
            change: reply,
            of: LockPacket.self,
            "packet of \(task) locked by \(reply.output.signer ?? "nobody")"
        ) { $0.packet(reply.output) }
    }

    static let variant = Command(
        VaryPacket.self,
        CommandSpecification(
            "variant",
            summary: "Make a task with a changed packet, which names its parent",
            discussion: """
                The new task has the parent's repository, lane, phase, priority and \
                dependencies. With --supersede it takes the parent's place, and what waited for \
                the parent waits for it.
                """,
            arguments: [.task, newKey],
            options: [packetFile, .packetFormat],
            flags: [supersede],
            examples: [
                CommandExample(
                    "worklead packet variant T-1 T-1-B --packet packet.md --supersede",
                    "Let a changed packet take the place of a locked one."
                )
            ],
            seeAlso: ["packet lock"]
        ),
        input: { parsed, context in
            try VaryPacket.Input { input in
                input.parent = try parsed.name(Argument.task)
                input.task = try parsed.optionalName(newKey)
                let file = parsed.required(packetFile)
                input.packet = try context.files.text(of: file)
                input.file = file == "-" ? nil : file
                input.format = parsed.packetFormat(of: file)
                input.supersedes = parsed.isSet(supersede)
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: VaryPacket.self) }
    )

    private static let newKey = Argument(
        "KEY",
        help: "The new task's key; by default the parent's with a number",
        count: .atMostOne
    )
    private static let packetFile = Option(
        "packet",
        value: "FILE",
        help: "The changed packet; - reads standard input",
        count: .exactlyOne,
        completion: .file
    )
    private static let supersede = Flag("supersede", help: "Let it take the parent's place")

    static let show = Command(
        ShowPacket.self,
        CommandSpecification(
            "show",
            summary: "Show whether a packet is locked, by whom, and its variants",
            arguments: [.task],
            examples: [CommandExample("worklead packet show T-1", "See whether T-1 is locked.")]
        ),
        input: { parsed, _ in try ShowPacket.Input { $0.task = try parsed.name(Argument.task) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowPacket.self) { text in
                text.say(
                    reply.output.signer.map { "packet of \(reply.output.task) locked by \($0)" }
                        ?? "packet of \(reply.output.task) is not locked"
                )
                text.packet(reply.output)
            }
        }
    )

    static let verify = Command(
        VerifyPacket.self,
        CommandSpecification(
            "verify",
            summary: "Check a lock's signature against the packet as it is kept",
            arguments: [.task],
            options: [signers],
            examples: [
                CommandExample("worklead packet verify T-1", "Make sure that T-1 is as signed.")
            ],
            seeAlso: ["packet export"]
        ),
        input: { parsed, _ in
            try VerifyPacket.Input { input in
                input.task = try parsed.name(Argument.task)
                input.signers = parsed.text(signers)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: VerifyPacket.self) { text in
                text.say(
                    """
                    packet of \(reply.output.task) \(Phrase([.state("verified", .done)])), signed \
                    by \(reply.output.signer ?? "nobody")
                    """
                )
                text.packet(reply.output)
            }
        }
    )

    private static let signers = Option(
        "signers",
        value: "FILE",
        help: "The file of allowed signers; by default the workspace's",
        completion: .file
    )

    static let export = Command(
        ExportPacket.self,
        CommandSpecification(
            "export",
            summary: "Write a packet's signed bytes and the signature into files",
            arguments: [.task, target],
            examples: [
                CommandExample(
                    "worklead packet export T-1 T-1.json",
                    "Let somebody else check the signature."
                )
            ],
            seeAlso: ["packet verify"]
        ),
        input: { parsed, _ in
            try ExportPacket.Input { input in
                input.task = try parsed.name(Argument.task)
                input.path = parsed.required(target)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ExportPacket.self) { text in
                let export = reply.output
                text.say("exported, signed by \(export.signer)")
                text.field("path", .path(export.path))
                text.field("signature", .path(export.signature))
                text.field("namespace", .text(export.namespace))
            }
        }
    )

    private static let target = Argument("FILE", help: "The file to write", completion: .file)
}

extension Option {
    static let signingKey = Option(
        "signing-key",
        value: "FILE",
        help: "The key to sign with: a private key, or a public one that the agent has",
        completion: .file
    )
}

extension TextDocument {
    /// What is known of a packet beside its lock.
    fileprivate mutating func packet(_ packet: PacketReport) {
        field("revision", .number(packet.revision))
        field("digest", .digest(packet.digest))
        if let parent = packet.parent {
            field("parent", .text("\(parent) revision \(packet.parentRevision ?? 0)"))
        }
        if !packet.variants.isEmpty {
            field("variants", .text(packet.variants.map(\.text).joined(separator: ", ")))
        }
    }
}
