import CommandLineKit
import Model
import Operations

/// The commands by which evidence is gathered and sealed.
enum EvidenceCommands {
    static let all: [Command] =
        [add, bundle, seal] + EvidenceLookCommands.all + EvidenceKeepCommands.all

    static let add = Command(
        AddEvidence.self,
        CommandSpecification(
            "add",
            summary: "Put files into a task's open bundle",
            discussion: """
                Where the task has no open bundle, one is opened. A file of the same name is \
                replaced. Names must be plain, so that every program reads them alike: no line \
                breaks, '%' or '\\', in Unicode's composed form.
                """,
            arguments: [.task, files],
            options: [under],
            examples: [
                CommandExample(
                    "worklead evidence add T-1 review.sarif --under findings",
                    "Attach what a linter found."
                )
            ],
            seeAlso: ["evidence bundle", "evidence seal"]
        ),
        input: { parsed, _ in
            try AddEvidence.Input { input in
                input.task = try parsed.name(Argument.task)
                input.files = parsed.texts(files)
                input.under = parsed.text(under) ?? input.under
            }
        },
        output: { reply, _ in CommandOutput(added: reply, of: AddEvidence.self) }
    )

    private static let files = Argument(
        "FILE",
        help: "The files",
        count: .atLeastOne,
        completion: .file
    )
    private static let under = Option(
        "under",
        value: "FOLDER",
        help: "The folder of the bundle that they go into",
        default: "attachments"
    )

    static let bundle = Command(
        BundleEvidence.self,
        CommandSpecification(
            "bundle",
            summary: "Gather a task's last delivery into its open bundle",
            discussion: """
                Gathered are the delivery with its verdict, the report, the packet, each replay \
                with its commands, their output and a JUnit report, the difference that the \
                commit makes, the files that were handed in, and the task's events as they are \
                hashed into the ledger. The same state gives the same bytes.
                """,
            arguments: [.task],
            examples: [
                CommandExample("worklead evidence bundle T-1", "Gather what T-1 rests on.")
            ],
            seeAlso: ["evidence seal", "evidence add"]
        ),
        input: { parsed, _ in
            try BundleEvidence.Input { $0.task = try parsed.name(Argument.task) }
        },
        output: { reply, _ in CommandOutput(added: reply, of: BundleEvidence.self) }
    )

    static let seal = Command(
        CommandSpecification(
            "seal",
            summary: "Seal a bundle with your SSH key",
            discussion: """
                The signature is made here, with the key of --signing-key, else that of git's \
                user.signingkey, else the first one of the agent. It counts if the policy lists \
                it: a file of allowed signers, which the repository's configuration names, else \
                'allowed_signers' beside the ledger, else that of git's \
                gpg.ssh.allowedSignersFile. Nothing is added to a sealed bundle, and what has a \
                secret in it is not sealed.
                """,
            arguments: [bundleID],
            options: [.signingKey, .key],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead evidence seal E-1", "Sign for what E-1 holds.")
            ],
            seeAlso: ["evidence verify", "evidence pin"]
        ),
        calls: [PrepareSeal.name, SealEvidence.name]
    ) { parsed, context in
        let id: BundleID = try parsed.name(bundleID)
        let order = try await context.caller.call(
            PrepareSeal.self,
            PrepareSeal.Input { $0.bundle = id },
            context.options
        ).output
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let input = try SealEvidence.Input { input in
            input.bundle = id
            if !order.sealed {
                input.signature = try context.signing.sign(
                    order.tagManifest,
                    namespace: order.namespace,
                    key: parsed.text(Option.signingKey)
                )
            }
        }
        let reply = try await context.caller.call(SealEvidence.self, input, options)
        let bundle = reply.output.bundle
        var output = CommandOutput(
            change: reply,
            of: SealEvidence.self,
            "\(bundle.bundle) sealed by \(bundle.signer ?? "nobody"), \(bundle.files, "file")"
        ) { text in
            if let digest = bundle.digest { text.field("digest", .digest(digest)) }
            text.field("path", .path(bundle.path))
        }
        output.envelope.warnings += order.advice
        return output
    }

    static let bundleID = Argument("BUNDLE", help: "The bundle's id")
}

extension CommandOutput {
    /// One line about what was added to a bundle.
    fileprivate init<O: Operation>(added reply: Reply<BundleReport>, of operation: O.Type)
    where O.Output == BundleReport {
        let bundle = reply.output.bundle
        self.init(
            change: reply,
            of: operation,
            "\(bundle.bundle) of \(bundle.task) has \(bundle.files, "file")"
        ) { text in
            text.field("path", .path(bundle.path))
            text.next("worklead evidence seal \(bundle.bundle)")
        }
    }
}
