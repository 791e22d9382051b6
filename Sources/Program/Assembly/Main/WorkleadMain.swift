import CommandLineKit
import Commands
import Engine
import GitKit
import Glibc
import Model
import Operations
import Replay
import SubprocessKit

/// The whole program put together: the one place that knows every part.
package enum WorkleadMain {
    /// Becomes the first process of a sandbox, and ends with it, where the arguments ask for that.
    ///
    /// Called first of all, before the process has a second thread: then the system would refuse
    /// ordinary users a namespace.
    package static func enterSandboxIfRequested() {
        SandboxEntry.runIfRequested(CommandLine.arguments)
    }

    /// Runs the program with the process's own arguments, environment and streams.
    ///
    /// - Returns: The exit code.
    package static func run() async -> Int32 {
        // A reader that goes away is seen as a failing write, not as a death by signal.
        signal(SIGPIPE, SIG_IGN)
        let time = SystemTime()
        let machine = machine(time)
        let arguments: [String]
        do {
            arguments = try ArgumentVector.read(
                count: CommandLine.argc,
                vector: CommandLine.unsafeArgv
            )
        } catch {
            // What can be read of the words still says how the answer is wanted.
            let flags = OutputFlags(scanning: Array(CommandLine.arguments.dropFirst()))
            return write(
                ErrorReport(error).written(
                    in: Presentation(fallbackFor: flags, in: machine.surroundings)
                )
            )
        }
        if arguments.first == StatuslineCommand.name { Silence.isSpoken(after: 1) }
        let runner = CommandRunner(machine: machine)
        return write(await runner.run(arguments))
    }

    private static func machine(_ time: SystemTime) -> CommandRunner.Machine {
        let isHook = [HookCommand.name, StatuslineCommand.name].contains(
            CommandLine.arguments.dropFirst().first
        )
        let surroundings =
            isHook ? Surroundings.ofThisProcess.hurried : Surroundings.ofThisProcess
        let environment = surroundings.environment
        let interruption = Interrupts.shared
        return CommandRunner.Machine(
            surroundings: OutputSurroundings(
                environment: environment,
                outputIsTerminal: isatty(STDOUT_FILENO) == 1,
                errorIsTerminal: isatty(STDERR_FILENO) == 1,
                columns: environment["COLUMNS"].flatMap { Int($0) },
                now: time.now()
            ),
            files: CommandFiles(surroundings: surroundings),
            time: time,
            pause: { duration in
                try await SystemPauses().pause(for: duration)
                if interruption.isRaised { throw InterruptedError() }
            },
            demo: DemoRunner(surroundings: surroundings, time: time),
            driving: { workspace in
                DrivenRuns(
                    surroundings: surroundings,
                    time: time,
                    workspace: workspace
                ) { surroundings, workspace in
                    // Let go of with the launch: a run has many of them.
                    choice(surroundings, time, workspace).caller
                }
            },
            gateway: { workspace in gateway(surroundings, time, workspace) },
            outbox: OutboxDesk(surroundings: surroundings, time: time),
            remotes: RemoteDesk(surroundings: surroundings),
            manuals: ManualFiles(surroundings: surroundings),
            mcp: StandardMCP(time: time, interruption: interruption.flag) { workspace in
                choice(surroundings, time, workspace).caller
            },
            hooks: ToldMessages(surroundings: surroundings),
            setup: RepositorySetup(
                surroundings: surroundings,
                git: GitProgram.ofThisProcess(surroundings, time)
            ),
            signing: PersonalSigner(
                surroundings: surroundings,
                git: GitProgram.ofThisProcess(surroundings, time),
                time: time
            ),
            terminal: OwnTerminals(),
            write: { text in Streams.write(text, to: STDOUT_FILENO) },
            caller: { workspace, isVerbose in
                caller(surroundings, time, workspace, isVerbose)
            }
        )
    }

    private static func gateway(
        _ surroundings: Surroundings,
        _ time: SystemTime,
        _ workspace: String?
    ) -> any GatewayStarting {
        guard RemoteSettings.isMeant(in: surroundings, workspace: workspace) else {
            return GatewayStarter(surroundings: surroundings, time: time, workspace: workspace)
        }
        return RemoteGateway(surroundings: surroundings, time: time)
    }

    private static func caller(
        _ surroundings: Surroundings,
        _ time: SystemTime,
        _ workspace: String?,
        _ isVerbose: Bool
    ) -> any OperationCaller {
        let (caller, local) = choice(surroundings, time, workspace, isVerbose)
        // Never let go of: the process ends when its command has, and the system then closes the
        // store's files in one go. What was acknowledged is on the disk by then.
        _ = Unmanaged.passRetained(local)
        return caller
    }

    private static func choice(
        _ surroundings: Surroundings,
        _ time: SystemTime,
        _ workspace: String?,
        _ isVerbose: Bool = false
    ) -> (caller: ChoosingCaller, local: LocalCaller) {
        let git = GitProgram.ofThisProcess(surroundings, time, Interrupts.shared.flag)
        let sighting = GatewaySighting()
        let local = LocalCaller(
            surroundings: surroundings,
            time: time,
            identifiers: SystemIdentifiers(),
            git: git,
            packets: DocumentPackets(),
            replayer: SandboxedReplays(
                surroundings: surroundings,
                git: git,
                time: time,
                interruption: Interrupts.shared.flag,
                progress: ProgressLine(isShown: isatty(STDERR_FILENO) == 1).say
            ),
            workspace: workspace,
            sighting: sighting
        )
        let say = { @Sendable (line: String) in Streams.write(line + "\n", to: STDERR_FILENO) }
        if isVerbose { sayContradictions(surroundings, workspace, say) }
        return (
            ChoosingCaller(local, sighting, time: time, say: isVerbose ? say : nil), local
        )
    }

    private static func sayContradictions(
        _ surroundings: Surroundings,
        _ workspace: String?,
        _ say: (String) -> Void
    ) {
        do {
            try RemoteSource.contradictions(in: surroundings, workspace: workspace).forEach(say)
        } catch {
            // The call that goes there says what is wrong; one that goes elsewhere need not know.
        }
    }

    private static func write(_ written: WrittenOutput) -> Int32 {
        Streams.write(written.output, to: STDOUT_FILENO)
        Streams.write(written.errors, to: STDERR_FILENO)
        return Interrupts.shared.isRaised ? 130 : written.exitCode
    }
}

/// What is said where nothing has answered in time.
enum Silence {
    /// Ends the process with a word after so many seconds: a prompt waits for nobody.
    static func isSpoken(after seconds: UInt32) {
        signal(SIGALRM) { _ in
            // Nothing but what a signal's handler may do.
            let word: StaticString = "worklead: no answer\n"
            _ = write(STDOUT_FILENO, word.utf8Start, word.utf8CodeUnitCount)
            _exit(0)
        }
        // Whoever started us may have had it blocked.
        var waited = sigset_t()
        sigemptyset(&waited)
        sigaddset(&waited, SIGALRM)
        pthread_sigmask(SIG_UNBLOCK, &waited, nil)
        alarm(seconds)
    }
}

/// The signals that ask the process to end.
final class Interrupts: Sendable {
    static let shared = Interrupts()

    /// Raised by the first such signal; `nil` where the system has no descriptor left, and the
    /// signals then end the process as they always do.
    let flag: Interruption?

    private init() {
        do {
            let flag = try Interruption()
            flag.raise(onSignals: [SIGINT, SIGTERM, SIGHUP])
            self.flag = flag
        } catch {
            flag = nil
        }
    }

    var isRaised: Bool { flag?.isRaised ?? false }
}

/// A command that was ended by a signal while it waited.
struct InterruptedError: Reportable {
    var code: String { "command.interrupted" }
    var category: ErrorCategory { .interrupted }
    var message: String { "The command was interrupted." }
}

extension Surroundings {
    /// What this process was started with.
    package static var ofThisProcess: Surroundings {
        let environment = ProcessEnvironment.variables
        return Surroundings(
            directory: ProcessEnvironment.directory,
            environment: environment,
            userName: environment["USER"] ?? environment["LOGNAME"] ?? "founder"
        )
    }
}

extension GitProgram {
    /// git as this process runs it.
    package static func ofThisProcess(
        _ surroundings: Surroundings,
        _ time: SystemTime,
        _ interruption: Interruption? = nil
    ) -> GitProgram {
        GitProgram(
            environment: surroundings.environment,
            clock: { time.elapsed() },
            retry: RetryPolicy(
                jitter: { Double.random(in: 0..<1) },
                pause: { usleep(UInt32(max(0, $0.wholeMilliseconds)) * 1000) }
            ),
            interruption: interruption
        )
    }
}

/// What the process was given by whoever started it.
enum ProcessEnvironment {
    /// The variables that are text; others can't be passed on anyway.
    static var variables: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let start = entry.pointee {
            let text = String(cString: start)
            // By bytes: what a person would take for one character is more work to find, and a
            // mark above the "=" would hide it.
            if let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                variables[String(text[..<mark])] = String(text[text.utf8.index(after: mark)...])
            }
            entry += 1
        }
        return variables
    }

    /// The path of the program that this process runs.
    static func program() throws(FileError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0, count < buffer.count else {
            throw FileError(doing: "read", path: "/proc/self/exe", number: errno)
        }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The working directory; `/` where it was removed.
    static var directory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}

/// The process's streams.
package enum Streams {
    /// Writes all of a text, however often the system takes only a part.
    ///
    /// A reader that has gone away ends the writing without a word: there is nobody to tell.
    package static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                return
            }
        }
    }
}
