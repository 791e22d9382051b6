import CommandLineKit
import Digests
import Model
import Operations

/// Chooses where the calls from a directory go, which no operation can do.
package protocol RemoteChoosing: Sendable {
    /// Where they go; `nil` for a workspace of this machine.
    func show() throws -> RemoteLine?

    /// Sends them elsewhere from now on.
    ///
    /// - Returns: What is written, or would be by a dry run.
    func choose(_ line: RemoteLine, isDryRun: Bool) throws -> RemoteLine

    /// Lets them go to a workspace of this machine again.
    ///
    /// - Returns: What was chosen; `nil` where nothing was.
    func forget(isDryRun: Bool) throws -> RemoteLine?
}

/// The commands about a workspace elsewhere.
enum RemoteCommands {
    static let all: [Command] = [add, show, remove]

    private static let add = Command(
        CommandSpecification(
            "add",
            summary: "Send the calls from this directory to a workspace elsewhere",
            discussion: """
                Writes `.worklead/local.toml` at the top of the working tree, or here outside of \
                one, for your eyes alone and not to be committed. It holds the path of the token's \
                file, not the token. The environment and `--workspace` come before it.
                """,
            arguments: [url],
            options: [tokenFile, fallback],
            flags: [.dryRun],
            examples: [
                CommandExample(
                    "worklead remote add http://127.0.0.1:37888 --token-file ~/worklead-token",
                    "Ask that gateway from here on."
                )
            ],
            seeAlso: ["remote show", "token create"]
        )
    ) { parsed, context in
        let line = RemoteLine {
            $0.url = parsed.text(url) ?? ""
            $0.fallback = parsed.text(fallback)
            $0.tokenFile = parsed.text(tokenFile)
        }
        let isDryRun = parsed.isSet(.dryRun) || context.isDryRun
        let written = try context.remotes.choose(line, isDryRun: isDryRun)
        return output(written, schema: "remote.add/1", isDryRun: isDryRun)
    }

    private static let show = Command(
        CommandSpecification(
            "show",
            summary: "Show which workspace elsewhere the calls from here go to",
            examples: [CommandExample("worklead remote show", "See where the calls go.")],
            seeAlso: ["remote add", "gateway status"]
        )
    ) { _, context in
        guard let line = try context.remotes.show() else {
            return CommandOutput(Envelope(schema: "remote.show/1", data: .object([:]))) {
                $0.say("The calls from here go to a workspace of this machine.")
            }
        }
        return output(line, schema: "remote.show/1")
    }

    private static let remove = Command(
        CommandSpecification(
            "remove",
            summary: "Ask a workspace of this machine again",
            discussion: "Removes `.worklead/local.toml`; the token's file stays.",
            flags: [.dryRun],
            examples: [CommandExample("worklead remote remove", "Ask nobody elsewhere.")],
            seeAlso: ["remote add"]
        )
    ) { parsed, context in
        let isDryRun = parsed.isSet(.dryRun) || context.isDryRun
        guard let line = try context.remotes.forget(isDryRun: isDryRun) else {
            var envelope = Envelope(schema: "remote.remove/1", data: .object([:]))
            envelope.already = true
            return CommandOutput(envelope) { $0.say("No file here names a workspace elsewhere.") }
        }
        return output(line, schema: "remote.remove/1", isDryRun: isDryRun)
    }

    private static func output(
        _ line: RemoteLine,
        schema: String,
        isDryRun: Bool = false
    ) -> CommandOutput {
        var envelope = Envelope(schema: schema, data: line.json)
        envelope.isDryRun = isDryRun
        return CommandOutput(envelope) { text in
            text.field("url", .text(line.url))
            if let fallback = line.fallback { text.field("fallback", .text(fallback)) }
            if let file = line.tokenFile { text.field("token_file", .text(file)) }
            text.field("said_by", .text(line.file ?? "the environment"))
            for other in line.before { text.field("before", .text(other)) }
        }
    }

    private static let url = Argument(
        "URL",
        help: "The gateway's address, such as http://127.0.0.1:37888"
    )
    private static let tokenFile = Option(
        "token-file",
        value: "FILE",
        help: "The file of the token, which nobody else may read"
    )
    private static let fallback = Option(
        "fallback",
        value: "URL",
        help: "The gateway to ask where the first can't be reached"
    )
}
