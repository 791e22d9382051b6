import CommandLineKit
import Model
import Operations

/// The commands by which evidence is looked at.
enum EvidenceLookCommands {
    static let all: [Command] = [verify, list, index, latency]

    static let verify = Command(
        VerifyEvidence.self,
        CommandSpecification(
            "verify",
            summary: "Check every byte of a bundle, its signature, and the ledger's word on it",
            discussion: """
                A bundle of this workspace is named by its id; a folder, given or fetched from \
                elsewhere, by its path. The key had to be valid when the bundle was sealed, by \
                the ledger's time, else it must be now.
                """,
            arguments: [target],
            options: [signers],
            examples: [
                CommandExample("worklead evidence verify E-1", "Make sure that E-1 is untouched.")
            ],
            seeAlso: ["evidence seal"]
        ),
        input: { parsed, _ in
            VerifyEvidence.Input { input in
                let name = parsed.required(target)
                if !name.contains("/"), let id = bundle(name) {
                    input.bundle = id
                } else {
                    input.path = name
                }
                input.signers = parsed.text(signers)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: VerifyEvidence.self) { text in
                let found = reply.output
                let name = found.bundle?.text ?? "the bundle"
                text.say(
                    """
                    \(name) \(Phrase([.state("verified", .done)])): \(found.files, "file"), signed \
                    by \(found.signer)
                    """
                )
                text.field("digest", .digest(found.digest))
                text.field("path", .path(found.path))
                if !found.inLedger { text.say("The ledger does not know this digest.") }
            }
        }
    )

    /// A name that is a bundle's id; anything else is a path.
    private static func bundle(_ name: String) -> BundleID? {
        guard name.hasPrefix("E-"), name.dropFirst(2).allSatisfy(\.isNumber), name.count > 2 else {
            return nil
        }
        return BundleID(trusted: name)
    }

    private static let target = Argument(
        "BUNDLE",
        help: "The bundle's id, or the path of its folder",
        completion: .directory
    )
    private static let signers = Option(
        "signers",
        value: "FILE",
        help: "The file of allowed signers; by default the workspace's",
        completion: .file
    )

    static let list = Command(
        ListEvidence.self,
        CommandSpecification(
            "list",
            summary: "List the bundles, with their state and their pins",
            options: [task, bundle],
            examples: [CommandExample("worklead evidence list --task T-1", "See what T-1 has.")]
        ),
        input: { parsed, _ in
            try ListEvidence.Input { input in
                input.task = try parsed.optionalName(task)
                input.bundle = try parsed.optionalName(bundle)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListEvidence.self) { text in
                text.list(.bundles(reply.output.items))
            }
        }
    )

    private static let task = Option(
        "task",
        value: "TASK",
        help: "Only those of this task",
        completion: .dynamic("task")
    )
    private static let bundle = Option("bundle", value: "BUNDLE", help: "Only this one")

    static let index = Command(
        IndexEvidence.self,
        CommandSpecification(
            "index",
            summary: "Compare a folder of evidence with git and the ledger",
            discussion: """
                Tells of each file whether it is there, whether git tracks it and whether the \
                ledger names it; what the ledger names and is not there is missing. Without a \
                folder it looks at the bundles. What has not changed since the last time is not \
                read again.
                """,
            arguments: [folder],
            flags: [allFiles],
            examples: [
                CommandExample("worklead evidence index", "Find what is missing."),
                CommandExample("worklead evidence index reports", "Look at a folder of reports."),
            ]
        ),
        input: { parsed, _ in
            IndexEvidence.Input { input in
                input.folder = parsed.text(folder)
                input.all = parsed.isSet(allFiles)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: IndexEvidence.self) { text in
                let report = reply.output
                text.say(
                    """
                    \(report.files, "file"): \(report.tracked) tracked, \(report.referenced) \
                    referenced, \(report.missing) missing
                    """
                )
                text.say(
                    """
                    since the last time: \(report.added) added, \(report.changed) changed, \
                    \(report.gone) gone
                    """
                )
                text.list(
                    TextList(
                        "to look at",
                        columns: ["there", "tracked", "named by", "path"],
                        rows: report.items.map {
                            [
                                .text($0.exists ? "yes" : "no"), .text($0.tracked ? "yes" : "no"),
                                .text($0.namedBy.joined(separator: ", ")), .path($0.path),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let folder = Argument(
        "FOLDER",
        help: "The folder; by default that of the bundles",
        count: .atMostOne,
        completion: .directory
    )
    private static let allFiles = Flag("all", help: "List every file, not only those amiss")

    static let latency = Command(
        MeasureEvidence.self,
        CommandSpecification(
            "latency",
            summary: "Show how soon evidence came after its task was planned",
            discussion: """
                From the creation of the task to its first and its last evidence: a replay, or a \
                file in a bundle. The times are the ledger's; those of files prove nothing.
                """,
            options: [task],
            examples: [CommandExample("worklead evidence latency", "Find the slow ones.")]
        ),
        input: { parsed, _ in
            try MeasureEvidence.Input { $0.task = try parsed.optionalName(task) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: MeasureEvidence.self) { text in
                text.list(
                    TextList(
                        "tasks",
                        columns: ["task", "to the first", "to the last", "planned"],
                        rows: reply.output.items.map {
                            [
                                .name($0.task), .maybe($0.first, Cell.duration),
                                .maybe($0.last, Cell.duration), .moment($0.plannedAt),
                            ]
                        }
                    )
                )
            }
        }
    )
}

extension TextList {
    /// A list of bundles.
    static func bundles(_ items: [BundleLine]) -> TextList {
        TextList(
            "bundles",
            columns: ["bundle", "task", "state", "files", "digest", "signer", "pins"],
            rows: items.map {
                [
                    .name($0.bundle), .name($0.task), .text($0.state), .number($0.files),
                    .maybe($0.digest, Cell.digest), .maybe($0.signer, Cell.text),
                    $0.pins.isEmpty
                        ? .absent : .text($0.pins.map(\.rawValue).joined(separator: ", ")),
                ]
            }
        )
    }
}
