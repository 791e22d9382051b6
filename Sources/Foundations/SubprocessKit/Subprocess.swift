/// A program to run: what is started, with what, and how far it may go.
///
/// Nothing is inherited that is not named here: the environment is exactly `environment`, every
/// descriptor that is not named is closed, signals are as they are by default, and the program
/// leads a process group of its own.
package struct Subprocess: Sendable {
    /// A path when it has a slash, otherwise a name that is looked up in the `PATH` of
    /// `environment`.
    package var program: String
    /// What the program gets after its own name.
    package var arguments: [String]
    /// Where it starts; `nil` is the directory of the caller.
    package var directory: String?
    /// The whole environment.
    package var environment: [String: String]
    package var input: ProcessInput
    package var output: OutputDestination
    package var error: ErrorDestination
    /// Where descriptor 3 goes, for a program that tells its caller about itself; `nil`: it has
    /// none.
    package var report: OutputDestination?
    /// Files named `cgroup.procs` of the control groups that it starts in.
    package var controlGroups: [String]
    /// How long it may run; `nil` is without end.
    ///
    /// Only ``run(clock:interruption:)`` holds it.
    package var wallLimit: Duration?
    /// How long its group has between SIGTERM and SIGKILL; zero sends SIGKILL at once.
    package var grace: Duration
    package var parentDeath: ParentDeath

    package init(
        _ program: String,
        _ arguments: [String] = [],
        directory: String? = nil,
        environment: [String: String] = [:],
        input: ProcessInput = .nothing,
        output: OutputDestination = .captured(keeping: .head(1 << 20)),
        error: ErrorDestination = .apart(.captured(keeping: .head(1 << 16))),
        report: OutputDestination? = nil,
        controlGroups: [String] = [],
        wallLimit: Duration? = nil,
        grace: Duration = .milliseconds(500),
        parentDeath: ParentDeath = .survive
    ) {
        self.program = program
        self.arguments = arguments
        self.directory = directory
        self.environment = environment
        self.input = input
        self.output = output
        self.error = error
        self.report = report
        self.controlGroups = controlGroups
        self.wallLimit = wallLimit
        self.grace = grace
        self.parentDeath = parentDeath
    }

    /// Runs the program to its end on the calling thread.
    ///
    /// When the program ends, what is left of its process group is ended too. A non-zero exit is a
    /// result, not an error.
    ///
    /// - Parameters:
    ///   - clock: A clock that never goes back.
    ///   - interruption: Ends the program as soon as it is raised.
    /// - Throws: ``SubprocessError/interrupted(program:)`` when the interruption was raised before
    ///   the start; one that comes later is in ``ProcessResult/stopped``.
    package func run(
        clock: @escaping @Sendable () -> Duration,
        interruption: Interruption? = nil
    ) throws(SubprocessError) -> ProcessResult {
        if let interruption, interruption.isRaised {
            throw .interrupted(program: program)
        }
        let process = try spawn(clock: clock)
        switch try process.wait(limit: wallLimit, interruption: interruption) {
        case .ended(let result):
            return result
        case .limitReached:
            return try process.terminate(grace: grace, because: .wallLimit)
        case .interrupted:
            return try process.terminate(grace: grace, because: .interruption)
        }
    }

    /// Starts the program and returns a handle to it.
    ///
    /// A captured output is read only while somebody waits on the handle, so a program that writes
    /// much stands still until then; send it to a file where nobody waits.
    package func spawn(
        clock: @escaping @Sendable () -> Duration
    ) throws(SubprocessError) -> RunningProcess {
        try RunningProcess(starting: self, clock: clock)
    }
}

/// What a program reads as its standard input.
package enum ProcessInput: Sendable, Hashable {
    /// `/dev/null`: it reads an end at once.
    case nothing
    /// Exactly these bytes, as a file.
    case bytes([UInt8])
    /// What is put in while it runs; it is written while somebody waits on the handle.
    case pipe(InputPipe)
    /// The caller's own.
    case inherited
}

/// What happens to a program when the thread that started it ends, however that comes.
package enum ParentDeath: Sendable, Hashable {
    case survive
    /// The kernel sends SIGTERM: for a program that cleans up after itself.
    case terminate
    /// The kernel sends SIGKILL.
    case kill
}
