import CommandLineKit
import Digests
import Model
import Operations

/// Reads a command line, runs its command and writes what there is to say.
package struct CommandRunner: Sendable {
    /// What a run needs from the machine, made only when it is needed: help and version start
    /// nothing.
    package struct Machine: Sendable {
        package var surroundings: OutputSurroundings
        package var files: any FileReading
        package var time: any TimeSource
        package var pause: @Sendable (Duration) async throws -> Void
        package var demo: any DemoRunning
        /// For the workspace that the option names.
        package var driving: @Sendable (_ workspace: String?) -> any RunDriving
        /// Starts the gateway of the workspace that the option names.
        package var gateway: @Sendable (_ workspace: String?) -> any GatewayStarting
        package var outbox: any OutboxServing
        package var remotes: any RemoteChoosing
        package var manuals: any ManualWriting
        package var mcp: any MCPServing
        package var hooks: any HookMemory
        package var setup: any AgentSetup
        package var signing: any EvidenceSigning
        package var terminal: any TerminalTaking
        /// Writes to standard output at once.
        package var write: @Sendable (String) -> Void
        /// What carries operations out, for the workspace that the option names; a verbose one
        /// says how it does on standard error.
        package var caller:
            @Sendable (_ workspace: String?, _ isVerbose: Bool) -> any OperationCaller

        package init(
            surroundings: OutputSurroundings,
            files: any FileReading,
            time: any TimeSource,
            pause: @escaping @Sendable (Duration) async throws -> Void,
            demo: any DemoRunning,
            driving: @escaping @Sendable (String?) -> any RunDriving,
            gateway: @escaping @Sendable (String?) -> any GatewayStarting,
            outbox: any OutboxServing,
            remotes: any RemoteChoosing,
            manuals: any ManualWriting,
            mcp: any MCPServing,
            hooks: any HookMemory,
            setup: any AgentSetup,
            signing: any EvidenceSigning,
            terminal: any TerminalTaking,
            write: @escaping @Sendable (String) -> Void,
            caller: @escaping @Sendable (String?, Bool) -> any OperationCaller
        ) {
            self.surroundings = surroundings
            self.files = files
            self.time = time
            self.pause = pause
            self.demo = demo
            self.driving = driving
            self.gateway = gateway
            self.outbox = outbox
            self.remotes = remotes
            self.manuals = manuals
            self.mcp = mcp
            self.hooks = hooks
            self.setup = setup
            self.signing = signing
            self.terminal = terminal
            self.write = write
            self.caller = caller
        }
    }

    private let machine: Machine
    private let program: Program

    package init(machine: Machine) {
        self.machine = machine
        program = CommandTree.program(version: ProgramRelease.version)
    }

    /// Runs a command line, without the program's name.
    ///
    /// - Returns: What is still to be written, and the exit code. Streams have been written by
    ///   then.
    package func run(_ arguments: [String]) async -> WrittenOutput {
        let flags = OutputFlags(scanning: arguments)
        let presentation: Presentation
        do {
            presentation = try Presentation(for: flags, in: machine.surroundings)
        } catch {
            let fallback = Presentation(fallbackFor: flags, in: machine.surroundings)
            return ErrorReport(error).written(in: fallback)
        }
        do {
            switch try program.parse(arguments) {
            case .run(let parsed): return try await run(parsed, presentation)
            case .help(let path):
                return try Self.plain(program.help(for: path), presentation, schema: "help/1")
            case .version:
                return Self.plain(
                    "worklead \(ProgramRelease.version)\n",
                    presentation,
                    schema: "version/1"
                )
            case .complete(let answer): return await complete(answer)
            }
        } catch {
            let report = ErrorReport(hinted(error, arguments))
            var written = report.written(in: presentation)
            // The exit code 2 of a hook stops what the agent is at, and a line with something that
            // this program is too old for must not.
            if arguments.first == HookCommand.name, report.code != "usage.missing_argument" {
                written.exitCode = 1
            }
            return written
        }
    }

    private func run(
        _ parsed: ParsedCommand,
        _ presentation: Presentation
    ) async throws -> WrittenOutput {
        let context = try context(parsed, presentation)
        let output: CommandOutput
        do {
            output = try await CommandTree.command(at: parsed.path).run(parsed, context)
        } catch let queued as QueuedCall {
            return Self.queued(queued, parsed, presentation)
        }
        if let contracted = output.contracted { return contracted }
        if let raw = output.raw, !presentation.format.isForPrograms {
            var written = WrittenOutput()
            written.output = raw
            return written
        }
        if let path = parsed.text(GlobalOptions.field), output.envelope.failure == nil {
            return try Self.field(path, of: output.envelope.data)
        }
        // A stream has written its items; only a failure is still to be said.
        if output.text == TextDocument(), output.envelope.failure == nil { return WrittenOutput() }
        return output.written(in: presentation)
    }

    private func context(
        _ parsed: ParsedCommand,
        _ presentation: Presentation
    ) throws -> CommandContext {
        var options = CallOptions()
        options.asAgent = try parsed.optionalName(GlobalOptions.agent)
        let write = machine.write
        return CommandContext(
            caller: machine.caller(
                parsed.text(GlobalOptions.workspace),
                parsed.isSet(GlobalOptions.verbose)
            ),
            options: options,
            isDryRun: machine.surroundings.environment["WORKLEAD_DRY_RUN"] == "1",
            files: machine.files,
            presentation: presentation,
            time: machine.time,
            environment: machine.surroundings.environment,
            emit: { write($0.written(in: presentation)) },
            pause: machine.pause,
            program: program,
            demo: machine.demo,
            driving: machine.driving(parsed.text(GlobalOptions.workspace)),
            gateway: machine.gateway(parsed.text(GlobalOptions.workspace)),
            outbox: machine.outbox,
            remotes: machine.remotes,
            manuals: machine.manuals,
            mcp: machine.mcp,
            hooks: machine.hooks,
            setup: machine.setup,
            signing: machine.signing,
            terminal: machine.terminal
        )
    }

    /// There is no answer yet, and that is no failure.
    private static func queued(
        _ queued: QueuedCall,
        _ parsed: ParsedCommand,
        _ presentation: Presentation
    ) -> WrittenOutput {
        var written = CommandOutput(queued: queued).written(in: presentation)
        // Who asks for a field of the answer must not take something else for it.
        if parsed.text(GlobalOptions.field) != nil {
            written.errors += written.output
            written.output = ""
        }
        return written
    }

    /// One field of an answer's data, as scripts want it.
    private static func field(_ path: String, of data: JSONValue) throws -> WrittenOutput {
        var value = data
        for part in path.split(separator: ".") {
            guard let next = value[String(part)] else {
                throw UnknownFieldError(path: path, data: data)
            }
            value = next
        }
        var written = WrittenOutput()
        let text = value.stringValue ?? value.canonicalText
        // A text of whole lines, such as a signed note, is written as it is.
        written.output = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
        return written
    }

    private static func plain(
        _ text: String,
        _ presentation: Presentation,
        schema: String
    ) -> WrittenOutput {
        var written = WrittenOutput()
        guard presentation.format.isForPrograms else {
            written.output = text
            return written
        }
        let data: JSONValue = .object(["text": .string(text)])
        return CommandOutput(Envelope(schema: schema, data: data)) { _ in }.written(
            in: presentation
        )
    }

    /// An unknown command may be a word of a playbook.
    private func hinted(_ error: any Error, _ arguments: [String]) -> any Error {
        guard let usage = error as? UsageError, usage.code == "usage.unknown_command",
            let word = usage.word, let found = PlaybookWords.translation(of: word)
        else { return error }
        return PlaybookWordError(word: word, here: found.here, command: found.commands.first)
    }

    /// Answers a shell; what only the workspace knows is asked of it, and silence is an answer.
    private func complete(_ answer: CompletionAnswer) async -> WrittenOutput {
        var written = WrittenOutput()
        var found: [CompletionCandidate] = []
        if let question = answer.question {
            found = await DynamicCompletion(caller: machine.caller(nil, false)).candidates(
                for: question
            )
        }
        written.output = answer.text(adding: found)
        return written
    }
}

extension CommandOutput {
    /// A text that is written as it is, such as a script.
    static func raw(_ text: String, schema: String) -> CommandOutput {
        let data: JSONValue = .object(["text": .string(text)])
        var output = CommandOutput(Envelope(schema: schema, data: data)) { _ in }
        output.raw = text
        return output
    }
}

extension UsageError: Reportable {
    package var category: ErrorCategory { .usage }
}

/// A command that is called otherwise here.
struct PlaybookWordError: Reportable {
    let word: String
    let here: String
    let command: String?

    var code: String { "usage.playbook_word" }
    var category: ErrorCategory { .usage }
    var message: String { "In worklead '\(word.printable(limit: 60))' is \(here)." }
    var hint: String? { command.map { "`worklead \($0)`." } }
}

/// A field that an answer does not have.
struct UnknownFieldError: Reportable {
    let path: String
    let data: JSONValue

    var code: String { "usage.unknown_field" }
    var category: ErrorCategory { .usage }
    var message: String { "The answer has no field '\(path.printable(limit: 60))'." }
    var hint: String? {
        let names = (data.objectValue ?? [:]).keys.sorted().joined(separator: ", ")
        return names.isEmpty ? nil : "It has: \(names)."
    }
}
