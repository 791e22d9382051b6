import CommandLineKit
import Model
import Operations

/// The commands that keep the next wave ready: in the ledger, and on the disk.
extension WaveCommands {
    static let next = Command(
        CommandSpecification(
            "next",
            summary: "Say whether the wave that comes next is ready",
            discussion: """
                It is ready when it is rendered, its spec is still without a fault, its agents and \
                lanes are there, what it waits for is accepted, no question is open, and its files \
                lie as they were made in this folder, or in that of --out. Fails with exit code 5 \
                where something is missing, and names it.
                """,
            options: [folder],
            examples: [CommandExample("worklead wave next", "Keep the next wave ready.")],
            seeAlso: ["wave render", "wave restore"]
        ),
        calls: [NextWave.name, CheckWaveFiles.name]
    ) { parsed, context in
        let reply = try await context.caller.call(
            NextWave.self,
            NextWave.Input(),
            context.options
        )
        let place = parsed.text(folder) ?? "."
        var look = Look(reply)
        if let next = reply.output.next {
            do {
                look.take(try await files(of: next, in: place, context))
            } catch let error as any Reportable where error.code == "remote.place_needed" {
                look.advice.append("Its files lie on the workspace's machine: ask there.")
            }
        }
        return look.output
    }

    /// Writes what is missing from the spec that the ledger keeps, so that nobody has to find it.
    static let restore = Command(
        CommandSpecification(
            "restore",
            summary: "Write the files of a rendered wave again",
            discussion: """
                They are made from the spec that the ledger keeps, so they are the same bytes. \
                Nothing is written where a file was changed by hand; --replace-edited writes over \
                it.
                """,
            arguments: [wave],
            options: [folder, .key],
            flags: [replaceEdited, .dryRun],
            examples: [
                CommandExample("worklead wave restore Wave-5", "Write what is missing here.")
            ],
            seeAlso: ["wave next", "wave render"]
        ),
        calls: [CheckWaveFiles.name, RenderWave.name]
    ) { parsed, context in
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let place = parsed.text(folder) ?? "."
        let kept = try await files(of: parsed.name(wave), in: place, context)
        let input = RenderWave.Input { input in
            (input.spec, input.file, input.folder) = (kept.spec, kept.file, place)
            input.replaceEdited = parsed.isSet(replaceEdited)
        }
        return rendered(try await context.caller.call(RenderWave.self, input, options))
    }

    private static func files(
        of wave: WaveName,
        in folder: String,
        _ context: CommandContext
    ) async throws -> WaveFileCheck {
        let input = CheckWaveFiles.Input { ($0.wave, $0.folder) = (wave, folder) }
        return try await context.caller.call(CheckWaveFiles.self, input, context.options).output
    }

    /// What the ledger and the disk say of the next wave.
    private struct Look {
        private var outlook: WaveOutlook
        private let revision: Int64?
        var advice: [String] = []

        init(_ reply: Reply<WaveOutlook>) {
            (outlook, revision) = (reply.output, reply.revision)
        }

        mutating func take(_ check: WaveFileCheck) {
            let remedy = "`worklead wave restore \(check.wave)`"
            let gone = check.files.filter { $0.state == "new" }
            if let first = gone.first {
                let text =
                    gone.count.counted("file of \(check.wave) is", "files of \(check.wave) are")
                    + " not in \(check.folder), such as \(first.path): \(remedy) writes them."
                lack(of: first.path, text)
            }
            for line in check.files where line.state == "changed" || line.state == "edited" {
                let text =
                    line.state == "edited"
                    ? "\(line.path) was changed by hand: \(remedy) says so too, and "
                        + "--replace-edited writes over it."
                    : "\(line.path) is of an earlier spec: \(remedy) writes it anew."
                lack(of: line.path, text)
            }
        }

        private mutating func lack(of path: String, _ text: String) {
            outlook.ready = false
            outlook.missing.append(
                WaveLackLine { line in
                    (line.kind, line.subject, line.text) = ("file", path, text)
                    line.allowsSending = true
                }
            )
        }

        var output: CommandOutput {
            let outlook = outlook
            let reply = Reply(outlook, revision: revision)
            var output = CommandOutput(reply, of: NextWave.self) { text in
                if let next = outlook.next {
                    text.say(outlook.ready ? "\(next) is ready" : "\(next) is not ready")
                } else {
                    text.say("no wave is rendered that could come next")
                }
                if let current = outlook.current { text.field("current", .name(current)) }
                WaveCommands.describe(outlook.missing, in: &text)
            }
            output.envelope.warnings += advice
            guard let first = outlook.missing.first else { return output }
            return output.failing(
                CheckFindingsError(
                    code: "wave.not_ready",
                    count: outlook.missing.count,
                    first: first.text,
                    hint: nil
                )
            )
        }
    }
}
